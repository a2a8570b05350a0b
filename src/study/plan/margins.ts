/** By how much a run keeps a threshold: above nought it does. Its mean over replications decides. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { Answer } from '../../results/run-result.js';
import { isDelay, type Metric } from '../../results/question.js';
import { isUpper, meantLevel, type Threshold } from '../thresholds/threshold.js';
import { maySave, mayTakeFromJobs } from './competition.js';

/** Of a limit of nought. */
const LEAST_SCALE = 1e-6;
/** The share of runs that may end with jobs waiting: of such a run the mean is a lower bound. */
const MOST_OPEN = 1 / 8;

/** What more of a variable that stands in an order does to a threshold: more idle machines help to keep a line on waiting, and make one on money harder to keep. */
export type OfMore = 'helps' | 'harms' | 'unknown';

/** The margins of one threshold, run by run. */
export interface Margins {
  /** Of the runs that had something to measure. */
  readonly values: readonly number[];
  /**
   * A variance that the margin of a run is not below: that of its share if jobs were late independently of each other, which they never are less than.
   * Where no job was late in a few runs, the spread that is seen is nought, and the next run may have some.
   */
  readonly leastVariance: number;
  /** What a margin is beside: the share of jobs that may be on the wrong side, or the limit. Room at different thresholds is compared by their quotient. */
  readonly scale: number;
  readonly more: OfMore;
  /** Decided without an interval: a largest that was passed, or was not. */
  readonly hard: 'meets' | 'misses' | undefined;
  /** Whether so many runs ended with jobs waiting that the margins are too high: they may tell of a miss, but of nothing that is kept. */
  readonly isOpen: boolean;
}

/** The answers of one threshold. */
export interface AnsweredThreshold {
  readonly threshold: Threshold;
  /** One a run. */
  readonly answers: readonly Answer[];
  /** Jobs that the answers are of, a run on average; 0 where they are not of jobs. */
  readonly jobs: number;
  /** What more of a variable that stands in an order does to it. */
  readonly more: OfMore;
}

/** Returns the margins of a threshold. They are in its unit; of a quantile, as that is judged, in shares of the jobs. */
export function marginsOf({ threshold, answers, jobs, more }: AnsweredThreshold): Margins {
  const { stat } = threshold.question;
  const upper = isUpper(threshold.operator);
  const line = shareLine(threshold);
  const scale = Math.max(LEAST_SCALE, line === undefined ? Math.abs(threshold.limit) : allowedShare(threshold, line));
  if (stat.kind === 'max') return largest(threshold, answers, { scale, more });
  const values = answers.flatMap((answer): number[] => {
    if (answer.value === null) return [];
    if (stat.kind === 'quantile' && answer.share !== undefined) {
      const over = answer.share - meantLevel(stat.level);
      return [upper ? over : -over];
    }
    const room = upper ? threshold.limit - answer.value : answer.value - threshold.limit;
    // On the line `<` is missed.
    return [room === 0 && threshold.operator.length === 1 ? -Number.MIN_VALUE : room];
  });
  // The mean of jobs that still wait is higher than it looks; a share counts them as late already.
  const open = upper && stat.kind === 'avg' ? answers.filter(({ atLeast }) => atLeast === true).length : 0;
  const leastVariance = line === undefined || jobs === 0 ? 0 : (line * (1 - line)) / jobs;
  return { values, leastVariance, scale, more, hard: undefined, isOpen: open > MOST_OPEN * answers.length };
}

/**
 * Returns what more idle machines of single-use pools do to a threshold. Jobs start no later, and machines are idle for longer, so that money, machines and
 * idleness of the whole go up; of a part they need not, for another pool may have its jobs, and how many workers are busy at a time follows from neither.
 * Nothing follows where there are outages: the more machines are idle when their cloud goes, the more dead ones count against `limit` until they are removed. Nor does
 * anything where pools take from each other what jobs wait for; and of money nothing follows where machines have several prices.
 */
export function ofMore({ question: { metric, stat }, labels, operator }: Threshold, fleet: FleetSpec): OfMore {
  if (fleet.outages.length > 0 || mayTakeFromJobs(fleet) || (metric === 'cost' && maySave(fleet))) return 'unknown';
  const goes = moreOf(metric);
  const isOfPart = Object.keys(labels).length > 0;
  if (goes === 'unknown' || (isOfPart && !isWait(metric))) return 'unknown';
  // Of jobs that start sooner a greater share is below a length.
  const isRaised = (goes === 'up') !== (stat.kind === 'share_below');
  return isRaised === isUpper(operator) ? 'harms' : 'helps';
}

function isWait(metric: Metric): boolean {
  return isDelay(metric) || metric === 'pipeline_duration';
}

/** Where more idle machines move a metric. */
function moreOf(metric: Metric): 'up' | 'down' | 'unknown' {
  if (isWait(metric) || metric === 'idle_efficiency') return 'down';
  return metric === 'cost' || metric === 'machines' ? 'up' : 'unknown';
}

/** Returns the share that a threshold is a line on; undefined where it is none of jobs. */
export function shareLine({ question: { stat }, limit }: Threshold): number | undefined {
  return stat.kind === 'quantile' ? meantLevel(stat.level) : stat.kind === 'share_below' ? limit : undefined;
}

/** Returns the share of jobs that may be on the wrong side of a threshold whose line on a share is `line`. */
export function allowedShare({ operator, question: { stat } }: Threshold, line: number): number {
  // p(95) < 1m and share_below(1m) > 95 % both let 5 % be late.
  const isLate = stat.kind === 'quantile' ? isUpper(operator) : !isUpper(operator);
  return isLate ? 1 - line : line;
}

/** A largest has no interval: one run that passes the line decides, and while none does it is kept. */
function largest({ operator, limit }: Threshold, answers: readonly Answer[], own: Pick<Margins, 'scale' | 'more'>): Margins {
  const values = answers.flatMap(({ value }) => (value === null ? [] : [value]));
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const margin = isUpper(operator) ? limit - most : most - limit;
  const isKept = operator === '<' || operator === '>' ? margin > 0 : margin >= 0;
  return { ...own, values: values.map(() => margin), leastVariance: 0, hard: isKept ? 'meets' : 'misses', isOpen: false };
}
