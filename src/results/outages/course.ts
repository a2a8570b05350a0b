/** The course of an outage over time, to be drawn: jobs that wait and machines that stand. */
import { MINUTE, SECOND, type Micros } from '../../units/time.js';
import type { JobBook } from './harm.js';
import type { Story, StoryCourse } from './story-schema.js';

/** What is shown before and after. */
const AROUND: Micros = 30 * MINUTE;
/** Bins, at most about: they are whole minutes. */
const BINS = 240;

/** What a course is made of. */
export interface CourseSources {
  readonly jobs: JobBook;
  /** By cloud: averages of the minutes of the run. */
  readonly machines: readonly Float64Array[];
  readonly clouds: readonly string[];
}

/** Returns the course of an outage in a run that ended at `to`. */
export function courseOf(
  { jobs, machines, clouds }: CourseSources,
  { start, recovered }: Pick<Story, 'start' | 'recovered'>,
  to: Micros,
): StoryCourse {
  const first = Math.max(0, Math.floor((start * SECOND - AROUND) / MINUTE));
  const last = Math.ceil((recovered === null ? to : Math.min(to, recovered * SECOND + AROUND)) / MINUTE);
  const width = Math.max(1, Math.ceil((last - first) / BINS));
  const bins = Array.from({ length: Math.ceil((last - first) / width) }, (_, i) => first + i * width);
  const until = (minute: number): number => Math.min(minute + width, last);
  return {
    from: (first * MINUTE) / SECOND,
    binSeconds: (width * MINUTE) / SECOND,
    waiting: bins.map((minute) => jobs.meanBacklog(minute * MINUTE, Math.min(until(minute) * MINUTE, to))),
    machines: clouds.flatMap((cloud, index) => {
      const own = machines[index]!;
      if (own.every((average) => average === 0)) return [];
      return [{ cloud, averages: bins.map((minute) => meanOf(own.subarray(minute, until(minute)))) }];
    }),
  };
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
