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
    idleSlots: range.optional().meta({ description: 'idle_count of the policies.' }),
    maxUseCount: range.optional().meta({ description: '0 = no end.' }),
    maxInstances: range.optional().meta({ description: '0 = none.' }),
  })
  .meta({
    id: 'Settings',
    description:
      'What one [[runners]] entry of a group is set to; from idleCount on only those of its executor: docker+machine, then docker-autoscaler.',
  });

export type Settings = z.infer<typeof settingsSchema>;
