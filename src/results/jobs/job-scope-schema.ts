/** The form of what a run says of jobs and pipelines: their times, what these are made of, and how they ended. */
import { z } from 'zod';

const count = z.number().int().nonnegative();

/** A value of samples some of which may be lower bounds. */
export const boundedSchema = z
  .strictObject({
    value: z.number().nullable().meta({ description: 'Null where there is no sample.' }),
    atLeast: z
      .literal(true)
      .optional()
      .meta({ description: 'The true value may be higher: jobs that had not got so far carry their time so far.' }),
  })
  .meta({ id: 'Bounded' });

export const delaySchema = z
  .strictObject({
    count: count.meta({ description: 'Samples.' }),
    bounds: count.meta({
      description: 'Samples that are lower bounds: the job never got so far, its time until it ended or the run did counts.',
    }),
    mean: boundedSchema,
    p50: boundedSchema,
    p75: boundedSchema,
    p90: boundedSchema,
    p95: boundedSchema,
    p99: boundedSchema,
    max: boundedSchema,
    shareBelow: z
      .array(z.strictObject({ seconds: z.number(), share: z.number().nullable() }))
      .meta({ description: 'Exact share of samples known to be strictly below; a lower bound is never counted as below.' }),
    cells: z
      .array(z.tuple([count, count]))
      .optional()
      .meta({
        description:
          'Log-linear histogram of microseconds, lower bounds included: number of the cell (below 256 the value itself, then 128 a doubling), count.',
      }),
    boundCells: z
      .array(z.tuple([count, count]))
      .optional()
      .meta({ description: 'The lower bounds among the cells, in the same form; left out where there is none.' }),
  })
  .meta({ id: 'Delay', description: 'Seconds. Quantiles are order statistics: exact up to 100 000 samples, then within 0.4 %.' });

/** Seconds by name. */
export const partsSchema = z
  .record(z.string(), z.number())
  .meta({ id: 'Parts', description: 'Seconds by what they were spent on; noughts are left out.' });

export const waitsSchema = z
  .strictObject({
    mean: partsSchema.meta({ description: 'Mean seconds of queue time by what held the jobs.' }),
    p50: partsSchema,
    p95: partsSchema,
    p99: partsSchema,
  })
  .meta({
    id: 'Waits',
    description:
      'Queue time by what held the jobs. Quantiles are taken apart in the proportions of the jobs that waited about as long (8 buckets a doubling); the parts sum to the quantile.',
  });

export const costShareSchema = z
  .strictObject({
    heldSeconds: z.number().meta({
      description:
        'How long, within the measurement period, its jobs held places to run in: from the instant at which they had their machine (on a fixed host, at which their preparation began) to their end.',
    }),
    own: z.number().meta({ description: 'USD of machines while jobs used them, in proportion to that time.' }),
    shared: z.number().meta({
      description:
        'USD of the rest, in the same proportion: boots, idle machines, removals and rounding of the pools that its jobs ran in, and hosts, helpers and egress.',
    }),
    total: z
      .number()
      .meta({ description: 'own + shared. Over all workloads, or all projects, and nobodysCost it is the cost of the fleet.' }),
    perMonth: z.number().meta({ description: 'total x 730 h / measurement period.' }),
  })
  .meta({ id: 'CostShare', description: 'Who pays: the part of the cost of the fleet that falls to these jobs.' });

export const jobScopeSchema = z
  .strictObject({
    name: z.string(),
    instance: z.string().optional(),
    jobs: count.meta({
      description:
        'Jobs queued in the measurement period; for runners, groups and managers those of them that it got, and those that nobody got and it might have.',
    }),
    notStarted: count.meta({
      description:
        'Those of them that were never handed out. By its own tags, protection and project such a job may count for several runners, groups and managers at once, or for none.',
    }),
    ended: count.meta({ description: 'Jobs that ended in the measurement period.' }),
    throughputPerHour: z.number(),
    statuses: z.record(z.string(), count).meta({ description: 'How the jobs of the sample stood at last.' }),
    queueTime: delaySchema,
    preparation: delaySchema,
    startDelay: delaySchema,
    sojourn: delaySchema,
    waits: waitsSchema.optional(),
    inOutage: z.number().optional().meta({
      description:
        'The part of the mean queue time, in seconds, in which an outage of its cloud, zone, host or GitLab kept one of its entries from working, whatever the others waited for; left out where there was none.',
    }),
    preparationParts: partsSchema
      .optional()
      .meta({ description: 'Mean seconds of preparation by part, over the jobs that were handed out.' }),
    waitedSeconds: z.number().optional().meta({
      description: 'Of workloads, projects and teams: their queue times together; those that still wait count as far as they have got.',
    }),
    cost: costShareSchema.optional().meta({ description: 'Of workloads, projects and teams.' }),
    overtaken: z
      .strictObject({ mean: z.number(), max: count })
      .optional()
      .meta({ description: 'Jobs of its class that became pending later and were handed out before it, a job.' }),
  })
  .meta({ id: 'JobScope' });

export const pipelineScopeSchema = z
  .strictObject({
    name: z.string(),
    pipelines: count.meta({ description: 'Created in the measurement period.' }),
    statuses: z.record(z.string(), count),
    jobsMean: z.number().nullable().meta({ description: 'Jobs a pipeline, retries included.' }),
    duration: delaySchema.meta({ description: 'From the creation to the last end of a job; those that were cancelled are left out.' }),
  })
  .meta({ id: 'PipelineScope' });

export type Bounded = z.infer<typeof boundedSchema>;
export type Delay = z.infer<typeof delaySchema>;
export type Parts = z.infer<typeof partsSchema>;
export type Waits = z.infer<typeof waitsSchema>;
export type CostShare = z.infer<typeof costShareSchema>;
export type JobScope = z.infer<typeof jobScopeSchema>;
export type PipelineScope = z.infer<typeof pipelineScopeSchema>;
