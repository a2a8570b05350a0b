/** What part of a week of starts a scenario holds, where it cannot hold a whole one. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { WorkloadSpec } from '../../fleet/workload.js';
import type { Micros } from '../../units/time.js';

/** Outages begin in [from, until); elsewhere nothing is known of the load, or nothing was asked for. */
export interface Held {
  /** `history`: a replayed history has no other jobs; `scenario`: no more was to be played. */
  readonly because: 'history' | 'scenario';
  readonly from: Micros;
  readonly until: Micros;
}

/** Returns the part that replayed workloads give jobs for: from the end of the warm-up, or the first job after it, to the last job. */
export function heldByHistory({ warmup, horizon }: Pick<FleetSpec, 'warmup' | 'horizon'>, replayed: readonly WorkloadSpec[]): Held {
  let [first, last] = [Infinity, 0];
  for (const { arrivals } of replayed) {
    if (arrivals.kind !== 'trace' || arrivals.count === 0) continue;
    first = Math.min(first, arrivals.queuedAt[0]!);
    last = Math.max(last, arrivals.queuedAt[arrivals.count - 1]!);
  }
  const from = Math.min(Math.max(warmup, first), horizon);
  return { because: 'history', from, until: Math.max(from, Math.min(horizon, last + 1)) };
}
