/** The form of `sweep --json`: what each of many settings comes to, and which of them nothing beats. */
import { z } from 'zod';
import { runResultSchema } from '../../results/run-result.js';
import { differenceSchema } from '../compare/difference.js';
import { FIGURE_UNITS } from '../figures/readings.js';
import { judgementSchema, studyResultSchema } from '../study-result.js';
import { DESIGNS } from './design.js';
import { WEIGHED_FIGURES } from './sweep-figures.js';

/** Raised by one with every change that an older reader cannot take. */
export const SWEEP_VERSION = 1;

const settingsSchema = z.array(z.strictObject({ path: z.string(), value: z.string().meta({ description: 'As of --set.' }) }));

/** What a point is on the way from cheap to quick. */
export const FRONTIER_PLACES = ['on', 'perhaps', 'off'] as const;
export type FrontierPlace = (typeof FRONTIER_PLACES)[number];

const playedSchema = z
  .strictObject({
    settings: settingsSchema,
    label: z.string().meta({ description: 'What it is called: what is set, or the file.' }),
    isBase: z.boolean().meta({ description: 'Whether it is the scenario as it is.' }),
    hash: z.string().meta({ description: 'sha256 of the complete scenario.' }),
    outcome: studyResultSchema.shape.outcome,
    verdict: studyResultSchema.shape.verdict,
    unmatchedFails: studyResultSchema.shape.unmatchedFails,
    thresholds: z.array(judgementSchema),
    figures: studyResultSchema.shape.figures.meta({ description: 'Of the whole; groups and workloads where there are several.' }),
    differences: z.array(differenceSchema).meta({
      description:
        'Of the whole, against the base over the same draws. None of the base itself, without a base, and where a limit ended a run of either.',
    }),
    frontier: z.enum(FRONTIER_PLACES).nullable().meta({
      description:
        'on: by the estimates no other point, nor the scenario as it is, is better in cost or in what is weighed and, but for what nobody acts on, no worse in the other; off: one is, and surely so; perhaps: one is, and not surely. Null where nothing costs money or waits, or a limit ended a run.',
    }),
    beatenBy: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Index of the point that surely beats it; null unless it is off, and where the scenario as it is does.' }),
    replicationsWanted: z.number().int().nullable().meta({
      description: 'Replications in all that the wanted precision takes here; null where none is wanted, and where none can be told.',
    }),
  })
  .meta({ id: 'SweepPoint' });

/** Schema of what `sweep --json` prints. */
export const sweepResultSchema = z
  .strictObject({
    sweepVersion: z.literal(SWEEP_VERSION),
    runcast: z.string().meta({ description: 'Version of runcast.' }),
    scenario: studyResultSchema.shape.scenario.omit({ text: true }).meta({ description: 'As it is, without the settings of points.' }),
    seed: studyResultSchema.shape.seed,
    replications: studyResultSchema.shape.replications,
    isRandom: studyResultSchema.shape.isRandom,
    window: runResultSchema.shape.window,
    confidenceLevel: z.number().meta({ description: 'Of each interval by itself.' }),
    approximate: studyResultSchema.shape.approximate,
    monthlyOutages: studyResultSchema.shape.monthlyOutages,
    design: z.enum(DESIGNS),
    variables: z.array(z.strictObject({ path: z.string(), values: z.array(z.string()) })),
    of: z.enum(WEIGHED_FIGURES).meta({ description: 'The figure that is weighed against the cost.' }),
    base: playedSchema
      .nullable()
      .meta({ description: 'The scenario as it is, whether or not a point is the same; null where it was left out.' }),
    points: z.array(playedSchema).min(1),
    refused: z
      .array(z.strictObject({ settings: settingsSchema, label: z.string(), reason: z.string() }))
      .meta({ description: 'Combinations that are no scenario, which were left out.' }),
    best: z.number().int().nullable().meta({
      description:
        'Index of the cheapest point that meets all thresholds, of those within what nobody acts on (1 %, 10 USD a month) the quickest; null where none does, and without thresholds.',
    }),
    isBaseBest: z.literal(true).optional().meta({
      description:
        'There where the scenario as it is, which is none of the points, meets all thresholds too and goes before the best of them.',
    }),
    precision: z
      .strictObject({
        figure: z.enum(WEIGHED_FIGURES),
        share: z.number().meta({ description: 'Half of the 95 % interval that is wanted, as a share of the estimate.' }),
        unit: z.enum(FIGURE_UNITS).nullable(),
        replications: z.number().int().nullable().meta({ description: 'That reach it at every point; null where one cannot be told.' }),
        moreRuns: z.number().int().nullable().meta({ description: 'Runs that are still to be played for it, over all points.' }),
      })
      .optional(),
    warnings: z.array(z.strictObject({ text: z.string(), points: z.number().int().meta({ description: 'Of so many points.' }) })),
    rerun: z.string().meta({ description: 'The command that repeats the sweep.' }),
  })
  .meta({
    id: 'SweepResult',
    title: 'runcast sweep',
    description: 'What sweep --json prints. Times in seconds, money in USD, shares as fractions of one.',
  });

export type SweepResult = z.infer<typeof sweepResultSchema>;
export type SweepPoint = z.infer<typeof playedSchema>;

/** Returns the JSON Schema (draft-07) of a sweep. */
export function sweepJsonSchema(): unknown {
  return z.toJSONSchema(sweepResultSchema, { target: 'draft-7' });
}
