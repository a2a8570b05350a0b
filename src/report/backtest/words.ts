/** A backtest in words that all of its forms share. */
import type { BacktestAbsence, BacktestFigure, BacktestGroup, BacktestMean, BacktestResult } from '../../study/backtest/backtest-result.js';
import type { LeftOutCounts } from '../../study/backtest/left-out.js';
import { SHARES, WAIT_FIGURES, type WaitFigure } from '../../history/backtest/wait-figures.js';
import { spanWords } from '../describe/words.js';
import { cleanText, countText, numberText, things, wholeText } from '../frame/numbers.js';
import { spokenSeconds, spokenShare } from '../frame/spoken.js';

const NAMES: Readonly<Record<WaitFigure, string>> = {
  mean: 'mean',
  p50: 'p50',
  p75: 'p75',
  p90: 'p90',
  p95: 'p95',
  p99: 'p99',
  max: 'longest',
  share10s: 'within 10 s',
  share60s: 'within 1 min',
};

/** Returns a figure of a group, which has all of them. */
export function figureOf({ figures }: Pick<BacktestGroup, 'figures'>, wanted: WaitFigure): BacktestFigure {
  return figures[WAIT_FIGURES.indexOf(wanted)]!;
}

/** Returns what a wait is called: in GitLab's word where it ends with the job's being handed out, else it holds the boot. */
export function waitName({ wait }: Pick<BacktestResult, 'wait'>): string {
  return wait === 'queue' ? 'queue time' : 'wait';
}

/** Returns what is to be said of groups where some are left out of the verdict; empty where none is. */
export function groupWords({ groups, leftOut }: Pick<BacktestResult, 'groups' | 'leftOut'>): string {
  return groups.some(({ by }) => by !== 'tags') && leftOut.length > 0 ? 'groups hold the jobs that are left out of the verdict too' : '';
}

/** Returns what a figure is called. */
export function figureName(figure: WaitFigure): string {
  return NAMES[figure];
}

/** Returns the value of a figure with its unit. */
export function figureText(figure: WaitFigure, value: number | null): string {
  if (value === null) return '-';
  return figure in SHARES ? spokenShare(value) : spokenSeconds(value, true);
}

/** From so many percent on an error is told as a multiple. */
const MANY = 1000;

/** Returns an error with its sign: `+2.4 %`, `x 12.5` from ten times on, of shares `+2.5 pts`; `-` where none is defined. */
export function errorText(figure: WaitFigure, error: number | null): string {
  if (error === null) return '-';
  if (figure in SHARES) return `${signed(error * 100)} pts`;
  return error * 100 < MANY ? `${signed(error * 100)} %` : multiple(error);
}

/** Returns the interval of an error: `(-3.1 … 8.2)`; empty where there is none. */
export function errorEnds({ figure, errorLow, errorHigh }: Pick<BacktestFigure, 'figure' | 'errorLow' | 'errorHigh'>): string {
  if (errorLow === null || errorHigh === null) return '';
  const text = (error: number): string => (figure in SHARES || error * 100 < MANY ? signed(error * 100) : multiple(error));
  return `(${text(errorLow)} … ${text(errorHigh)})`;
}

function multiple(error: number): string {
  return `x ${numberText(1 + error)}`;
}

/** A percentage with its sign, to a tenth below a hundred. */
function signed(percent: number): string {
  const size = Math.abs(percent);
  const digits = size >= 99.95 ? wholeText(size) : size.toFixed(1);
  return `${percent < 0 ? '-' : '+'}${digits}`;
}

/** Returns the first line without its sign: whether the model reproduces the history, and by which tolerances. */
export function headline({ verdict, tolerances }: BacktestResult): string {
  if (verdict === 'pass') {
    const bounds = tolerances.map(({ figure, most }) => `${figureName(figure)} ${toleranceText(figure, most)}`);
    return `the model reproduces this history: ${bounds.join(', ')}`;
  }
  const missed = tolerances.filter(({ isKept }) => !isKept);
  const off = missed.map(
    ({ figure, error, most }) => `${figureName(figure)} ${errorText(figure, error)} of ${toleranceText(figure, most)}`,
  );
  return `the model does not reproduce this history: ${off.join(', ')}`;
}

/** `±15 %`, of a share `±5 pts`. */
function toleranceText(figure: WaitFigure, most: number): string {
  return `±${numberText(most * 100)} ${figure in SHARES ? 'pts' : '%'}`;
}

/** Returns how the two sides agree over time and job by job. */
export function agreementWords({ judged: { hourlyCorrelation, logCorrelation, mae } }: BacktestResult): string {
  const parts = [
    ...(hourlyCorrelation === null ? [] : [`correlation ${hourlyCorrelation.toFixed(3)} hour by hour`]),
    ...(logCorrelation === null ? [] : [`${logCorrelation.toFixed(3)} job by job (of log waits)`]),
    `off by ${spokenSeconds(mae)} a job on average`,
  ];
  return parts.join(', ');
}

/** Days of which the worst is told apart. */
const FEW = 2;
/** Days with fewer jobs are not told. */
const LEAST_JOBS = 20;

/** Returns the day that is off the most, and how far the others are at most; empty where there are fewer than two days. */
export function dayWords({ days }: Pick<BacktestResult, 'days'>): string {
  const known = days.filter((day): day is BacktestMean & { error: number } => day.error !== null && day.jobs >= LEAST_JOBS);
  if (known.length < FEW) return '';
  const [worst, second] = [...known].sort((a, b) => Math.abs(b.error) - Math.abs(a.error));
  return `by day: ${worst!.name} ${errorText('mean', worst!.error)}, the others within ${numberText(Math.abs(second!.error) * 100)} %`;
}

/** Returns how soon jobs were taken that found a free slot; empty where there were none. */
export function pickUpWords({ pickUp }: Pick<BacktestResult, 'pickUp'>): string {
  if (pickUp === null) return '';
  const { p50, p90, jobs } = pickUp;
  const both = ({ observed, simulated }: { observed: number; simulated: number }): string =>
    `${spokenSeconds(observed)} observed, ${spokenSeconds(simulated)} simulated`;
  return `taken with a slot free (${countText(jobs, 'job')}): p50 ${both(p50)}; p90 ${both(p90)}`;
}

/** Returns how many jobs ran at once. */
export function runningWords({ running: { mean, peak }, slots }: BacktestResult): string {
  const of = slots === null ? '' : ` of ${countText(slots, 'slot')}`;
  return `jobs at once: ${numberText(mean.observed)} observed, ${numberText(mean.simulated)} simulated; the most ${wholeText(peak.observed)} and ${wholeText(peak.simulated)}${of}`;
}

/** Returns what became of rows that are not compared, or not as they are; empty where all are. */
export function rowWords({ rows, judged }: BacktestResult): string {
  const { told, dropped, repaired, outside, cut, unstarted } = rows;
  const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, own) => total + own, 0);
  const parts: CountedWords = [
    [sum(dropped), 'dropped'],
    [sum(repaired), 'repaired'],
    ...leftOutParts(rows),
    [outside, 'outside of the time that is judged'],
    [cut, 'running at the end'],
    [unstarted, 'not handed out by the end of the simulation'],
  ];
  const such = countedWords(parts);
  return such === '' ? '' : `${countText(told, 'row')}, ${wholeText(judged.jobs)} judged: ${such}`;
}

/** So many, and what they are. */
type CountedWords = readonly (readonly [count: number, what: string])[];

/** Returns the parts that are there, such as `9 dropped, 2 repaired`. */
function countedWords(parts: CountedWords): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${wholeText(count)} ${what}`)
    .join(', ');
}

function leftOutParts({ cancelledWaiting, pending, untimed, unmatched }: LeftOutCounts): CountedWords {
  return [
    [cancelledWaiting, 'cancelled while waiting'],
    [pending, 'waiting at the end'],
    [untimed, 'without a start'],
    [unmatched, 'that no runner of the scenario takes'],
  ];
}

/** Returns how many jobs are left out when waits are compared, and why; empty where none is. */
export function leftOutJobs(counts: LeftOutCounts): string {
  return countedWords(leftOutParts(counts));
}

/** Returns what is to be said of groups that are left out of the verdict; empty where there are none. */
export function leftOutWords({ leftOut }: Pick<BacktestResult, 'leftOut'>): string {
  if (leftOut.length === 0) return '';
  const shares = leftOut.map(({ idleShare }) => idleShare);
  const percent = (share: number): string => String(Math.round(share * 100));
  const [least, most] = [Math.min(...shares), Math.max(...shares)].map(percent) as [string, string];
  const names = leftOut.map(({ tags }) => cleanText(tags) || '(no tags)').join('; ');
  const jobs = leftOut.reduce((sum, own) => sum + own.jobs, 0);
  return `${names} (${countText(jobs, 'job')}): ${least === most ? least : `${least} to ${most}`} % of the waiting passed with a runner idle; no size of the fleet explains that (offline, paused, locks). Left out of the verdict.`;
}

/** Returns what is to be said of runners that ran several jobs at once; empty where none did. */
export function severalWords({ severalAtOnce }: Pick<BacktestResult, 'severalAtOnce'>): string {
  if (severalAtOnce.length === 0) return '';
  const most = severalAtOnce.map(({ runner, atOnce }) => `${cleanText(runner)} ${atOnce}`);
  const [shown, left] = [most.slice(0, 6), most.length - 6];
  return `${things(wholeText(most.length), 'runner')} ran several jobs at once: ${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

/** Returns of which jobs a backtest is. */
export function basisWords(result: BacktestResult): string {
  const { history, judged, replications, from, to, wait } = result;
  const span = spanWords(from, to, result);
  const what = wait === 'queue' ? '' : '; waits include boots';
  return `${cleanText(history)}: ${countText(judged.jobs, 'job')}, ${span}; ${countText(replications, 'replication')}${what}`;
}

/** Returns what is to be said of a runner that was away; where there is an event, it follows. */
export function absenceWords(
  { runner, from, to, passed, event, isAssumed }: BacktestAbsence,
  clock: Pick<BacktestResult, 'isClock'>,
): string {
  const away = `runner ${cleanText(runner)} took no job from ${spanWords(from, to, clock)} while ${passed} that it takes waited`;
  if (event === null) return `${away}; no process of the scenario is its like`;
  return `${away}.${isAssumed ? ' No process has its name; one that takes such jobs stands for it.' : ''} The event that says so:`;
}

/** Returns the event that says that a runner was away, as a scenario has it; empty where there is none. */
export function eventText({ event }: Pick<BacktestAbsence, 'event'>): string {
  return event === null ? '' : `events:\n  - ${event}`;
}

/** Returns what is to be said besides the figures, in this order, and what was decided about the load. */
export function resultWords(result: BacktestResult): string[] {
  const own = [agreementWords(result), dayWords(result), pickUpWords(result), runningWords(result), rowWords(result), ...result.notes];
  return own.filter((text) => text !== '');
}
