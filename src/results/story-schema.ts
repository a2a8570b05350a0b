/** The form of the story of an outage: plain data of when what happened, and what it did to jobs. */
import { z } from 'zod';

const count = z.number().int().nonnegative();
const when = z.number().nullable();

export const storySchema = z
  .strictObject({
    outage: z.string(),
    start: z.number(),
    end: when.meta({ description: 'Null where the run ended before it.' }),
    failovers: z
      .array(
        z.strictObject({
          name: z.string(),
          since: z.number().optional().meta({ description: "A rule's first true look." }),
          noticed: z.number(),
          failedOver: when,
          failingBack: when,
          failedBack: when,
        }),
      )
      .meta({ description: 'Failovers, once each time they noticed something between the start and the recovery.' }),
    backlogBefore: z
      .number()
      .meta({ description: 'Mean of jobs waiting at the whole minutes of the hour before; 0 at the start of a run.' }),
    backlogPeak: count.meta({ description: 'Most jobs waiting at a whole minute from the start to the recovery.' }),
    backlogPeakAt: z.number(),
    recovered: when.meta({
      description:
        'First whole minute after the peak and not before the end at which no more jobs waited than in the mean of the hour before; null where the run ended before it.',
    }),
    slo: z
      .strictObject({ seconds: z.number(), share: z.number(), subject: z.string(), isDefault: z.boolean() })
      .meta({ description: 'The line jobs are held against: this share is to be handed out within so many seconds.' }),
    jobsQueued: count.meta({ description: 'Jobs of the line that were queued between start and recovery.' }),
    jobsDelayed: count.meta({ description: 'Those of them that waited as long as the line or longer.' }),
    jobsLost: count.meta({ description: 'Jobs that ended between start and recovery because their machine or manager was gone.' }),
    minutesMissed: count.meta({
      description: 'Minutes from the start to the recovery in which fewer than the share of the jobs then queued were handed out in time.',
    }),
    extraCost: z
      .strictObject({ usd: z.number(), halfWidth: z.number().nullable() })
      .optional()
      .meta({ description: 'Cost of the run less that of the same run without the outage.' }),
  })
  .meta({ id: 'Story', description: 'One outage. Seconds since the start of the run.' });

export type Story = z.infer<typeof storySchema>;
