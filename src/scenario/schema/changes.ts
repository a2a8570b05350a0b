/** The schemas of what a history, or a whole load, would be like if something were else. */
import { z } from 'zod';
import { doc, duration, named, positiveDuration, real, shown, text } from './values.js';

const pipelines = { is: 'Pipelines as a multiple of those of the history: whole ones are left out, or come again.', ex: 1.5 };

/** How a history grows, or a part of it. */
export const scaleSchema = z
  .union(
    [
      real(pipelines, 0, 1e4),
      z.strictObject({
        pipelines: real(pipelines, 0, 1e4),
        spread: duration({
          is: 'Added pipelines begin at times of their own, at most this long before or after their original; 0s: with it.',
          by: '1h',
          ex: '2h',
        }).optional(),
      }),
    ],
    {
      error: ({ input }) =>
        input === undefined ? undefined : `expected a number from 0 to 10000, or a map such as { pipelines: 1.5, spread: 2h }, got ${shown(input)}`,
    },
  )
  .meta(doc({ is: 'Load as a multiple of the history, in pipelines and not in their size; a number is one of pipelines.', by: '1', ex: { pipelines: 1.5, spread: '2h' } }));

const tagList = (is: string) =>
  z
    .array(text({ is: 'A tag.' }))
    .optional()
    .meta(doc({ is, ex: ['gpu'] }));
const ACTIONS = ['tags', 'scale', 'drop', 'spread'] as const;

const changeSchema = z
  .strictObject({
    projects: z
      .array(text({ is: 'A project; * stands for any characters.' }))
      .min(1, { error: 'expected at least one project' })
      .optional()
      .meta(doc({ is: 'Jobs of these projects only.', by: 'of all', ex: ['web/*'] })),
    tagged: tagList('Jobs with all of these tags only. Default: with any.'),
    pipelines_of: text({
      is: 'Jobs of pipelines only that begin when this cron expression of five fields is due.',
      by: 'of all',
      ex: '0 2 * * *',
    }).optional(),
    within: positiveDuration({ is: 'How long after that a pipeline may begin (with pipelines_of).', by: '1m', ex: '10m' }).optional(),
    timezone: text({ is: 'Time zone of pipelines_of.', by: 'that of the history, else of the scenario', ex: 'Europe/Berlin' }).optional(),
    tags: z
      .strictObject({
        replace: tagList('Their tags are these.'),
        add: tagList('They have these besides.'),
        remove: tagList('They have these no more.'),
      })
      .refine((given) => Object.keys(given).length > 0, { error: 'expected replace, add or remove' })
      .refine((given) => given.replace === undefined || (given.add === undefined && given.remove === undefined), {
        error: 'replace goes without add and remove',
      })
      .optional()
      .meta(doc({ is: 'They ask for other runners.', ex: { replace: ['gpu'] } })),
    scale: scaleSchema.optional(),
    drop: z.literal(true).optional().meta(doc({ is: 'They do not come.', ex: true })),
    spread: positiveDuration({ is: 'Each of their pipelines comes later by a part of this, every part as likely.', ex: '2h' }).optional(),
  })
  .refine((given) => ACTIONS.filter((key) => given[key] !== undefined).length === 1, {
    error: `expected exactly one of ${ACTIONS.join(', ')} (what becomes of the jobs)`,
  })
  .refine((given) => given.pipelines_of !== undefined || (given.within === undefined && given.timezone === undefined), {
    error: 'within and timezone go with pipelines_of',
  });

/** What is changed about the rows of a history before they come. */
export const changesSchema = z
  .array(changeSchema)
  .optional()
  .meta(
    doc({
      is: 'What if: each item picks jobs and says what becomes of them, one after the other. One that touches no job is an error.',
      by: 'none',
      ex: [{ projects: ['web/*'], tags: { replace: ['gpu'] } }],
    }),
  );

const factor = (is: string, ex: number) => real({ is, ex }, 0.001, 1e4);

/** The load as a whole, or a part of it, times a factor. */
export const loadScaleSchema = z.strictObject({
  pipelines: factor('Pipelines of every workload as a multiple.', 1.5).optional(),
  workloads: named({ is: 'Pipelines of a workload as a multiple, by its name.', by: '1' }, factor('As a multiple.', 2)).optional(),
  projects: named(
    { is: 'Pipelines of projects in histories as a multiple, by the name of a project (* stands for any characters).', by: '1' },
    factor('As a multiple.', 2),
  ).optional(),
});
