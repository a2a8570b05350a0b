/** The rows of a history as jobs of a run, whatever decides when they come: in order of time, with their scripts, projects and tags. */
import type { HistoryRows } from '../../fleet/arrivals.js';
import type { TraceTable } from '../../trace/table.js';
import type { Micros } from '../../units/time.js';

/** What becomes of every row. */
export interface RowOptions {
  /** Taken off each duration: what the model adds. */
  readonly overhead: Micros;
  /** Bits set for every row. */
  readonly bits: number;
  /** Final index of the project of a row, or undefined where the row is left out. */
  projectOf(row: number): number | undefined;
  /** Tags every row has besides its own. */
  readonly tags: readonly string[];
}

/** When the first and the last job of a history were queued. */
export interface Span {
  readonly first: Micros;
  readonly last: Micros;
}

/** Returns the span of a history; of one without rows, nought. */
export function spanOf({ queuedAt }: Pick<TraceTable, 'queuedAt'>): Span {
  if (queuedAt.length === 0) return { first: 0, last: 0 };
  return queuedAt.reduce<Span>(({ first, last }, at) => ({ first: Math.min(first, at), last: Math.max(last, at) }), {
    first: Infinity,
    last: -Infinity,
  });
}

/** Returns the rows of a file in order of `queuedAt`, those of one instant as in the file, and whether they had to be sorted. */
export function rowsInTime({ queuedAt, line }: Pick<TraceTable, 'queuedAt' | 'line'>): { rows: Int32Array; outOfOrder: boolean } {
  const rows = Int32Array.from(queuedAt.keys());
  let outOfOrder = false;
  for (let i = 1; i < queuedAt.length && !outOfOrder; i++) outOfOrder = (queuedAt[i] ?? 0) < (queuedAt[i - 1] ?? 0);
  if (outOfOrder) rows.sort((a, b) => (queuedAt[a] ?? 0) - (queuedAt[b] ?? 0) || (line[a] ?? 0) - (line[b] ?? 0));
  return { rows, outOfOrder };
}

/** Returns the columns of these rows of a file in this order, each as often as it is named; pipelines are numbered by who knows which belong together. */
export function historyRows(table: TraceTable, options: RowOptions, rows: Int32Array): Omit<HistoryRows, 'pipeline'> {
  const tagSets = table.tagSets.map((set) => [...new Set([...set, ...options.tags])].sort());
  return {
    count: rows.length,
    script: Float64Array.from(rows, (row) => Math.max(0, (table.duration[row] ?? 0) - options.overhead)),
    project: rows.map((row) => options.projectOf(row) ?? 0),
    tags: rows.map((row) => table.tags[row] ?? 0),
    tagSets: tagSets.length === 0 ? [[...options.tags].sort()] : tagSets,
    bits: Uint8Array.from(rows, (row) => (table.bits[row] ?? 0) | options.bits),
    timeout: Float64Array.from(rows, (row) => table.timeout[row] ?? Infinity),
    line: rows.map((row) => table.line[row] ?? 0),
    job: table.job.length === 0 ? [] : Array.from(rows, (row) => table.job[row] ?? ''),
  };
}
