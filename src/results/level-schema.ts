/** The form of a quantity over the measurement period. */
import { z } from 'zod';

/** An average and the highest value of the measurement period. */
export const plainLevel = z.strictObject({
  average: z.number(),
  peak: z.number(),
  peakAtMost: z.literal(true).optional().meta({ description: 'The peak is a sum of peaks that need not have come together.' }),
});
