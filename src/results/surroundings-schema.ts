/** The form of what a run says of the things around a fleet: pipelines, clouds, helpers, traffic, GitLab and monitoring. Each is left out where it is not used. */
import { z } from 'zod';

const count = z.number().int().nonnegative();

/** An average and the highest value of the measurement period. */
const level = z.strictObject({
  average: z.number(),
  peak: z.number(),
  peakAtMost: z.literal(true).optional().meta({ description: 'The peak is a sum of peaks that need not have come together.' }),
});

export const cloudTroublesSchema = z
  .strictObject({
    cloud: z.string(),
    calls: count.meta({ description: 'Calls to its API.' }),
    refusedCalls: count.meta({ description: 'Calls refused by a rate limit.' }),
    refusedByQuota: count.meta({ description: 'Creates refused by a quota.' }),
    failedByOutage: count.meta({ description: 'Commands that failed because the API was down.' }),
    died: count.meta({ description: 'Machines that an outage killed.' }),
    preempted: count.meta({ description: 'Machines that the cloud took back.' }),
    orphaned: count.meta({ description: 'Machines that lived on after a removal that was answered OK.' }),
    zeroRecords: count.meta({ description: 'Directories made with DropletId 0.' }),
    hangingRemoved: count.meta({ description: 'Machines that hanging-droplets-cleaner removed.' }),
    zeroRemoved: count.meta({ description: 'Directories that droplet-zero-machines-cleaner removed.' }),
    orphans: level.optional().meta({ description: 'Machines that live unknown to their manager.' }),
    machines: level.optional().meta({ description: 'Machines that stand, orphans included: what an exporter of the cloud counts.' }),
    machinesQuota: count.optional().meta({ description: 'How many the account may have; left out without a quota.' }),
  })
  .meta({ id: 'CloudTroubles' });

export const trafficSchema = z
  .strictObject({
    helper: z.string().meta({ description: 'GitLab for the instances.' }),
    kind: z.string(),
    cloud: z.string().meta({ description: 'Cloud of the machines; empty for fixed hosts.' }),
    transfers: count,
    refused: count,
    gibOut: z.number().meta({ description: 'GiB to the machines.' }),
    gibIn: z.number().meta({ description: 'GiB from the machines.' }),
    cost: z.number().meta({ description: 'USD for egress: both ways, where the helper is not of the cloud of the machines.' }),
  })
  .meta({ id: 'Traffic' });

export const helperCostSchema = z
  .strictObject({ helper: z.string(), kind: z.string(), cloud: z.string(), cost: z.number() })
  .meta({ id: 'HelperCost', description: 'USD for the hosts of a helper in the measurement period.' });

export const gitLabLoadSchema = z
  .strictObject({
    instance: z.string(),
    requestsPerSecond: z.number().meta({ description: 'Job requests.' }),
    statusUpdatesPerSecond: z.number(),
    traceUpdatesPerSecond: z.number().meta({ description: 'Pieces of log and signs of life.' }),
  })
  .meta({ id: 'GitLabLoad', description: 'What the fleet asks of GitLab, means of the measurement period.' });

export const monitoringSchema = z
  .strictObject({
    targets: z.array(
      z
        .strictObject({
          of: z.string().meta({ description: 'machines, managers or helpers.' }),
          cloud: z.string().optional(),
          foundBy: z.string().optional().meta({ description: 'How Prometheus finds the machines of a cloud.' }),
          ...level.shape,
        })
        .meta({ id: 'ScrapeTargets' }),
    ),
    series: level,
    federatedSeries: level,
    samplesPerSecond: z.number().nullable().meta({ description: 'Mean series over the scrape interval; null where that is not stated.' }),
    gaps: z
      .array(z.strictObject({ helper: z.string(), kind: z.string(), seconds: z.number() }))
      .optional()
      .meta({ description: 'Time in which a Prometheus saw nothing, or a Consul was down and no machine of its cloud was found.' }),
  })
  .meta({ id: 'Monitoring', description: 'What Prometheus scrapes.' });

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
export type CloudTroubles = z.infer<typeof cloudTroublesSchema>;
export type Traffic = z.infer<typeof trafficSchema>;
export type HelperCost = z.infer<typeof helperCostSchema>;
export type GitLabLoad = z.infer<typeof gitLabLoadSchema>;
export type Monitoring = z.infer<typeof monitoringSchema>;
