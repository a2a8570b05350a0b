/** Turns a job history into the arrivals of a run: aligned, shifted, scaled, repeated, sorted. */
import type { TraceArrivals } from '../../fleet/arrivals.js';
import type { Micros } from '../../units/time.js';
import { type Growth, GrownPipelines, MAX_COPIES } from './growth.js';
import { historyRows, rowsInTime, spanOf, type RowOptions, type Span } from './history-rows.js';
import type { TraceTable } from '../../trace/table.js';

/** Rows a run keeps at most, about 100 bytes each. */
const MAX_ROWS = 50_000_000;

/** How a history becomes load. */
export interface ReplayOptions extends RowOptions {
  readonly align: 'start' | 'clock';
  /** That of the history before anything was changed; without it that of the rows. */
  readonly span?: Span;
  /** Start of the run, micros since 1970. */
  readonly start: Micros;
  readonly horizon: Micros;
  readonly shift: Micros;
  readonly growth: Growth;
  /** False, true (span and a mean gap), or the length of a round. */
  readonly loop: boolean | Micros;
}

/** What came of the rows; the counts are of rows of the file, each counted once. */
export interface Replay {
  readonly arrivals: TraceArrivals;
  readonly clipped: number;
  readonly beforeStart: number;
  readonly afterHorizon: number;
  readonly otherProject: number;
  readonly outOfOrder: boolean;
}

/** Why a history cannot be replayed: a sentence with its advice. */
export interface ReplayProblem {
  readonly problem: string;
}

/** What is replayed: rows, each in a round and as the how-manieth copy, and when it is queued. Plain columns: there may be millions. */
interface Kept {
  readonly rows: number[];
  readonly rounds: number[];
  readonly copies: number[];
  readonly times: Micros[];
}

function keep(kept: Kept, row: number, round: number, copy: number, time: Micros): void {
  kept.rows.push(row);
  kept.rounds.push(round);
  kept.copies.push(copy);
  kept.times.push(time);
}

/** Returns the places of what is kept in order of time; those of one instant stay in the order in which they were kept. */
function inTime({ times }: Kept): Uint32Array {
  const places = Uint32Array.from(times.keys());
  for (let i = 1; i < times.length; i++) if (times[i]! < times[i - 1]!) return places.sort((a, b) => times[a]! - times[b]! || a - b);
  return places;
}

/** Returns the length of a round, 0 where the trace is not repeated, or why it cannot be. */
function period(loop: boolean | Micros, span: Micros, rows: number): Micros | ReplayProblem {
  if (loop === false || rows === 0) return 0;
  if (typeof loop === 'number')
    return loop > span ? loop : { problem: 'the length of a round (loop) is shorter than the trace; expected a longer one' };
  if (rows === 1 || span === 0) return { problem: 'all rows come at one instant, so the length of a round is unknown; state it: loop: 1h' };
  return span + Math.max(1, Math.round(span / (rows - 1)));
}

/**
 * Returns the arrivals. Time 0 is the first row (`align: start`) or the start of the run (`clock`; seconds then count from the start of the run).
 * Growth adds or leaves out whole pipelines (`growth.ts`); the counts of what lies outside of the run are of the history itself.
 */
export function replay(table: TraceTable, options: ReplayOptions): Replay | ReplayProblem {
  const { rows, outOfOrder } = rowsInTime(table);
  const at = (row: number | undefined): Micros => table.queuedAt[row ?? 0] ?? 0;
  const { first, last } = options.span ?? spanOf(table);
  const origin = options.align === 'start' ? first : table.isClock ? options.start : 0;
  const round = period(options.loop, last - first, rows.length);
  if (typeof round === 'object') return round;
  const own = rows.filter((row) => options.projectOf(row) !== undefined);
  const grown = new GrownPipelines(table, own, options.growth);
  const tally = { clipped: 0, beforeStart: 0, afterHorizon: 0, otherProject: 0 };
  const kept: Kept = { rows: [], rounds: [], copies: [], times: [] };
  for (let k = 0; ; k++) {
    let reached = false;
    for (const row of rows) {
      const time = at(row) - origin + options.shift + k * round;
      if (time < options.horizon) reached = true;
      if (k === 0) count(tally, table, options, row, time);
      if (options.projectOf(row) === undefined) continue;
      const copies = grown.copies(row, k);
      for (let copy = 0; copy < copies; copy++) {
        const moved = time + grown.offset(row, k, copy);
        if (moved >= 0 && moved < options.horizon) keep(kept, row, k, copy, moved);
      }
      if (kept.rows.length > MAX_ROWS)
        return { problem: `the trace makes more than ${MAX_ROWS / 1e6} million jobs up to the horizon; lower scale or the horizon` };
    }
    if (round === 0 || !reached) break;
  }
  return { arrivals: columnsOf(table, options, kept), ...tally, outOfOrder };
}

/** Counts a row of the history under what becomes of it: one of these at most. */
function count(
  tally: Pick<{ -readonly [K in keyof Replay]: Replay[K] }, 'clipped' | 'beforeStart' | 'afterHorizon' | 'otherProject'>,
  table: TraceTable,
  options: ReplayOptions,
  row: number,
  time: Micros,
): void {
  if (time >= options.horizon) tally.afterHorizon++;
  else if (time < 0) tally.beforeStart++;
  else if (options.projectOf(row) === undefined) tally.otherProject++;
  else if ((table.duration[row] ?? 0) < options.overhead) tally.clipped++;
}

/** Numbers pipelines from 1 in the order of their first jobs; each round and each copy of a history has pipelines of its own. */
class PipelineNumbers {
  readonly #replays = new Map<number, Map<number, number>>();
  #count = 0;

  /** Returns the number of a pipeline of the history in a round and a copy of it, 0 where there is none. */
  of(pipeline: number, round: number, copy: number): number {
    if (pipeline === -1) return 0;
    const replay = round * MAX_COPIES + copy;
    const numbers = this.#replays.get(replay) ?? new Map<number, number>();
    if (numbers.size === 0) this.#replays.set(replay, numbers);
    const number = numbers.get(pipeline) ?? ++this.#count;
    numbers.set(pipeline, number);
    return number;
  }
}

function columnsOf(table: TraceTable, options: ReplayOptions, kept: Kept): TraceArrivals {
  const places = inTime(kept);
  const count = places.length;
  const own = historyRows(
    table,
    options,
    Int32Array.from(places, (n) => kept.rows[n]!),
  );
  const arrivedAt = new Float64Array(count);
  const queuedAt = new Float64Array(count);
  const cancelAt = new Float64Array(count);
  const hasPipelines = table.pipeline.length > 0;
  const pipeline = new Int32Array(hasPipelines ? count : 0);
  const pipelines = new PipelineNumbers();
  for (const [i, n] of places.entries()) {
    const row = kept.rows[n]!;
    queuedAt[i] = kept.times[n]!;
    const late = queuedAt[i] - (table.queuedAt[row] ?? 0);
    // A job created before the run began has been there from its first instant on.
    arrivedAt[i] = Math.max(0, (table.arrivedAt[row] ?? 0) + late);
    cancelAt[i] = (table.cancelAt[row] ?? Infinity) + late;
    if (hasPipelines) pipeline[i] = pipelines.of(table.pipeline[row] ?? -1, kept.rounds[n]!, kept.copies[n]!);
  }
  return { kind: 'trace', ...own, pipeline, arrivedAt, queuedAt, cancelAt };
}
