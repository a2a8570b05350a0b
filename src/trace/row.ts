/** What one row of a job history says: when the job came, how long it ran, and what cut it short. */
import { LONGEST, parseDuration } from '../units/duration.js';
import { SECOND, type Micros } from '../units/time.js';
import type { TraceColumn } from './columns.js';
import type { Time, TimeReader } from './times.js';

const NEVER_RAN = new Set(['skipped', 'manual', 'created', 'pending', 'scheduled', 'waiting_for_resource']);
/** States in which a job waits for a runner, and those in which it has one, as histories call them. */
export const PENDING = new Set(['pending', 'queued', 'assigned', 'accepted', 'requested']);
export const RUNNING = new Set(['running', 'in_progress', 'canceling', 'cancelling', 'timing_out']);
/** Ends of jobs that somebody cancelled, as histories call them. */
export const CANCELLED = new Set(['canceled', 'cancelled', 'aborted']);
const BACKWARD = 'finished_at is before started_at';

/** The text of each column of a row; empty where the file has none. */
export type Cells = (column: TraceColumn) => string;

/** A row that can be replayed. */
export interface RunRow {
  readonly queued: Time;
  readonly arrived: Time;
  /** Micros of when it started and ended, where the row says so. */
  readonly started: Micros | undefined;
  readonly finished: Micros | undefined;
  readonly duration: Micros;
  readonly timeout: Micros;
  readonly cancelAt: Micros;
  /** What it was doing when the history ends: its duration is not known, and 0 stands for it. */
  readonly open: 'pending' | 'running' | undefined;
}

/** What one row says, or why it cannot be replayed. */
export type Row = RunRow | 'never_ran' | 'unfinished' | { readonly problem: string };

function durationOf(cells: Cells, times: TimeReader): Micros | 'none' | { readonly problem: string } {
  const stated = cells('duration');
  if (stated !== '') {
    return durationCell(stated) ?? { problem: `duration '${stated}' is no number of seconds from 0 on` };
  }
  const [startText, endText] = [cells('started_at'), cells('finished_at')];
  if (startText === '' || endText === '') return 'none';
  const [start, end] = [times.of(startText), times.of(endText)];
  if (start === undefined) return { problem: `started_at ${times.problem(startText)}` };
  if (end === undefined) return { problem: `finished_at ${times.problem(endText)}` };
  if (start.isClock !== end.isClock) return { problem: 'started_at and finished_at are not of one kind (instants or seconds)' };
  const micros = end.micros - start.micros;
  if (micros < 0) return { problem: BACKWARD };
  return micros > LONGEST ? { problem: 'the job ran for more than 20 years' } : micros;
}

/** Returns when a job became pending: as stated, else its start less what it was queued for, else its creation. */
function queuedOf(cells: Cells, times: TimeReader): Time | { readonly problem: string } {
  const [queuedText, waitText, startText] = [cells('queued_at'), cells('queued_duration'), cells('started_at')];
  if (queuedText === '' && waitText !== '' && startText !== '') {
    const [wait, start] = [durationCell(waitText), times.of(startText)];
    if (wait === undefined) return { problem: `queued_duration '${waitText}' is no number of seconds from 0 on` };
    if (start === undefined) return { problem: `started_at ${times.problem(startText)}` };
    return { isClock: start.isClock, micros: start.micros - wait };
  }
  const text = queuedText || cells('created_at');
  if (text === '') return { problem: 'queued_at and created_at are empty' };
  return times.of(text) ?? { problem: times.problem(text) };
}

/** Returns what a row says of when its job came, how long it ran and what cut it short. */
export function rowOf(cells: Cells, times: TimeReader): Row {
  const status = cells('status').toLowerCase();
  const open = openOf(status, cells);
  if (open === undefined && NEVER_RAN.has(status)) return 'never_ran';
  const queued = queuedOf(cells, times);
  if ('problem' in queued) return queued;
  const created = cells('created_at');
  const arrived = created === '' ? queued : times.of(created);
  if (arrived === undefined) return { problem: `created_at ${times.problem(created)}` };
  if (arrived.isClock !== queued.isClock) return { problem: 'created_at and queued_at are not of one kind (instants or seconds)' };
  const duration = open === undefined ? durationOf(cells, times) : 0;
  if (duration === 'none') return cells('started_at') === '' ? 'never_ran' : 'unfinished';
  // Histories give a job that was cancelled while it waited a start after its end.
  if (typeof duration === 'object') return CANCELLED.has(status) && duration.problem === BACKWARD ? 'never_ran' : duration;
  const ends = endsOf(cells, queued, times);
  if ('problem' in ends) return ends;
  const instant = (column: TraceColumn): Micros | undefined => (cells(column) === '' ? undefined : times.of(cells(column))?.micros);
  return {
    queued,
    arrived: arrived.micros > queued.micros ? queued : arrived,
    // GitHub gives a job that is queued its creation for a start.
    started: open === 'pending' ? undefined : instant('started_at'),
    finished: instant('finished_at'),
    duration,
    ...ends,
    open,
  };
}

/** Returns whether a job waits or runs when the history ends; undefined where it has an end, or nobody says that it has none. */
function openOf(status: string, cells: Cells): RunRow['open'] {
  if (cells('finished_at') !== '' || cells('duration') !== '') return undefined;
  if (PENDING.has(status)) return 'pending';
  return RUNNING.has(status) && cells('started_at') !== '' ? 'running' : undefined;
}

/** What may cut a job short: its own time limit, and a cancel by its user (`canceling` lets it end in order, `canceled` ends it at once). */
function endsOf(
  cells: Cells,
  queued: Time,
  times: TimeReader,
): { readonly timeout: Micros; readonly cancelAt: Micros } | { readonly problem: string } {
  const [limitText, cancelText, how] = [cells('timeout'), cells('cancel_at'), cells('cancel')];
  const timeout = limitText === '' ? Infinity : durationCell(limitText);
  if (timeout === undefined || timeout === 0) return { problem: `timeout '${limitText}' is no number of seconds above 0` };
  const cancel = cancelText === '' ? undefined : times.of(cancelText);
  if (cancelText !== '' && cancel === undefined) return { problem: `cancel_at ${times.problem(cancelText)}` };
  if (cancel !== undefined && cancel.isClock !== queued.isClock)
    return { problem: 'cancel_at and queued_at are not of one kind (instants or seconds)' };
  if (!['', 'canceling', 'canceled'].includes(how)) return { problem: `cancel '${how}' is neither canceling nor canceled` };
  return { timeout, cancelAt: cancel?.micros ?? Infinity };
}

/** A duration in seconds or with a unit. */
function durationCell(cell: string): Micros | undefined {
  const micros = /^\d+(?:\.\d+)?$/u.test(cell) ? Math.round(Number(cell) * SECOND) : parseDuration(cell);
  return micros === undefined || micros > LONGEST ? undefined : micros;
}
