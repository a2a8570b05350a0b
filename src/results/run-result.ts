/** The form of a run's result: plain, versioned JSON from which any report can be drawn later. Times are in seconds, money in USD, shares in fractions of one. */
import { z } from 'zod';
import { CHANGE_KINDS } from '../record/note.js';
import { cloudTroublesSchema } from './cloud-troubles-schema.js';
import { gitLabLoadSchema } from './gitlab-load-schema.js';
import { monitoringSchema } from './monitoring-schema.js';
import { settingsSchema } from './settings-schema.js';
import { storySchema } from './story-schema.js';
import { serviceCostSchema, trafficSchema } from './traffic-schema.js';

/** Raised by one with every change that an older reader cannot take. */
export const RESULT_SCHEMA_VERSION = 3;

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

const levelSchema = z
  .strictObject({
    average: z.number(),
    peak: z.number(),
    peakAtMost: z.literal(true).optional().meta({ description: 'The peak is a sum of peaks that need not have come together.' }),
  })
  .meta({ id: 'Level', description: 'Time average and highest value within the measurement period.' });

const usageSchema = z
  .strictObject({
    cloud: z.string(),
    machineType: z.string(),
    pricePerHour: z.number(),
    bootSeconds: z.number(),
    idleSeconds: z.number(),
    busySeconds: z.number(),
    teardownSeconds: z.number(),
    orphanSeconds: z.number().optional().meta({ description: 'Left out where there is none.' }),
    roundingSeconds: z.number(),
    billedSeconds: z.number(),
    cost: z.number().meta({ description: 'billedSeconds x pricePerHour / 3600.' }),
  })
  .meta({ id: 'Usage' });

export const costSchema = z
  .strictObject({
    currency: z.literal('USD'),
    busy: z.number(),
    idle: z.number(),
    boot: z.number(),
    teardown: z.number(),
    orphan: z.number().optional().meta({ description: 'Machines that live unknown to their manager; left out where there is none.' }),
    rounding: z.number(),
    egress: z.number().optional().meta({ description: 'Traffic that leaves a cloud; of all and of clouds. Left out where there is none.' }),
    hosts: z.number().meta({
      description:
        'Hosts of the manager processes, none of which belongs to a runner, cloud or zone, and those of helpers, which belong to all and to their cloud.',
    }),
    total: z.number(),
    perMonth: z.number().meta({ description: 'total x 730 h / measurement period.' }),
    usage: z.array(usageSchema),
  })
  .meta({ id: 'Cost' });

export const poolScopeSchema = z
  .strictObject({
    name: z.string(),
    capacity: z
      .number()
      .meta({ description: 'Workers: concurrent of the processes that run at some time; for a runner at most its limit in each.' }),
    utilisation: z.number().nullable().meta({ description: 'Time average of busy workers over capacity.' }),
    workersBusy: levelSchema,
    machines: z.strictObject({
      creating: levelSchema,
      idle: levelSchema,
      acquired: levelSchema,
      used: levelSchema,
      removing: levelSchema,
      unattended: levelSchema.meta({
        description: 'Machines that stand in the cloud and whose manager does not hold them: its process is down.',
      }),
      all: levelSchema,
    }),
    idleEfficiency: z.number().nullable().meta({ description: '1 - (idle + acquired) / all, of time averages.' }),
    requests: count,
    emptyRequests: count,
    passes: count,
    machinesRequested: count,
    machinesCreated: count,
    creationsFailed: count,
    machinesRemoved: count,
    createdBy: z.record(z.string(), count).meta({ description: 'Machines requested in the period by reason.' }),
    removedBy: z.record(z.string(), count).meta({ description: 'Machines gone in the period by reason.' }),
    lives: z.strictObject({ count, meanSeconds: z.number().nullable(), usesMean: z.number().nullable(), usesMax: count }).meta({
      description: 'Machines gone in the period that had been ready: request to gone, and jobs that used them.',
    }),
    cost: costSchema,
  })
  .meta({ id: 'PoolScope' });

/** What can be plotted: averages of every signal by bin. */
export const timelineSchema = z
  .strictObject({
    binSeconds: z.number(),
    signals: z.array(
      z.strictObject({
        name: z.string(),
        workload: z.string().optional(),
        group: z.string().optional(),
        manager: z.string().optional(),
        runner: z.string().optional(),
        cause: z.string().optional().meta({ description: 'Of jobs_waiting: what holds them.' }),
        cloud: z.string().optional(),
        averages: z.array(z.number()),
      }),
    ),
  })
  .meta({ id: 'Timeline' });

/** Schema of one replication. */
export const runResultSchema = z
  .strictObject({
    schemaVersion: z.literal(RESULT_SCHEMA_VERSION),
    seed: z.union([z.number(), z.string()]),
    replication: count,
    outcome: z.enum(['done', 'max_events', 'max_pending']).meta({ description: 'Anything but done is a limit that ended the run early.' }),
    fingerprint: z.string(),
    draws: count.meta({ description: 'Draws of chance that were made; with none, every replication is the same.' }),
    events: count,
    window: z.strictObject({ from: z.number(), to: z.number() }).meta({ description: 'Measurement period, seconds since the start.' }),
    quantileError: z.number().meta({ description: 'Largest relative error of a quantile of more than 100 000 samples.' }),
    jobs: z.strictObject({
      all: jobScopeSchema,
      workloads: z.array(jobScopeSchema),
      instances: z.array(jobScopeSchema),
      projects: z.array(jobScopeSchema).meta({ description: 'The 20 with most jobs.' }),
      otherProjects: jobScopeSchema.optional(),
      runners: z.array(jobScopeSchema),
      groups: z.array(jobScopeSchema),
      managers: z.array(jobScopeSchema),
    }),
    pools: z.strictObject({
      all: poolScopeSchema,
      runners: z.array(poolScopeSchema),
      groups: z.array(poolScopeSchema),
      managers: z.array(poolScopeSchema),
      clouds: z.array(poolScopeSchema),
      zones: z.array(poolScopeSchema),
    }),
    atEnd: z.strictObject({
      pending: count,
      running: count,
      unmatched: count.meta({ description: 'Jobs that no registered runner may take, over the whole run.' }),
      unmatchedBy: z
        .array(z.strictObject({ workload: z.string(), project: z.string(), jobs: count }))
        .meta({ description: 'The first 20 pairs by jobs.' }),
    }),
    pipelines: z.strictObject({ all: pipelineScopeSchema, workloads: z.array(pipelineScopeSchema) }).optional(),
    clouds: z.array(cloudTroublesSchema).optional(),
    helpers: z.array(serviceCostSchema).optional(),
    traffic: z.array(trafficSchema).optional(),
    gitlab: z.array(gitLabLoadSchema).optional(),
    monitoring: monitoringSchema.optional(),
    story: z.array(storySchema).optional().meta({ description: 'Outages in the order in which they began, also those of the warm-up.' }),
    notes: z
      .array(z.strictObject({ at: z.number(), kind: z.enum(CHANGE_KINDS), subject: z.string() }))
      .optional()
      .meta({ description: 'What happened to the fleet beside outages: failovers, upgrades, configurations; the first 200.' }),
    settings: z.array(settingsSchema).optional(),
    answers: z
      .array(
        z.strictObject({
          value: z.number().nullable(),
          atLeast: z.literal(true).optional(),
          atMost: z.literal(true).optional(),
          share: z
            .number()
            .optional()
            .meta({ description: "Of a quantile: the share known to be on the lower side of the threshold's limit." }),
        }),
      )
      .meta({ description: 'One a threshold, in their order.' }),
    timeline: timelineSchema.optional(),
  })
  .meta({ id: 'RunResult' });

/** Schema of what a study keeps of every replication: what is not summed in its figures. */
export const runSummarySchema = runResultSchema
  .pick({
    replication: true,
    outcome: true,
    fingerprint: true,
    draws: true,
    events: true,
    window: true,
    atEnd: true,
    clouds: true,
    traffic: true,
    gitlab: true,
    monitoring: true,
    story: true,
    answers: true,
  })
  .extend({ jobs: count.meta({ description: 'Jobs queued in the measurement period.' }) })
  .meta({ id: 'RunSummary', description: 'One replication in short.' });

export type Bounded = z.infer<typeof boundedSchema>;
export type Delay = z.infer<typeof delaySchema>;
export type Parts = z.infer<typeof partsSchema>;
export type Waits = z.infer<typeof waitsSchema>;
export type JobScope = z.infer<typeof jobScopeSchema>;
export type PipelineScope = z.infer<typeof pipelineScopeSchema>;
export type Level = z.infer<typeof levelSchema>;
export type Usage = z.infer<typeof usageSchema>;
export type Cost = z.infer<typeof costSchema>;
export type PoolScope = z.infer<typeof poolScopeSchema>;
export type Timeline = z.infer<typeof timelineSchema>;
export type RunResult = z.infer<typeof runResultSchema>;
export type RunSummary = z.infer<typeof runSummarySchema>;
export type Answer = RunResult['answers'][number];
