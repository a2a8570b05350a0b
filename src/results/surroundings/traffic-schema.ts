/** The form of what jobs moved, and of what services cost. */
import { z } from 'zod';

const count = z.number().int().nonnegative();

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

export const serviceCostSchema = z
  .strictObject({ helper: z.string(), kind: z.string(), cloud: z.string(), cost: z.number() })
  .meta({ id: 'HelperCost', description: 'USD for the hosts of a helper in the measurement period.' });

export type Traffic = z.infer<typeof trafficSchema>;
export type ServiceCost = z.infer<typeof serviceCostSchema>;
