/**
 * What a pass of docker+machine's pool management comes to (docs/explanation/machine-pool.md, "One pass"): which machines it removes, how many it
 * creates, and whether a job
 * is asked for where none stands idle. One pure rule, which the pass carries out, the feeder's skipping foresees, and the wait of jobs is told by.
 */
import type { RemovalReason } from '../../../record/machine.js';
import { listOfObjects } from '../../../units/shapes.js';
import type { Micros } from '../../../units/time.js';
import type { MachineCounts } from '../../machine/machine-pool.js';
import { API_LIMIT, BOOT, GROWTH_RATE, LIMIT, NEXT_POLL, OUTAGE, QUOTA } from '../../wait/causes.js';
import type { BirthIndex } from './birth-index.js';
import type { DockerMachine } from './docker-machine.js';
import type { PoolSettings } from './policy.js';
import {
  canCreateOnDemand,
  copyCounts,
  countOne,
  idleTarget,
  isGrowthFull,
  isTotalFull,
  removalReason,
  roomToCreate,
  total,
} from './policy.js';

/** What the rule looks at. */
export interface PoolView {
  readonly counts: Readonly<MachineCounts>;
  /** The machines themselves, oldest first; not looked at where none is idle. */
  readonly index: BirthIndex<DockerMachine>;
  /** No idle machine can have reached `maxBuilds` (0 = none). */
  isNoneUsedUp(maxBuilds: number): boolean;
  /** An outage of the place of its machines: none can be made. */
  makesNone(): boolean;
  /** One more would be refused by a rate limit, or by a quota. */
  isApiLimited(): boolean;
  isQuotaFull(): boolean;
  /** Machines being created that exist in their cloud: their commands were not refused. */
  booting(): number;
}

export interface Decision {
  /** Machines to remove, oldest first, and why, place by place. */
  readonly removals: DockerMachine[];
  readonly reasons: RemovalReason[];
  /** Every machine was looked at; else it was seen without that nothing is due. */
  walked: boolean;
  creates: number;
  /** After the removals and the creations. */
  readonly counts: MachineCounts;
  /** A job is asked for although no idle machine could be taken. */
  asks: boolean;
  /** If not, what keeps the pool from having one (wait/causes.ts); else NEXT_POLL. */
  cause: number;
}

/** Returns an empty decision, to be used again and again. */
export function newDecision(): Decision {
  const counts = { creating: 0, idle: 0, acquired: 0, used: 0, removing: 0 };
  return { removals: listOfObjects(), reasons: [], walked: false, creates: 0, counts, asks: false, cause: NEXT_POLL };
}

/** Writes into `out` what a pass at `now` comes to. Changes nothing else, and makes no object unless a machine is to be removed. */
export function decide(view: PoolView, settings: PoolSettings, now: Micros, out: Decision): void {
  const { counts } = out;
  copyCounts(view.counts, counts);
  // Shortening an array is dear, also an empty one.
  if (out.removals.length > 0) out.removals.length = out.reasons.length = 0;
  out.walked = !isNothingDue(view, settings, now);
  if (out.walked) walk(view, settings, now, out);
  out.creates = roomToCreate(settings, counts);
  out.cause = counts.idle > 0 ? NEXT_POLL : causeOfNone(view, settings, counts);
  out.asks = out.cause === NEXT_POLL;
  counts.creating += out.creates;
}

/**
 * True when the walk would remove nothing, so that it need not be made: none is at MaxBuilds, no machine can have `limit` machines before
 * it, and no idle clock has run out behind the target in order of birth. With IdleScaleFactor the target is taken at its least, so that
 * false may also be said where nothing is due.
 */
export function isNothingDue(view: PoolView, settings: PoolSettings, now: Micros): boolean {
  const { counts, index } = view;
  if (counts.idle === 0) return true;
  if (!view.isNoneUsedUp(settings.maxBuilds)) return false;
  if (settings.limit > 0 && total(counts) > settings.limit) return false;
  const expiredBefore = now - settings.idle.idleTime;
  return index.oldestClock >= expiredBefore || oldestSurplusClock(index, settings) >= expiredBefore;
}

/** The oldest idle clock behind the target in order of birth. */
export function oldestSurplusClock(index: PoolView['index'], { idle, idleTestIgnoresBusy }: PoolSettings): Micros {
  if (idleTestIgnoresBusy) return index.oldestClockBehind(idle.idleCount, 'idle');
  const target = idle.idleScaleFactor > 0 ? Math.min(idle.idleCount, Math.max(idle.idleCountMin, 1)) : idle.idleCount;
  return index.oldestClockBehind(target, 'available');
}

/** The walk from the oldest machine to the newest. Its counters hold only the machines already walked; those it removes count as being removed. */
function walk(view: PoolView, settings: PoolSettings, now: Micros, out: Decision): void {
  const before: MachineCounts = { creating: 0, idle: 0, acquired: 0, used: 0, removing: 0 };
  view.index.forEach((machine) => {
    const reason = removalReason(settings, before, machine, now);
    if (reason !== undefined) {
      out.removals.push(machine);
      out.reasons.push(reason);
      before.removing++;
      out.counts.idle--;
      out.counts.removing++;
    } else if (!machine.isHidden) countOne(before, machine.state);
  });
}

/** Why no machine stands idle; NEXT_POLL where a job is asked for all the same. */
function causeOfNone(view: PoolView, settings: PoolSettings, counts: Readonly<MachineCounts>): number {
  if (settings.idle.idleCount === 0) {
    // A job is asked for first; only `limit` and MaxGrowthRate hold the request back (from 16.5 on).
    if (!settings.onDemandRespectsLimit || canCreateOnDemand(settings, counts)) return NEXT_POLL;
    return isTotalFull(settings, counts) ? LIMIT : GROWTH_RATE;
  }
  if (view.makesNone()) return OUTAGE;
  if (view.isApiLimited()) return isTotalFull(settings, counts) ? LIMIT : API_LIMIT;
  const booting = counts.creating > 0 ? view.booting() : 0;
  // The target is met by machines that boot, or are held: nothing keeps the pool from what it wants.
  if (counts.acquired + booting >= idleTarget(settings.idle, counts.used)) return BOOT;
  if (isTotalFull(settings, counts)) return LIMIT;
  if (view.isQuotaFull()) return QUOTA;
  return isGrowthFull(settings, counts) ? GROWTH_RATE : BOOT;
}
