/** What part of a week of starts a scenario holds, where it cannot hold a whole one. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { WorkloadSpec } from '../../fleet/workload.js';
import type { PreparedScenario } from '../../scenario/prepare.js';
import { WEEK, type Micros } from '../../units/time.js';

/** Outages begin in [from, until); elsewhere nothing is known of the load, or nothing was asked for. */
export interface Held {
  /** `history`: a replayed history has no other jobs; `scenario`: no more was to be played. */
  readonly because: 'history' | 'scenario';
  readonly from: Micros;
  readonly until: Micros;
}

/** What a scenario holds of a week of starts. */
export interface WeekOfStarts {
  /** Undefined: all of it. */
  readonly held: Held | undefined;
  /** The horizon with which it would hold all of it, with room behind the last; undefined where it does, or where no longer one helps. */
  readonly longer: Micros | undefined;
}

/**
 * Returns what a scenario holds of a week of starts of outages as long as `longest`, each with `room` behind it. What lies before the end of its warm-up,
 * or beyond its horizon, can be played later, for rates and schedules know every hour of the week. The load of a replayed one ends where its history does.
 */
export function weekOfStarts(
  { fleet, scenario }: Pick<PreparedScenario, 'fleet' | 'scenario'>,
  longest: Micros,
  room: Micros,
): WeekOfStarts {
  const { warmup, horizon } = fleet;
  const replayed = fleet.workloads.filter(({ name }) => scenario.workloads[name]?.trace?.loop === false);
  if (replayed.length > 0) {
    const held = heldByHistory(fleet, replayed);
    const isWhole = held.until >= held.from + WEEK && horizon >= held.from + WEEK + longest;
    return { held: isWhole ? undefined : held, longer: undefined };
  }
  const needed = warmup + WEEK + longest + room;
  if (horizon >= needed) return { held: undefined, longer: undefined };
  const isWhole = horizon >= warmup + WEEK + longest;
  return { held: isWhole ? undefined : { because: 'scenario', from: warmup, until: horizon }, longer: needed };
}

/** Returns the part that replayed workloads give jobs for: from the end of the warm-up, or the first job after it, to the last job. */
function heldByHistory({ warmup, horizon }: Pick<FleetSpec, 'warmup' | 'horizon'>, replayed: readonly WorkloadSpec[]): Held {
  let [first, last] = [Infinity, 0];
  for (const { arrivals } of replayed) {
    if (arrivals.kind !== 'trace' || arrivals.count === 0) continue;
    first = Math.min(first, arrivals.queuedAt[0]!);
    last = Math.max(last, arrivals.queuedAt[arrivals.count - 1]!);
  }
  const from = Math.min(Math.max(warmup, first), horizon);
  return { because: 'history', from, until: Math.max(from, Math.min(horizon, last + 1)) };
}
