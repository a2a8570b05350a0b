/** Whether the load of a fleet is the same at all times. */
import type { FleetSpec } from '../fleet/fleet.js';

/** Returns whether jobs come at one rate all the time, as far as is stated. */
export function isSteady({ workloads }: Pick<FleetSpec, 'workloads'>): boolean {
  return workloads.every(({ arrivals }) => {
    if (arrivals.kind !== 'generated' || arrivals.schedules.length > 0) return false;
    const { pattern } = arrivals;
    return (
      pattern.kind === 'deterministic' || (pattern.kind === 'poisson' && pattern.rates.length === 1 && pattern.variation === undefined)
    );
  });
}
