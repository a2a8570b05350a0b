/** The input language as one schema: what a scenario file may hold, with the documentation of every key. */
import { z } from 'zod';
import { loadScaleSchema } from './schema/changes.js';
import { cloudSchema } from './schema/cloud.js';
import { eventSchema } from './schema/event.js';
import { serviceSchema, monitoringSchema } from './schema/services.js';
import { failoverSchema } from './schema/failover.js';
import { instanceSchema, managerSchema, runnerSchema } from './schema/fleet.js';
import { teamSchema } from './schema/team.js';
import { planSchema } from './schema/plan.js';
import { workloadSchema } from './schema/workload.js';
import { count, doc, duration, flag, instant, named, positiveDuration, shown, text } from './schema/values.js';

/** A whole scenario file. */
export const scenarioSchema = z.strictObject({
  name: text({ is: 'What it is called in reports.', by: 'the name of the file' }).optional(),
  start: instant({ is: 'The instant at which it begins.', by: '2024-01-01T00:00:00Z, a Monday', ex: '2018-10-08T00:00:00Z' }).optional(),
  timezone: text({ is: 'Time zone of profiles, repeated events and of Local in config.toml.', by: 'UTC', ex: 'Europe/Berlin' }).optional(),
  horizon: positiveDuration({ is: 'How long it lasts.', ex: '1d' }),
  warmup: z
    .union([duration({ is: 'Time since the start.' }), z.literal('auto')], {
      error: ({ input }) => (input === undefined ? undefined : `expected a duration such as 6h, or auto, got ${shown(input)}`),
    })
    .optional()
    .meta(doc({ is: 'The beginning that is left out of all figures; auto: as long as pilot runs take to settle.', by: '0s', ex: '6h' })),
  replications: count({ is: 'How many runs with other random numbers.', by: '1', ex: 3 }, 1, 1_000_000).optional(),
  instances: named({ is: 'GitLab instances.' }, instanceSchema),
  runners: named({ is: 'Registrations: what GitLab knows of the runners and config.toml does not.' }, runnerSchema),
  clouds: named({ is: 'Clouds that the machines of docker+machine entries come from.', by: 'none' }, cloudSchema).optional(),
  helpers: named(
    { is: 'Fixed hosts and services around the fleet: registries, mirrors, caches, Consul, Prometheus.', by: 'none' },
    serviceSchema,
  ).optional(),
  monitoring: monitoringSchema.optional().meta(doc({ is: 'What Prometheus scrapes, counted for the report.', by: 'nothing' })),
  managers: named({ is: 'Groups of manager processes, each with its config.toml.' }, managerSchema),
  workloads: named({ is: 'Sources of jobs.' }, workloadSchema),
  scale: loadScaleSchema
    .optional()
    .meta(doc({ is: 'The load as a whole, or parts of it, as a multiple (--scale).', by: 'as it is', ex: { pipelines: 1.5 } })),
  teams: named({ is: 'Whose projects are whose: cost and waiting are told by team.', by: 'none' }, teamSchema).optional(),
  events: z
    .array(eventSchema)
    .optional()
    .meta(doc({ is: 'What happens during the run: to managers, to registrations, and what breaks.', by: 'none' })),
  failover: named({ is: 'What is done, and by whom, when a part of the fleet is gone.', by: 'none' }, failoverSchema).optional(),
  chef: z
    .strictObject({
      interval: positiveDuration({
        is: 'Time from one chef-client run of a host to the next; those of a group are spread evenly over it.',
        by: '30m',
      }).optional(),
    })
    .optional()
    .meta({ description: 'Configuration management: when a change that is made by chef reaches a host.' }),
  thresholds: z
    .record(z.string(), z.array(text({ is: 'Statistic, comparison, value.', ex: 'p(95) < 1m' })))
    .optional()
    .meta(doc({ is: 'What must hold for the run to pass.', by: 'none', ex: { 'queue_time{group=srm}': ['p(95) < 1m'] } })),
  plan: planSchema.optional().meta(doc({ is: 'What runcast plan is to do.', by: 'what its options say' })),
  limits: z
    .strictObject({
      events: count({ is: 'Events of a run after which it is ended.', by: '2e9' }, 1, 1e15).optional(),
      pending: count({ is: 'Pending jobs at which a run is ended.', by: '5e6' }, 1, 1e9).optional(),
    })
    .optional()
    .meta({ description: 'What ends a run that would not end.' }),
  timeline: z
    .strictObject({
      bin: positiveDuration({
        is: 'Width of a bin of the timeline.',
        by: 'the horizon over 240, rounded up to a round duration',
      }).optional(),
    })
    .optional()
    .meta({ description: 'The signals over time.' }),
  allow_unmatched_jobs: flag({ is: 'A job that no runner may take does not fail the run.', by: 'false' }).optional(),
});

/** A scenario as its user wrote it, once the schema has found nothing wrong. */
export type ScenarioInput = z.infer<typeof scenarioSchema>;

/** Returns the JSON Schema (draft-7) of a scenario file, for editors. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema, { target: 'draft-7', io: 'input' });
  return { ...schema, title: 'runcast scenario' };
}
