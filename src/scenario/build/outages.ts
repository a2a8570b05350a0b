/** Builds outages: what they hit as indices, when as windows of the run or as distributions. */
import type { GroupIndex, InstanceIndex, ManagerIndex, ServiceIndex, ZoneIndex } from '../../units/indices.js';
import type { FaultEffect, FaultTarget, FaultTimes, OutageSpec } from '../../fleet/outage.js';
import { durationText } from '../../units/duration.js';
import type { Micros } from '../../units/time.js';
import { microsOf, shareOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import type { ScenarioEvent, ScenarioOutage } from '../scenario-event.js';
import type { BuiltClouds } from './clouds.js';
import { NameIndex, type BuildContext } from './context.js';
import { buildDistribution } from './distribution.js';
import { expectedOutages, MOST_OUTAGES } from './expected-outages.js';
import { timesOf } from './events.js';

/** Everything an outage can hit. */
export interface OutageTargets {
  readonly clouds: BuiltClouds;
  readonly instances: NameIndex<InstanceIndex>;
  readonly groups: NameIndex<GroupIndex>;
  readonly managers: NameIndex<ManagerIndex>;
  readonly services: NameIndex<ServiceIndex>;
}

interface Given {
  /** Index in the scenario's list of events. */
  readonly index: number;
  readonly event: ScenarioEvent;
  readonly outage: ScenarioOutage;
}

/** Returns the index of a zone written as `zone` or, where several clouds have one of the name, as `cloud/zone`. */
function zoneOf({ index, zoneIndex }: BuiltClouds, written: string): ZoneIndex {
  const plain = zoneIndex.list.findIndex(({ name }) => name === written);
  return plain >= 0 ? plain : zoneIndex.list.findIndex(({ name, owner }) => `${index.names[owner] ?? ''}/${name}` === written);
}

function targetOf(targets: OutageTargets, { cloud, zone, instance, group, manager, helper }: ScenarioOutage): FaultTarget {
  if (cloud !== undefined) return { kind: 'cloud', index: targets.clouds.index.of(cloud) };
  if (zone !== undefined) return { kind: 'zone', index: zoneOf(targets.clouds, zone) };
  if (instance !== undefined) return { kind: 'instance', index: targets.instances.of(instance) };
  if (group !== undefined) return { kind: 'group', index: targets.groups.of(group) };
  if (manager !== undefined) return { kind: 'manager', index: targets.managers.of(manager) };
  return { kind: 'service', index: targets.services.of(helper ?? '') };
}

function effectOf({ instance, group, manager, helper, of, api, degraded, limits, answers, slower }: ScenarioOutage): FaultEffect {
  if (instance !== undefined) return { kind: 'unavailable', status: typeof answers === 'number' ? answers : 0 };
  if ((group ?? manager) !== undefined) return { kind: 'host_down' };
  if (helper !== undefined) return slower === undefined ? { kind: 'service_down' } : { kind: 'service_slow', factor: slower };
  if (degraded !== undefined) {
    return {
      kind: 'degraded',
      bootFactor: degraded.boot_factor,
      bootFailure: shareOf(degraded.boot_failure),
      apiLatency: microsOf(degraded.api_latency),
    };
  }
  if (limits !== undefined) return { kind: 'limited', calls: limits.calls, window: microsOf(limits.per) };
  if (of === 'sold_out') return { kind: 'sold_out' };
  return { kind: 'down', api: of === 'machines' ? 'up' : (api ?? 'fails'), machines: of === 'api' ? 'up' : 'die' };
}

/** Returns the windows of all events of one outage, ascending, after noting where one begins within another. */
function windowsOf(context: BuildContext, name: string, all: readonly Given[]): { from: Micros; to: Micros }[] {
  const windows = all
    .flatMap(({ index, event }) => {
      const lasts = microsOf(typeof event.for === 'string' ? event.for : '0s');
      return timesOf(context, event).map((from) => ({ from, to: from + lasts, index }));
    })
    .sort((a, b) => a.from - b.from);
  windows.forEach(({ from, index }, i) => {
    const before = windows[i - 1];
    if (before === undefined || from >= before.to) return;
    const when = `at ${durationText(from)} while it is under way until ${durationText(before.to)}`;
    const path: Path = ['events', index, 'for'];
    context.report.error(path, `the outage '${name}' begins ${when}; shorten it, or give one of the two another name`);
  });
  // One that lasts no time is none.
  return windows.filter(({ from, to }) => to > from).map(({ from, to }) => ({ from, to }));
}

function timesOfOutage(context: BuildContext, name: string, all: readonly Given[]): FaultTimes {
  const [first] = all;
  if (first?.event.between === undefined) return { kind: 'fixed', windows: windowsOf(context, name, all) };
  const path: Path = ['events', first.index];
  const found = context.report.issues.length;
  const between = buildDistribution(context.report, [...path, 'between'], first.event.between);
  const duration = buildDistribution(context.report, [...path, 'for'], first.event.for ?? '0s');
  const expected = expectedOutages(context.horizon, { between, duration });
  // What is impossible has been noted, and stands as no time at all.
  if (expected > MOST_OUTAGES && context.report.issues.length === found) {
    const often = `about ${expected.toExponential(1)} outages called '${name}' are expected in ${durationText(context.horizon)}`;
    context.report.error([...path, 'between'], `${often}; expected at most ${MOST_OUTAGES}; make between or for longer`);
  }
  return { kind: 'drawn', between, duration };
}

/** Returns the outages by name; events of one name are one outage. */
export function buildOutages(context: BuildContext, targets: OutageTargets): OutageSpec[] {
  const byName = new Map<string, Given[]>();
  context.scenario.events.forEach((event, index) => {
    const { outage } = event;
    if (outage === undefined) return;
    const all = byName.get(outage.name) ?? [];
    all.push({ index, event, outage });
    byName.set(outage.name, all);
  });
  return new NameIndex(byName.keys()).names.map((name): OutageSpec => {
    const all = byName.get(name)!;
    return { name, target: targetOf(targets, all[0]!.outage), times: timesOfOutage(context, name, all), effect: effectOf(all[0]!.outage) };
  });
}
