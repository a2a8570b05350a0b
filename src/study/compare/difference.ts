/** The form of a difference between two sides in one figure, in comparisons and in advice. */
import { z } from 'zod';
import { SCOPE_KINDS } from '../figures/figure-key.js';
import { FIGURE_UNITS } from '../figures/readings.js';

/** What may be said of a difference: of figures where one direction is better, where none is, and where nothing can be said. */
export const DIFFERENCE_VERDICTS = ['better', 'worse', 'more', 'less', 'same', 'cannot_tell'] as const;
export type DifferenceVerdict = (typeof DIFFERENCE_VERDICTS)[number];

/** Schema of a difference. */
export const differenceSchema = z
  .strictObject({
    scope: z.enum(SCOPE_KINDS),
    name: z.string(),
    figure: z.string().meta({ description: 'Path inside the scope, as in summary.json.' }),
    unit: z.enum(FIGURE_UNITS),
    base: z.number(),
    new: z.number(),
    difference: z.number().meta({ description: 'new - base; of a quantile that of the jobs of all replications of each side together.' }),
    low: z
      .number()
      .nullable()
      .meta({ description: 'Lower end of the interval of the difference; null where it is open, or where there is none.' }),
    high: z.number().nullable(),
    verdict: z.enum(DIFFERENCE_VERDICTS).nullable().meta({
      description:
        'same: the whole interval lies within the indifference zone; better, worse, more, less: it lies on one side of nought; cannot_tell: neither. Null for a largest, which has no interval.',
    }),
    gain: z.number().nullable().meta({
      description: 'How many times as many runs with draws of their own would be as sure as these pairs; null where it is not known.',
    }),
    baseAtLeast: z.literal(true).optional().meta({ description: 'The figure of the base is a lower bound.' }),
    newAtLeast: z.literal(true).optional(),
  })
  .meta({ id: 'Difference' });

export type Difference = z.infer<typeof differenceSchema>;
