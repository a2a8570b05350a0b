/** The form of what entries are set to. */
import { z } from 'zod';

const range = z.tuple([z.number(), z.number()]).meta({ description: 'Least and most over time and over the managers of the group.' });

export const settingsSchema = z
  .strictObject({
    group: z.string(),
    entry: z.string(),
    concurrent: range,
    checkInterval: range.meta({ description: 'Seconds.' }),
    limit: range.meta({ description: '0 = none.' }),
    requestConcurrency: range,
    idleCount: range.optional(),
    maxGrowthRate: range.optional().meta({ description: '0 = none.' }),
    maxBuilds: range.optional().meta({ description: '0 = no end.' }),
  })
  .meta({ id: 'Settings', description: 'What one [[runners]] entry of a group is set to; the last three only where it makes machines.' });

export type Settings = z.infer<typeof settingsSchema>;
