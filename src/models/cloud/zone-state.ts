/** What the outages under way make of each zone, kept by change so that commands need not ask for it. */
import type { ApiState, Faults } from '../faults/faults.js';
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

/** Told of a zone in which something has changed, with how its API was before and whether its machines were down. */
export type ZoneListener = (zone: number, state: Readonly<ZoneState>, before: Pick<ZoneState, 'api' | 'areMachinesDown'>) => void;

/** Follows the outages of all zones; `changed` is told after the state is the new one. Returns the states, by zone. */
export function followZones(faults: Faults, zones: number, changed: ZoneListener): readonly Readonly<ZoneState>[] {
  const states: ZoneState[] = Array.from({ length: zones }, () => ({
    api: 'up',
    areMachinesDown: false,
    isSoldOut: false,
    bootFactor: 1,
    bootFailure: 0,
    apiLatency: 0,
  }));
  faults.onZone.push((zone) => {
    const state = states[zone]!;
    const before = { api: state.api, areMachinesDown: state.areMachinesDown };
    state.api = faults.api(zone);
    state.areMachinesDown = faults.areMachinesDown(zone);
    state.isSoldOut = faults.isSoldOut(zone);
    Object.assign(state, faults.degradation(zone));
    changed(zone, state, before);
  });
  return states;
}
