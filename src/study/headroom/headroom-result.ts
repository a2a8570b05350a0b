/** The form of `headroom --json`: how much load keeps every threshold, part by part, with and without failures. */
import { z } from 'zod';
import { runResultSchema } from '../../results/run-result.js';
import { VERDICTS } from '../thresholds/judge.js';
import { INTERVAL, judgementSchema, studyResultSchema } from '../study-result.js';

/** Raised by one with every change that an older reader cannot take. */
export const HEADROOM_VERSION = 1;

const factor = z.number().positive();

const estimateSchema = z
  .strictObject({ estimate: z.number().nullable(), low: INTERVAL.low, high: INTERVAL.high, atLeast: z.literal(true).optional() })
  .meta({ id: 'LoadFigure' });

const loadSchema = z
  .strictObject({
    factor: factor.meta({ description: 'The load of the part as a multiple of that of the scenario.' }),
    verdict: z
      .enum(VERDICTS)
      .meta({ description: 'The worst of all thresholds, as of a run; fail also where a limit ended a replication.' }),
    holds: z.boolean().meta({ description: 'Every threshold is kept by its estimate, whatever its interval.' }),
    outcome: runResultSchema.shape.outcome,
    jobs: z.number().int().meta({ description: 'Jobs measured, of all replications.' }),
    thresholds: z.array(judgementSchema),
    queueTimeP95: estimateSchema.optional().meta({ description: 'Of all jobs, s.' }),
    costPerMonth: estimateSchema.optional().meta({ description: 'USD.' }),
  })
  .meta({ id: 'Load', description: 'One load that was played.' });

const whenSchema = z
  .strictObject({
    months: z.number().nonnegative(),
    month: z
      .string()
      .regex(/^\d{4}-\d{2}$/u)
      .optional()
      .meta({ description: 'Of the calendar; left out where the scenario does not say when it begins.' }),
  })
  .meta({ id: 'When' });

const monthSchema = z
  .strictObject({
    when: whenSchema,
    load: loadSchema.meta({ description: 'The load that was played for it, within 0.5 % of what it has grown to.' }),
    breaks: z.array(z.string()).meta({ description: 'Thresholds that are missed by their estimates; or the limit that ends a run.' }),
  })
  .meta({ id: 'HeadroomMonth' });

const rowSchema = z
  .strictObject({
    of: z.enum(['all', 'workload', 'group']),
    name: z.string(),
    workloads: z.array(z.string()).min(1).meta({ description: 'Those that grow; the others stay.' }),
    failure: z.string().nullable().meta({ description: 'What is gone all the time, such as zone=us-east1-c; null: nothing is.' }),
    factor: factor.nullable().meta({
      description:
        'The greatest load, to a step of 1 %, at which the estimates keep every threshold; below 1 where they are missed today. Null: no load down to a hundredth does.',
    }),
    isEndless: z.boolean().meta({ description: 'Nothing breaks up to the greatest load that is tried, which factor then is.' }),
    sure: factor.nullable().meta({ description: 'The greatest at which they are kept for certain (95 %); null: none.' }),
    missed: factor
      .nullable()
      .meta({ description: 'The least at which one is missed for certain; null: none up to the greatest that is tried.' }),
    breaks: z.array(z.string()).meta({
      description:
        'The thresholds that are missed one step above factor (where that is null, at the least load that was tried), by subject and condition; or the limit that ends a run there.',
    }),
    when: z.strictObject({ factor: whenSchema, sure: whenSchema.nullable(), missed: whenSchema.nullable() }).optional().meta({
      description:
        'When the load has grown so much at the stated rate; left out without one, where nothing breaks, and where it is missed today.',
    }),
    tried: z.array(loadSchema).min(1).meta({ description: 'Every load that the search played, the least first.' }),
    months: z.array(monthSchema).optional().meta({
      description: 'With a stated rate: month by month up to where a threshold is missed for certain, some twelve at most.',
    }),
  })
  .meta({ id: 'HeadroomRow' });

/** Schema of what `headroom --json` prints. */
export const headroomResultSchema = z
  .strictObject({
    headroomVersion: z.literal(HEADROOM_VERSION),
    runcast: z.string().meta({ description: 'Version of runcast.' }),
    scenario: studyResultSchema.shape.scenario.omit({ text: true }),
    seed: studyResultSchema.shape.seed,
    replications: studyResultSchema.shape.replications.meta({ description: 'Of each load; all loads have the same draws.' }),
    isRandom: studyResultSchema.shape.isRandom,
    approximate: studyResultSchema.shape.approximate,
    monthlyOutages: studyResultSchema.shape.monthlyOutages,
    window: runResultSchema.shape.window,
    growth: z
      .strictObject({ share: z.number().positive(), per: z.enum(['month', 'year']) })
      .optional()
      .meta({ description: 'The stated rate, compound.' }),
    rows: z.array(rowSchema).min(1),
    runs: z.number().int().positive(),
    jobs: z.number().int().nonnegative().meta({ description: 'Simulated jobs that were measured, of all runs.' }),
    warnings: z.array(z.string()),
    rerun: z.string().meta({ description: 'The command that repeats the study.' }),
  })
  .meta({
    id: 'HeadroomResult',
    title: 'runcast headroom',
    description: 'What headroom --json prints. Times in seconds, shares as fractions of one.',
  });

export type HeadroomResult = z.infer<typeof headroomResultSchema>;
export type HeadroomRow = z.infer<typeof rowSchema>;
export type PlayedLoad = z.infer<typeof loadSchema>;
export type HeadroomMonth = z.infer<typeof monthSchema>;
export type When = z.infer<typeof whenSchema>;

/** Returns the JSON Schema (draft-07) of a study of headroom. */
export function headroomJsonSchema(): unknown {
  return z.toJSONSchema(headroomResultSchema, { target: 'draft-7' });
}
