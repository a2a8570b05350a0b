/** The schema of failover: who notices, what is done, how it is undone. */
import { z } from 'zod';
import { durations } from './distributions.js';
import { configValues } from './event.js';
import { doc, duration, flag, named, oneOf, positiveDuration, real, text } from './values.js';

const person = z
  .strictObject({
    after: durations({
      is: 'Time from the start of an outage to somebody noticing it.',
      by: 'lognormal, median 10m, sigma 0.6',
      ex: { lognormal: { median: '10m', sigma: 0.6 } },
    }),
    of: z
      .array(text({ is: 'Name of an outage.' }))
      .optional()
      .meta(doc({ is: 'The outages that are noticed.', by: 'all of clouds and zones', ex: ['gce-gone'] })),
  })
  .optional()
  .meta(doc({ is: 'Somebody notices an outage.', ex: { after: '10m' } }));

const rule = z
  .strictObject({
    queue_time: z
      .strictObject({
        p: real({ is: 'Percentile.', by: '90', ex: 95 }, 0, 100).optional(),
        above: duration({ is: 'It lies above this.', ex: '2m' }),
        over: positiveDuration({ is: 'Over the jobs that started in the last of this, and the waits so far of those pending.', by: '5m' }).optional(),
        workloads: z
          .array(text({ is: 'Name of a workload.' }))
          .optional()
          .meta(doc({ is: 'Jobs of these.', by: 'all', ex: ['public'] })),
      })
      .optional()
      .meta(doc({ is: 'Jobs wait long.', ex: { p: 90, above: '2m' } })),
    api_failing: text({ is: 'A cloud whose create commands all fail, or whose API is down in one of its zones or more.', ex: 'gce' }).optional(),
    for: duration({ is: 'How long one of the two must have been so, at each look once a minute.', by: '5m' }).optional(),
  })
  .refine(({ queue_time, api_failing }) => queue_time !== undefined || api_failing !== undefined, {
    error: 'expected queue_time, api_failing or both',
  })
  .optional()
  .meta(doc({ is: 'An alert notices: something has been so for a time.', ex: { queue_time: { p: 90, above: '2m' }, for: '5m' } }));

/** A failover. */
export const failoverSchema = z
  .strictObject({
    notice: z
      .strictObject({ person, rule })
      .refine(({ person: somebody, rule: alert }) => (somebody === undefined) !== (alert === undefined), {
        error: 'expected either person or rule',
      })
      .meta(doc({ is: 'Who notices that it is needed.', ex: { person: { after: '10m' } } })),
    react: durations({ is: 'Time from noticing to acting.', by: '0s', ex: '5m' }),
    unpause: z
      .array(text({ is: 'A registration.' }))
      .optional()
      .meta(doc({ is: 'Registrations that are unpaused: managers that kept a warm pool get jobs.', by: 'none', ex: ['srm-do'] })),
    start: z
      .array(text({ is: 'A group.' }))
      .optional()
      .meta(doc({ is: 'Groups whose processes are started: a cold standby.', by: 'none', ex: ['srm-do'] })),
    set: named({ is: 'Values written into the config.toml of groups, by path.', by: 'none', ex: { 'srm-do': { concurrent: 200 } } }, configValues).optional(),
    back: z
      .strictObject({
        after: durations({ is: 'Time from the end of the outages, or of what the rule looks for, to undoing.', by: '30m', ex: '30m' }),
        when: oneOf(
          {
            is: 'trouble_over: when after has run. pool_ready: not before the pools stand again that it goes back to, looked at each minute.',
            by: 'trouble_over',
          },
          ['trouble_over', 'pool_ready'],
        ).optional(),
        remove_machines: flag({ is: 'The machines of started processes are removed when these are down; else they stand on, and cost.', by: 'false' }).optional(),
      })
      .optional()
      .meta(
        doc({
          is: 'It is undone: registrations are paused, started processes drained with SIGQUIT, earlier values written back.',
          by: 'never',
          ex: { after: '30m' },
        }),
      ),
  })
  .refine(({ unpause, start, set }) => unpause !== undefined || start !== undefined || set !== undefined, {
    error: 'a failover does something; expected unpause, start or set',
  });
