/** What of a fleet is in service at some time of a run: what never is has no capacity, and nobody waits for it. */
import type { FleetSpec } from './fleet.js';

/** Returns by manager whether its process runs at the start or is started later, by an event or a failover. */
export function managersInService({ managers, events, failovers }: FleetSpec): boolean[] {
  const started = new Set(failovers.flatMap(({ start }) => start));
  for (const event of events) if (event.kind === 'start') started.add(event.manager);
  return managers.map(({ running }, manager) => running || started.has(manager));
}

/** Returns by registration whether it takes jobs at some time, of the failovers those having come that `happens` names: one that is paused all the time gets none. */
export function runnersInService({ runners, events, failovers }: FleetSpec, happens: (failover: string) => boolean): boolean[] {
  const unpaused = new Set(failovers.flatMap(({ name, unpause }) => (happens(name) ? unpause : [])));
  for (const event of events) if (event.kind === 'unpause') unpaused.add(event.runner);
  return runners.map(({ paused }, runner) => !paused || unpaused.has(runner));
}
