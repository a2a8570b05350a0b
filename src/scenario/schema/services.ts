/** The schema of what stands around the fleet, registries, caches, monitoring, and of what a job moves from and to it. */
import { z } from 'zod';
import { SERVICE_KINDS } from '../../fleet/service.js';
import { durations, sizeDistribution } from './distributions.js';
import { bandwidth, count, doc, duration, egress, oneOf, positiveDuration, share, text } from './values.js';

/** Fixed hosts with a task. */
export const serviceSchema = z.strictObject({
  kind: oneOf({ is: 'What it is; a registry is where images come from that no mirror has.' }, SERVICE_KINDS),
  cloud: text({
    is: 'Cloud that its hosts are in and whose machines it serves.',
    by: 'none: it serves fixed hosts and every cloud that has none of its own',
    ex: 'digitalocean',
  }).optional(),
  zone: text({
    is: 'Zone of that cloud that its hosts are in: an outage of both API and machines there takes it along.',
    by: 'the only zone of the cloud; else an outage of the whole cloud hits it only',
    ex: 'nyc1',
  }).optional(),
  machine_type: text({ is: 'What its hosts run on, for their cost.', by: 'not priced', ex: 's-2vcpu-2gb' }).optional(),
  hosts: count({ is: 'How many hosts.', by: '1' }, 1, 10_000).optional(),
  bandwidth: bandwidth({
    is: 'What one transfer gets (registry_mirror, cache, registry).',
    by: 'unlimited: only the latency takes time',
    ex: '100 MiB/s',
  }).optional(),
  latency: duration({ is: 'Added to each transfer (registry_mirror, cache, registry).', by: '0s', ex: '5ms' }).optional(),
  pulls: z
    .strictObject({
      limit: count({ is: 'Pulls it grants in a window, over all machines.', ex: 5000 }, 1, 1e12),
      per: positiveDuration({ is: 'Length of a window; the first begins with the run.', ex: '6h' }),
    })
    .optional()
    .meta(doc({ is: 'Limit of a registry; a pull past it is refused and the job fails.', by: 'none', ex: { limit: 5000, per: '6h' } })),
  egress: egress({
    is: 'Price of what passes between it and machines outside its cloud (registry_mirror, cache, registry).',
    by: 'free',
    ex: '0.12 USD/GiB',
  }).optional(),
  targets: count({ is: 'Prometheus scrape targets on each host.', by: '0' }, 0, 1e6).optional(),
  series: count({ is: 'Time series of each of these targets.', by: '0' }, 0, 1e9).optional(),
});

/** What Prometheus scrapes. */
export const monitoringSchema = z.strictObject({
  series_per_machine: count({ is: 'Time series of each machine.', by: '0, not counted', ex: 500 }, 0, 1e9).optional(),
  series_per_manager: count({ is: 'Time series of each manager process.', by: '0, not counted', ex: 1500 }, 0, 1e9).optional(),
  scrape_interval: positiveDuration({ is: 'Pause between two scrapes of a target.', by: '15s' }).optional(),
  federated: share({ is: 'Share of all series that a Prometheus above it pulls again.', by: '0%', ex: '10%' }).optional(),
});

/** What a job moves. */
export const transfersSchema = z
  .strictObject({
    image: z
      .strictObject({
        size: sizeDistribution.meta(doc({ is: 'Bytes pulled on a fresh machine.', ex: '300 MiB' })),
        reused: share({ is: 'Share of them on a machine that ran a job before.', by: '10%' }).optional(),
      })
      .optional()
      .meta({ description: 'The image, pulled in prepare: from the mirror of the cloud, else from the registry.' }),
    sources: z
      .strictObject({
        clone: sizeDistribution.meta(doc({ is: 'Bytes of a clone, on a fresh machine.', ex: '60 MiB' })),
        fetch: sizeDistribution
          .optional()
          .meta(doc({ is: 'Bytes of a fetch, on a machine that ran a job before.', by: '2 MiB', ex: '2 MiB' })),
        bandwidth: bandwidth({ is: 'What one transfer from GitLab gets.', by: '30 MiB/s', ex: '30 MiB/s' }).optional(),
      })
      .optional()
      .meta({ description: 'The sources, from GitLab, in get_sources.' }),
    cache: z
      .strictObject({
        size: sizeDistribution.meta(doc({ is: 'Bytes downloaded before the script and uploaded after it.', ex: '50 MiB' })),
        hit: share({ is: 'Share of jobs that find their cache on a server that is up.', by: '100%', ex: '80%' }).optional(),
        miss_penalty: durations({ is: 'The script takes longer by this where there is no cache.', by: '0s', ex: '30s' }),
      })
      .optional()
      .meta({ description: 'The cache, from the cache server of the cloud.' }),
    artifacts: z
      .strictObject({
        size: sizeDistribution.meta(doc({ is: 'Bytes uploaded after the script.', ex: '10 MiB' })),
        bandwidth: bandwidth({ is: 'What one transfer to GitLab gets.', by: '30 MiB/s', ex: '30 MiB/s' }).optional(),
      })
      .optional()
      .meta({ description: 'The artifacts, to GitLab.' }),
  })
  .refine((given) => Object.values(given).some((part) => part !== undefined), {
    error: 'expected at least one of image, sources, cache, artifacts',
  })
  .optional()
  .meta({ description: 'What each job moves, and what that takes; without it preparation is the stages alone.' });
