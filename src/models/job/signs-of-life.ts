/** When a running job talks to GitLab, by arithmetic: the calls follow each other at known instants, so none needs an event. */
import { NOT_YET } from '../../record/not-yet.js';
import { NEVER, SECOND } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { TraceSpec } from '../../fleet/instance.js';

/** The runner's own pause between two looks at a job's log. */
const UPDATE_PAUSE = 3 * SECOND;
/** A silent job touches GitLab when more than 30 s have gone since its last touch: with looks every 3 s, after 33 s. */
const TOUCH_PAUSE = 33 * SECOND;

/** Run time of one call. */
function latencyOf(trace: TraceSpec): Micros {
  return trace.output === 'chatty' ? trace.patchLatency : trace.touchLatency;
}

/** Time from the begin of one call to that of the next. */
function periodOf(trace: TraceSpec): Micros {
  if (trace.output !== 'chatty') return trace.touchLatency + TOUCH_PAUSE;
  return trace.patchLatency + (trace.updateInterval === 0 ? UPDATE_PAUSE : trace.updateInterval);
}

/** Returns the instant at which a cancel at `cancelAt` is noticed: the end of the first call that ends then or later. */
export function noticedAt(trace: TraceSpec, assignedAt: Micros, cancelAt: Micros): Micros {
  if (trace.output === 'off' || cancelAt === NEVER) return NEVER;
  const firstEnd = assignedAt + UPDATE_PAUSE + latencyOf(trace);
  if (cancelAt <= firstEnd) return firstEnd;
  const period = periodOf(trace);
  return firstEnd + Math.ceil((cancelAt - firstEnd) / period) * period;
}

/** Returns the end of the call that runs at `at`, or `at` where none does. */
export function callOver(trace: TraceSpec, assignedAt: Micros, at: Micros): Micros {
  if (trace.output === 'off') return at;
  const latency = latencyOf(trace);
  const sinceFirst = at - (assignedAt + UPDATE_PAUSE);
  if (sinceFirst <= 0 || latency === 0) return at;
  const period = periodOf(trace);
  // The remainder: below 2^53 the quotient is never rounded up to the next whole number.
  const into = sinceFirst - Math.floor(sinceFirst / period) * period;
  return into > 0 && into < latency ? at - into + latency : at;
}

/** Returns how many calls a job that was handed out at `assignedAt` has made before `end`; text that is left over is another one. */
export function callsBefore(trace: TraceSpec, assignedAt: Micros, end: Micros): number {
  if (trace.output === 'off') return 0;
  const sinceFirst = end - (assignedAt + UPDATE_PAUSE);
  return sinceFirst <= 0 ? 0 : Math.ceil(sinceFirst / periodOf(trace));
}

/** `patch`: a piece of log; `touch`: a sign of life without any; `final`: the last update of the status. */
export type CallKind = 'patch' | 'touch' | 'final';

/** What decides which calls a job makes. */
export interface CallCourse {
  readonly assignedAt: Micros;
  /** No sign of life begins from here on, as after a cancel that was noticed; NEVER = none holds them back. */
  readonly silentFrom: Micros;
  /** Its work is over and what is left to tell follows; NOT_YET = it works. */
  readonly workEndsAt: Micros;
  /** Its end is told. */
  readonly hasFinalUpdate: boolean;
  readonly finishedAt: Micros;
}

/** Visits the calls that a job has begun before `now`, in order; the end of one that is under way is NOT_YET. */
export function eachCall(
  trace: TraceSpec,
  course: CallCourse,
  now: Micros,
  visit: (kind: CallKind, at: Micros, end: Micros) => void,
): void {
  if (trace.output === 'off') return;
  const { assignedAt, silentFrom, workEndsAt, hasFinalUpdate, finishedAt } = course;
  const isOver = workEndsAt !== NOT_YET;
  const [latency, period] = [latencyOf(trace), periodOf(trace)];
  const made = callsBefore(trace, assignedAt, Math.min(isOver ? workEndsAt : now, silentFrom));
  const kind = trace.output === 'chatty' ? 'patch' : 'touch';
  const see = (what: CallKind, at: Micros, end: Micros): void => visit(what, at, end <= now ? end : NOT_YET);
  for (let n = 0, at = assignedAt + UPDATE_PAUSE; n < made; n++, at += period) see(kind, at, at + latency);
  if (!isOver || !hasFinalUpdate) return;
  let at = workEndsAt < silentFrom ? callOver(trace, assignedAt, workEndsAt) : workEndsAt;
  if (trace.output === 'chatty' && at < now) {
    see('patch', at, at + trace.patchLatency);
    at += trace.patchLatency;
  }
  if (at < now || finishedAt !== NOT_YET) visit('final', at, finishedAt);
}
