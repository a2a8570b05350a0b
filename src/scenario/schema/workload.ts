/** The schema of what is asked of the fleet: the workloads. */
import { z } from 'zod';
import { countDistribution, durations } from './distributions.js';
import { transfersSchema } from './services.js';
import { classSchema, tags } from './job-class.js';
import { retry, stages, supersedes } from './stage.js';
import { resampleSchema, traceSchema } from './trace.js';
import { count, doc, duration, flag, isRate, named, oneOf, positiveDuration, real, share, shown, text } from './values.js';

const RATE = 'expected a rate such as 4/h (units s, m, h, d, w), a path of a .csv file, or a map with per_hour_of_week';

/** Number of hours in a week. */
export const HOURS_OF_WEEK = 168;

const rate = z
  .union(
    [
      z
        .string()
        .refine((value) => isRate(value) || /\.csv$/iu.test(value), { error: ({ input }) => `${RATE}, got ${shown(input)}` })
        .meta({ description: 'A constant rate such as 4/h, or the path of a file with the columns hour_of_week,pipelines_per_hour.' }),
      z.strictObject({
        per_hour_of_week: z
          .array(real({ is: 'Rate in this hour, per hour.' }, 0, 3.6e9))
          .length(HOURS_OF_WEEK, { error: `expected ${HOURS_OF_WEEK} numbers, one an hour from Monday 00:00` })
          .meta({ description: 'Rate per hour in each hour of the week, from Monday 00:00.' }),
      }),
    ],
    { error: ({ input }) => (input === undefined ? undefined : `${RATE}, got ${shown(input)}`) },
  )
  .meta(doc({ is: 'How many come: at random with this mean (Poisson).', ex: '4/h' }));

const timezone = text({ is: 'Time zone of the hours of the week.', by: 'that of the scenario', ex: 'Europe/Berlin' }).optional();
const batch = z
  .union([real({ is: 'Jobs a pipeline.' }, 1, 1e6), countDistribution])
  .optional()
  .meta(doc({ is: 'Jobs of a pipeline, rounded to the nearest and at least 1; all become pending at once.', by: '1' }));

const dailyVariation = z
  .strictObject({
    cv: real({ is: 'Standard deviation over mean of the factor; 0 is none.', ex: 0.3 }, 0, 3).refine((cv) => cv === 0 || cv >= 0.01, {
      error: 'expected 0 or a number from 0.01 to 3',
    }),
    distribution: oneOf({ is: 'What the factor is drawn from.', by: 'gamma' }, ['gamma', 'lognormal']).optional(),
  })
  .optional()
  .meta(doc({ is: 'Days differ by more than chance: each has its rate times a factor of its own, of mean 1.', by: 'none' }));

const scheduleSchema = z.strictObject({
  at: text({
    is: 'When, as a cron expression of five fields (minute, hour, day of the month, month, day of the week) or @hourly, @daily, @weekly, @monthly, @yearly.',
    ex: '19 * * * *',
  }),
  timezone: text({ is: 'Time zone of the expression.', by: 'that of the scenario', ex: 'Europe/Berlin' }).optional(),
  pipelines: countDistribution.optional().meta(doc({ is: 'Pipelines each time, rounded to the nearest.', by: '1', ex: 40 })),
  jobs: batch,
  jitter: duration({ is: 'Each pipeline comes later by a part of this, every part as likely.', by: '0s', ex: '30s' }).optional(),
  worker: text({
    is: "When GitLab's own worker looks for schedules that are due, as a cron expression in UTC: they wait for its next turn.",
    by: 'none, they come when they are due',
    ex: '3-59/10 * * * *',
  }).optional(),
});

const popularity = z
  .union(
    [
      z.literal('uniform'),
      z.strictObject({ zipf: real({ is: 'Exponent: the k-th project has a share in proportion to k^-zipf.', ex: 1.1 }, 0, 10) }),
    ],
    { error: ({ input }) => (input === undefined ? undefined : `expected uniform or { zipf: 1.1 }, got ${shown(input)}`) },
  )
  .meta(doc({ is: 'How the load is spread over the projects.', by: 'uniform' }));

const projects = z
  .union(
    [
      z.array(text({ is: 'A project.' })).min(1, { error: 'expected at least one project' }),
      z
        .strictObject({
          names: z
            .array(text({ is: 'A project.' }))
            .min(1, { error: 'expected at least one project' })
            .optional()
            .meta({ description: 'Names of the projects, the most popular first.' }),
          count: count({ is: 'How many projects.' }, 1, 100_000).optional(),
          prefix: text({ is: 'Their names begin with this, a number follows.', by: "the workload's name and a dash" }).optional(),
          popularity: popularity.optional(),
        })
        .refine((given) => (given.names === undefined) !== (given.count === undefined), { error: 'expected either names or count' })
        .refine((given) => given.names === undefined || given.prefix === undefined, { error: 'prefix goes with count only' }),
    ],
    { error: ({ input }) => (input === undefined ? undefined : `expected a list of projects or a map with count, got ${shown(input)}`) },
  )
  .meta(doc({ is: 'Projects the jobs belong to.', by: "one, named as the workload (a history: the file's)" }));

const stage = (is: string, by: string) => duration({ is, by }).optional();

/** What a source of pipelines says of them: jobs that become pending at once, or stages. */
interface PipelinesInput {
  readonly jobs?: unknown;
  readonly stages?: unknown;
  readonly supersedes?: unknown;
}

const EITHER_JOBS = { error: 'expected either jobs (all pending at once) or stages, got both' };
const eitherJobs = (given: PipelinesInput): boolean => given.jobs === undefined || given.stages === undefined;
const WITH_STAGES = { error: 'supersedes goes with stages; state stages, one is enough: stages: [{ name: test, jobs: 4 }]' };
const withStages = (given: PipelinesInput): boolean => given.supersedes === undefined || given.stages !== undefined;

/** The keys that say when the jobs of a workload come; a workload has exactly one, or schedules alone. */
export const ARRIVAL_KEYS = ['pipelines', 'jobs', 'every', 'burst', 'trace', 'resample'] as const;

/** Whether the jobs of a workload are those of a history, which has durations, an end and schedules of its own. */
const isOfHistory = (given: { readonly trace?: unknown; readonly resample?: unknown }): boolean =>
  given.trace !== undefined || given.resample !== undefined;

/** A source of jobs. */
export const workloadSchema = z
  .strictObject({
    instance: text({ is: 'The instance its jobs are at.', by: 'the only one' }).optional(),
    draws: text({
      is: 'Another workload by whose draws its jobs are drawn: where both say the same, the same jobs come at the same instants, to be compared pair by pair.',
      by: 'its own draws',
      ex: 'today',
    }).optional(),
    projects: projects.optional(),
    tags: tags.meta(doc({ is: 'Tags of its jobs (a history: added to those of the row).', by: 'none' })),
    protected: flag({ is: 'Its jobs are of protected refs.', by: 'false' }).optional(),
    pipelines: z
      .strictObject({ rate, jobs: batch, timezone, daily_variation: dailyVariation, supersedes, stages })
      .refine(eitherJobs, EITHER_JOBS)
      .refine(withStages, WITH_STAGES)
      .optional()
      .meta({ description: 'Pipelines at random, each of one or more jobs or of stages.' }),
    jobs: z.strictObject({ rate, timezone, daily_variation: dailyVariation }).optional().meta({ description: 'Single jobs at random.' }),
    every: z
      .strictObject({
        interval: positiveDuration({ is: 'Time from one to the next.', ex: '5m' }),
        first: duration({ is: 'Time of the first.', by: '0s' }).optional(),
        count: count({ is: 'How many; without it, until the horizon.' }, 1, 1e9).optional(),
        jobs: batch,
        supersedes,
        stages,
      })
      .refine(eitherJobs, EITHER_JOBS)
      .refine(withStages, WITH_STAGES)
      .optional()
      .meta({ description: 'One pipeline at fixed intervals.' }),
    burst: z
      .strictObject({ at: duration({ is: 'When, since the start.', by: '0s' }).optional(), jobs: count({ is: 'How many jobs.' }, 1, 1e6) })
      .optional()
      .meta({ description: 'All jobs at one instant.' }),
    schedules: named({ is: 'Pipelines at stated times, by themselves or beside the others (not for a history).' }, scheduleSchema).optional(),
    trace: traceSchema.optional(),
    resample: resampleSchema.optional(),
    max_jobs: z
      .union([count({ is: 'At most so many jobs.' }, 1, 1e9), z.literal('unlimited')])
      .optional()
      .meta(doc({ is: 'The source ends after so many jobs (not for a history).', by: 'unlimited' })),
    duration: durations({ is: 'Run time of the scripts (a history has its own).', ex: { lognormal: { median: '3m', p95: '18m' } } }),
    classes: named({ is: 'Job classes, drawn by weight, in the place of duration.' }, classSchema).optional(),
    failure: share({ is: 'Share of scripts that fail (a history: by its status).', by: '0%' }).optional(),
    start: stage('Pause between taking a job over and its preparation.', '50ms'),
    stages: z
      .strictObject({
        prepare: stage('Stage prepare, after the machine is there.', '2s'),
        prepare_script: stage('Stage prepare_script.', '400ms'),
        get_sources: stage('Stage get_sources.', '1.5s'),
        cleanup: stage('Stage cleanup_file_variables.', '200ms'),
      })
      .optional()
      .meta({ description: 'Run times of the stages around the script.' }),
    prepare_when_over: stage('What prepare takes, to fail, when the time limit of the job is over before it.', '0s'),
    timeout: positiveDuration({ is: 'Time limit of a job.', by: '1h' }).optional(),
    retry,
    transfers: transfersSchema,
  })
  .refine(({ schedules, ...given }) => {
    const sources = ARRIVAL_KEYS.filter((key) => given[key] !== undefined).length;
    return sources === 1 || (sources === 0 && schedules !== undefined && Object.keys(schedules).length > 0);
  }, {
    error: ({ input }) => {
      const got = ARRIVAL_KEYS.filter((key) => (input as Record<string, unknown> | undefined)?.[key] !== undefined);
      return `expected exactly one of ${ARRIVAL_KEYS.join(', ')} (when its jobs come), got ${got.join(' and ') || 'none, and no schedules'}`;
    },
  })
  .refine((given) => !isOfHistory(given) || given.schedules === undefined, {
    error: 'a history has the pipelines of its schedules in it; give schedules a workload of their own',
  })
  .refine((given) => {
    const stated = [given.duration, given.classes].filter((part) => part !== undefined).length;
    // Stages may all have durations of their own.
    return isOfHistory(given) || stated === 1 || (stated === 0 && (given.pipelines?.stages ?? given.every?.stages) !== undefined);
  }, {
    error: 'expected either duration or classes (how long its scripts run), such as duration: 3m',
  })
  .refine((given) => !isOfHistory(given) || (given.duration === undefined && given.classes === undefined), {
    error: 'a history has its own durations; leave duration and classes out',
  })
  .refine((given) => !isOfHistory(given) || given.max_jobs === undefined, {
    error: 'max_jobs is for generated load; a history has the jobs it has',
  });

