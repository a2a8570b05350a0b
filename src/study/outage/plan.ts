/** Which outages a study plays: starts over the week for each duration, and years of drawn ones. */
import { expectedOutages, MOST_OUTAGES } from '../../scenario/build/expected-outages.js';
import { type DistributionSpec, lognormalFromMedianSigma, Sampler, Streams } from '../../sim/random/index.js';
import { DAY, HOUR, MINUTE, WEEK, type Micros } from '../../units/time.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { Held } from './held.js';

/** Time between the end of an outage and the begin of the next: an assumption, for public records of one provider are few. */
export const DEFAULT_BETWEEN: DistributionSpec = { kind: 'exponential', mean: 90 * DAY };
/** Duration of incidents of large clouds, after their public reports: half end within 139 minutes. */
export const DEFAULT_DURATION: DistributionSpec = lognormalFromMedianSigma(139 * MINUTE, 1.23);
/** Time between two starts. */
export const DEFAULT_EVERY: Micros = 4 * HOUR;
/** Time after an outage in which recovery is looked for. */
export const DEFAULT_ROOM: Micros = 6 * HOUR;
/** A year of 12 months of 730 h. */
export const YEAR: Micros = 8760 * HOUR;

const BETWEEN = 0;
const DURATION = 1;

/** An outage that begins at a stated instant of the run. */
export interface PlannedOutage {
  readonly from: Micros;
  readonly duration: Micros;
  /** End of the run that plays it. */
  readonly until: Micros;
}

/** An outage drawn over the years. */
export interface DrawnOutage extends PlannedOutage {
  /** From 0. */
  readonly year: number;
  /** When in its year it begins. */
  readonly atOfYear: Micros;
  /** How long it would last; `duration` is what the horizon holds of it. */
  readonly drawn: Micros;
}

/** Returns the lengths a sweep is for by default: the median and the 90 % quantile of the duration, in whole minutes. */
export function defaultDurations(duration: DistributionSpec): Micros[] {
  const sampler = new Sampler(duration);
  const lengths = [0.5, 0.9].map((level) => Math.max(1, Math.round(sampler.sample(level) / MINUTE)) * MINUTE);
  return [...new Set(lengths)];
}

/**
 * Returns the starts of a sweep for one duration: whole multiples of `every` of the local clock from the warm-up on, for a week or as far as the horizon
 * holds the whole outage, and within `held` where not all of the run can be asked. `clock` is the local time at the start of the run, micros since 1970 as the local clock shows them.
 */
export function planSweep(
  { warmup, horizon }: Pick<FleetSpec, 'warmup' | 'horizon'>,
  {
    every,
    duration,
    room,
    clock,
    held,
  }: {
    readonly every: Micros;
    readonly duration: Micros;
    readonly room: Micros;
    readonly clock: Micros;
    readonly held?: Pick<Held, 'from' | 'until'> | undefined;
  },
): PlannedOutage[] {
  const planned: PlannedOutage[] = [];
  const { from: earliest, until } = held ?? { from: warmup, until: horizon };
  const first = Math.ceil((clock + earliest) / every) * every - clock;
  for (let from = first; from < Math.min(earliest + WEEK, until) && from + duration <= horizon; from += every) {
    planned.push({ from, duration, until: Math.min(horizon, from + duration + room) });
  }
  return planned;
}

/** Returns the period with which instants of a year are mapped into the measured part of a run: a week, else a day, else all there is. */
export function yearPeriod({ warmup, horizon }: Pick<FleetSpec, 'warmup' | 'horizon'>): Micros {
  const length = horizon - warmup;
  return length >= WEEK ? WEEK : length >= DAY ? DAY : length;
}

/** Draws of outages over years. */
export interface YearDraws {
  readonly seed: number | string;
  readonly years: number;
  readonly between: DistributionSpec;
  readonly duration: DistributionSpec;
}

/** Returns what is wrong with draws of more outages than can be kept, undefined where they are not too many. */
export function tooManyOutages({ years, between, duration }: Omit<YearDraws, 'seed'>): string | undefined {
  const expected = expectedOutages(years * YEAR, { between, duration });
  if (expected <= MOST_OUTAGES) return undefined;
  const over = years === 1 ? 'one year' : `${years} years`;
  return `about ${expected.toExponential(1)} outages are expected in ${over}; expected at most ${MOST_OUTAGES}`;
}

/**
 * Returns the outages of `years` years, keyed by the seed: the first of a year begins one `between` after its start, each further one `between` after the
 * end of the one before. Each is put to the same time of the week (or day) of the run, and ends with the run if it must. Throws a RangeError with a sentence
 * for users where they are too many.
 */
export function planYears(fleet: Pick<FleetSpec, 'warmup' | 'horizon'>, draws: YearDraws, room: Micros): DrawnOutage[] {
  const tooMany = tooManyOutages(draws);
  if (tooMany !== undefined) throw new RangeError(tooMany);
  const stream = new Streams(draws.seed, 0).stream('outage study');
  const [between, length] = [new Sampler(draws.between), new Sampler(draws.duration)];
  const period = yearPeriod(fleet);
  const drawn: DrawnOutage[] = [];
  for (let year = 0; year < draws.years; year++) {
    let at = 0;
    for (let nth = 0; ; nth++) {
      at += Math.max(1, between.sampleInteger(stream.uniform(year, nth, BETWEEN)));
      if (at >= YEAR) break;
      const whole = Math.max(1, length.sampleInteger(stream.uniform(year, nth, DURATION)));
      const from = fleet.warmup + (at % period);
      const duration = Math.min(whole, fleet.horizon - from);
      drawn.push({ year, atOfYear: at, drawn: whole, from, duration, until: Math.min(fleet.horizon, from + duration + room) });
      at += whole;
    }
  }
  return drawn;
}
