/** What the outages under way make of each zone, kept by change so that commands need not ask for it. */
import type { ApiState, Faults } from '../faults/faults.js';
import type { ZoneIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';

/** How a zone is now. */
export interface ZoneState {
  api: ApiState;
  /** Its machines do not live. */
  areMachinesDown: boolean;
  /** Creates that are begun have no room. */
  isSoldOut: boolean;
  bootFactor: number;
  /** Chance that an outage makes a boot fail, beside the zone's own. */
  bootFailure: number;
  /** What every API command takes longer. */
  apiLatency: Micros;
}

/** Returns the state of a zone that no outage has hit. */
export function newZoneState(): ZoneState {
  return { api: 'up', areMachinesDown: false, isSoldOut: false, bootFactor: 1, bootFailure: 0, apiLatency: 0 };
}

/** Writes how the zone is now into `state`. */
export function followZone(faults: Faults, zone: ZoneIndex, state: ZoneState): void {
  state.api = faults.api(zone);
  state.areMachinesDown = faults.areMachinesDown(zone);
  state.isSoldOut = faults.isSoldOut(zone);
  Object.assign(state, faults.degradation(zone));
}
