/** Builds what happens to managers and registrations: events in order of time, and rolling upgrades. */
import type { RunnerIndex } from '../../units/indices.js';
import type { EventSpec } from '../../fleet/event.js';
import type { UpgradeSpec } from '../../fleet/upgrade.js';
import type { Micros } from '../../units/time.js';
import { microsOf } from '../accepted.js';
import { EVENT_KEYS, type EventKey } from '../schema/event.js';
import type { ScenarioEvent, ScenarioTarget } from '../scenario-event.js';
import type { ConfigText } from '../scenario.js';
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

/** What each thing that an event does comes to at an instant; upgrades and outages are lists of their own. */
type Deeds = { readonly [K in EventKey]: (of: NonNullable<ScenarioEvent[K]>, at: Micros) => readonly EventSpec[] };

function deedOf<K extends EventKey>(deeds: Deeds, key: K, of: ScenarioEvent[K], at: Micros): readonly EventSpec[] {
  return of === undefined ? [] : deeds[key](of, at);
}

/** Returns the events of the run in order of time, those of one instant in the order of the scenario. */
export function buildEvents(context: BuildContext, processes: Processes, runners: NameIndex<RunnerIndex>): EventSpec[] {
  const { scenario, horizon } = context;
  const interval = microsOf(scenario.chef?.interval ?? '30m');
  const each = (target: ScenarioTarget, make: (manager: number, name: string) => EventSpec): EventSpec[] =>
    processes.namesOf(target).map((name) => make(processes.order.of(name), name));
  const reload = (target: ScenarioTarget & { readonly config: ConfigText }, at: (name: string) => Micros): EventSpec[] =>
    each(target, (manager, name) => ({ at: at(name), kind: 'reload', manager, config: processes.config(name, target.config) }));
  const deeds: Deeds = {
    start: (of, at) => each(of, (manager) => ({ at, kind: 'start', manager })),
    stop: (of, at) => each(of, (manager) => ({ at, kind: 'stop', manager, signal: of.signal })),
    kill: (of, at) => each(of, (manager) => ({ at, kind: 'kill', manager })),
    reload: (of, at) => reload(of, () => at),
    change: (of, at) =>
      reload(of, (name) => {
        const { k, n } = processes.placeOf(name);
        return of.by === 'chef' ? chefRun(at, interval, k, n) : at;
      }),
    upgrade: () => [],
    pause: (of, at) => [{ at, kind: 'pause', runner: runners.of(of.runner) }],
    unpause: (of, at) => [{ at, kind: 'unpause', runner: runners.of(of.runner) }],
    outage: () => [],
  };
  return scenario.events
    .flatMap((event, nth) => {
      const times = timesOf(context, event);
      if (event.every !== undefined && times.length === 0)
        context.report.warn(
          ['events', nth, 'every'],
          `no ${event.every} lies in the run (${scenario.timezone}), so this event never happens`,
        );
      return times.flatMap((at) => EVENT_KEYS.flatMap((key) => deedOf(deeds, key, event[key], at)));
    })
    .filter(({ at }) => at < horizon)
    .sort((a, b) => a.at - b.at);
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
