/** The numbers of a fit as a list: each with its error and what it rests on. */
import type { RandomPipelines } from './batches.js';
import type { BootFit } from './boots.js';
import type { Estimate } from './estimate.js';
import type { HistoryFit } from './fit.js';
import type { JobKind } from './job-kinds.js';

/** Units of fitted numbers: seconds, hours, a share, a count, or one thing over another. */
export const FITTED_UNITS = ['s', 'h', 'share', 'count', 'ratio'] as const;
export type FittedUnit = (typeof FITTED_UNITS)[number];

/** One number. */
export interface FittedNumber {
  readonly name: string;
  readonly unit: FittedUnit;
  /** Null: the history does not tell it, and `of` says why. */
  readonly value: number | null;
  /** Standard error; null: none can be told. */
  readonly se: number | null;
  /** What it rests on. */
  readonly of: string;
}

/** Returns a number as the list has it. */
export function fittedNumber(name: string, unit: FittedUnit, { value, se }: Estimate, of: string): FittedNumber {
  return { name, unit, value, se, of };
}

/** Returns the numbers of the days, the durations and the machines of a fit. */
export function fittedNumbers(fit: HistoryFit): FittedNumber[] {
  return [
    ...dayNumbers(fit),
    ...durationNumbers(fit),
    ...batchNumbers(fit),
    ...fit.fleet.pools.flatMap((pool) => pool.parts.flatMap(({ tags, boot }) => bootNumbers(bootName(pool.name, tags), boot))),
  ];
}

function dayNumbers({ days }: HistoryFit): FittedNumber[] {
  if (days === undefined) return [{ name: 'jobs a day', unit: 'count', value: null, se: null, of: 'no whole day' }];
  return days.classes.flatMap(({ name, days: n, jobs, jobHours, cv }) => {
    const of = `${n} ${name === 'day' ? '' : 'such '}day${n === 1 ? '' : 's'}`;
    return [
      fittedNumber(`jobs a ${name}`, 'count', jobs, of),
      fittedNumber(`hours they run`, 'h', jobHours, of),
      fittedNumber(`variation of their number`, 'ratio', cv, of),
    ];
  });
}

function durationNumbers({ duration }: HistoryFit): FittedNumber[] {
  if (duration === undefined) return [{ name: 'duration', unit: 's', value: null, se: null, of: 'no job that ended' }];
  const of = `${duration.jobs} jobs`;
  return [fittedNumber('duration, mean', 's', duration.mean, of), fittedNumber('duration, variation', 'ratio', duration.cv, of)];
}

function bootName(pool: string | undefined, tags: readonly string[]): string {
  return `boot, ${tags.length > 0 ? tags.join(' ') : (pool ?? 'machines')}`;
}

function bootNumbers(name: string, boot: BootFit): FittedNumber[] {
  if (!boot.isTold) return [{ name, unit: 's', value: null, se: null, of: boot.why }];
  const of = `${boot.cold} first jobs`;
  return [fittedNumber(`${name}: median`, 's', boot.median, of), fittedNumber(`${name}: sigma`, 'ratio', boot.sigma, of)];
}

function batchNumbers({ batches, days }: HistoryFit): FittedNumber[] {
  if (batches === undefined) return [];
  const { random, clock, variation } = batches;
  const of = `${days?.days ?? 0} days`;
  return [
    ...(variation === undefined ? [] : [fittedNumber('days differ by', 'ratio', variation, of)]),
    ...random.flatMap((own) => [...randomNumbers(own, of), ...kindNumbers(own.kinds)]),
    ...clock.flatMap((own) => [
      fittedNumber(
        `jobs of a pipeline at ${own.time.hour ?? '*'}:${String(own.time.minute).padStart(2, '0')}`,
        'count',
        own.size,
        `${own.pipelines} pipelines`,
      ),
      ...(own.gap === undefined ? [] : [gapNumber(own.gap, own.others)]),
      ...kindNumbers(own.kinds),
    ]),
  ];
}

function randomNumbers({ name, aDay, size, gap, others, pipelines }: RandomPipelines, of: string): FittedNumber[] {
  const what = name === undefined ? 'pipelines' : `pipelines (${name})`;
  return [
    fittedNumber(`${what} a day`, 'count', aDay, of),
    fittedNumber('  jobs of one', 'count', size, `${pipelines} pipelines`),
    ...(gap === undefined
      ? [{ name: '  gap behind the first', unit: 's' as const, value: null, se: null, of: 'one job each' }]
      : [gapNumber(gap, others)]),
  ];
}

function gapNumber(gap: Estimate, others: number): FittedNumber {
  return fittedNumber('  gap behind the first', 's', gap, `${others} jobs`);
}

function kindNumbers(kinds: readonly JobKind[]): FittedNumber[] {
  return kinds.flatMap(({ name, tags, jobs, mean, cv, failed }) => {
    const what = `  ${name ?? `others ${tags.join(' ')}`.trimEnd()}`;
    const of = `${jobs} jobs`;
    return [
      fittedNumber(`${what}: duration`, 's', mean, of),
      fittedNumber(`${what}: variation`, 'ratio', cv, of),
      fittedNumber(`${what}: failed`, 'share', failed, of),
    ];
  });
}
