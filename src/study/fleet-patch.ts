/** What a point changes of the fleet: nothing, what breaks taken out, one outage in the place of its own, or how much load comes. */
import type { FailoverSpec } from '../fleet/failover.js';
import type { FaultEffect, FaultTarget, OutageSpec } from '../fleet/outage.js';
import type { FleetSpec } from '../fleet/fleet.js';
import { grownWorkload } from '../scenario/grown-workload.js';
import type { Micros } from '../units/time.js';

/** Name of the outage that a study puts in. */
export const STUDIED = 'studied outage';

/** A change of a fleet, as plain data. */
export type FleetPatch =
  | { readonly kind: 'as_is' }
  | { readonly kind: 'without_faults' }
  /** With this outage alone, in a run that ends at `until`. */
  | { readonly kind: 'one_outage'; readonly outage: StudiedOutage; readonly until: Micros }
  /** With the load of each workload times a factor (by their index), and with this outage in the place of its own. */
  | { readonly kind: 'grown'; readonly factors: readonly number[]; readonly outage?: StudiedOutage };

/** Returns the fleet that a patch makes of this one, which stays as it is. */
export function patchedFleet(fleet: FleetSpec, patch: FleetPatch): FleetSpec {
  switch (patch.kind) {
    case 'as_is':
      return fleet;
    case 'without_faults':
      return withoutFaults(fleet);
    case 'one_outage':
      return withOutage(fleet, patch.outage, patch.until);
    case 'grown':
      return withLoad(patch.outage === undefined ? fleet : withOutage(fleet, patch.outage, fleet.horizon), patch.factors);
  }
}

/** Returns the fleet with so many times the load of each workload, by index; one that has no factor stays. */
export function withLoad(fleet: FleetSpec, factors: readonly number[]): FleetSpec {
  return { ...fleet, workloads: fleet.workloads.map((workload, index) => grownWorkload(workload, factors[index] ?? 1)) };
}

/**
 * Returns the same fleet with nothing broken: no outages, and no person who waits for one to fail over. A rule that looks at queue times stays, for load
 * alone may make it true; so do upgrades and what operators do at stated times.
 */
export function withoutFaults(fleet: FleetSpec): FleetSpec {
  return { ...fleet, outages: [], failovers: fleet.failovers.filter(({ trigger }) => trigger.kind === 'rule') };
}

/** One outage to study: what it hits, how, and when. */
export interface StudiedOutage {
  readonly target: FaultTarget;
  readonly effect: FaultEffect;
  readonly from: Micros;
  readonly to: Micros;
}

/**
 * Returns the fleet with this outage in the place of its own, cut off at `horizon`. A person who fails over notices it where an outage they watch for
 * hits the same thing (a zone and its cloud are the same here); one who watches for none that the scenario has notices clouds and zones. Draws are keyed,
 * so up to `from` the run is that of the fleet without faults, event by event.
 */
export function withOutage(fleet: FleetSpec, { target, effect, from, to }: StudiedOutage, horizon: Micros): FleetSpec {
  const outage: OutageSpec = { name: STUDIED, target, times: { kind: 'fixed', windows: [{ from, to }] }, effect };
  const failovers = fleet.failovers.flatMap((failover): FailoverSpec[] => {
    const { trigger } = failover;
    if (trigger.kind === 'rule') return [failover];
    return notices(fleet, trigger.outages, target) ? [{ ...failover, trigger: { ...trigger, outages: [0] } }] : [];
  });
  return { ...fleet, horizon, outages: [outage], failovers };
}

function notices(fleet: FleetSpec, watched: readonly number[], target: FaultTarget): boolean {
  if (watched.length === 0) return target.kind === 'cloud' || target.kind === 'zone';
  return watched.some((index) => {
    const own = fleet.outages[index]?.target;
    return own !== undefined && placeOf(fleet, own) === placeOf(fleet, target);
  });
}

/** What a target is a part of, as a text to compare. */
function placeOf({ zones }: FleetSpec, { kind, index }: FaultTarget): string {
  return kind === 'zone' ? `cloud ${zones[index]?.cloud ?? -1}` : `${kind} ${index}`;
}
