/** What a plan came to: the cheapest settings that meet the thresholds, how sure that is, and everything that was tried. */
import { z } from 'zod';
import { runResultSchema } from '../../results/run-result.js';
import { judgementSchema, studyResultSchema } from '../study-result.js';

/** Raised by one with every change that an older reader cannot take. */
export const PLAN_VERSION = 1;

/** What a plan may come to. */
export const PLAN_VERDICTS = ['met', 'undecided', 'infeasible'] as const;
export type PlanVerdict = (typeof PLAN_VERDICTS)[number];

/** What is known of a setting and the thresholds: all met or one missed for certain, or neither. */
export const TRIED_VERDICTS = ['meets', 'misses', 'undecided'] as const;
export type TriedVerdict = (typeof TRIED_VERDICTS)[number];

const count = z.number().int().nonnegative();

/** An estimate with its interval at the confidence of the plan; null ends where there is none. */
const moneySchema = z
  .strictObject({ estimate: z.number(), low: z.number().nullable(), high: z.number().nullable() })
  .meta({ id: 'PlanMoney', description: 'USD a month.' });

const heldSchema = z
  .strictObject({
    under: z.string().meta({ description: 'The outage under which it is judged; empty for the scenario as it is.' }),
    threshold: judgementSchema,
    share: z
      .strictObject({
        of: z
          .enum(['late', 'early'])
          .meta({ description: 'late: jobs at or above the limit of an upper threshold; early: below that of a lower one.' }),
        estimate: z.number(),
        low: z.number().nullable(),
        high: z.number().nullable(),
        allowed: z.number(),
      })
      .optional()
      .meta({ description: 'Of a quantile and of a share below: which share of the jobs is on the wrong side, and how much is allowed.' }),
    verdict: z.enum(TRIED_VERDICTS).meta({ description: 'At the confidence of the plan, however often it was looked.' }),
    runsToDecide: count.nullable().meta({
      description: 'Runs, those played counted, that would decide it if it is as it seems; null where it is decided or none would.',
    }),
  })
  .meta({ id: 'PlanThreshold' });

const triedSchema = z
  .strictObject({
    values: z.array(z.string()).meta({ description: 'By variable, in their order.' }),
    isToday: z.boolean(),
    set: z.array(z.string()).meta({ description: 'The same as of --set.' }),
    runs: count.meta({ description: 'Replications; each is one run, and one more an outage.' }),
    verdict: z.enum(TRIED_VERDICTS),
    costPerMonth: moneySchema,
    waitingHoursPerMonth: z.number().nullable().meta({
      description:
        'Hours a month that work was held up: of all pipelines from their creation to their end; without pipelines, of all jobs from queued to the start of their script. Only what it differs by between settings means anything.',
    }),
    objectivePerMonth: moneySchema.meta({ description: 'What is minimised: the cost, and waiting at its price. USD a month.' }),
    againstPlan: moneySchema
      .nullable()
      .meta({ description: 'Its objective less that of the plan over the same draws; null for the plan itself and without one.' }),
    waitingAgainstPlan: z.number().nullable().optional().meta({
      description: 'Its hours that work was held up less those of the plan over the same draws; null for the plan itself and without one.',
    }),
    thresholds: z.array(heldSchema),
    tightest: count
      .nullable()
      .meta({ description: 'Index of the threshold with the least room, or that is missed by most; null without thresholds.' }),
    isOnFrontier: z.boolean().meta({ description: 'Nothing that was tried is both cheaper and has more room at the tightest threshold.' }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Tried' });

const stepSchema = z
  .strictObject({
    variable: count.meta({ description: 'Index of the variable.' }),
    direction: z.enum(['down', 'up']),
    value: z.string(),
    tried: count.nullable().meta({ description: 'Index into tried; null where the scenario cannot have it.' }),
    refused: z.string().optional().meta({ description: 'Why it cannot be.' }),
  })
  .meta({ id: 'PlanStep' });

/** Schema of a plan; `plan --json` prints it with the patches of files. */
export const planResultSchema = z
  .strictObject({
    planVersion: z.literal(PLAN_VERSION),
    runcast: z.string().meta({ description: 'Version of runcast.' }),
    scenario: studyResultSchema.shape.scenario.omit({ text: true }),
    seed: studyResultSchema.shape.seed,
    isRandom: studyResultSchema.shape.isRandom,
    isAlike: z.literal(true).optional().meta({
      description:
        'There where something is drawn, and the two runs of today came out alike all the same: it is then taken for not random.',
    }),
    window: runResultSchema.shape.window,
    monthlyOutages: studyResultSchema.shape.monthlyOutages,
    outcome: studyResultSchema.shape.outcome.meta({ description: 'The first limit that a run of the plan hit, or done.' }),
    confidence: z.number(),
    indifference: z.strictObject({ share: z.number(), usdPerMonth: z.number() }).meta({ description: 'As asked.' }),
    zoneUsdPerMonth: z.number().nullable().meta({ description: 'The indifference zone that follows for the plan; null without one.' }),
    waitingPrice: z.number().nullable().meta({ description: 'USD an hour of waiting; null where it is not priced.' }),
    variables: z.array(
      z.strictObject({
        name: z.string(),
        today: z.string(),
        plan: z.string().nullable(),
        values: z.array(z.string()),
        isMonotone: z.boolean().meta({
          description:
            'Whether a greater value never makes a job wait for longer and costs more, from 1 on and as long as nothing is out and pools take nothing from each other: IdleCount of single-use machines.',
        }),
      }),
    ),
    outages: z.array(z.string()).meta({ description: 'Under which the thresholds must hold too.' }),
    verdict: z.enum(PLAN_VERDICTS).meta({
      description:
        'met: the plan meets every threshold for certain; infeasible: nothing that was allowed does, for certain; undecided: neither, within the runs.',
    }),
    isBest: z.boolean().meta({
      description:
        'Whether it is certain that nothing that was tried meets the thresholds and is cheaper by more than the indifference zone.',
    }),
    isLocal: z.boolean().meta({
      description: 'True: its neighbours were tried, not everything; false: everything was, or what was not cannot be better (monotone).',
    }),
    tried: z.array(triedSchema).meta({ description: 'In the order in which it was tried; today first.' }),
    today: count.meta({ description: 'Index into tried.' }),
    plan: count.nullable().meta({ description: 'Index into tried: the settings that are advised; null where nothing meets.' }),
    nearest: count.nullable().meta({ description: 'Without a plan: the setting that misses by least, or is most likely to meet.' }),
    saving: moneySchema.nullable().meta({ description: 'The objective of today less that of the plan, over the same draws.' }),
    costSaving: moneySchema.nullable().meta({ description: 'The same of the cost alone.' }),
    binding: count.nullable().meta({ description: 'Index of the threshold of the plan that keeps it from being cheaper.' }),
    worst: z
      .strictObject({
        hours: z.string().meta({ description: 'In words: `Mon 09-10` of a run of a week or more, `09-10` of a shorter one.' }),
        timezone: z.string().meta({ description: 'Of the clock that the hour is on.' }),
        isOfWeek: z.boolean(),
        of: z.enum(['late', 'mean', 'longest']).meta({ description: 'late: a share of the jobs; mean and longest: seconds.' }),
        value: z.number(),
        jobs: z.number().meta({ description: 'Jobs that were queued in the hour.' }),
      })
      .optional()
      .meta({
        id: 'PlanWorst',
        description:
          'The hour in which the binding threshold is worst under the plan, in its first replication, which is played once more for it and is not counted in used. Left out where the threshold has no hour (money, machines, pipelines), or nothing is late.',
      }),
    steps: z.array(stepSchema).meta({ description: 'One step down and up in each variable from the plan, or from the nearest.' }),
    cheaperUndecided: z
      .array(count)
      .meta({ description: 'Indices into tried: cheaper than the plan, and neither met nor missed for certain.' }),
    refused: z
      .array(z.strictObject({ values: z.array(z.string()), why: z.string() }))
      .meta({ description: 'Settings that the scenario cannot have.' }),
    used: z.strictObject({ settings: count, runs: count, jobs: count }),
    progress: z
      .array(z.strictObject({ runs: count, objective: z.number().nullable(), setting: count.nullable() }))
      .meta({ description: 'The best setting so far by estimate (that seems to meet the thresholds), after so many runs.' }),
    mostRuns: count,
    warnings: z.array(z.string()),
    rerun: z.string().meta({ description: 'The command that repeats the plan.' }),
  })
  .meta({
    id: 'PlanResult',
    title: 'runcast plan',
    description: 'What a plan came to. Times in seconds, money in USD, shares as fractions of one.',
  });

export type PlanResult = z.infer<typeof planResultSchema>;
export type Tried = z.infer<typeof triedSchema>;
export type PlanThreshold = z.infer<typeof heldSchema>;
export type PlanStep = z.infer<typeof stepSchema>;
export type PlanMoney = z.infer<typeof moneySchema>;
