/** Random troubles for random fleets: outages, preemption, orphans, API limits, retries, pipelines, upgrades and failovers, each on or off. */
import fc from 'fast-check';
import type { FleetSpec } from '../../src/fleet/fleet.js';
import type { WorkloadSpec } from '../../src/fleet/workload.js';
import { NO_QUOTA } from '../../src/fleet/cloud.js';
import type { OutageSpec } from '../../src/fleet/outage.js';
import type { Micros } from '../../src/units/time.js';
import { MINUTE, SECOND } from '../../src/units/time.js';
import { anyFleet } from './arbitraries.js';

const instant = (max: Micros): fc.Arbitrary<Micros> => fc.integer({ min: 0, max: Math.floor(max / SECOND) }).map((s) => s * SECOND);

/** What may go wrong, or be more, than in an ordinary random fleet. */
export const TROUBLES = [
  'zoneOutages',
  'hostOutages',
  'instanceOutages',
  'drawnOutages',
  'degradation',
  'cutLimits',
  'soldOut',
  'groupOutages',
  'placedHosts',
  'preemption',
  'orphans',
  'dropletZero',
  'cleaners',
  'apiLimits',
  'quotas',
  'retries',
  'pipelines',
  'upgrades',
  'failovers',
] as const;
export type Trouble = (typeof TROUBLES)[number];

const window = fc.tuple(instant(50 * MINUTE), instant(12 * MINUTE)).map(([from, length]) => ({ from, to: from + length + 1 }));

const raw = fc.record({
  on: fc.record(Object.fromEntries(TROUBLES.map((trouble) => [trouble, fc.boolean()])) as Record<Trouble, fc.Arbitrary<boolean>>),
  zone: fc.record({
    window,
    index: fc.nat(1),
    isCloud: fc.boolean(),
    api: fc.constantFrom('up' as const, 'fails' as const, 'hangs' as const),
    machines: fc.constantFrom('up' as const, 'die' as const),
  }),
  host: fc.record({ window, index: fc.nat(2) }),
  instance: fc.record({ window, index: fc.nat(1), status: fc.constantFrom(0, 0, 502, 403) }),
  degraded: fc.record({ window, index: fc.nat(1), bootFactor: fc.constantFrom(1, 2.5), bootFailure: fc.constantFrom(0, 0.5) }),
  life: fc.constantFrom(2 * MINUTE, 20 * MINUTE),
  share: fc.constantFrom(0.2, 0.8),
  cleanerEvery: fc.constantFrom(3 * MINUTE, 10 * MINUTE),
  calls: fc.integer({ min: 2, max: 30 }),
  quota: fc.integer({ min: 1, max: 8 }),
  retries: fc.integer({ min: 1, max: 3 }),
  stages: fc.array(fc.record({ jobs: fc.constantFrom(0, 1, 3), delay: fc.constantFrom(0, 0, 20 * SECOND), need: fc.nat(3) }), {
    minLength: 1,
    maxLength: 4,
  }),
  supersedes: fc.constantFrom(0, 0.5),
  upgradeAt: instant(30 * MINUTE),
  timeout: fc.constantFrom(SECOND, 5 * MINUTE),
  delay: fc.constantFrom(0, 90 * SECOND),
});
type Raw = typeof raw extends fc.Arbitrary<infer T> ? T : never;

function outagesOf({ on, zone, host, instance, degraded, calls }: Raw, fleet: FleetSpec): OutageSpec[] {
  const fixed = (one: { from: Micros; to: Micros }): OutageSpec['times'] => ({ kind: 'fixed', windows: [one] });
  const drawn: OutageSpec['times'] = {
    kind: 'drawn',
    between: { kind: 'exponential', mean: 15 * MINUTE },
    duration: { kind: 'exponential', mean: 3 * MINUTE },
  };
  const place = { kind: zone.isCloud ? ('cloud' as const) : ('zone' as const), index: zone.index };
  const down = { kind: 'down' as const, api: zone.api, machines: zone.machines };
  const list: (OutageSpec | false)[] = [
    on.degradation && {
      name: 'degraded',
      target: { kind: 'zone', index: degraded.index },
      times: fixed(degraded.window),
      effect: { kind: 'degraded', bootFactor: degraded.bootFactor, bootFailure: degraded.bootFailure, apiLatency: SECOND },
    },
    on.cutLimits && {
      name: 'cut',
      target: { kind: 'cloud', index: degraded.index },
      times: fixed(host.window),
      effect: { kind: 'limited', calls: calls / 2, window: MINUTE },
    },
    on.soldOut && { name: 'full', target: place, times: fixed(degraded.window), effect: { kind: 'sold_out' } },
    on.groupOutages && {
      name: 'group',
      target: { kind: 'group', index: host.index % fleet.groups.length },
      times: fixed(zone.window),
      effect: { kind: 'host_down' },
    },
    on.drawnOutages && { name: 'drawn', target: place, times: drawn, effect: down },
    on.hostOutages && {
      name: 'host',
      target: { kind: 'manager', index: host.index % fleet.managers.length },
      times: fixed(host.window),
      effect: { kind: 'host_down' },
    },
    on.instanceOutages && {
      name: 'instance',
      target: { kind: 'instance', index: instance.index },
      times: fixed(instance.window),
      effect: { kind: 'unavailable', status: instance.status },
    },
    on.zoneOutages && { name: 'zone', target: place, times: fixed(zone.window), effect: down },
  ];
  return list.filter((one) => one !== false);
}

function workloadOf(given: WorkloadSpec, drawn: Raw): WorkloadSpec {
  const { arrivals } = given;
  const { on } = drawn;
  const retry = on.retries
    ? { max: drawn.retries, when: ['runner_system_failure' as const, 'failed' as const, 'timed_out' as const] }
    : given.retry;
  if (!on.pipelines || arrivals.kind !== 'generated') return { ...given, retry };
  const stages = drawn.stages.map(({ jobs, delay, need }, index) => ({
    name: `stage-${index}`,
    jobs: { kind: 'constant' as const, value: index === 0 ? Math.max(1, jobs) : jobs },
    needs: index === 0 ? [] : [need % index],
    delay: { kind: 'constant' as const, value: delay },
    classes: arrivals.classes,
    allowFailure: index === 1,
    interruptible: index !== 2,
  }));
  return { ...given, retry, arrivals: { ...arrivals, pipeline: { stages, supersedes: drawn.supersedes } } };
}

function trouble(fleet: FleetSpec, drawn: Raw): FleetSpec {
  const { on } = drawn;
  const cleaner = on.cleaners ? { interval: drawn.cleanerEvery, minimumAge: MINUTE } : undefined;
  const outages = outagesOf(drawn, fleet);
  const zoneOutages = outages.flatMap(({ target }, index) => (target.kind === 'zone' || target.kind === 'cloud' ? [index] : []));
  return {
    ...fleet,
    outages,
    clouds: fleet.clouds.map((cloud) => ({
      ...cloud,
      api: {
        ...cloud.api,
        callsPerCreate: 1,
        callsPerPoll: 1,
        pollInterval: 5 * SECOND,
        callsPerDelete: 1,
        refusal: SECOND,
        limits: on.apiLimits ? [{ calls: drawn.calls, window: MINUTE, per: 'cloud' as const }] : [],
      },
      quota: on.quotas ? { ...NO_QUOTA, machines: drawn.quota } : cloud.quota,
      hangingCleaner: cleaner,
      zeroCleaner: cleaner,
    })),
    zones: fleet.zones.map((zone) => ({
      ...zone,
      orphans: on.orphans ? drawn.share : 0,
      dropletZero: on.dropletZero ? drawn.share / 2 : 0,
    })),
    machineTypes: fleet.machineTypes.map((type) => ({
      ...type,
      preemption: on.preemption ? { life: { kind: 'exponential' as const, mean: drawn.life }, cap: 3 * drawn.life } : undefined,
    })),
    workloads: fleet.workloads.map((workload) => workloadOf(workload, drawn)),
    managers: fleet.managers.map((manager, index) => ({
      ...manager,
      ...(on.placedHosts ? { hostCloud: fleet.zones[index % fleet.zones.length]!.cloud, hostZone: index % fleet.zones.length } : {}),
      versions: [...manager.versions, manager.versions[0]!],
    })),
    upgrades: on.upgrades
      ? [
          {
            name: 'upgrade',
            at: drawn.upgradeAt,
            managers: fleet.managers.map((_, index) => index),
            version: 1,
            timeout: drawn.timeout,
            forced: 'SIGTERM' as const,
            removeMachines: drawn.zone.isCloud,
            install: 10 * SECOND,
          },
        ]
      : [],
    failovers: on.failovers
      ? [
          {
            name: 'failover',
            trigger:
              zoneOutages.length > 0 && drawn.host.index === 0
                ? { kind: 'person' as const, outages: zoneOutages, delay: { kind: 'constant' as const, value: drawn.delay } }
                : {
                    kind: 'rule' as const,
                    anyOf: [
                      { kind: 'queue_time' as const, level: 0.9, above: 30 * SECOND, over: 5 * MINUTE, workloads: [] },
                      { kind: 'api_failing' as const, cloud: 0 },
                    ],
                    holdsFor: 2 * MINUTE,
                  },
            reaction: { kind: 'constant' as const, value: drawn.delay },
            unpause: fleet.runners.flatMap(({ paused }, index) => (paused ? [index] : [])),
            start: fleet.managers.length > 1 ? [fleet.managers.length - 1] : [],
            reload: [],
            back: {
              after: { kind: 'constant' as const, value: 5 * MINUTE },
              whenPoolReady: drawn.retries === 1,
              removeMachines: drawn.retries < 3,
            },
          },
        ]
      : [],
  };
}

/** Returns random fleets with random troubles. */
export function anyTroubledFleet(): fc.Arbitrary<FleetSpec> {
  return fc.tuple(anyFleet(), raw).map(([fleet, drawn]) => trouble(fleet, drawn));
}
