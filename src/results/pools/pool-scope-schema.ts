/** The form of what a run says of workers, machines and their cost. */
import { z } from 'zod';

const count = z.number().int().nonnegative();

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
    machinesRemoved: count.meta({
      description: 'Machines that left the list of their manager in the period, whether or not they lived on in the cloud.',
    }),
    createdBy: z.record(z.string(), count).meta({ description: 'Machines requested in the period by reason.' }),
    removedBy: z.record(z.string(), count).meta({
      description:
        'Machines gone from the cloud in the period by the reason of their removal; orphaned: those that had lived on unknown to their manager, whatever ended them. Without strays their sum is machinesRemoved.',
    }),
    lives: z.strictObject({ count, meanSeconds: z.number().nullable(), usesMean: z.number().nullable(), usesMax: count }).meta({
      description: 'Machines gone in the period that had been ready: request to gone, and jobs that used them.',
    }),
    cost: costSchema,
  })
  .meta({ id: 'PoolScope' });

export type Level = z.infer<typeof levelSchema>;
export type Usage = z.infer<typeof usageSchema>;
export type Cost = z.infer<typeof costSchema>;
export type PoolScope = z.infer<typeof poolScopeSchema>;
