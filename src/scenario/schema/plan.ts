/** The schema of what `runcast plan` is to do: what may vary, what waiting costs, under which outages the thresholds must hold too. */
import { z } from 'zod';
import { count, doc, price, share, shown, text } from './values.js';

const value = z.union([z.string(), z.number(), z.boolean()]);

const values = z
  .union([z.string(), z.array(value).min(1, { error: 'expected at least one value' })], {
    error: ({ input }) =>
      input === undefined ? undefined : `expected a range such as 0..60, 10..60:10 or 1m..10m:1m, or a list of values, got ${shown(input)}`,
  })
  .meta(doc({ is: 'Its values: a range with an optional step, or a list.', ex: '0..60' }));

/** What is to be planned. */
export const planSchema = z.strictObject({
  vary: z
    .record(z.string(), values)
    .optional()
    .meta(
      doc({
        is: 'Settings that may vary, named as for --set, with their values.',
        by: 'IdleCount by autoscaling section, and IdleTime, of each pool that runs',
        ex: { IdleCount: '0..60', IdleTime: ['5m', '10m', '30m'] },
      }),
    ),
  periods: count(
    {
      is: 'Periods of the week at most that the idle machines of a pool may have a number of their own in; their hours are found too.',
      by: '4 where the load changes over a week that is played and nothing else is said to vary, else the autoscaling sections that are there',
      ex: 4,
    },
    1,
    12,
  ).optional(),
  developer_time: price({
    is: 'What an hour costs that a pipeline is held up; with it waiting is weighed against machines.',
    by: 'waiting costs nothing beside the thresholds',
    ex: '60 USD/h',
  }).optional(),
  outages: z
    .array(text({ is: 'What, when, how long; or an event in the words of events.', ex: 'cloud=gce Mon 14:00 3h' }))
    .optional()
    .meta(doc({ is: 'Outages under which the thresholds must hold too, each on its own.', by: 'none', ex: ['cloud=gce Mon 14:00 3h'] })),
  confidence: share({ is: 'How sure the answer is to be, above 50 %.', by: '95%', ex: '99%' }).optional(),
  indifference: share({
    is: 'The least saving that anybody acts on, as a share of the cost; never less than 10 USD a month.',
    by: '1%',
  }).optional(),
  runs: count({ is: 'Runs at most.', by: '400' }, 10, 1_000_000).optional(),
});
