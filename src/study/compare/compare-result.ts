/** The form of `compare --json`: what settings change, each held against the base over the same draws. */
import { z } from 'zod';
import { runResultSchema } from '../../results/run-result.js';
import { differenceSchema } from './difference.js';
import { judgementSchema, studyResultSchema } from '../study-result.js';

/** Raised by one with every change that an older reader cannot take. */
export const COMPARE_VERSION = 1;

const sideSchema = z
  .strictObject({
    label: z.string().meta({ description: 'What it is called: the file, or what was set.' }),
    scenario: studyResultSchema.shape.scenario.omit({ text: true }),
    outcome: studyResultSchema.shape.outcome,
    verdict: studyResultSchema.shape.verdict,
    unmatchedFails: studyResultSchema.shape.unmatchedFails,
    approximate: studyResultSchema.shape.approximate,
    monthlyOutages: studyResultSchema.shape.monthlyOutages,
    thresholds: z.array(judgementSchema),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'ComparedSide' });

const variantSchema = sideSchema
  .extend({
    differences: z
      .array(differenceSchema)
      .meta({ description: 'Of the whole, of workloads and of groups. None where a limit ended a run of either side.' }),
  })
  .meta({ id: 'Variant' });

/** Schema of what `compare --json` prints. */
export const compareResultSchema = z
  .strictObject({
    compareVersion: z.literal(COMPARE_VERSION),
    runcast: z.string().meta({ description: 'Version of runcast.' }),
    seed: studyResultSchema.shape.seed,
    replications: studyResultSchema.shape.replications,
    isRandom: studyResultSchema.shape.isRandom,
    window: runResultSchema.shape.window,
    confidenceLevel: z.number().meta({
      description: 'Of each interval of a difference: 95 % for all variants together, so higher for each of several (Bonferroni).',
    }),
    missedPrecision: z
      .string()
      .optional()
      .meta({ description: 'A sentence where --precision was not reached: how near it came, and what it would take.' }),
    base: sideSchema,
    variants: z.array(variantSchema).min(1),
    rerun: z.string().meta({ description: 'The command that repeats the comparison.' }),
  })
  .meta({
    id: 'CompareResult',
    title: 'runcast comparison',
    description: 'What compare --json prints. Times in seconds, money in USD, shares as fractions of one.',
  });

export type CompareResult = z.infer<typeof compareResultSchema>;
export type ComparedSide = z.infer<typeof sideSchema>;
export type Variant = z.infer<typeof variantSchema>;
export type { Difference, DifferenceVerdict } from './difference.js';

/** Returns the JSON Schema (draft-07) of a comparison. */
export function compareJsonSchema(): unknown {
  return z.toJSONSchema(compareResultSchema, { target: 'draft-7' });
}
