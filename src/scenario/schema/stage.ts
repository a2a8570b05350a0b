/** The schema of what happens to jobs after they were created: stages of pipelines, and retries. */
import { z } from 'zod';
import { countDistribution, durations } from './distributions.js';
import { classSchema, tags } from './job-class.js';
import { count, doc, flag, named, real, share, shown, text } from './values.js';

/** Ends of a job that may bring it again, in the order in which they are written out. */
export const RETRIED = ['failed', 'runner_system_failure', 'timed_out', 'stuck'] as const;

const stageSchema = z
  .strictObject({
    name: text({ is: 'Its name, which needs of later stages give.', ex: 'test' }),
    jobs: z
      .union([real({ is: 'Jobs of a pipeline in it.' }, 0, 1e6), countDistribution])
      .optional()
      .meta(doc({ is: 'Jobs of a pipeline in it, rounded to the nearest; a stage without jobs is over at once.', by: '1', ex: 4 })),
    needs: z
      .array(text({ is: 'A stage above this one.' }))
      .optional()
      .meta(doc({ is: 'Stages that must have ended well before its jobs become pending.', by: 'the stage before; the first: none', ex: ['build'] })),
    delay: durations({ is: 'A job becomes pending so long after its needs are met (start_in of a delayed job).', by: '0s', ex: '10m' }),
    duration: durations({ is: 'Run time of its scripts.', by: "the workload's duration or classes", ex: '3m' }),
    classes: named({ is: 'Job classes, drawn by weight, in the place of duration.' }, classSchema).optional(),
    tags: tags.meta(doc({ is: 'Tags of its jobs.', by: "the workload's" })),
    protected: flag({ is: 'Its jobs are of protected refs.', by: "the workload's" }).optional(),
    failure: share({ is: 'Share of scripts that fail.', by: "the workload's" }).optional(),
    allow_failure: flag({ is: 'A failed job of it does not fail the pipeline.', by: 'false' }).optional(),
    interruptible: flag({ is: 'A new push cancels its jobs also when they run; pending ones always.', by: 'false' }).optional(),
  })
  .refine((given) => given.duration === undefined || given.classes === undefined, {
    error: 'expected either duration or classes (how long its scripts run), got both',
  });

/** Stages in the order in which they are written, which means something: a stage needs the one before unless it says otherwise. */
export const stages = z
  .array(stageSchema)
  .min(1, { error: 'expected at least one stage' })
  .max(1_000, { error: 'expected at most 1000 stages' })
  .optional()
  .meta({ description: 'Stages of each pipeline, in the place of jobs: the jobs of a stage become pending when those it needs have ended.' });

/** How often a pipeline replaces the one before. */
export const supersedes = share({
  is: "Share of pipelines that are a new push to the ref of the project's latest pipeline, which is cancelled (with stages).",
  by: '0%',
  ex: '20%',
}).optional();

const RETRY = 'expected how often at most, such as 2, or a map with max and when';

/** What brings a job again. */
export const retry = z
  .union(
    [
      count({ is: 'Times at most, after any of these ends.' }, 0, 10),
      z.strictObject({
        max: count({ is: 'Times at most; GitLab allows up to 2.', ex: 2 }, 0, 10),
        when: z
          .array(
            z.enum(RETRIED, {
              error: ({ input }) => (input === undefined ? undefined : `expected one of ${RETRIED.join(', ')}, got ${shown(input)}`),
            }),
          )
          .min(1, { error: `expected at least one of ${RETRIED.join(', ')}` })
          .optional()
          .meta(doc({ is: 'Ends after which it comes again.', by: 'all of them', ex: ['runner_system_failure'] })),
      }),
    ],
    { error: ({ input }) => (input === undefined ? undefined : `${RETRY}, got ${shown(input)}`) },
  )
  .optional()
  .meta(doc({ is: 'A job that ended badly comes again, as a new one that is pending at once.', by: 'never', ex: { max: 2, when: ['runner_system_failure'] } }));
