/** The pipelines of a history with their jobs, those that come by the clock apart from those that come by chance. */
import { DAY, MINUTE, type Micros } from '../../units/time.js';
import type { History, HistoryJob } from '../describe/history-jobs.js';
import type { LocalClock } from '../../scenario/periods/local-clock.js';
import { clockTimes, type ClockTime } from '../describe/schedules.js';

/** A pipeline. */
export interface SeenPipeline {
  /** Its first job came. */
  readonly at: Micros;
  /** By when they came, those of one instant by name. */
  readonly jobs: readonly HistoryJob[];
}

/** Pipelines that come at a time of the day. */
export interface ScheduledPipelines {
  readonly time: ClockTime;
  readonly pipelines: readonly SeenPipeline[];
}

/** All pipelines of a history. */
export interface SortedPipelines {
  readonly scheduled: readonly ScheduledPipelines[];
  readonly random: readonly SeenPipeline[];
}

/** Returns the pipelines by when they began; a job without one is one of its own. */
export function seenPipelines({ jobs }: Pick<History, 'jobs'>): SeenPipeline[] {
  const known = new Map<string, HistoryJob[]>();
  const all: HistoryJob[][] = [];
  for (const job of jobs) {
    const found = job.pipeline === '' ? undefined : known.get(job.pipeline);
    if (found !== undefined) {
      found.push(job);
      continue;
    }
    const own = [job];
    all.push(own);
    if (job.pipeline !== '') known.set(job.pipeline, own);
  }
  return all.map((own) => ({
    at: own[0]!.queued,
    jobs: own.sort((a, b) => a.queued - b.queued || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  }));
}

/** Returns the pipelines, those at a minute of the day at which something comes on most days apart. */
export function sortedPipelines(history: History, clock: LocalClock): SortedPipelines {
  const all = seenPipelines(history);
  const times = history.isClock
    ? clockTimes(
        all.map(({ at, jobs }) => ({ at, jobs: jobs.length })),
        clock,
      )
    : [];
  const timeOf = (at: Micros): ClockTime | undefined => {
    const minutes = Math.floor((clock.local(at) % DAY) / MINUTE);
    return times.find(({ minute, hour }) => minutes % 60 === minute && (hour === undefined || hour === Math.floor(minutes / 60)));
  };
  const byTime = new Map<ClockTime, SeenPipeline[]>(times.map((time) => [time, []]));
  const random: SeenPipeline[] = [];
  for (const pipeline of all) {
    const time = timeOf(pipeline.at);
    if (time === undefined) random.push(pipeline);
    else byTime.get(time)!.push(pipeline);
  }
  return { scheduled: [...byTime].map(([time, pipelines]) => ({ time, pipelines })), random };
}
