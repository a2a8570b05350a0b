/** The schema of what happens during a run: to managers, to registrations, and what breaks. */
import { z } from 'zod';
import { durations } from './distributions.js';
import { configSchema } from './fleet.js';
import { outageSchema } from './outage.js';
import { doc, duration, flag, instant, oneOf, shown, text } from './values.js';

const target = {
  manager: text({ is: 'One process, such as srm-1.' }).optional(),
  group: text({ is: 'All processes of a group.' }).optional(),
};
const oneTarget = (given: { manager?: string | undefined; group?: string | undefined }): boolean =>
  (given.manager === undefined) !== (given.group === undefined);
const TARGET = { error: 'expected one target, { manager: name } or { group: name }' };

/** Values set in a config.toml, by path. */
export const configValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

const newConfig = {
  ...target,
  config: configSchema.optional(),
  set: configValues.optional().meta(doc({ is: 'Values set in the present config.toml, by path.', ex: { 'machine.IdleCount': 50 } })),
};
const oneConfig = (given: { config?: unknown; set?: unknown }): boolean => (given.config === undefined) !== (given.set === undefined);
const CONFIG = { error: 'expected either config or set' };

const runnerTarget = z.strictObject({ runner: text({ is: 'A registration.', ex: 'srm-do' }) }).optional();

const upgrade = z
  .strictObject({
    name: text({ is: 'What it is called.', by: 'target and version' }).optional(),
    ...target,
    runner_version: text({ is: 'The version that is installed, as a text.', ex: '11.5' }),
    timeout: duration({ is: 'How long jobs may run on after SIGQUIT.', by: '7200m', ex: '2h' }).optional(),
    forced: oneOf({ is: 'What follows when they take longer: SIGTERM aborts them, kill leaves them.', by: 'SIGTERM' }, [
      'SIGTERM',
      'kill',
    ]).optional(),
    remove_machines: flag({ is: 'All machines of the host are removed before the new process starts.', by: 'false' }).optional(),
    install: duration({ is: 'Time from the end of the old process to the start of the new one.', by: '1m' }).optional(),
  })
  .refine(oneTarget, TARGET)
  .optional()
  .meta({
    description: 'Another version of GitLab Runner, one process of the group after another: SIGQUIT, wait for its jobs, start anew.',
  });

/** The keys that say what an event does; an event has exactly one. */
export const EVENT_KEYS = ['start', 'stop', 'kill', 'reload', 'change', 'upgrade', 'pause', 'unpause', 'outage'] as const;
export type EventKey = (typeof EVENT_KEYS)[number];

/** Something that happens at a time. */
export const eventSchema = z
  .strictObject({
    at: z
      .union([duration({ is: 'Time since the start.' }), instant({ is: 'An instant.' })], {
        error: ({ input }) =>
          input === undefined
            ? undefined
            : `expected a duration since the start (14h) or an instant (2018-10-08T14:00:00Z), got ${shown(input)}`,
      })
      .optional()
      .meta(doc({ is: 'When it happens.', ex: '14h' })),
    every: z
      .string()
      .regex(/^(?:(?:mon|tue|wed|thu|fri|sat|sun)\s+)?([01]?\d|2[0-3]):[0-5]\d$/iu, {
        error: ({ input }) => `expected a day and a time such as Mon 14:00, or a time alone for every day, got ${shown(input)}`,
      })
      .optional()
      .meta(doc({ is: "When it happens each week or day, in the scenario's time zone.", ex: 'Mon 14:00' })),
    between: durations({
      is: 'An outage at drawn times: from the start, and from the end of the one before, to the next.',
      by: 'exponential, mean 90d, where an outage says nothing of its times',
      ex: { exponential: { mean: '30d' } },
    }),
    for: durations({
      is: 'How long an outage lasts; a distribution where its times are drawn.',
      by: 'lognormal, median 139m, sigma 1.23, where its times are drawn',
      ex: '3h',
    }),
    start: z.strictObject(target).refine(oneTarget, TARGET).optional().meta({ description: 'Starts processes.' }),
    stop: z
      .strictObject({ ...target, signal: oneOf({ is: 'How.', by: 'SIGQUIT' }, ['SIGQUIT', 'SIGTERM']).optional() })
      .refine(oneTarget, TARGET)
      .optional()
      .meta({ description: 'Stops processes: SIGQUIT lets jobs end, SIGTERM aborts them.' }),
    kill: z
      .strictObject(target)
      .refine(oneTarget, TARGET)
      .optional()
      .meta({ description: 'Kills processes at once; machines and jobs are left.' }),
    reload: z
      .strictObject(newConfig)
      .refine(oneTarget, TARGET)
      .refine(oneConfig, CONFIG)
      .optional()
      .meta({ description: 'Replaces the config.toml of processes, at once.' }),
    change: z
      .strictObject({
        ...newConfig,
        by: oneOf({ is: 'Who writes it: chef, at the next chef-client run of each host, or somebody by hand, at once.', by: 'chef' }, [
          'chef',
          'hand',
        ]).optional(),
      })
      .refine(oneTarget, TARGET)
      .refine(oneConfig, CONFIG)
      .optional()
      .meta({ description: 'Changes the config.toml of processes as their configuration management does.' }),
    upgrade,
    pause: runnerTarget.meta({ description: 'A registration gets no jobs from now on; its managers keep their pools.' }),
    unpause: runnerTarget.meta({ description: 'A registration gets jobs again.' }),
    outage: outageSchema,
  })
  .refine((given) => EVENT_KEYS.filter((key) => given[key] !== undefined).length === 1, {
    error: `expected exactly one of ${EVENT_KEYS.join(', ')}`,
  })
  .superRefine((given, issues) => {
    const wrong = timesProblem(given);
    if (wrong !== undefined) issues.addIssue({ code: 'custom', message: wrong.message, path: wrong.at === undefined ? [] : [wrong.at] });
  });

interface Times {
  readonly at?: string | undefined;
  readonly every?: string | undefined;
  readonly between?: unknown;
  readonly for?: unknown;
  readonly outage?: unknown;
}

/** Returns what is wrong with when an event happens, and the key to be shown. */
function timesProblem(given: Times): { message: string; at?: keyof Times } | undefined {
  const { at, every, between } = given;
  const stated = (['at', 'every', 'between'] as const).filter((key) => given[key] !== undefined);
  if (given.outage === undefined) {
    if (between !== undefined) return { message: 'only an outage comes at drawn times; expected at or every', at: 'between' };
    if (given.for !== undefined) return { message: 'only an outage lasts; leave for out, or add a second event for the end', at: 'for' };
    return (at === undefined) !== (every === undefined) ? undefined : { message: 'expected either at or every' };
  }
  if (stated.length > 1) return { message: `expected one of at, every, between, got ${stated.join(' and ')}` };
  if (stated.length === 0) {
    // An outage that says nothing of its times is drawn; one with a length was meant to be at some time.
    if (given.for === undefined) return undefined;
    return { message: 'an outage needs at, every, or (at drawn times) between beside for; add one, such as at: 14h' };
  }
  if (between !== undefined) return undefined;
  if (given.for === undefined) return { message: 'an outage needs for: how long it lasts; add it, such as for: 3h' };
  if (typeof given.for !== 'string') return { message: 'an outage at a stated time lasts a stated time; expected a duration such as 3h', at: 'for' };
  return undefined;
}
