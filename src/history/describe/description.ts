/** The form of `describe --json`: what a history shows of its load, its jobs and the fleet that ran them. */
import { z } from 'zod';

/** Raised by one with every change that an older reader cannot take. */
export const DESCRIBE_VERSION = 1;

const count = z.number().int().nonnegative();
const instant = z.string().meta({ description: 'RFC 3339; of a clock of its own seconds since its zero.' });

const quantilesSchema = z
  .strictObject({ mean: z.number(), p50: z.number(), p95: z.number(), p99: z.number(), max: z.number() })
  .meta({ id: 'HistoryQuantiles', description: 'Seconds.' });

const spanSchema = z
  .strictObject({
    name: z.string(),
    jobs: count,
    failedShare: z.number().nullable().meta({ description: 'Of the jobs that ended.' }),
    duration: quantilesSchema.nullable().meta({ description: 'From start to end, of jobs whose end is told.' }),
    wait: quantilesSchema.nullable().meta({ description: 'From queued to started, of jobs that started.' }),
    jobHours: z.number(),
  })
  .meta({ id: 'HistorySpan' });

const levelSchema = z
  .strictObject({ mean: z.number(), p50: count, p95: count, max: count, maxAt: instant })
  .meta({ id: 'HistoryLevel', description: 'How many at once, weighted by time.' });

const loadSchema = z
  .strictObject({
    jobsPerDay: z.number(),
    pipelinesPerDay: z.number().nullable().meta({ description: 'Null, as what follows, where the history has no pipelines.' }),
    pipelineSize: z.strictObject({ mean: z.number(), p50: count, p95: count, max: count }).nullable(),
    hourOfWeek: z.array(z.number().nullable()).length(168).nullable().meta({
      description:
        'Jobs an hour, from Monday 00:00, over the time that the history holds of such an hour (an hour held in part counts as if held whole); null where less than half of one is held. Null for a clock of its own.',
    }),
    weekdayToWeekend: z.number().nullable().meta({ description: 'How many times as many jobs come in an hour of a weekday.' }),
    dispersion: z
      .array(z.strictObject({ seconds: z.number(), jobs: z.number().nullable(), pipelines: z.number().nullable() }))
      .meta({ description: 'Variance over mean of counts in bins of so many seconds; 1 for a Poisson process.' }),
  })
  .meta({
    id: 'HistoryLoad',
    description: 'Over the time from the first job that came to the last: one that still ran afterwards does not say that none came.',
  });

const runnerSchema = z
  .strictObject({
    name: z.string().meta({ description: 'Of a pool what its names have in common, with # for what differs.' }),
    isPool: z.boolean().meta({ description: 'Machines that come and go under ever new names.' }),
    names: count,
    jobs: count,
    tags: z.array(z.string()).meta({ description: 'Of all of its jobs.' }),
    atOnce: count.meta({ description: 'Jobs at once, the most.' }),
    busyShare: z.number().meta({ description: 'Of its places, from its first job to its last.' }),
    from: instant,
    to: instant,
  })
  .meta({ id: 'HistoryRunner' });

const courseSchema = z
  .strictObject({
    binSeconds: z.number(),
    queued: z.array(count),
    running: z.array(z.number()),
    waiting: z.array(z.number()),
  })
  .meta({
    id: 'HistoryCourse',
    description: 'From the start of the history on, bin by bin: jobs that were queued, and how many ran and waited on average.',
  });

/** Schema of what `describe --json` prints. */
export const descriptionSchema = z
  .strictObject({
    describeVersion: z.literal(DESCRIBE_VERSION),
    from: instant,
    to: instant,
    days: z.number(),
    isClock: z.boolean().meta({ description: 'False: times are seconds of a clock of their own, without hours and weekdays.' }),
    timezone: z.string().meta({ description: 'Of the hours that are told.' }),
    jobs: count,
    statuses: z.array(z.strictObject({ status: z.string(), jobs: count })),
    waitedOnly: count.meta({ description: 'Cancelled before a runner had them: they waited and did no work.' }),
    unfinished: count.meta({ description: 'Waiting or running when the history ends.' }),
    lostEnds: count.meta({
      description:
        'Of these, jobs that would have run, or waited, for longer than any with their tags, while later ones were taken: nobody wrote their end down. They count for the load alone.',
    }),
    untimed: count.meta({ description: 'How long they ran is told, and not when: they count for the load and for durations alone.' }),
    load: loadSchema,
    spans: z.strictObject({
      all: spanSchema,
      byName: z.array(spanSchema),
      byTags: z.array(spanSchema),
      byRunner: z.array(spanSchema),
    }),
    course: courseSchema.nullable().meta({ description: 'Null for a history without a length.' }),
    running: levelSchema,
    waiting: levelSchema,
    schedules: z
      .array(z.strictObject({ at: z.string(), times: count, jobs: count }))
      .meta({ description: 'Pipelines that come by the clock, with how often they came and their jobs.' }),
    runners: z.array(runnerSchema),
    limits: z
      .array(
        z.strictObject({
          tags: z.string().meta({ description: 'Of its jobs; several sets of tags stand between commas.' }),
          pool: z.string().nullable().meta({ description: 'The pool of which these are all jobs; null: of jobs with these tags.' }),
          atOnce: count,
          isEverMore: z.boolean().meta({ description: 'More ran at times: in at most 5 % of the time in which so many did.' }),
          waitingHours: z.number(),
          share: z.number(),
        }),
      )
      .meta({ description: 'Jobs of which at least half of the waiting passed while hardly ever more than so many ran.' }),
    absences: z
      .array(z.strictObject({ runner: z.string(), from: instant, to: instant, passed: count }))
      .meta({ description: 'Stretches in which a runner ran nothing although jobs that it takes waited.' }),
    idleWaits: z.array(z.number()).nullable().meta({
      description: 'Job-hours of waiting by the number of idle places for the job, the last for that many or more; null without runners.',
    }),
  })
  .meta({ id: 'HistoryDescription', title: 'runcast description of a history', description: 'What describe --json prints.' });

export type HistoryDescription = z.infer<typeof descriptionSchema>;
export type HistoryCourse = z.infer<typeof courseSchema>;
export type HistoryLoad = z.infer<typeof loadSchema>;
export type HistorySpan = z.infer<typeof spanSchema>;
export type HistorySpans = HistoryDescription['spans'];
export type HistorySchedule = HistoryDescription['schedules'][number];
export type HistoryLimit = HistoryDescription['limits'][number];
export type HistoryRunner = z.infer<typeof runnerSchema>;

/** Returns the JSON Schema (draft-07) of a description. */
export function descriptionJsonSchema(): unknown {
  return z.toJSONSchema(descriptionSchema, { target: 'draft-7' });
}
