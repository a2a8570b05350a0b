/** Loads: that of the scenario grown or shrunk as a whole, with a surge of some hours in it; shrinking to the load as it is. */
import { integer, record, type Arbitrary } from 'fast-check';
import { EPOCH_HOUR_OF_WEEK } from '../scenario/build/weekly.js';
import type { PreparedScenario } from '../scenario/prepare.js';
import type { ScenarioWorkload } from '../scenario/scenario.js';
import { HOURS_OF_WEEK } from '../scenario/schema/workload.js';
import { offsetSpans } from '../scenario/periods/zone.js';
import { pathText } from '../scenario/text/path.js';
import { durationText, parseDuration } from '../units/duration.js';
import { parseRate } from '../units/rate.js';
import { HOUR, SECOND } from '../units/time.js';
import { Variation } from './variation.js';

/** Which loads there may be. */
export interface LoadSpace {
  /** The load as a share of that of the scenario, in percent, at least and at most; default: 50 to 150. */
  readonly percent?: readonly [least: number, most: number];
  /** Times as many jobs in a surge, at most; default: 1, none. */
  readonly surge?: number;
  /** Hours that a surge lasts, at most; default: 2. */
  readonly hours?: number;
  /** Workloads that are meant; default: all. */
  readonly workloads?: readonly string[];
}

/** A surge: so many times the load, from an hour since the start of the run. */
interface Surge {
  readonly times: number;
  readonly hour: number;
  readonly hours: number;
}

/** Percent are found in such steps. */
const STEP = 5;

/**
 * Returns variations of an opened scenario with another load: every workload that is meant has its rate (its interval, the scale of its history, the jobs of
 * its burst) times one share, and rates are higher in a surge. Schedules stay as they are. It shrinks towards the load of the scenario, without a surge, and a
 * surge to few hours early in the run; in a run of weeks it comes each week. It throws a `RangeError` where the space is empty or a workload is not there.
 */
export function loads({ scenario, fleet, document }: PreparedScenario, space: LoadSpace = {}): Arbitrary<Variation> {
  const { percent: [least, most] = [50, 150], surge = 1, hours = 2, workloads = Object.keys(scenario.workloads) } = space;
  const steps = { min: Math.ceil((least - 100) / STEP), max: Math.floor((most - 100) / STEP) };
  if (!(least > 0 && steps.max >= steps.min))
    throw new RangeError(`percent: expected two shares above 0 with a multiple of ${STEP} between them, got ${least} and ${most}`);
  if (!(surge >= 1 && hours >= 1)) throw new RangeError('surge and hours: expected numbers from 1 on');
  const meant = workloads.map((name) => {
    const workload = scenario.workloads[name];
    if (workload === undefined)
      throw new RangeError(`workloads: there is no '${name}'; there is ${Object.keys(scenario.workloads).join(', ')}`);
    return { name, workload };
  });
  const last = Math.max(0, Math.ceil(fleet.horizon / HOUR) - 1);
  return record({
    // Shrinks to nought, which is the load as it is where that is in the space.
    growth: integer(steps),
    tenths: integer({ min: 0, max: Math.floor((surge - 1) * 10 + 1e-9) }),
    hours: integer({ min: 1, max: Math.floor(hours) }),
    hour: integer({ min: 0, max: last }),
  }).map(({ growth, tenths, ...rest }) => {
    const [share, own] = [(100 + growth * STEP) / 100, { times: 1 + tenths / 10, ...rest }];
    const set = meant.flatMap(({ name, workload }) =>
      loadTexts(name, workload, { share, surge: own, epoch: fleet.startEpochMs / 1000, document }),
    );
    const more = tenths === 0 ? '' : `, ${own.times} times as many from ${durationText(own.hour * HOUR)} for ${own.hours}h`;
    return new Variation(set, `${100 + growth * STEP} % of the load${more}`);
  });
}

interface Change extends Pick<PreparedScenario, 'document'> {
  readonly share: number;
  readonly surge: Surge;
  /** Start of the run, seconds since 1970. */
  readonly epoch: number;
}

/** The `--set` texts of one workload; none where nothing of it changes. */
function loadTexts(name: string, { pipelines, every, burst, trace, resample }: ScenarioWorkload, change: Change): string[] {
  const { share, surge, document } = change;
  const at = (...keys: string[]): string => pathText(['workloads', name, ...keys]);
  if (pipelines !== undefined) {
    if (share === 1 && surge.times === 1) return [];
    // Single jobs are pipelines of one in a complete scenario; what is set is what is written.
    const key = document.yaml.hasIn(['workloads', name, 'jobs', 'rate']) ? 'jobs' : 'pipelines';
    const rates = ratesOf(pipelines.rate).map((rate) => rate * share);
    const isFlat = typeof pipelines.rate === 'string' && surge.times === 1;
    const value = isFlat
      ? `${rounded(rates[0]!)}/h`
      : `{per_hour_of_week: [${withSurge(rates, pipelines.timezone, change).map(rounded).join(', ')}]}`;
    return [`${at(key, 'rate')}=${value}`];
  }
  if (share === 1) return [];
  if (every !== undefined)
    return [`${at('every', 'interval')}=${durationText(Math.max(1, Math.round(parseDuration(every.interval)! / share)))}`];
  if (burst !== undefined) return [`${at('burst', 'jobs')}=${Math.max(1, Math.round(burst.jobs * share))}`];
  const [key, history] = trace === undefined ? (['resample', resample] as const) : (['trace', trace] as const);
  if (history === undefined) return [];
  const scale = typeof history.scale === 'number' ? history.scale : history.scale.pipelines;
  const isBare = typeof document.yaml.getIn(['workloads', name, key]) === 'string';
  return isBare
    ? [`${at(key)}={file: ${JSON.stringify(history.file)}, scale: ${rounded(scale * share)}}`]
    : [`${at(key, 'scale')}=${rounded(scale * share)}`];
}

/** Per hour, by hour of the week. */
function ratesOf(rate: string | { readonly per_hour_of_week: readonly number[] }): readonly number[] {
  if (typeof rate !== 'string') return rate.per_hour_of_week;
  return Array.from({ length: HOURS_OF_WEEK }, () => (parseRate(rate) ?? 0) * HOUR);
}

function withSurge(rates: readonly number[], timezone: string, { surge, epoch }: Change): readonly number[] {
  if (surge.times === 1) return rates;
  const begin = epoch + (surge.hour * HOUR) / SECOND;
  const [span] = offsetSpans(timezone, begin, begin + 1);
  const first = Math.floor((begin + (span?.offset ?? 0)) / (HOUR / SECOND)) + EPOCH_HOUR_OF_WEEK;
  const hours = Array.from({ length: surge.hours }, (_, i) => (first + i) % HOURS_OF_WEEK);
  return rates.map((rate, hour) => (hours.includes(hour) ? rate * surge.times : rate));
}

function rounded(x: number): number {
  return Number(x.toPrecision(5));
}
