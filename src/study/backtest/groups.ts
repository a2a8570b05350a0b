/** Waits of groups of jobs, observed beside simulated. */
import { agreementOf } from '../../history/backtest/agreement.js';
import { compareWaits, errorOf } from '../../history/backtest/compare-waits.js';
import { errorIntervals } from '../../history/backtest/day-blocks.js';
import type { ReplayJob } from '../../history/backtest/replay-rows.js';
import { waitFigures } from '../../history/backtest/wait-figures.js';
import type { LocalClock } from '../../scenario/periods/local-clock.js';
import { timeText } from '../../history/judge.js';
import { WEEKDAYS, weekdayOf } from '../../units/instant.js';
import { DAY, type Micros } from '../../units/time.js';
import { Streams } from '../../sim/random/index.js';
import type { Grouping } from './backtest-question.js';
import type { BacktestGroup, BacktestMean } from './backtest-result.js';
import { someJobs, type JoinedJobs } from './joined-jobs.js';

/** What groups are made with. */
interface GroupSurroundings {
  readonly seed: number | string;
  readonly clock: LocalClock;
  readonly isClock: boolean;
}

/** Stream of the days that are drawn again. */
const STREAM = 'backtest-days';
const HOURS = 24;

/** Returns a group; it has a job. */
export function groupOf(by: BacktestGroup['by'], name: string, jobs: JoinedJobs, { seed, clock }: GroupSurroundings): BacktestGroup {
  const { observed, simulated, ideal } = jobs;
  const queued = jobs.jobs.map((job) => job.queued);
  const plain = waitFigures(ideal);
  const stream = new Streams(seed, 0).stream(STREAM);
  const intervals = errorIntervals({ day: dayNumbers(queued, clock), observed, simulated }, (draw, n) => stream.uniform(draw, 0, n));
  const agreements = simulated.map((run) => agreementOf({ queued, observed, simulated: run }));
  return {
    by,
    name,
    jobs: queued.length,
    isLeftOut: false,
    figures: compareWaits(observed, simulated).map((figure) => {
      const [errorLow, errorHigh] = intervals?.get(figure.figure) ?? [null, null];
      return { ...figure, errorLow, errorHigh, ideal: finite(plain[figure.figure]) };
    }),
    mae: mean(agreements.map(({ mae }) => mae)),
    logCorrelation: meanOrNull(agreements.map((own) => own.jobs)),
    hourlyCorrelation: meanOrNull(agreements.map((own) => own.hours)),
  };
}

/** Returns the groups of a kind: hours of the week and days in their order, others with the most jobs first. */
export function groupsBy(
  by: Grouping,
  jobs: JoinedJobs,
  surroundings: GroupSurroundings & {
    readonly isLeftOut: (tags: string) => boolean;
    /** Machines of a pool have the name of the pool. */
    readonly runnerOf: (job: ReplayJob) => string;
  },
): BacktestGroup[] {
  const { clock, isLeftOut, runnerOf } = surroundings;
  const nameOf = (job: ReplayJob): string => {
    if (by === 'day') return dayText(job.queued, surroundings);
    if (by === 'hour') return hourText(clock.hourOfWeek(job.queued));
    return by === 'runner' ? runnerOf(job) : job.tags;
  };
  const names = new Map<string, number>();
  const ofJobs = jobs.jobs.map(nameOf);
  for (const name of ofJobs) names.set(name, (names.get(name) ?? 0) + 1);
  // Jobs are in order of time, so days are in theirs as they come.
  const order = {
    day: () => 0,
    hour: ([a]: Named, [b]: Named) => orderOf(a) - orderOf(b) || compare(a, b),
    tags: byCount,
    runner: byCount,
  }[by];
  return [...names].sort(order).map(([name]) => ({
    ...groupOf(
      by,
      name,
      someJobs(jobs, (_, place) => ofJobs[place] === name),
      surroundings,
    ),
    isLeftOut: by === 'tags' && isLeftOut(name),
  }));
}

/** Returns the local day of an instant, with its day of the week; of a clock of its own `day 1` and so on, from its zero. */
export function dayText(at: Micros, { clock, isClock }: Pick<GroupSurroundings, 'clock' | 'isClock'>): string {
  const day = clock.day(at);
  return isClock ? `${timeText(day * DAY, true).slice(0, 10)} ${WEEKDAYS[weekdayOf(day)]!}` : `day ${day + 1}`;
}

/** Returns the mean waits of each day, in their order. */
export function meansByDay(jobs: JoinedJobs, surroundings: Pick<GroupSurroundings, 'clock' | 'isClock'>): BacktestMean[] {
  return meansBy(jobs, ({ queued }) => [dayText(queued, surroundings)]);
}

/** Returns the mean waits of the jobs that have a tag, whatever others they have; by its name. */
export function meansByTag(jobs: JoinedJobs): BacktestMean[] {
  return meansBy(jobs, ({ tags }) => tags.split(' ').filter(Boolean)).sort((a, b) => compare(a.name, b.name));
}

/** Returns the mean waits of parts, in the order in which their first jobs came; a job may be of several. */
function meansBy({ jobs, observed, simulated }: JoinedJobs, namesOf: (job: ReplayJob) => readonly string[]): BacktestMean[] {
  const parts = new Map<string, { jobs: number; observed: number; simulated: number }>();
  for (const [place, job] of jobs.entries()) {
    const own = simulated.reduce((sum, run) => sum + run[place]!, 0) / simulated.length;
    for (const name of namesOf(job)) {
      const part = parts.get(name) ?? { jobs: 0, observed: 0, simulated: 0 };
      part.jobs++;
      part.observed += observed[place]!;
      part.simulated += own;
      parts.set(name, part);
    }
  }
  return Array.from(parts, ([name, part]) => {
    const [seen, made] = [part.observed / part.jobs, part.simulated / part.jobs];
    return { name, jobs: part.jobs, observed: seen, simulated: made, error: errorOf('mean', seen, made) };
  });
}

/** Returns the number of the day of each job, from 0, days without a job left out. */
function dayNumbers(queued: readonly number[], clock: LocalClock): number[] {
  const numbers = new Map<number, number>();
  return queued.map((at) => {
    const day = clock.day(at);
    const number = numbers.get(day) ?? numbers.size;
    numbers.set(day, number);
    return number;
  });
}

function hourText(hour: number): string {
  return `${WEEKDAYS[Math.floor(hour / HOURS)]!} ${String(hour % HOURS).padStart(2, '0')}`;
}

/** A name with the number of its jobs. */
type Named = readonly [name: string, jobs: number];

function byCount([a, own]: Named, [b, other]: Named): number {
  return other - own || compare(a, b);
}

/** Weekdays in the order of the week. */
function orderOf(name: string): number {
  return WEEKDAYS.findIndex((day) => name.startsWith(`${day} `));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanOrNull(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : mean(known);
}

function finite(x: number): number | null {
  return Number.isFinite(x) ? x : null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
