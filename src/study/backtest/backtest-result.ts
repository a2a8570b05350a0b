/** The form of `backtest --json`: waits simulated on a fleet beside those of its history. */
import { z } from 'zod';
import { WAIT_FIGURES } from '../../history/backtest/wait-figures.js';
import { studyResultSchema } from '../study-result.js';
import { LEFT_OUT } from './left-out.js';

/** Raised by one with every change that an older reader cannot take. */
export const BACKTEST_VERSION = 1;

const count = z.number().int().nonnegative();
const instant = z.string().meta({ description: 'RFC 3339; of a clock of its own seconds since its zero.' });
const error = z.number().nullable().meta({
  description:
    'Positive where more was simulated: of times simulated over observed less one, of shares the difference. Null where nothing was observed to wait.',
});

const figureSchema = z
  .strictObject({
    figure: z.enum(WAIT_FIGURES).meta({ description: 'share10s: the share of jobs that waited less than 10 s.' }),
    observed: z.number().meta({ description: 'Seconds, or a share.' }),
    simulated: z.number().meta({ description: 'Mean over the replications.' }),
    low: z.number().nullable().meta({ description: 'Ends of the 95 % interval of the simulated side over its replications; null of one.' }),
    high: z.number().nullable(),
    error,
    errorLow: z
      .number()
      .nullable()
      .meta({ description: 'Ends of the 95 % interval of the error over days that are drawn again; null of few days.' }),
    errorHigh: z.number().nullable(),
    ideal: z.number().nullable().meta({ description: 'Of a plain queue on the same slots: no boots, no polls, no pauses.' }),
  })
  .meta({ id: 'BacktestFigure' });

const groupSchema = z
  .strictObject({
    by: z.enum(['all', 'tags', 'runner', 'hour', 'day']),
    name: z.string(),
    jobs: count,
    isLeftOut: z.boolean().meta({ description: 'Capacity does not explain its waits: it is no part of the verdict.' }),
    figures: z.array(figureSchema),
    mae: z.number().meta({ description: 'Mean absolute error job by job, seconds.' }),
    logCorrelation: z.number().nullable().meta({ description: "Pearson's, of log(1 + seconds) job by job." }),
    hourlyCorrelation: z.number().nullable().meta({ description: "Pearson's, of the mean waits of hours in which jobs came." }),
  })
  .meta({ id: 'BacktestGroup' });

const meanSchema = z
  .strictObject({ name: z.string(), jobs: count, observed: z.number(), simulated: z.number(), error })
  .meta({ id: 'BacktestMean', description: 'Mean waits of a part, seconds.' });

const bothSchema = z.strictObject({ observed: z.number(), simulated: z.number() });

const toleranceSchema = z
  .strictObject({ figure: z.enum(WAIT_FIGURES), most: z.number(), error, isKept: z.boolean() })
  .meta({ id: 'BacktestTolerance' });

/** A runner that was away while jobs that it takes waited. */
export const absenceSchema = z
  .strictObject({
    runner: z.string(),
    from: instant,
    to: instant,
    passed: count.meta({ description: 'Jobs that it takes which waited meanwhile and were taken by others.' }),
    event: z
      .string()
      .nullable()
      .meta({ description: 'The event of a scenario that says so, in YAML; null where no process of the fleet is its like.' }),
    isAssumed: z.boolean().meta({ description: 'The fleet has no process of its name; the event takes one that runs such jobs.' }),
  })
  .meta({ id: 'BacktestAbsence' });

/** Schema of what `backtest --json` prints. */
export const backtestResultSchema = z
  .strictObject({
    backtestVersion: z.literal(BACKTEST_VERSION),
    runcast: z.string().meta({ description: 'Version of runcast.' }),
    scenario: studyResultSchema.shape.scenario.omit({ text: true }),
    history: z.string().meta({ description: 'The file of the history.' }),
    seed: studyResultSchema.shape.seed,
    replications: studyResultSchema.shape.replications,
    wait: z
      .enum(['queue', 'queue+boot'])
      .meta({ description: 'What the history calls waiting: until a runner took the job, or until its machine was there.' }),
    isClock: z.boolean(),
    from: instant,
    to: instant,
    verdict: z.enum(['pass', 'fail']),
    tolerances: z.array(toleranceSchema),
    rows: z.strictObject({
      told: count,
      dropped: z.record(z.string(), count).meta({ description: 'By reason.' }),
      repaired: z.record(z.string(), count),
      doubtful: z.record(z.string(), count),
      ...LEFT_OUT,
      outside: count.meta({ description: 'They came before or after the time that is judged, and are not compared.' }),
      cut: count.meta({ description: 'They run when the history ends.' }),
      unstarted: count.meta({ description: 'Compared, and not handed out by the end of the run: their simulated waits are lower bounds.' }),
    }),
    judged: groupSchema.meta({ description: 'The jobs that the verdict is of.' }),
    groups: z.array(groupSchema),
    days: z.array(meanSchema),
    quantiles: z.array(z.strictObject({ level: z.number(), observed: z.number(), simulated: z.number() })).meta({
      description: 'Of the jobs that are judged, at levels from 0.005 to 0.999; of several replications the mean of their quantiles.',
    }),
    hours: z.strictObject({ from: instant, observed: z.array(z.number().nullable()), simulated: z.array(z.number().nullable()) }).meta({
      description: 'Mean waits of the jobs of each hour, from the whole hour on in which the first came; null where none came.',
    }),
    labels: z.array(meanSchema).meta({ description: 'Jobs that have a tag, whatever others they have.' }),
    pickUp: z
      .strictObject({ jobs: count, p50: bothSchema, p90: bothSchema })
      .nullable()
      .meta({ description: 'Seconds until jobs were taken for which the plain queue has a slot at once.' }),
    slots: count.nullable().meta({ description: 'Jobs that the fleet runs at once; null where nothing bounds them.' }),
    running: z.strictObject({ mean: bothSchema, peak: bothSchema }).meta({ description: 'Jobs at once.' }),
    absences: z.array(absenceSchema),
    severalAtOnce: z
      .array(z.strictObject({ runner: z.string(), atOnce: count }))
      .meta({ description: 'Runners that ran several jobs at once.' }),
    leftOut: z.array(z.strictObject({ tags: z.string(), jobs: count, idleShare: z.number() })).meta({
      description: 'Groups of which much of the waiting passed beside an idle runner, with that share.',
    }),
    notes: z.array(z.string()),
    rerun: z.string().meta({ description: 'The command that repeats the backtest.' }),
  })
  .meta({
    id: 'BacktestResult',
    title: 'runcast backtest',
    description: 'What backtest --json prints. Times in seconds, shares as fractions of one.',
  });

export type BacktestResult = z.infer<typeof backtestResultSchema>;
export type BacktestGroup = z.infer<typeof groupSchema>;
export type BacktestFigure = z.infer<typeof figureSchema>;
export type BacktestMean = z.infer<typeof meanSchema>;
export type BacktestAbsence = z.infer<typeof absenceSchema>;

/** Returns the JSON Schema (draft-07) of a backtest. */
export function backtestJsonSchema(): unknown {
  return z.toJSONSchema(backtestResultSchema, { target: 'draft-7' });
}
