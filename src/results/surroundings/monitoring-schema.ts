/** The form of what is scraped. */
import { z } from 'zod';
import { plainLevel } from '../level-schema.js';

export const monitoringSchema = z
  .strictObject({
    targets: z.array(
      z
        .strictObject({
          of: z.string().meta({ description: 'machines, managers or helpers.' }),
          cloud: z.string().optional(),
          foundBy: z.string().optional().meta({ description: 'How Prometheus finds the machines of a cloud.' }),
          ...plainLevel.shape,
        })
        .meta({ id: 'ScrapeTargets' }),
    ),
    series: plainLevel,
    federatedSeries: plainLevel,
    samplesPerSecond: z.number().nullable().meta({ description: 'Mean series over the scrape interval; null where that is not stated.' }),
    gaps: z
      .array(z.strictObject({ helper: z.string(), kind: z.string(), seconds: z.number() }))
      .optional()
      .meta({ description: 'Time in which a Prometheus was down, or a Consul, through which machines are found.' }),
    unseenSeconds: z
      .number()
      .optional()
      .meta({ description: 'Of a Prometheus that was down: time in which no other was up, and nothing was seen.' }),
  })
  .meta({ id: 'Monitoring', description: 'What Prometheus scrapes.' });

export type Monitoring = z.infer<typeof monitoringSchema>;
