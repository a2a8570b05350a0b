/** The schema of what jobs run on: GitLab instances, registrations, managers. */
import { z } from 'zod';
import { count, doc, duration, flag, name, named, oneOf, positiveDuration, shown, text } from './values.js';

const durationOrOff = (is: string, by: string) =>
  z
    .union([duration({ is }), z.literal('off')], {
      error: ({ input }) => (input === undefined ? undefined : `expected a duration with its unit or off, got ${shown(input)}`),
    })
    .meta(doc({ is, by, ex: '50s' }));

/** Signs of life of running jobs. */
const trace = z
  .strictObject({
    output: oneOf(
      { is: 'What jobs print: nothing is sent (off), a sign of life only (silent), or log all the time (chatty).', by: 'chatty' },
      ['off', 'silent', 'chatty'],
    ).optional(),
    patch_latency: duration({ is: 'Time one piece of log takes to be accepted.', by: '0s' }).optional(),
    touch_latency: duration({ is: 'Time one sign of life takes to be accepted.', by: '0s' }).optional(),
    update_interval: duration({
      is: 'Pause GitLab asks for after a piece of log; 0s leaves it at the 3 s of the runner.',
      by: '60s',
    }).optional(),
  })
  .meta({ description: 'Signs of life of running jobs; they decide when a cancelled job is noticed.' });

/** A GitLab instance. */
export const instanceSchema = z.strictObject({
  url: text({ is: 'Its address; an entry of a config.toml with another address is warned of.', ex: 'https://gitlab.com/' }).optional(),
  request_latency: duration({ is: 'Time of a request for a job.', by: '200ms' }).optional(),
  update_latency: duration({ is: 'Time of the update "running" after a job was received.', by: '100ms' }).optional(),
  final_update_latency: duration({ is: 'Time of the update at the end of a job.', by: '100ms' }).optional(),
  long_polling: durationOrOff('How long a request waits for a job, or off.', '50s').optional(),
  long_poll_wake: oneOf({ is: 'What a waiting request does when a job comes: rails is what GitLab does.', by: 'rails' }, [
    'rails',
    'empty',
    'job',
  ]).optional(),
  fair_usage: flag({
    is: 'Instance runners take the job of the project with the fewest running jobs; false: the oldest job.',
    by: 'true',
  }).optional(),
  cancel_pending: flag({
    is: 'A pending job that its user cancels leaves the queue at once; false: it is still handed out.',
    by: 'true',
  }).optional(),
  http_retries: count(
    {
      is: 'How often the HTTP layer of a runner repeats a request after 408, 429, 500, 502 to 504 or 512 and above, each time after a longer pause.',
      by: '4 from runner 12.0 on, 0 before',
    },
    0,
    100,
  ).optional(),
  trace: trace.optional(),
});

/** A registration: what GitLab knows of a runner. */
export const runnerSchema = z.strictObject({
  instance: text({ is: 'The instance it is registered at.', by: 'the only one' }).optional(),
  token: text({
    is: 'Its token; [[runners]] entries of a config.toml with it are joined to this registration.',
    ex: 'srm-token',
  }).optional(),
  type: oneOf({ is: 'Whose jobs it takes.', by: 'instance' }, ['instance', 'group', 'project']).optional(),
  tags: z
    .array(text({ is: 'A tag.' }))
    .optional()
    .meta(doc({ is: 'It takes jobs whose tags are all among these.', by: 'none' })),
  run_untagged: flag({ is: 'It takes jobs without tags.', by: 'true where it has no tags, else false' }).optional(),
  protected: flag({ is: 'It takes jobs of protected refs only.', by: 'false' }).optional(),
  projects: z
    .array(text({ is: 'A project.' }))
    .optional()
    .meta(doc({ is: 'Projects a project or group runner serves.', by: 'all of the instance (group)', ex: ['gitlab-ce'] })),
  paused: flag({ is: 'It gets no jobs; its managers keep their pools.', by: 'false' }).optional(),
});

/** A config.toml: a path, or its text with the name it is called by in messages. */
export const configSchema = z
  .union(
    [
      text({ is: 'Path of the config.toml, relative to this file.' }),
      z.strictObject({
        file: text({ is: 'What the text is called in messages.' }),
        text: z.string().meta({ description: 'The text of the config.toml.' }),
      }),
    ],
    { error: ({ input }) => (input === undefined ? undefined : `expected a path or a map with file and text, got ${shown(input)}`) },
  )
  .meta(doc({ is: 'The config.toml the processes run with.', ex: 'srm.toml' }));

const replica = z.strictObject({
  zone: text({ is: 'Replaces the zone of the MachineOptions for this process.' }).optional(),
  start_offset: duration({ is: 'It starts later by this.', by: '(k-1)/n of check_interval for the k-th of n' }).optional(),
});

const entry = z.union(
  [
    name,
    z.strictObject({
      runner: text({ is: 'The registration, or ignore.' }),
      zone: text({ is: 'Zone of its machines.' }).optional(),
      machine_type: text({ is: 'Machine type of its machines.' }).optional(),
    }),
  ],
  {
    error: ({ input }) =>
      input === undefined ? undefined : `expected the name of a runner, ignore, or a map with runner, got ${shown(input)}`,
  },
);

/** A group of manager processes that run with one config.toml. */
export const managerSchema = z.strictObject({
  config: configSchema,
  runner_version: text({ is: 'Version of GitLab Runner, as a text.', by: '"19.4"', ex: '19.4' }).optional(),
  timezone: text({ is: 'Time zone of its hosts: what Local means in autoscaling periods.', by: 'that of the scenario' }).optional(),
  replicas: z
    .union([count({ is: 'How many processes.' }, 1, 10_000), z.array(replica).min(1, { error: 'expected at least one process' })], {
      error: ({ input }) => (input === undefined ? undefined : `expected a number of processes or a list of maps, got ${shown(input)}`),
    })
    .optional()
    .meta(doc({ is: 'The processes, named <group>-1 to <group>-n.', by: '1', ex: 2 })),
  start_offset: duration({
    is: 'Each process starts later than the one before by this.',
    by: 'check_interval over the number of processes',
  }).optional(),
  running: flag({ is: 'False: the processes are stopped until an event or a failover starts them.', by: 'true' }).optional(),
  os: oneOf({ is: 'Operating system of its hosts: on windows the first signal to a process is graceful, whatever it is.', by: 'linux' }, [
    'linux',
    'windows',
  ]).optional(),
  config_check: positiveDuration({ is: 'Pause between two looks at the config.toml.', by: '3s' }).optional(),
  command_timeout: durationOrOff('Bound of one create or remove command, or off.', '1h from runner 18.4, off before').optional(),
  host: z
    .strictObject({
      cloud: text({ is: 'Cloud the host is in.' }),
      zone: text({
        is: 'Zone it is in: an outage of both API and machines there takes it along.',
        by: 'the zone that the replica states where it is of that cloud, or the only zone of the cloud; else an outage of the whole cloud hits it only',
      }).optional(),
      machine_type: text({ is: 'Its machine type.' }),
    })
    .optional()
    .meta(doc({ is: 'What each process runs on: its cost, and what its outages take along.', by: 'not priced, and in no cloud' })),
  entries: named(
    { is: 'Joins entries of the config.toml, by name or index from 0, to runners; needed where tokens are redacted.' },
    entry,
  ).optional(),
});
