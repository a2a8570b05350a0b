/** The form of `summary.json`: what several replications of one scenario say together, the first of them whole and the others in short. */
import { z } from 'zod';
import { LABELS, METRICS } from '../results/question.js';
import { delaySchema } from '../results/jobs/job-scope-schema.js';
import { RESULT_SCHEMA_VERSION, runResultSchema, runSummarySchema } from '../results/run-result.js';
import { adviceSchema } from './advise/advice-result.js';
import { batchesSchema } from './figures/batches.js';
import { VERDICTS } from './thresholds/judge.js';
import { monthlyOutagesSchema } from './figures/monthly-outages.js';
import { pairedSchema } from './figures/paired.js';
import { SCOPE_KINDS } from './figures/figure-key.js';
import { FIGURE_UNITS } from './figures/readings.js';
import { runTimezoneSchema } from './run-timezone.js';
import { OPERATORS } from './thresholds/threshold.js';

const delayCells = delaySchema.shape.cells.unwrap();

/** The two ends of an interval, and what a single future looks like; the same for figures and thresholds. */
export const INTERVAL = {
  low: z.number().nullable().meta({
    description:
      'Lower end of the 95 % interval of the estimate, at nought or above; null where there is none: one replication, or a largest.',
  }),
  high: z.number().nullable().meta({
    description:
      'Its upper end, of a share at one or below; null also beside a low end, where the true value may be any height: jobs were still waiting.',
  }),
  halfWidth: z.number().nullable().meta({
    description:
      "Student's half-width of the 95 % interval of a mean, a share or a cost, whether or not its ends are that far; null for a quantile and where there is no interval.",
  }),
  spread: z.strictObject({ low: z.number(), high: z.number() }).nullable().meta({
    description: "What a single future looks like: 5th to 95th percentile of each replication's own statistic; null for one replication.",
  }),
};

const figureSchema = z
  .strictObject({
    scope: z.enum(SCOPE_KINDS),
    name: z.string(),
    instance: z.string().optional(),
    figure: z.string().meta({ description: 'Path inside the scope, such as queueTime.p95 or cost.perMonth.' }),
    unit: z.enum(FIGURE_UNITS),
    n: z.number().int(),
    estimate: z.number().nullable().meta({
      description:
        'Mean over replications; of a quantile that of the jobs of all replications together; the largest for a figure that is a largest.',
    }),
    ...INTERVAL,
    atLeast: z.literal(true).optional(),
    atMost: z.literal(true).optional(),
  })
  .meta({ id: 'Figure' });

const statSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('avg') }),
    z.strictObject({ kind: z.literal('max') }),
    z.strictObject({ kind: z.literal('quantile'), level: z.number().meta({ description: 'A fraction of one.' }) }),
    z.strictObject({ kind: z.literal('share_below'), seconds: z.number() }),
    z.strictObject({ kind: z.literal('per_month') }),
  ])
  .meta({ id: 'Stat' });

/** Schema of a threshold with what came out. */
export const judgementSchema = z
  .strictObject({
    subject: z.string().meta({ description: 'The metric with its labels, as written.' }),
    condition: z.string().meta({ description: 'As written.' }),
    metric: z.enum(METRICS),
    labels: z.partialRecord(z.enum(LABELS), z.string()).meta({ description: 'By name; a label left out means all.' }),
    stat: statSchema,
    operator: z.enum(OPERATORS),
    verdict: z.enum(VERDICTS),
    unit: z.enum(['duration', 'share', 'number', 'USD']).meta({ description: 'A duration is in seconds, a share a fraction of one.' }),
    limit: z.number(),
    estimate: z.number().nullable(),
    ...INTERVAL,
    atLeast: z.literal(true).optional(),
    atMost: z.literal(true).optional(),
    reason: z.string().optional(),
    note: z.string().optional().meta({ description: 'Where the line comes from, as the scenario says.' }),
  })
  .meta({ id: 'Judgement' });

/** Schema of `summary.json`. */
export const studyResultSchema = z
  .strictObject({
    schemaVersion: z.literal(RESULT_SCHEMA_VERSION),
    runcast: z.string().meta({ description: 'Version of runcast.' }),
    scenario: z.strictObject({
      name: z.string(),
      file: z.string(),
      hash: z.string().meta({ description: 'sha256 of the normalised scenario.' }),
      start: z.string().optional().meta({ description: 'The instant at which it begins, RFC 3339 in UTC.' }),
      clock: runTimezoneSchema.optional(),
      text: z
        .string()
        .optional()
        .meta({ description: 'The complete scenario as YAML, every default filled in, tokens and other secrets masked.' }),
    }),
    seed: z.union([z.number(), z.string()]),
    replications: z.number().int().positive(),
    batches: batchesSchema.optional().meta({
      description: 'Of one long run: the batches that stand for replications in all figures and thresholds. Left out elsewhere.',
    }),
    isRandom: z.boolean().meta({
      description:
        'False where nothing is drawn, so that every replication is the same, or where all of several came out alike: then no estimate has an interval.',
    }),
    confidenceLevel: z.number(),
    rerun: z.string().meta({ description: 'The command that repeats the study.' }),
    defaults: z
      .array(z.strictObject({ path: z.string(), value: z.string(), note: z.string().optional() }))
      .meta({ description: 'Defaults that were used.' }),
    warnings: z.array(z.string()),
    outcome: runResultSchema.shape.outcome.meta({ description: 'The first limit that a replication hit, or done.' }),
    verdict: z.enum(VERDICTS).nullable().meta({
      description: 'The worst of all thresholds; fail also for jobs that no runner may take, unless allowed. Null without thresholds.',
    }),
    approximate: z.array(z.string()).optional().meta({
      description:
        'Groups of managers with entries of docker-autoscaler or instance: what is said of them, and of all together, rests on a reconstruction of the scaling rule. Left out where there are none.',
    }),
    monthlyOutages: monthlyOutagesSchema.optional(),
    detectedWarmup: z
      .strictObject({ isSettled: z.boolean().meta({ description: 'False: the pilot runs did not settle, half of the run was left out.' }) })
      .optional()
      .meta({ description: 'Where the warm-up was detected by pilot runs; left out where it is stated.' }),
    unsettled: z.array(z.string()).optional().meta({
      description:
        'Queues that grow as long as the run lasts, a sentence each: figures of such a run say how long it was. Left out where none does.',
    }),
    unmatchedFails: z.boolean().meta({ description: 'Jobs that no runner may take were met and are not allowed.' }),
    thresholds: z.array(judgementSchema),
    figures: z.array(figureSchema),
    paired: pairedSchema.optional().meta({ description: 'Of a scenario with outages: what they cost. Left out with --no-pair.' }),
    advice: adviceSchema.optional(),
    distributions: z
      .array(
        z.strictObject({
          scope: z.enum(['all', 'workload', 'group']),
          name: z.string(),
          cells: delayCells,
          boundCells: delayCells.optional(),
        }),
      )
      .meta({ description: 'Queue times of the jobs of all replications together, in the form of Delay.cells.' }),
    first: runResultSchema.meta({ description: 'The first replication whole, with its timeline.' }),
    runs: z.array(runSummarySchema).min(1).meta({ description: 'Every replication in short, in their order.' }),
  })
  .meta({ id: 'StudyResult', title: 'runcast summary', description: 'Result of one scenario over all its replications.' });

export type StudyResult = z.infer<typeof studyResultSchema>;
export type JudgedThreshold = StudyResult['thresholds'][number];

/** Returns the JSON Schema (draft-07) of `summary.json`. */
export function resultJsonSchema(): unknown {
  return z.toJSONSchema(studyResultSchema, { target: 'draft-7' });
}
