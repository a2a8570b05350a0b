/** The slots of a fleet: how many jobs it runs at once, and which of its places take which. */
import type { SlotField } from '../../history/backtest/ideal-fifo.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { RunnerIndex } from '../../units/indices.js';

/** Slots with the registration of each place. */
export interface FleetSlots extends SlotField {
  readonly runners: readonly RunnerIndex[];
  /** Jobs at once, at most; `Infinity` where nothing bounds them. */
  readonly count: number;
}

/** Returns the slots of a fleet as it is at its start: processes that run, registrations that are not paused. */
export function fleetSlots({ managers, runners }: Pick<FleetSpec, 'managers' | 'runners'>): FleetSlots {
  const limits: number[] = [];
  const places: { of: readonly number[] }[] = [];
  const registrations: RunnerIndex[] = [];
  let count = 0;
  for (const { running, configs } of managers) {
    const config = configs[0];
    if (!running || config === undefined) continue;
    const own = limits.push(config.concurrent) - 1;
    let room = 0;
    for (const { runner, limit } of config.entries) {
      if (runners[runner]!.paused) continue;
      const bound = limit > 0 ? limit : Infinity;
      room += bound;
      places.push({ of: [own, limits.push(bound) - 1] });
      registrations.push(runner);
    }
    count += Math.min(config.concurrent, room);
  }
  return { limits, places, runners: registrations, count };
}
