/** Tells what each outage did: when it was noticed and answered, how far the backlog rose and when it was gone, and which jobs paid for it. */
import { NOT_YET, type FailureReason, type JobRecord, type NoteRecord } from '../units/record.js';
import { HOUR, MINUTE, SECOND, type Micros } from '../units/time.js';
import type { Labels } from './question.js';
import type { Story } from './story-schema.js';

/** The line that jobs are held against: `share` of the jobs that the labels select are to be handed out in less than `below`. */
export interface StoryLine {
  readonly below: Micros;
  readonly share: number;
  readonly labels: Labels;
  /** The threshold it is taken from, as written. */
  readonly subject: string;
  /** No threshold says it. */
  readonly isDefault: boolean;
}

/** Where no threshold on the share of jobs below a queue time is set. */
export const DEFAULT_LINE: StoryLine = { below: MINUTE, share: 0.95, labels: {}, subject: 'queue_time', isDefault: true };

const LOST: readonly FailureReason[] = ['machine_died', 'stuck', 'interrupted'];

/** An outage under way or past, with what was counted in the minute of its start before it. */
interface Window {
  readonly outage: string;
  readonly start: Micros;
  end: Micros | undefined;
  readonly before: { queued: number; late: number; inTime: number; readonly lost: number };
}

/** Counts jobs minute by minute over the whole run: memory grows with its length, not with its jobs. */
export class StoryTeller {
  private readonly line: StoryLine;
  /** Jobs of the line by the minute in which they were queued: all, those handed out in time, and those that waited as long or longer. */
  private readonly queued: Int32Array;
  private readonly inTime: Int32Array;
  private readonly late: Int32Array;
  /** Jobs lost, by the minute of their end. */
  private readonly lost: Int32Array;
  /** Change of the jobs waiting from one whole minute to the next. */
  private readonly steps: Int32Array;
  private readonly windows: Window[] = [];
  private readonly startsIn = new Map<number, Window[]>();
  private readonly notes: NoteRecord[] = [];

  constructor(horizon: Micros, line: StoryLine) {
    this.line = line;
    const minutes = Math.ceil(horizon / MINUTE) + 2;
    this.queued = new Int32Array(minutes);
    this.inTime = new Int32Array(minutes);
    this.late = new Int32Array(minutes);
    this.lost = new Int32Array(minutes);
    this.steps = new Int32Array(minutes);
  }

  note(note: NoteRecord): void {
    if (note.kind === 'outage_begins') this.begin(note);
    else if (note.kind === 'outage_ends') {
      const open = this.windows.findLast(({ outage, end }) => outage === note.subject && end === undefined);
      if (open !== undefined) open.end = note.at;
    } else if (/^(?:noticed|fail)/u.test(note.kind)) this.notes.push(note);
  }

  /** Adds a job as it leaves, or as it stands at `now`; `isOfLine` says whether the line is about it. */
  job(record: Readonly<JobRecord>, now: Micros, isOfLine: boolean): void {
    const { queuedAt, startedAt, finishedAt } = record;
    const left = startedAt !== NOT_YET ? startedAt : finishedAt;
    bump(this.steps, Math.ceil(queuedAt / MINUTE), 1);
    if (left !== NOT_YET) bump(this.steps, Math.ceil(left / MINUTE), -1);
    if (finishedAt !== NOT_YET && LOST.includes(record.failureReason)) bump(this.lost, Math.floor(finishedAt / MINUTE), 1);
    if (!isOfLine) return;
    const minute = Math.floor(queuedAt / MINUTE);
    const isLate = (left === NOT_YET ? now : left) - queuedAt >= this.line.below;
    const isInTime = !isLate && startedAt !== NOT_YET;
    bump(this.queued, minute, 1);
    if (isLate) bump(this.late, minute, 1);
    if (isInTime) bump(this.inTime, minute, 1);
    for (const { start, before } of this.startsIn.get(minute) ?? []) {
      if (queuedAt >= start) continue;
      before.queued++;
      if (isLate) before.late++;
      if (isInTime) before.inTime++;
    }
  }

  /** Returns the outages in the order in which they began; `to` is where the run ended. */
  finish(to: Micros): Story[] {
    const backlog = this.backlog(to);
    return this.windows.map((window) => this.tell(window, backlog, to));
  }

  private begin({ at, subject }: NoteRecord): void {
    const minute = Math.floor(at / MINUTE);
    const of = (counts: Int32Array): number => counts[minute] ?? 0;
    // Whoever has left by now was queued before.
    const before = { queued: of(this.queued), late: of(this.late), inTime: of(this.inTime), lost: of(this.lost) };
    const window = { outage: subject, start: at, end: undefined, before };
    this.windows.push(window);
    const same = this.startsIn.get(minute);
    if (same === undefined) this.startsIn.set(minute, [window]);
    else same.push(window);
  }

  /** Jobs waiting at each whole minute up to `to`. */
  private backlog(to: Micros): number[] {
    const out: number[] = [];
    let waiting = 0;
    for (let minute = 0; minute * MINUTE <= to; minute++) out.push((waiting += this.steps[minute] ?? 0));
    return out;
  }

  private tell({ outage, start, end, before }: Window, backlog: readonly number[], to: Micros): Story {
    const first = Math.ceil(start / MINUTE);
    const hour = backlog.slice(Math.max(0, Math.ceil((start - HOUR) / MINUTE)), first);
    const mean = hour.length === 0 ? 0 : hour.reduce((sum, n) => sum + n, 0) / hour.length;
    let peak = { minute: first, jobs: backlog[first] ?? 0 };
    let recovered: number | undefined;
    for (let minute = first; minute < backlog.length && recovered === undefined; minute++) {
      const jobs = backlog[minute]!;
      if (jobs > peak.jobs) peak = { minute, jobs };
      else if (end !== undefined && minute * MINUTE >= end && jobs <= mean) recovered = minute;
    }
    const until = recovered ?? Math.ceil(to / MINUTE);
    const from = Math.floor(start / MINUTE);
    const sum = (counts: Int32Array, less: number): number => counts.subarray(from, until).reduce((total, n) => total + n, 0) - less;
    return {
      outage,
      start: start / SECOND,
      end: end === undefined ? null : end / SECOND,
      failovers: this.failovers(start, recovered === undefined ? to : recovered * MINUTE),
      backlogBefore: mean,
      backlogPeak: peak.jobs,
      backlogPeakAt: Math.min(to, peak.minute * MINUTE) / SECOND,
      recovered: recovered === undefined ? null : (recovered * MINUTE) / SECOND,
      slo: {
        seconds: this.line.below / SECOND,
        share: this.line.share,
        subject: this.line.subject,
        isDefault: this.line.isDefault,
      },
      jobsQueued: sum(this.queued, before.queued),
      jobsDelayed: sum(this.late, before.late),
      jobsLost: sum(this.lost, before.lost),
      minutesMissed: this.missed(from, until, before),
    };
  }

  private missed(from: number, until: number, before: Window['before']): number {
    let missed = 0;
    for (let minute = from; minute < until; minute++) {
      const queued = this.queued[minute]! - (minute === from ? before.queued : 0);
      const inTime = this.inTime[minute]! - (minute === from ? before.inTime : 0);
      if (queued > 0 && inTime < this.line.share * queued) missed++;
    }
    return missed;
  }

  private failovers(start: Micros, until: Micros): Story['failovers'] {
    const names = [...new Set(this.notes.map(({ subject }) => subject))].sort((a, b) => (a < b ? -1 : 1));
    return names
      .flatMap((name) => {
        const own = this.notes.filter(({ subject }) => subject === name);
        // From each notice to the next.
        const cycles = own.flatMap((note, index) => (note.kind === 'noticed' ? [index] : []));
        return cycles.map((at, turn) => failoverOf(name, own.slice(at, cycles[turn + 1])));
      })
      .filter(({ noticed }) => noticed >= start / SECOND && noticed <= until / SECOND);
  }
}

/** One turn of a failover, from its notice on. */
function failoverOf(name: string, notes: readonly NoteRecord[]): Story['failovers'][number] {
  const when = (kind: NoteRecord['kind']): number | null => {
    const found = notes.find((note) => note.kind === kind);
    return found === undefined ? null : found.at / SECOND;
  };
  const since = notes[0]?.since;
  return {
    name,
    ...(since === undefined ? {} : { since: since / SECOND }),
    noticed: when('noticed') ?? 0,
    failedOver: when('failed_over'),
    failingBack: when('failing_back'),
    failedBack: when('failed_back'),
  };
}

/** What lies behind the end of the run is in no minute. */
function bump(counts: Int32Array, index: number, by: number): void {
  if (index < counts.length) counts[index] = counts[index]! + by;
}
