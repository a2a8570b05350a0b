/** The form of `backtest --json` with `--resample` or `--test`: what days of the history let expect, beside what came. */
import { z } from 'zod';
import { WAIT_FIGURES } from '../../history/backtest/wait-figures.js';
import { studyResultSchema } from '../study-result.js';

/** Raised by one with every change that an older reader cannot take. */
export const FORECAST_VERSION = 1;

const figureSchema = z
  .strictObject({
    figure: z.enum(WAIT_FIGURES),
    observed: z.number().meta({ description: 'Seconds, or a share.' }),
    mean: z.number().meta({ description: 'Of the futures.' }),
    p5: z.number().meta({
      description:
        'The ends of 90 % of the futures, and their middle: the futures whose ranks are nearest to 5, 50 and 95 % of their number plus one. One more of them is below each with that chance.',
    }),
    p50: z.number(),
    p95: z.number(),
    error: z.number().nullable().meta({ description: 'Of the mean of the futures, as in a backtest.' }),
    isWithin: z
      .boolean()
      .meta({ description: 'What came lies within 90 % of the futures; times that differ by less than a second are the same.' }),
  })
  .meta({ id: 'ForecastFigure' });

const spanSchema = z
  .strictObject({
    name: z.string(),
    jobs: z.number().int().nonnegative().meta({ description: 'Jobs of the history whose waits are known.' }),
    trainedOn: z.number().int().nonnegative().meta({ description: 'Jobs of the history that its days were drawn from.' }),
    figures: z.array(figureSchema),
  })
  .meta({ id: 'ForecastSpan' });

const scoreSchema = z
  .strictObject({
    figure: z.enum(WAIT_FIGURES),
    pinball: z.number().meta({ description: 'Mean pinball loss over days and the levels 0.05, 0.25, 0.5, 0.75, 0.95.' }),
    plain: z.number().nullable().meta({
      description:
        'The same of a forecast without a model: the waits observed on the days of its kind before it. Null where a day had none.',
    }),
    within90: z.number().meta({ description: 'Share of days on which 90 % of the futures held what came; 0.9 is right.' }),
    within50: z.number(),
  })
  .meta({ id: 'ForecastScore' });

/** Schema of what `backtest --resample` and `backtest --test` print with `--json`. */
export const forecastResultSchema = z
  .strictObject({
    forecastVersion: z.literal(FORECAST_VERSION),
    runcast: z.string(),
    scenario: studyResultSchema.shape.scenario.omit({ text: true }),
    history: z.string(),
    kind: z.enum(['in_sample', 'rolling']).meta({ description: 'All days drawn from the days themselves; or each from those before it.' }),
    wait: z
      .enum(['queue', 'queue+boot'])
      .meta({ description: 'What the history calls waiting: until a runner has the job, or until its machine is there too.' }),
    seed: studyResultSchema.shape.seed,
    replications: studyResultSchema.shape.replications,
    timezone: z.string(),
    verdict: z.enum(['pass', 'fail']).meta({
      description:
        'In sample: what came lies within 90 % of the futures, or the tolerance of their mean. Rolling: so on average over the days, or on enough of them.',
    }),
    tolerances: z.array(
      z.strictObject({ figure: z.enum(WAIT_FIGURES), most: z.number(), error: z.number().nullable(), isKept: z.boolean() }),
    ),
    spans: z.array(spanSchema).min(1),
    scores: z.array(scoreSchema),
    skipped: z
      .array(z.strictObject({ name: z.string(), why: z.string() }))
      .meta({ description: 'Days of which no forecast could be made.' }),
    notes: z.array(z.string()),
    rerun: z.string(),
  })
  .meta({ id: 'ForecastResult', title: 'runcast forecast of a history', description: 'Times in seconds, shares as fractions of one.' });

export type ForecastResult = z.infer<typeof forecastResultSchema>;
export type ForecastSpan = z.infer<typeof spanSchema>;
export type ForecastFigure = z.infer<typeof figureSchema>;

/** Returns the JSON Schema (draft-07) of a forecast. */
export function forecastJsonSchema(): unknown {
  return z.toJSONSchema(forecastResultSchema, { target: 'draft-7' });
}
