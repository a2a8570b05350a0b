/** Judges a job that a source told of: kept as it is, repaired, kept with a doubt, or dropped; each with its reason. */
import { instantText } from '../units/instant.js';
import { SECOND, type Micros } from '../units/time.js';
import { CANCELLED, PENDING, RUNNING } from '../trace/row.js';
import type { TimeReader } from '../trace/times.js';
import { spanOf, type NeededEnds } from './needs.js';
import type { ToldJob } from './told-job.js';

/** Why a job is dropped. */
export type Drop = 'no_arrival' | 'bad_time' | 'never_ran' | 'ends_before_start' | 'mixed_clocks' | 'seen_before' | 'outside';
/** What was put right. */
export type Repair = 'started_before_queued' | 'cancelled_waiting' | 'cancelled_start_after_end';
/** What a job is kept with. */
export type Doubt = 'queued_from_created' | 'still_pending' | 'still_running' | 'no_project' | 'no_pipeline';
/** What says when a job became pending. */
export type Arrival = 'queued_at' | 'queued_duration' | 'needed_end' | 'created_at';

/** A job as it is kept; times undefined where they have not come or are not told. */
export interface KeptJob {
  readonly told: ToldJob;
  readonly isClock: boolean;
  readonly created: Micros | undefined;
  readonly queued: Micros;
  readonly started: Micros | undefined;
  readonly finished: Micros | undefined;
  /** Stated, or undefined: from start to end. */
  readonly duration: Micros | undefined;
  /** It was cancelled while no runner had it: it waited until `finished` and did no work. */
  readonly waitedOnly: boolean;
  readonly arrival: Arrival;
  readonly repairs: readonly Repair[];
  readonly doubts: readonly Doubt[];
}

export interface Dropped {
  readonly dropped: Drop;
  /** What is wrong with which text. */
  readonly why: string;
}

/** States in which a job has not been pending yet, or never will be. */
const NEVER_RAN = new Set([
  'skipped',
  'manual',
  'created',
  'scheduled',
  'waiting_for_resource',
  'preparing',
  'blocked',
  'waiting',
  'limiting',
  'limited',
  'broken',
  'not_run',
]);

/** States of one word in all sources, as the reader of histories has them. */
const STATUS: Readonly<Record<string, string>> = {
  success: 'success',
  succeeded: 'success',
  passed: 'success',
  completed: 'success',
  cancelled: 'canceled',
  failure: 'failed',
};

/** Returns a state in GitLab's word for it, where it has one. */
export function statusWord(status: string): string {
  const word = status.toLowerCase();
  return STATUS[word] ?? word;
}

/** Returns the job as it is to be kept, or why it is not. `times` reads the times of this history; `needed` are the ends of jobs that others need. */
export function judge(told: ToldJob, times: TimeReader, needed?: NeededEnds): KeptJob | Dropped {
  const status = told.status.toLowerCase();
  if (NEVER_RAN.has(status)) return { dropped: 'never_ran', why: `it is ${status}` };
  const read = readTimes(told, times, needed);
  if ('dropped' in read) return read;
  const { created, queued: arrived, started, finished, duration, arrival, isClock } = read;
  const repairs: Repair[] = [];
  const doubts: Doubt[] = [];
  if (arrival === 'created_at') doubts.push('queued_from_created');
  if (told.project === '') doubts.push('no_project');
  if (told.pipeline === '') doubts.push('no_pipeline');
  let queued = arrived;
  if (started !== undefined && started < queued) {
    if (arrival !== 'queued_duration') repairs.push('started_before_queued');
    queued = started;
  }
  const base = { told, isClock, created, queued, finished, duration, arrival, repairs, doubts };
  // GitHub gives a job that is queued its creation for a start.
  if (PENDING.has(status) && finished === undefined) {
    return { ...base, queued: arrived, started: undefined, duration: undefined, waitedOnly: false, doubts: [...doubts, 'still_pending'] };
  }
  if (RUNNING.has(status) || (started !== undefined && finished === undefined && duration === undefined)) {
    return { ...base, started, finished: undefined, duration: undefined, waitedOnly: false, doubts: [...doubts, 'still_running'] };
  }
  const wasCancelled = CANCELLED.has(status);
  // Histories give a job that was cancelled while it waited a start after its end.
  const isBackward = started !== undefined && finished !== undefined && finished < started;
  if (isBackward && !wasCancelled)
    return { dropped: 'ends_before_start', why: `finished_at ${told.finished_at} is before started_at ${told.started_at}` };
  if (wasCancelled && finished !== undefined && (isBackward || started === undefined)) {
    return {
      ...base,
      queued: Math.min(queued, finished),
      started: undefined,
      duration: undefined,
      waitedOnly: true,
      repairs: [...repairs, isBackward ? 'cancelled_start_after_end' : 'cancelled_waiting'],
    };
  }
  if (started === undefined && duration === undefined) return { dropped: 'never_ran', why: 'it has no start' };
  return { ...base, started, waitedOnly: false };
}

type Times = Pick<KeptJob, 'created' | 'queued' | 'started' | 'finished' | 'duration' | 'arrival' | 'isClock'>;

type TimeColumn = 'created_at' | 'queued_at' | 'started_at' | 'finished_at';
type SpanColumn = 'duration' | 'queued_duration';

/** Reads the times of a job; of a time that is none it keeps the first. */
class JobTimes {
  readonly #told: ToldJob;
  readonly #times: TimeReader;
  isClock: boolean | undefined;
  wrong: Dropped | undefined;

  constructor(told: ToldJob, times: TimeReader) {
    this.#told = told;
    this.#times = times;
  }

  at(column: TimeColumn): Micros | undefined {
    const text = this.#told[column];
    if (text === '') return undefined;
    const time = this.#times.of(text);
    if (time === undefined) {
      this.wrong ??= { dropped: 'bad_time', why: `${column} ${this.#times.problem(text)}` };
      return undefined;
    }
    this.isClock ??= time.isClock;
    if (time.isClock !== this.isClock) this.wrong ??= { dropped: 'mixed_clocks', why: 'some of its times are instants, others seconds' };
    return time.micros;
  }

  span(column: SpanColumn): Micros | undefined {
    const text = this.#told[column];
    if (text === '') return undefined;
    const span = spanOf(text);
    if (span === undefined) this.wrong ??= { dropped: 'bad_time', why: `${column} '${text}' is no number of seconds from 0 on` };
    return span;
  }
}

function readTimes(told: ToldJob, reader: TimeReader, needed: NeededEnds | undefined): Times | Dropped {
  const times = new JobTimes(told, reader);
  const created = times.at('created_at');
  const queued = times.at('queued_at');
  const started = times.at('started_at');
  const finished = times.at('finished_at');
  const duration = times.span('duration');
  const waited = times.span('queued_duration');
  if (times.wrong !== undefined) return times.wrong;
  const isClock = times.isClock ?? true;
  if (queued !== undefined) return { created, queued, started, finished, duration, isClock, arrival: 'queued_at' };
  if (started !== undefined && waited !== undefined) {
    return { created, queued: started - waited, started, finished, duration, isClock, arrival: 'queued_duration' };
  }
  const by = PENDING.has(told.status.toLowerCase()) ? Infinity : (started ?? finished ?? Infinity);
  const end = needed?.before(told, by, isClock);
  if (end !== undefined) {
    return { created, queued: Math.max(end, created ?? end), started, finished, duration, isClock, arrival: 'needed_end' };
  }
  if (created !== undefined) return { created, queued: created, started, finished, duration, isClock, arrival: 'created_at' };
  return { dropped: 'no_arrival', why: 'nothing says when it came: queued_at, queued_duration with started_at, or created_at' };
}

/** Returns a time as the reader of histories reads it back. */
export function timeText(time: Micros, isClock: boolean): string {
  return isClock ? instantText(time) : plainSeconds(time);
}

/** Returns a span in seconds, without zeros at its end. */
export function plainSeconds(span: Micros): string {
  return String(span / SECOND);
}
