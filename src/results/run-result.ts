/** The form of a run's result: plain, versioned JSON from which any report can be drawn later. Times are in seconds, money in USD, shares in fractions of one. */
import { z } from 'zod';
import { CHANGE_KINDS } from '../record/note.js';
import { cloudTroublesSchema } from './surroundings/cloud-troubles-schema.js';
import { gitLabLoadSchema } from './surroundings/gitlab-load-schema.js';
import { jobScopeSchema, pipelineScopeSchema } from './jobs/job-scope-schema.js';
import { monitoringSchema } from './surroundings/monitoring-schema.js';
import { poolScopeSchema } from './pools/pool-scope-schema.js';
import { settingsSchema } from './settings-schema.js';
import { storySchema } from './outages/story-schema.js';
import { serviceCostSchema, trafficSchema } from './surroundings/traffic-schema.js';

/** Raised by one with every change that an older reader cannot take. */
export const RESULT_SCHEMA_VERSION = 3;

const count = z.number().int().nonnegative();

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
    fingerprint: z
      .string()
      .meta({ description: 'The version of chance, a hyphen, and a hash of all records: equal where two runs are equal.' }),
    draws: count.meta({ description: 'Draws of chance that were made; with none, every replication is the same.' }),
    events: count,
    window: z.strictObject({ from: z.number(), to: z.number() }).meta({ description: 'Measurement period, seconds since the start.' }),
    quantileError: z.number().meta({ description: 'Largest relative error of a quantile of more than 100 000 samples.' }),
    jobs: z.strictObject({
      all: jobScopeSchema,
      workloads: z.array(jobScopeSchema),
      instances: z.array(jobScopeSchema),
      projects: z.array(jobScopeSchema).meta({ description: 'The 20 with most jobs and the 10 that cost most.' }),
      otherProjects: jobScopeSchema.optional(),
      teams: z
        .array(jobScopeSchema)
        .optional()
        .meta({ description: 'Of a scenario with teams; the last is of projects without one, where there are some.' }),
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
    nobodysCost: z.number().optional().meta({
      description: 'USD of machines, hosts and helpers that no job used in the measurement period; left out where there is none.',
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
    drawnDays: z
      .array(z.strictObject({ workload: z.string(), days: z.array(z.string()) }))
      .optional()
      .meta({ description: 'Of workloads that resample a history: the day of it that each day of the run has.' }),
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
    drawnDays: true,
    answers: true,
  })
  .extend({ jobs: count.meta({ description: 'Jobs queued in the measurement period.' }) })
  .meta({ id: 'RunSummary', description: 'One replication in short.' });

export type Timeline = z.infer<typeof timelineSchema>;
export type RunResult = z.infer<typeof runResultSchema>;
export type RunSummary = z.infer<typeof runSummarySchema>;
export type Answer = RunResult['answers'][number];
