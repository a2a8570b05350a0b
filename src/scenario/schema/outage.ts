/** The schema of outages: what they hit and what is so meanwhile. */
import { z } from 'zod';
import { count, doc, duration, oneOf, positiveDuration, real, share, shown, text } from './values.js';

/** The keys that name what an outage hits; an outage has exactly one. */
export const OUTAGE_TARGETS = ['cloud', 'zone', 'instance', 'group', 'manager', 'helper'] as const;

const degraded = z
  .strictObject({
    boot_factor: real({ is: 'Creates take so many times as long.', by: '1', ex: 3 }, 1, 1e6).optional(),
    boot_failure: share({ is: 'Further share of creates that fail.', by: '0%', ex: '20%' }).optional(),
    api_latency: duration({ is: 'Every command takes longer by this.', by: '0s', ex: '2s' }).optional(),
  })
  .optional()
  .meta(doc({ is: 'A cloud or zone works on, but worse: what is worse.', by: 'it does not work', ex: { boot_factor: 3, boot_failure: '20%' } }));

const limits = z
  .strictObject({
    calls: count({ is: 'Calls granted a window.', ex: 2000 }, 1, 1e12),
    per: positiveDuration({ is: 'Length of a window; windows follow each other from the start of the run.', ex: '100s' }),
  })
  .optional()
  .meta(doc({ is: 'A cloud works on, but grants no more calls to its API than this: a quota that was cut.', by: 'it does not work', ex: { calls: 2000, per: '100s' } }));

const ANSWERS = {
  error: ({ input }: { readonly input?: unknown }): string | undefined =>
    input === undefined ? undefined : `expected connection_error or an HTTP status from 400 to 599, got ${shown(input)}`,
};
const answers = z
  .union([z.literal('connection_error'), z.number().meta({ minimum: 400, maximum: 599, multipleOf: 1 })], ANSWERS)
  .refine((status) => typeof status !== 'number' || (Number.isInteger(status) && status >= 400 && status <= 599), ANSWERS)
  .optional()
  .meta(doc({ is: 'What a GitLab instance answers to requests for jobs.', by: 'connection_error', ex: 502 }));

/** Something that is broken for a time. */
export const outageSchema = z
  .strictObject({
    name: text({ is: 'What it is called; outages of one name and one target are one.', by: 'target and part, with a number where there are several', ex: 'gce-gone' }).optional(),
    cloud: text({ is: 'All zones of this cloud.', ex: 'gce' }).optional(),
    zone: text({ is: 'A zone, as cloud/zone where two clouds have one of this name.', ex: 'us-east1-c' }).optional(),
    instance: text({ is: 'A GitLab instance, as its runners see it.', ex: 'gitlab.com' }).optional(),
    group: text({ is: 'The hosts of all processes of a group.', ex: 'srm' }).optional(),
    manager: text({ is: 'The host of one process, which dies and starts again at the end.', ex: 'srm-1' }).optional(),
    helper: text({ is: 'A helper, which serves nothing.', ex: 'docker-hub' }).optional(),
    of: oneOf(
      {
        is: 'What of a cloud or zone is broken: create and remove commands (api), the machines that stand, which die (machines), both, and with them the hosts of managers and helpers there (both), or nothing but room for new machines (sold_out): creates fail, those under way come up.',
        by: 'both',
      },
      ['api', 'machines', 'both', 'sold_out'],
    ).optional(),
    api: oneOf({ is: 'What becomes of commands meanwhile: each fails, or hangs until the end.', by: 'fails' }, ['fails', 'hangs']).optional(),
    degraded,
    limits,
    answers,
    slower: real({ is: 'A helper serves on, slower by this factor.', by: 'it serves nothing', ex: 5 }, 1, 1e6).optional(),
  })
  .refine((given) => OUTAGE_TARGETS.filter((key) => given[key] !== undefined).length === 1, {
    error: `expected exactly one target, { cloud: name } or one of ${OUTAGE_TARGETS.slice(1).join(', ')}`,
  })
  .refine(({ slower }) => slower !== 1, { path: ['slower'], error: 'expected a factor above 1' })
  .optional()
  .meta(doc({ is: 'Something is broken for a time.', ex: { name: 'gce-gone', cloud: 'gce' } }));
