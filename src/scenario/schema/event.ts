/** The schema of what happens to the managers during a run. */
import { z } from 'zod';
import { configSchema } from './fleet.js';
import { doc, duration, instant, oneOf, shown, text } from './values.js';

const target = {
  manager: text({ is: 'One process, such as srm-1.' }).optional(),
  group: text({ is: 'All processes of a group.' }).optional(),
};
const oneTarget = (given: { manager?: string | undefined; group?: string | undefined }): boolean =>
  (given.manager === undefined) !== (given.group === undefined);
const TARGET = { error: 'expected one target, { manager: name } or { group: name }' };

/** The keys that say what an event does; an event has exactly one. */
export const EVENT_KEYS = ['start', 'stop', 'kill', 'reload'] as const;

/** Something that happens to the managers at a time. */
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
      .strictObject({
        ...target,
        config: configSchema.optional(),
        set: z
          .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
          .optional()
          .meta(doc({ is: 'Values set in the present config.toml, by path.', ex: { 'machine.IdleCount': 50 } })),
      })
      .refine(oneTarget, TARGET)
      .refine((given) => (given.config === undefined) !== (given.set === undefined), { error: 'expected either config or set' })
      .optional()
      .meta({ description: 'Replaces the config.toml of processes.' }),
  })
  .refine((given) => (given.at === undefined) !== (given.every === undefined), { error: 'expected either at or every' })
  .refine((given) => EVENT_KEYS.filter((key) => given[key] !== undefined).length === 1, {
    error: `expected exactly one of ${EVENT_KEYS.join(', ')}`,
  });
