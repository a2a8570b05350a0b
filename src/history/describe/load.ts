/** How many jobs and pipelines come, when in the week, and how unevenly. */
import { sortedQuantile } from '../../stats/quantiles.js';
import { DAY, HOUR, MINUTE, type Micros } from '../../units/time.js';
import type { HistoryLoad } from './description.js';
import { arrivalSpan, type History } from './history-jobs.js';
import type { LocalClock } from '../../scenario/periods/local-clock.js';

const HOURS = 168;
const SATURDAY = 5 * 24;

/** Something that comes at an instant, such as a pipeline: when, and of how many jobs. */
export interface Arrival {
  readonly at: Micros;
  readonly jobs: number;
}

/** Returns the pipelines by when their first job came; a job without one is one of its own. */
export function pipelinesOf({ jobs }: Pick<History, 'jobs'>): Arrival[] {
  const known = new Map<string, { at: Micros; jobs: number }>();
  const all: { at: Micros; jobs: number }[] = [];
  for (const { pipeline, queued } of jobs) {
    const found = pipeline === '' ? undefined : known.get(pipeline);
    if (found !== undefined) {
      found.jobs++;
      continue;
    }
    const one = { at: queued, jobs: 1 };
    all.push(one);
    if (pipeline !== '') known.set(pipeline, one);
  }
  return all;
}

/** Returns the load of a history, over the time in which its jobs came. */
export function loadOf(history: Pick<History, 'jobs' | 'isClock'>, pipelines: readonly Arrival[], clock: LocalClock): HistoryLoad {
  const { jobs, isClock } = history;
  const { from, to } = arrivalSpan(history);
  const days = Math.max(1, (to - from) / DAY);
  const sizes = Float64Array.from(pipelines, (own) => own.jobs).sort();
  const hasPipelines = jobs.some(({ pipeline }) => pipeline !== '');
  const arrivals = jobs.map(({ queued }) => queued);
  const starts = pipelines.map(({ at }) => at);
  return {
    jobsPerDay: jobs.length / days,
    pipelinesPerDay: hasPipelines ? pipelines.length / days : null,
    pipelineSize: hasPipelines
      ? { mean: jobs.length / pipelines.length, p50: sortedQuantile(sizes, 0.5), p95: sortedQuantile(sizes, 0.95), max: sizes.at(-1)! }
      : null,
    hourOfWeek: isClock ? hourOfWeek(arrivals, { from, to }, clock) : null,
    weekdayToWeekend: isClock ? weekdayToWeekend(arrivals, { from, to }, clock) : null,
    dispersion: [MINUTE, HOUR, DAY].map((bin) => ({
      seconds: bin / 1_000_000,
      jobs: dispersionOf(arrivals, from, to, bin),
      pipelines: hasPipelines ? dispersionOf(starts, from, to, bin) : null,
    })),
  };
}

/** From when to when. */
type Span = Pick<History, 'from' | 'to'>;

/** Returns the hours of each hour of the week that a time holds, the first and the last of it in part. */
export function hoursHeld({ from, to }: Span, clock: LocalClock): Float64Array {
  const held = new Float64Array(HOURS);
  for (let at = from; at < to;) {
    const next = Math.min(to, at + HOUR - (clock.local(at) % HOUR));
    const hour = clock.hourOfWeek(at);
    held[hour] = held[hour]! + (next - at) / HOUR;
    at = next;
  }
  return held;
}

/** Jobs an hour by hour of the week; null where the history holds less than half of such an hour. */
function hourOfWeek(arrivals: readonly Micros[], span: Span, clock: LocalClock): (number | null)[] {
  const held = hoursHeld(span, clock);
  const counts = new Float64Array(HOURS);
  for (const at of arrivals) counts[clock.hourOfWeek(at)]!++;
  return Array.from(counts, (count, hour) => (held[hour]! < 0.5 ? null : count / held[hour]!));
}

/** How many times as many jobs come in an hour of a weekday; null where the history holds not a day of both. */
function weekdayToWeekend(arrivals: readonly Micros[], span: Span, clock: LocalClock): number | null {
  const held = hoursHeld(span, clock);
  const sum = (list: Float64Array, from: number, to: number): number => list.subarray(from, to).reduce((total, x) => total + x, 0);
  const counts = new Float64Array(HOURS);
  for (const at of arrivals) counts[clock.hourOfWeek(at)]!++;
  const [weekday, weekend] = [sum(held, 0, SATURDAY), sum(held, SATURDAY, HOURS)];
  const rest = sum(counts, SATURDAY, HOURS);
  if (weekday < 24 || weekend < 24 || rest === 0) return null;
  return sum(counts, 0, SATURDAY) / weekday / (rest / weekend);
}

/**
 * Returns the index of dispersion of counts, variance over mean, in whole bins from `from` on: 1 for a Poisson process; null for fewer than two bins.
 * @see Cox and Lewis, The Statistical Analysis of Series of Events (1966), 4.5
 */
export function dispersionOf(times: readonly Micros[], from: Micros, to: Micros, bin: Micros): number | null {
  const bins = Math.floor((to - from) / bin);
  if (bins < 2) return null;
  const counts = new Map<number, number>();
  let n = 0;
  for (const at of times) {
    const index = Math.floor((at - from) / bin);
    if (index >= bins) continue;
    counts.set(index, (counts.get(index) ?? 0) + 1);
    n++;
  }
  const mean = n / bins;
  if (mean === 0) return null;
  let squares = (bins - counts.size) * mean * mean;
  for (const count of counts.values()) squares += (count - mean) * (count - mean);
  return squares / (bins - 1) / mean;
}
