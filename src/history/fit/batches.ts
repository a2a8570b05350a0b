/** The load of a history as a process of pipelines: when they come, how many jobs each has, how far apart these come, and what they are. */
import { weekdayOf } from '../../units/instant.js';
import { SECOND } from '../../units/time.js';
import { arrivalSpan, type History } from '../describe/history-jobs.js';
import type { LocalClock } from '../../scenario/periods/local-clock.js';
import type { ClockTime } from '../describe/schedules.js';
import type { WholeDays } from './days.js';
import { blocksOf } from './blocks.js';
import { meanOf, type Estimate } from './estimate.js';
import { jobKinds, type JobKind } from './job-kinds.js';
import { sortedPipelines, type SeenPipeline } from './pipelines.js';
import { dayMean, dayVariation, weekRates, type WeekRates } from './week-rates.js';

/** What pipelines of a kind are made of. */
interface PipelineParts {
  readonly pipelines: number;
  readonly projects: number;
  readonly size: Estimate;
  /** How many had so many jobs, the small ones first. */
  readonly sizes: readonly { readonly jobs: number; readonly pipelines: number }[];
  readonly kinds: readonly JobKind[];
  /** Seconds from its first job to each of the others; undefined: no pipeline has others. */
  readonly gap: Estimate | undefined;
  /** Jobs that are not the first. */
  readonly others: number;
  /** The same as values that are as likely. */
  readonly gaps: readonly number[];
}

/** Pipelines that come by chance. */
export interface RandomPipelines extends PipelineParts {
  /** Of the first job that most have; undefined: of all other pipelines. */
  readonly name: string | undefined;
  readonly aDay: Estimate;
  readonly rates: WeekRates;
}

/** Pipelines that come by the clock. */
export interface ClockPipelines extends PipelineParts {
  readonly time: ClockTime;
  /** How often so many came at once, none among them. */
  readonly atOnce: readonly { readonly pipelines: number; readonly times: number }[];
}

/** The load as a process of pipelines. */
export interface BatchFit {
  readonly random: readonly RandomPipelines[];
  readonly clock: readonly ClockPipelines[];
  /** Of a profile: by how much days differ beyond chance. */
  readonly variation: Estimate | undefined;
}

/** Kinds of pipelines that are told apart, and pipelines of one at least. */
const MOST_KINDS = 8;
const LEAST = 20;
const WEEK_DAYS = 7;
/** Values by which gaps are written. */
const GAPS = 64;

/**
 * Returns the pipelines by kind: those that begin with the same job of the same project. Each kind is a Poisson process with a rate by hour of the week.
 */
export function batchFit(history: History, days: WholeDays, clock: LocalClock): BatchFit {
  const { scheduled, random } = sortedPipelines(history, clock);
  const byFirst = new Map<string, SeenPipeline[]>();
  for (const pipeline of random) {
    const [{ project, name }] = pipeline.jobs as [SeenPipeline['jobs'][0], ...SeenPipeline['jobs']];
    const key = JSON.stringify([project, name]);
    const known = byFirst.get(key);
    if (known === undefined) byFirst.set(key, [pipeline]);
    else known.push(pipeline);
  }
  const jobsOf = (own: readonly SeenPipeline[]): number => own.reduce((sum, { jobs }) => sum + jobs.length, 0);
  const told = [...byFirst]
    .filter(([, own]) => own.length >= LEAST)
    .sort(([a, own], [b, other]) => jobsOf(other) - jobsOf(own) || (a < b ? -1 : 1))
    .slice(0, MOST_KINDS);
  const isTold = new Set(told.map(([key]) => key));
  const rest = [...byFirst].flatMap(([key, own]) => (isTold.has(key) ? [] : own));
  const one = (name: string | undefined, own: readonly SeenPipeline[]): RandomPipelines =>
    randomOf(name, own, { history, days, clock, isSmooth: false });
  return {
    random: [...told.map(([, own]) => one(own[0]!.jobs[0]!.name || undefined, own)), ...(rest.length === 0 ? [] : [one(undefined, rest)])],
    clock: scheduled.map(({ time, pipelines }) => clockOf(time, pipelines, { days, clock })),
    variation: undefined,
  };
}

/** Returns the pipelines as one kind with smoothed rates and with days that differ, as many of them at once as in the history. */
export function profileFit(history: History, days: WholeDays, clock: LocalClock): BatchFit {
  const { scheduled, random } = sortedPipelines(history, clock);
  const all = randomOf(undefined, random, { history, days, clock, isSmooth: true });
  const first = clock.day(days.from);
  const counted = countsByDay(random, days, clock).map((count, day) => {
    const weekday = weekdayOf(first + day);
    // Weekdays of so many days in a row: what is expected is the mean of those.
    const of = Math.ceil((days.days - (day % WEEK_DAYS)) / WEEK_DAYS);
    return { count, expected: dayMean(all.rates, weekday), of };
  });
  return {
    random: [all],
    clock: scheduled.map(({ time, pipelines }) => clockOf(time, pipelines, { days, clock })),
    variation: dayVariation(counted),
  };
}

interface Span {
  readonly history: History;
  readonly days: WholeDays;
  readonly clock: LocalClock;
  readonly isSmooth: boolean;
}

function randomOf(name: string | undefined, pipelines: readonly SeenPipeline[], { history, days, clock, isSmooth }: Span): RandomPipelines {
  return {
    name,
    ...partsOf(pipelines, clock),
    aDay: meanOf(countsByDay(pipelines, days, clock)),
    rates: weekRates(
      pipelines.map(({ at }) => at),
      arrivalSpan(history),
      clock,
      isSmooth,
    ),
  };
}

/** Values in the middle of as many even parts of sorted ones; the mean of each part, so that the mean of all stays. */
function spread(sorted: Float64Array): number[] {
  if (sorted.length <= GAPS) return [...sorted];
  return Array.from({ length: GAPS }, (_, part) => {
    const own = sorted.subarray(Math.floor((part * sorted.length) / GAPS), Math.floor(((part + 1) * sorted.length) / GAPS));
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
}

function countsByDay(pipelines: readonly SeenPipeline[], days: WholeDays, clock: LocalClock): number[] {
  const first = clock.day(days.from);
  const counts = new Array<number>(days.days).fill(0);
  for (const { at } of pipelines) {
    const day = clock.day(at) - first;
    if (day >= 0 && day < counts.length) counts[day]!++;
  }
  return counts;
}

function partsOf(pipelines: readonly SeenPipeline[], clock: LocalClock): PipelineParts {
  const sizes = new Map<number, number>();
  for (const { jobs } of pipelines) sizes.set(jobs.length, (sizes.get(jobs.length) ?? 0) + 1);
  const jobs = pipelines.flatMap((own) => own.jobs);
  const behind = pipelines.flatMap((own) => own.jobs.slice(1).map((job) => ({ job, gap: (job.queued - own.at) / SECOND })));
  const gaps = Float64Array.from(behind, ({ gap }) => gap);
  const gapBlocks = blocksOf(
    behind.map(({ job }) => job),
    clock,
  );
  const sizeBlocks = blocksOf(
    pipelines.map((own) => own.jobs[0]!),
    clock,
  );
  return {
    pipelines: pipelines.length,
    projects: new Set(jobs.map(({ project }) => project)).size,
    size: meanOf(
      pipelines.map((own) => own.jobs.length),
      sizeBlocks,
    ),
    sizes: [...sizes].sort(([a], [b]) => a - b).map(([own, count]) => ({ jobs: own, pipelines: count })),
    kinds: jobKinds(jobs, clock),
    gap: gaps.length === 0 ? undefined : meanOf(gaps, gapBlocks),
    others: gaps.length,
    gaps: spread(gaps.sort()),
  };
}

/** How many come at once, of every turn on the whole days: some bring none. */
function clockOf(time: ClockTime, pipelines: readonly SeenPipeline[], { days, clock }: Pick<Span, 'days' | 'clock'>): ClockPipelines {
  const turns = days.days * (time.hour === undefined ? 24 : 1);
  const byTurn = new Map<number, number>();
  for (const { at } of pipelines) {
    if (at < days.from || at >= days.to) continue;
    const turn = Math.floor(clock.local(at) / (60 * 60 * SECOND));
    byTurn.set(turn, (byTurn.get(turn) ?? 0) + 1);
  }
  const counts = new Map<number, number>([[0, Math.max(0, turns - byTurn.size)]]);
  for (const count of byTurn.values()) counts.set(count, (counts.get(count) ?? 0) + 1);
  const atOnce = [...counts].filter(([, times]) => times > 0).sort(([a], [b]) => a - b);
  return { time, ...partsOf(pipelines, clock), atOnce: atOnce.map(([own, times]) => ({ pipelines: own, times })) };
}
