/** The form of the story of an outage: plain data of when what happened, and what it did to jobs. */
import { z } from 'zod';

const count = z.number().int().nonnegative();
const when = z.number().nullable();

const waveSchema = z
  .strictObject({
    from: z.number().meta({ description: 'The start of the outage, or the instant at which a failover began to fail back.' }),
    failback: z.string().nullable().meta({ description: 'Name of that failover; null for the first wave.' }),
    backlogPeak: count.meta({ description: 'Most jobs that waited at once, up to the next wave.' }),
    backlogPeakAt: z.number(),
    jobsQueued: count,
    jobsDelayed: count,
  })
  .meta({ id: 'Wave', description: 'A part of an outage, cut where something failed back.' });

const courseSchema = z
  .strictObject({
    from: z.number().meta({ description: 'Begin of the first bin.' }),
    binSeconds: z.number(),
    waiting: z.array(z.number()).meta({ description: 'Jobs waiting, by bin.' }),
    machines: z
      .array(z.strictObject({ cloud: z.string(), averages: z.array(z.number()) }))
      .meta({ description: 'Machines that are ready and alive, by cloud that ever had some; in use or not.' }),
  })
  .meta({
    id: 'Course',
    description: 'Averages over time, from half an hour before the outage to half an hour after the fleet was as before.',
  });

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
    backlogBefore: z.number().meta({ description: 'Time average of the jobs waiting over the hour before; 0 at the start of a run.' }),
    backlogPeak: count.meta({ description: 'Most jobs that waited at once, from the start to the recovery.' }),
    backlogPeakAt: z.number(),
    recovered: when.meta({
      description:
        'When the fleet was as before: the end, or the first whole minute after it, at which the pools that it broke stand again, every failover has failed back and over the next ten minutes no more jobs wait on average than over the hour before; null where the run ended before that was seen.',
    }),
    waves: z.array(waveSchema).min(1).meta({ description: 'The jobs from the start to the recovery, cut at each failback.' }),
    slo: z
      .strictObject({
        seconds: z.number(),
        share: z.number(),
        subject: z.string(),
        labels: z
          .record(z.string(), z.string())
          .optional()
          .meta({ description: 'The part of the jobs that it is of; left out where that is all.' }),
        isDefault: z.boolean(),
      })
      .meta({ description: 'The line jobs are held against: this share is to be handed out within so many seconds.' }),
    jobsQueued: count.meta({ description: 'Jobs of the line that were queued between start and recovery.' }),
    jobsDelayed: count.meta({ description: 'Those of them that waited as long as the line or longer.' }),
    jobsHeld: count.meta({
      description:
        'Those of them that were handed out in time, but whose script had not begun when they had waited and been prepared as long as the line.',
    }),
    jobsLostInAll: count.meta({
      description:
        'Jobs of all kinds that were pending or running at some time between start and recovery and ended as runner_system_failure, whenever that was and for whatever reason.',
    }),
    jobsLost: z.number().int().nullable().meta({
      description:
        'Those of them that were lost because of the outage: less those that the same run without outages lost of the same time; below zero where chance goes the other way, null where that run was not played.',
    }),
    minutesMissed: count.meta({
      description: 'Minutes from the start to the recovery in which less than the share of the jobs then queued was in time.',
    }),
    course: courseSchema.optional().meta({ description: 'Of the outages that delayed most jobs, in the replication with the timeline.' }),
  })
  .meta({ id: 'Story', description: 'One outage. Seconds since the start of the run.' });

export type Story = z.infer<typeof storySchema>;
export type StoryWave = z.infer<typeof waveSchema>;
export type StoryCourse = z.infer<typeof courseSchema>;
