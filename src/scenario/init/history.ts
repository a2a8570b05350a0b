/** Understands the job history that a starter scenario is to replay: what its columns hold, and where its rows cannot be taken. */
import { LONGEST } from '../../units/duration.js';
import { instantText } from '../../units/instant.js';
import { HOUR, type Micros } from '../../units/time.js';
import { wholeText } from '../../units/whole.js';
import { traceHeader, type TraceColumn } from '../../trace/columns.js';
import { guessColumns } from '../../trace/guess.js';
import { readTrace, type TraceTable } from '../../trace/table.js';
import { offsetsOf } from '../periods/zone.js';

/** A job history as it was given. */
export interface InitHistory {
  readonly file: string;
  readonly text: string;
}

/** A history that can be replayed. */
export interface UnderstoodHistory {
  readonly columns: Partial<Record<TraceColumn, string>>;
  readonly table: TraceTable;
  /** What was assumed about its times, for a comment. */
  readonly note: string | undefined;
  readonly first: Micros;
  readonly longest: Micros;
  /** Holds every job to its end, in whole hours. */
  readonly horizon: Micros;
}

/** Why a history cannot be replayed; `line` where it is a row of it. */
export interface HistoryProblem {
  readonly problem: string;
  readonly line?: number | undefined;
}

/** Returns what the history is, or the first that is wrong with it: its columns before its rows. */
export function understoodHistory({ text }: InitHistory, instance: string): UnderstoodHistory | HistoryProblem {
  const columns = guessColumns(traceHeader(text));
  const read = (by: UnderstoodHistory['columns']): TraceTable => readTrace(text, by, instance, { offsetsOf: offsetsOf('UTC') });
  const isGood = ({ queuedAt, bad, rows }: TraceTable): boolean => queuedAt.length > 0 && bad <= rows / 2;
  const table = read(columns);
  if (isGood(table)) return within({ columns, table, note: undefined });
  if (columns.started_at === undefined) return problemOf(columns, text, table);
  const { created_at: _created, ...rest } = columns;
  const second = { ...rest, queued_at: columns.started_at };
  const again = read(second);
  const saysArrival = (columns.queued_at ?? columns.created_at ?? columns.queued_duration) !== undefined;
  if (!isGood(again)) return problemOf(columns, text, saysArrival ? table : again);
  const note = 'its jobs have no time of arrival, so the time they started is taken: what they waited then is not seen';
  return within({ columns: second, table: again, note });
}

/** Returns why a table has too few rows. */
function problemOf(columns: UnderstoodHistory['columns'], text: string, table: TraceTable): HistoryProblem {
  const { rows, bad, told, neverRan, unfinished, otherInstance } = table;
  const saysArrival = (columns.queued_at ?? columns.created_at ?? columns.started_at) !== undefined;
  const saysLength = columns.duration !== undefined || (columns.started_at !== undefined && columns.finished_at !== undefined);
  if (!saysArrival || !saysLength) {
    const header = traceHeader(text).join(', ');
    return {
      problem: `cannot tell what its columns hold (${header || 'no header'}); expected queued_at or created_at, and started_at with finished_at or duration; rename them`,
    };
  }
  if (rows === 0) return { problem: 'the history has no rows; expected one a job below the header' };
  const [first] = told;
  if (first !== undefined) {
    const wrong = `${wholeText(bad)} of ${wholeText(rows)} rows are wrong, this the first`;
    return { line: first.line, problem: `${first.message} (${wrong}); expected at least half of them to be right; correct the file` };
  }
  const left = [
    [neverRan, 'never started'],
    [unfinished, 'have no end'],
    [otherInstance, 'are of another instance'],
  ] as const;
  const why = left.flatMap(([count, what]) => (count === 0 ? [] : [`${wholeText(count)} ${what}`])).join(', ');
  return { problem: `none of its ${wholeText(rows)} rows can be replayed (${why}); expected jobs that started and ended` };
}

/** Returns the history with its extent, or which row makes it longer than any scenario. */
function within(history: Pick<UnderstoodHistory, 'columns' | 'table' | 'note'>): UnderstoodHistory | HistoryProblem {
  const { queuedAt, duration, line, isClock } = history.table;
  const [from, to] = [rowOfLeast(queuedAt), rowOfLeast(queuedAt.map((at) => -at))];
  const [first, last] = [queuedAt[from]!, queuedAt[to]!];
  const longest = duration.reduce((most, one) => Math.max(most, one), 0);
  const horizon = (Math.floor((last - first + longest) / HOUR) + 1) * HOUR;
  if (horizon <= LONGEST) return { ...history, first, longest, horizon };
  // The one that is far from the others is most likely wrong.
  const middle = [...queuedAt].sort((a, b) => a - b)[Math.floor(queuedAt.length / 2)]!;
  const [odd, other] = last - middle >= middle - first ? [to, from] : [from, to];
  const when = (row: number): string => (isClock ? instantText(queuedAt[row]!) : `second ${queuedAt[row]! / 1e6}`);
  const far = `this job came at ${when(odd)}, that of line ${line[other]!} at ${when(other)}`;
  return { line: line[odd], problem: `${far}; expected a history shorter than 20 years; correct the row or leave it out` };
}

function rowOfLeast(values: readonly number[]): number {
  return values.reduce((least, value, row) => (value < values[least]! ? row : least), 0);
}
