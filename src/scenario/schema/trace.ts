/** The schemas of workloads that live on a job history: one replays it, one draws whole days of it. */
import { z } from 'zod';
import { TRACE_COLUMNS, type TraceColumn } from '../../trace/columns.js';
import { TAG_SEPARATORS } from '../../trace/dialect.js';
import { changesSchema, scaleSchema } from './changes.js';
import { doc, duration, oneOf, positiveDuration, share, shown, text } from './values.js';

const column = text({ is: 'Its name in the file.' }).optional();
const columns = z
  .strictObject(Object.fromEntries(TRACE_COLUMNS.map((key) => [key, column])) as Record<TraceColumn, typeof column>)
  .meta(doc({ is: 'Names of the columns in the file, where they differ.', ex: { job: 'job_id' } }));

const historyFile = text({ is: 'Path of a job history in CSV.', ex: 'history.csv' });

/** How the rows of a history are read, whatever becomes of them. */
const reading = {
  columns: columns.optional(),
  duration_includes: oneOf(
    {
      is: 'preparation: what the model adds (update, start, stages, final update, history_boot) is taken off each duration; none: durations are of scripts.',
      by: 'preparation where the file has started_at, else none',
    },
    ['preparation', 'none'],
  ).optional(),
  history_boot: duration({
    is: 'Mean boot time contained in the durations (fresh machines without idle ones).',
    by: '0s',
  }).optional(),
  tag_separator: oneOf(
    { is: 'What stands between tags; stated, nothing else ends one, so that tags may hold blanks.', by: 'blanks, commas and semicolons' },
    TAG_SEPARATORS,
  ).optional(),
  max_bad_rows: share({ is: 'More wrong rows than this stop the run.', by: '1%' }).optional(),
};

/** A job history to be replayed. */
export const traceSchema = z
  .union(
    [
      text({ is: 'Path of a job history in CSV.' }),
      z.strictObject({
        file: historyFile,
        scale: scaleSchema.optional(),
        changes: changesSchema,
        shift: duration({ is: 'All rows come later by this.', by: '0s' }).optional(),
        loop: z
          .union([z.boolean(), positiveDuration({ is: 'Length of a round.' })], {
            error: ({ input }) => (input === undefined ? undefined : `expected true, false or the length of a round, got ${shown(input)}`),
          })
          .optional()
          .meta(
            doc({
              is: 'The trace begins anew when it is over: true after its span and a mean gap, or a stated length of a round.',
              by: 'false',
            }),
          ),
        align: oneOf({ is: 'start: the first row is the start of the scenario; clock: times are kept.', by: 'start' }, [
          'start',
          'clock',
        ]).optional(),
        timezone: text({
          is: 'Time zone of times in the file that say none.',
          by: 'none: such times are wrong',
          ex: 'Europe/Berlin',
        }).optional(),
        ...reading,
      }),
    ],
    { error: ({ input }) => (input === undefined ? undefined : `expected the path of a CSV file or a map with file, got ${shown(input)}`) },
  )
  .meta(doc({ is: 'Jobs of the past, replayed.', ex: 'history.csv' }));

/** A job history of which each day of the run has a whole day. */
export const resampleSchema = z
  .union(
    [
      text({ is: 'Path of a job history in CSV.' }),
      z.strictObject({
        file: historyFile,
        unit: oneOf({ is: 'What is drawn at once: whole local days.', by: 'day' }, ['day']).optional(),
        timezone: text({
          is: 'Time zone of the days, of the history as of the run, and of times in the file that say none.',
          by: 'days are those of the zone of the scenario; times that say no zone are wrong',
          ex: 'Europe/Berlin',
        }).optional(),
        scale: scaleSchema.optional(),
        changes: changesSchema,
        ...reading,
      }),
    ],
    { error: ({ input }) => (input === undefined ? undefined : `expected the path of a CSV file or a map with file, got ${shown(input)}`) },
  )
  .meta(
    doc({
      is: 'Each day of the run has the jobs of one whole day of the past, drawn at random: a weekday for a weekday, a day of the weekend for one.',
      ex: 'history.csv',
    }),
  );
