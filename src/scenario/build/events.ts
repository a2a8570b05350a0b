/** Builds what happens to managers and registrations: events in order of time, and rolling upgrades. */
import type { EventSpec } from '../../fleet/event.js';
import type { UpgradeSpec } from '../../fleet/upgrade.js';
import type { Micros } from '../../units/time.js';
import { microsOf } from '../accepted.js';
import type { ScenarioEvent } from '../scenario-event.js';
import type { BuildContext, NameIndex } from './context.js';
import type { Processes } from './managers.js';
import { weekly } from './weekly.js';

/** Returns the instants of an event within the run, ascending. */
export function timesOf({ scenario, start, horizon }: BuildContext, event: ScenarioEvent): Micros[] {
  const times = event.every === undefined ? [microsOf(event.at ?? '0s')] : weekly(event.every, scenario.timezone, start, horizon);
  return times.filter((at) => at < horizon);
}

/** Returns the first chef-client run at or after `at` of the k-th of n hosts: they run at k/n of the interval and each interval later. */
export function chefRun(at: Micros, interval: Micros, k: number, n: number): Micros {
  const first = Math.floor((k * interval) / n);
  return first + Math.max(0, Math.ceil((at - first) / interval)) * interval;
}

/** Returns the events of the run in order of time, those of one instant in the order of the scenario. */
export function buildEvents(context: BuildContext, processes: Processes, runners: NameIndex): EventSpec[] {
  const { scenario, horizon } = context;
  const interval = microsOf(scenario.chef?.interval ?? '30m');
  const ofManagers = (event: ScenarioEvent, at: Micros): EventSpec[] => {
    const { start, stop, kill, reload, change } = event;
    const target = start ?? stop ?? kill ?? reload ?? change;
    if (target === undefined) return [];
    return processes.namesOf(target).map((name): EventSpec => {
      const manager = processes.order.of(name);
      if (start !== undefined) return { at, kind: 'start', manager };
      if (kill !== undefined) return { at, kind: 'kill', manager };
      if (stop !== undefined) return { at, kind: 'stop', manager, signal: stop.signal };
      const { k, n } = processes.placeOf(name);
      const written = change?.by === 'chef' ? chefRun(at, interval, k, n) : at;
      return { at: written, kind: 'reload', manager, config: processes.config(name, (reload ?? change)!.config) };
    });
  };
  const built = scenario.events.flatMap((event) =>
    timesOf(context, event).flatMap((at): EventSpec[] => {
      if (event.pause !== undefined) return [{ at, kind: 'pause', runner: runners.of(event.pause.runner) }];
      if (event.unpause !== undefined) return [{ at, kind: 'unpause', runner: runners.of(event.unpause.runner) }];
      return ofManagers(event, at);
    }),
  );
  return built.filter(({ at }) => at < horizon).sort((a, b) => a.at - b.at);
}

/** Returns the rolling upgrades in order of time, those of one instant in the order of the scenario. */
export function buildUpgrades(context: BuildContext, processes: Processes): UpgradeSpec[] {
  const upgrades = context.scenario.events.flatMap((event) => {
    const given = event.upgrade;
    if (given === undefined) return [];
    const names = processes.namesOf(given);
    return timesOf(context, event).map((at, i): UpgradeSpec => ({
      name: i === 0 ? given.name : `${given.name} (${i + 1})`,
      at,
      managers: names.map((name) => processes.order.of(name)),
      version: processes.version(names, given.runner_version),
      timeout: microsOf(given.timeout),
      forced: given.forced,
      removeMachines: given.remove_machines,
      install: microsOf(given.install),
    }));
  });
  return upgrades.sort((a, b) => a.at - b.at);
}
