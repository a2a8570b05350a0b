/** The form of what a run says of a cloud. */
import { z } from 'zod';
import { plainLevel } from '../level-schema.js';

const count = z.number().int().nonnegative();

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
    orphans: plainLevel.optional().meta({ description: 'Machines that live unknown to their manager.' }),
    machines: plainLevel.optional().meta({ description: 'Machines that stand, orphans included: what an exporter of the cloud counts.' }),
    machinesQuota: count.optional().meta({ description: 'How many the account may have; left out without a quota.' }),
  })
  .meta({ id: 'CloudTroubles' });

export type CloudTroubles = z.infer<typeof cloudTroublesSchema>;
