/** Turns the words of `runcast backtest` into what is judged, and how. */
import { DEFAULT_TOLERANCES, parseTolerances, type Tolerance } from '../../history/backtest/tolerance.js';
import type { History } from '../../history/describe/history-jobs.js';
import { timeText } from '../../history/judge.js';
import { suggestion } from '../../scenario/text/issue.js';
import { GROUPINGS, type Grouping } from '../../study/backtest/backtest-question.js';
import { TimeReader } from '../../trace/times.js';
import { parseDuration } from '../../units/duration.js';
import type { Micros } from '../../units/time.js';
import { single } from './arguments.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';
import { offsetsOf } from '../../scenario/periods/zone.js';

type Given = string | readonly string[] | undefined;

/** What is typed of a backtest. */
interface BacktestTyped {
  readonly tolerance: Given;
  readonly by: Given;
  readonly from: Given;
  readonly to: Given;
  readonly warmup: Given;
  readonly resample: 'days' | undefined;
  readonly train: Given;
  readonly test: Given;
}

/** The same, read as far as it can be without the history. */
export interface BacktestWords {
  readonly tolerances: readonly Tolerance[];
  /** The same as it was typed. */
  readonly tolerance: string;
  readonly by: readonly Grouping[];
  /** A date, an instant, or seconds of the history's own clock. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly warmup: Micros;
  /** Whether days are drawn from the history in the place of its replay. */
  readonly isResampled: boolean;
  /** The first day that is learnt from, and the first that is forecast; undefined: nothing is. */
  readonly train: string | undefined;
  readonly test: string | undefined;
}

/** Returns what was typed, or a `CommandError` says what is wrong with it. */
export function backtestWords(typed: BacktestTyped): BacktestWords {
  const { tolerance, by, from, to, warmup } = typed;
  const optional = (name: string, given: Given): string | undefined => (given === undefined ? undefined : single(name, given));
  const stated = optional('tolerance', tolerance) ?? DEFAULT_TOLERANCES;
  const tolerances = parseTolerances(stated);
  if ('problem' in tolerances) throw new CommandError(`--tolerance: ${tolerances.problem}`, EXIT_USAGE);
  return {
    tolerances,
    tolerance: stated,
    by: groupingsOf(optional('by', by) ?? 'tags'),
    from: optional('from', from),
    to: optional('to', to),
    warmup: warmupOf(optional('warmup', warmup)),
    isResampled: typed.resample !== undefined,
    ...forecastWords(typed),
  };
}

/** Returns what is forecast; what is of a replay alone is refused beside it. */
function forecastWords(typed: BacktestTyped): Pick<BacktestWords, 'train' | 'test'> {
  const optional = (name: 'train' | 'test'): string | undefined => (typed[name] === undefined ? undefined : single(name, typed[name]));
  const [train, test] = [optional('train'), optional('test')];
  if (train !== undefined && test === undefined)
    throw new CommandError('--train says what is learnt from; give --test DATE too, the first day that is forecast', EXIT_USAGE);
  if (typed.resample === undefined && test === undefined) return { train, test };
  const such = typed.resample === undefined ? '--test' : '--resample';
  for (const name of ['by', 'from', 'to', 'warmup'] as const) {
    if (typed[name] !== undefined) throw new CommandError(`--${name} is for a replay; leave it out beside ${such}`, EXIT_USAGE);
  }
  return { train, test };
}

function groupingsOf(text: string): Grouping[] {
  const found = text.split(',').map((part) => {
    const name = part.trim();
    const known = GROUPINGS.find((own) => own === name);
    if (known !== undefined) return known;
    const guess = suggestion(name, [...GROUPINGS]);
    throw new CommandError(
      `--by ${text}: there are no groups by '${name}'${guess === undefined ? '' : `; did you mean ${guess}?`}; expected some of ${GROUPINGS.join(', ')}`,
      EXIT_USAGE,
    );
  });
  return [...new Set(found)];
}

function warmupOf(text: string | undefined): Micros {
  if (text === undefined) return 0;
  const found = parseDuration(text);
  if (found === undefined) throw new CommandError(`--warmup ${text}: expected a duration, such as 1d or 6h`, EXIT_USAGE);
  return found;
}

/** Returns the instants between which jobs are judged, [from, to). */
export function judgedTimes(
  { from, to, warmup }: Pick<BacktestWords, 'from' | 'to' | 'warmup'>,
  history: Pick<History, 'from' | 'to' | 'isClock'>,
  timezone: string,
): { readonly from: Micros; readonly to: Micros } {
  const at = (option: string, text: string | undefined): Micros | undefined =>
    text === undefined ? undefined : optionTime(option, text, history.isClock, timezone);
  const begin = Math.max(history.from + warmup, at('from', from) ?? -Infinity);
  // The last instant is one of the history.
  const end = Math.min(history.to + 1, at('to', to) ?? Infinity);
  if (begin < end) return { from: begin, to: end };
  const text = (time: Micros): string => timeText(time, history.isClock);
  throw new CommandError(
    `no time is left to be judged: the history goes from ${text(history.from)} to ${text(history.to)}; check --from, --to and --warmup`,
    EXIT_USAGE,
  );
}

const DATE = /^\d{4}-\d{2}-\d{2}$/u;

/** Returns the instant that an option states: a date is the begin of its day in the zone. */
export function optionTime(option: string, text: string, isClock: boolean, timezone: string): Micros {
  const found = new TimeReader(offsetsOf(timezone)).of(DATE.test(text) ? `${text} 00:00:00` : text);
  if (found?.isClock === isClock) return found.micros;
  const such = isClock
    ? 'a date or an instant, such as 2018-10-08 or 2018-10-08T06:00:00Z'
    : "seconds of the history's clock, such as 86400";
  throw new CommandError(`--${option} ${text}: expected ${such}`, EXIT_USAGE);
}
