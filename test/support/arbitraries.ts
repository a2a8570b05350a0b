/**
 * Random fleets for the property tests, features switched on and off as a whole (swarm testing): a property that only fails where two
 * features meet is found sooner when most of the others are off.
 */
import fc from 'fast-check';
import type { ArrivalSpec, ScheduleSpec } from '../../src/fleet/arrivals.js';
import type { EventSpec } from '../../src/fleet/event.js';
import type { FleetSpec } from '../../src/fleet/fleet.js';
import type { JobClassSpec } from '../../src/fleet/job-class.js';
import { runnerFlags } from '../../src/fleet/runner-version.js';
import type { DistributionSpec } from '../../src/sim/random/index.js';
import { HOUR, MINUTE, SECOND } from '../../src/units/time.js';
import type { Micros } from '../../src/units/time.js';
import type { JobOptions } from './arrivals.js';
import { generated, traceOf } from './arrivals.js';
import type { EntryOptions, MachineOptions } from './fleet-builder.js';
import { aFleet } from './fleet-builder.js';

/** What a fleet may have beside managers, machines and jobs. */
export const FEATURES = [
  'latencies',
  'longPolling',
  'otherVersions',
  'managers',
  'entries',
  'fixedHosts',
  'periods',
  'scaleFactor',
  'limits',
  'adaptive',
  'tags',
  'paused',
  'bootFailures',
  'deleteFailures',
  'quota',
  'jobFailures',
  'cancels',
  'timeouts',
  'reloads',
  'stops',
  'warmup',
  'signsOfLife',
] as const;
export type Feature = (typeof FEATURES)[number];
type Features = Readonly<Record<Feature, boolean>>;

const time = (min: Micros, max: Micros): fc.Arbitrary<Micros> => fc.integer({ min, max });
/** Instants that meet others (whole seconds) as often as those that do not. */
const instant = (max: Micros): fc.Arbitrary<Micros> =>
  fc.oneof(
    time(0, max),
    fc.integer({ min: 0, max: Math.floor(max / SECOND) }).map((s) => s * SECOND),
  );

const duration = (median: Micros): fc.Arbitrary<DistributionSpec> =>
  fc.oneof(
    time(Math.ceil(median / 4), median * 3).map((value): DistributionSpec => ({ kind: 'constant', value })),
    fc.constant<DistributionSpec>({ kind: 'exponential', mean: median }),
    fc.constantFrom(0.3, 1.2).map((sigma): DistributionSpec => ({ kind: 'lognormal', mu: Math.log(median), sigma })),
    fc.constantFrom(0.4, 3).map((shape): DistributionSpec => ({ kind: 'gamma', shape, scale: median / shape })),
    fc.constant<DistributionSpec>({ kind: 'burr', shape: 1.5, tail: 2, scale: median }),
    fc.constant<DistributionSpec>({ kind: 'empirical', values: [0, Math.round(median / 2), median, median * 4] }),
  );

const trace = fc.array(
  fc.record({
    gap: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: instant(3 * MINUTE) }),
    script: instant(6 * MINUTE),
    project: fc.nat(3),
    tagged: fc.boolean(),
    protected: fc.boolean(),
    fails: fc.boolean(),
    cancelAfter: fc.option(instant(5 * MINUTE), { nil: undefined }),
    cancelAtOnce: fc.boolean(),
    timeout: fc.option(time(SECOND, 4 * MINUTE), { nil: undefined }),
  }),
  { maxLength: 60 },
);

const pattern = fc.oneof(
  fc.integer({ min: 2, max: 90 }).map((perHour) => ({ kind: 'poisson' as const, at: [0], rates: [perHour / HOUR] })),
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 120 }), instant(30 * MINUTE))
    .map(([a, b, at]) => ({ kind: 'poisson' as const, at: [0, at + 1], rates: [a / HOUR, b / HOUR] })),
  fc
    .tuple(instant(5 * MINUTE), instant(10 * MINUTE), fc.integer({ min: 1, max: 40 }))
    .map(([first, every, count]) => ({ kind: 'deterministic' as const, first, every: every + 1, count })),
  instant(20 * MINUTE).map((at) => ({ kind: 'all_at_once' as const, at })),
  fc.constant({ kind: 'none' as const }),
);

/** Turns in order, at whole minutes or not, with pipelines spread over at most the least time between two. */
const schedule = fc
  .record({
    gaps: fc.array(fc.oneof(instant(15 * MINUTE), fc.constant(5 * MINUTE)), { minLength: 1, maxLength: 6 }),
    count: fc.constantFrom<DistributionSpec>({ kind: 'constant', value: 3 }, { kind: 'discrete', values: [0, 1, 6], weights: [1, 1, 1] }),
    jitter: fc.constantFrom(0, MINUTE, 5 * MINUTE),
    batch: fc.constantFrom<DistributionSpec>({ kind: 'constant', value: 1 }, { kind: 'empirical', values: [1, 4] }),
  })
  .map(({ gaps, jitter, ...rest }): ScheduleSpec => {
    let time = 0;
    const at = Float64Array.from(gaps, (gap) => (time += gap + 1));
    return { name: 'scheduled', at, jitter: Math.min(jitter, ...gaps), ...rest };
  });

const workload = fc.record({
  traced: fc.boolean(),
  trace,
  pattern,
  schedules: fc.array(schedule, { maxLength: 1 }),
  batch: fc.constantFrom<DistributionSpec>(
    { kind: 'constant', value: 1 },
    { kind: 'constant', value: 1 },
    { kind: 'constant', value: 7 },
    { kind: 'exponential', mean: 3 },
  ),
  durations: fc.tuple(duration(MINUTE), duration(20 * SECOND)),
  start: fc.constantFrom(0, 50_000),
  stages: fc.constantFrom(0, 1),
  timeout: fc.constantFrom(Infinity, 2 * MINUTE),
  instance: fc.nat(1),
});

const idle = fc.record({
  idleCount: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 6 }) }),
  idleCountMin: fc.nat(2),
  idleScaleFactor: fc.constantFrom(0.3, 1, 1.7),
  idleTime: fc.constantFrom(0, 30 * SECOND, 10 * MINUTE),
});

const entry = fc.record({
  fixed: fc.boolean(),
  limit: fc.integer({ min: 1, max: 8 }),
  requestConcurrency: fc.constantFrom(1, 1, 2, 5),
  strictCheckInterval: fc.boolean(),
  prepareTimeout: fc.constantFrom(Infinity, Infinity, 40 * SECOND),
  maxBuilds: fc.nat(3),
  maxGrowthRate: fc.constantFrom(0, 0, 1, 3),
  maxRemovalAttempts: fc.constantFrom(0, 2, 5),
  zone: fc.nat(1),
  idle: fc.tuple(idle, idle, idle),
  changes: fc.tuple(instant(40 * MINUTE), instant(40 * MINUTE)),
});

const config = fc.record({
  concurrent: fc.integer({ min: 1, max: 12 }),
  checkInterval: fc.constantFrom(SECOND, 3 * SECOND, 3 * SECOND, 10 * SECOND),
  shutdownTimeout: fc.constantFrom(5 * SECOND, 2 * MINUTE),
  drained: fc.boolean(),
  entries: fc.tuple(entry, entry, entry),
  entryCount: fc.integer({ min: 1, max: 3 }),
});

const manager = fc.record({
  startOffset: fc.constantFrom(0, 1_500_000, 777_777),
  configCheck: fc.constantFrom(3 * SECOND, 3 * SECOND + 7),
  version: fc.constantFrom('11.4', '13.12', '15.0', '17.0', '18.5', '19.0'),
  commandTimeout: fc.constantFrom(0, 0, 2 * MINUTE),
  configs: fc.tuple(config, config),
});

const event = fc.record({
  at: instant(50 * MINUTE),
  manager: fc.nat(2),
  kind: fc.constantFrom('reload', 'reload', 'start', 'start', 'kill', 'SIGQUIT', 'SIGTERM'),
  config: fc.nat(1),
});

const zone = fc.record({
  bootTime: duration(30 * SECOND),
  deleteTime: duration(12 * SECOND),
  bootFailure: fc.constantFrom(0.2, 0.7),
  failedBootIsBilled: fc.boolean(),
  deleteFailure: fc.constantFrom(0.2, 0.8),
  stopTime: fc.constantFrom(0, 3 * SECOND),
  connectLatency: fc.constantFrom(0, 500_000),
  quota: fc.integer({ min: 1, max: 6 }),
  provisionTime: fc.constantFrom(0, 7 * SECOND),
  provisionFailure: fc.constantFrom(0, 0.5, 1),
  cloud: fc.nat(1),
});

const registration = fc.record({
  type: fc.constantFrom('instance' as const, 'instance' as const, 'group' as const, 'project' as const),
  instance: fc.nat(1),
  tagged: fc.boolean(),
  runUntagged: fc.boolean(),
  protected: fc.boolean(),
  paused: fc.boolean(),
});

const instance = fc.record({
  requestLatency: fc.constantFrom(0, 50_000, 230_000, 2_500_000),
  updateLatency: fc.constantFrom(0, 100_000),
  finalUpdateLatency: fc.constantFrom(0, 100_000),
  longPolling: fc.constantFrom(10 * SECOND, 50 * SECOND),
  longPollWake: fc.constantFrom('rails' as const, 'empty' as const, 'job' as const),
  fairUsage: fc.boolean(),
  cancelPending: fc.boolean(),
  httpRetries: fc.constantFrom(undefined, 0, 2),
  output: fc.constantFrom('off' as const, 'silent' as const, 'chatty' as const),
});

const raw = fc.record({
  features: fc.record(Object.fromEntries(FEATURES.map((feature) => [feature, fc.boolean()])) as Record<Feature, fc.Arbitrary<boolean>>),
  horizon: instant(70 * MINUTE).map((at) => at + 5 * MINUTE),
  warmupShare: fc.double({ min: 0, max: 1, noNaN: true }),
  instances: fc.tuple(instance, instance),
  runners: fc.tuple(registration, registration, registration),
  zones: fc.tuple(zone, zone),
  managers: fc.tuple(manager, manager, manager),
  managerCount: fc.integer({ min: 1, max: 3 }),
  workloads: fc.array(workload, { minLength: 1, maxLength: 2 }),
  events: fc.array(event, { maxLength: 8 }),
});
type Raw = typeof raw extends fc.Arbitrary<infer T> ? T : never;

function machineOf(drawn: Raw['managers'][0]['configs'][0]['entries'][0], on: Features): MachineOptions | 'none' {
  if (on.fixedHosts && drawn.fixed) return 'none';
  const times = [0, ...[...drawn.changes].map((at) => at + 1).sort((a, b) => a - b)];
  const timeline = drawn.idle.map((settings, i) => ({
    at: times[i]! + (i === 2 && times[1] === times[2] ? 1 : 0),
    idle: on.scaleFactor ? settings : { ...settings, idleCountMin: 0, idleScaleFactor: 0 },
  }));
  return {
    zone: drawn.zone,
    maxBuilds: drawn.maxBuilds,
    maxGrowthRate: drawn.maxGrowthRate,
    maxRemovalAttempts: drawn.maxRemovalAttempts,
    timeline: on.periods ? timeline : timeline.slice(0, 1),
  };
}

function entriesOf(
  { entries, entryCount }: Pick<Raw['managers'][0]['configs'][0], 'entries' | 'entryCount'>,
  on: Features,
): EntryOptions[] {
  return entries.slice(0, on.entries ? entryCount : 1).map((drawn) => ({
    limit: on.limits ? drawn.limit : 0,
    requestConcurrency: drawn.requestConcurrency,
    adaptive: on.adaptive,
    strictCheckInterval: drawn.strictCheckInterval,
    prepareTimeout: on.timeouts ? drawn.prepareTimeout : Infinity,
    machine: machineOf(drawn, on),
  }));
}

function arrivalsOf(drawn: Raw['workloads'][0], on: Features): ArrivalSpec {
  if (drawn.traced) {
    let at = 0;
    const jobs = drawn.trace.map((job): JobOptions => {
      at += job.gap;
      return {
        at,
        script: job.script,
        project: job.project,
        tags: on.tags && job.tagged ? ['big'] : [],
        protected: on.tags && job.protected,
        fails: on.jobFailures && job.fails,
        ...(on.timeouts && job.timeout !== undefined ? { timeout: job.timeout } : {}),
        ...(on.cancels && job.cancelAfter !== undefined ? { cancelAt: at + job.cancelAfter, cancelAtOnce: job.cancelAtOnce } : {}),
      };
    });
    return traceOf(jobs);
  }
  const classes = drawn.durations.map((distribution, i): JobClassSpec => ({
    name: `class-${i}`,
    weight: 1 + i,
    duration: distribution,
    tags: on.tags && i === 1 ? ['big'] : [],
    protected: false,
    failure: on.jobFailures ? 0.2 : 0,
  }));
  return generated(drawn.pattern, {
    schedules: drawn.schedules,
    batch: drawn.batch,
    classes,
    projects: [0, 1, 2, 3],
    projectShare: Float64Array.of(0.5, 0.7, 0.9, 1),
  });
}

function eventsOf(drawn: Raw, on: Features, managers: number): EventSpec[] {
  const events = drawn.events.map(({ at, manager, kind, config }): EventSpec | undefined => {
    const where = { at, manager: manager % managers };
    if (kind === 'reload') return on.reloads ? { ...where, kind, config } : undefined;
    if (!on.stops) return undefined;
    return kind === 'start' || kind === 'kill' ? { ...where, kind } : { ...where, kind: 'stop', signal: kind };
  });
  return events.filter((one) => one !== undefined).sort((a, b) => a.at - b.at);
}

function fleetOf(drawn: Raw, off: readonly Feature[], always: readonly Feature[]): FleetSpec {
  const all = (features: readonly Feature[], value: boolean): Partial<Features> => Object.fromEntries(features.map((one) => [one, value]));
  const on: Features = { ...drawn.features, ...all(off, false), ...all(always, true) };
  const managers = on.managers ? drawn.managerCount : 1;
  const latency = (value: Micros): Micros => (on.latencies ? value : 0);
  return aFleet({
    startEpochMs: 1_538_956_800_000,
    horizon: drawn.horizon,
    warmup: on.warmup ? Math.min(Math.floor(drawn.horizon * drawn.warmupShare), drawn.horizon - 1) : 0,
    instances: drawn.instances.map(({ output, ...one }) => ({
      ...one,
      requestLatency: latency(one.requestLatency),
      updateLatency: latency(one.updateLatency),
      finalUpdateLatency: latency(one.finalUpdateLatency),
      longPolling: on.longPolling ? one.longPolling : 0,
      trace: {
        output: on.signsOfLife ? output : 'off',
        patchLatency: latency(40_000),
        touchLatency: latency(30_000),
        updateInterval: 5 * SECOND,
      },
    })),
    runners: drawn.runners.map((one, index) => ({
      type: one.type,
      instance: index === 2 ? one.instance : 0,
      tags: on.tags && one.tagged ? ['big', 'fast'] : [],
      runUntagged: !on.tags || !one.tagged || one.runUntagged,
      protected: on.tags && one.protected,
      paused: on.paused && one.paused,
      projects: one.type === 'project' ? [0, 1, 2] : undefined,
    })),
    clouds: [{}, { billing: { granularity: 10 * MINUTE, minimum: 20 * MINUTE } }],
    zones: drawn.zones.map((one) => ({
      ...one,
      bootFailure: on.bootFailures ? one.bootFailure : 0,
      deleteFailure: on.deleteFailures ? one.deleteFailure : 0,
      stopTime: latency(one.stopTime),
      connectLatency: latency(one.connectLatency),
      quota: on.quota ? one.quota : Infinity,
      quotaRefusal: 2 * SECOND,
    })),
    machineTypes: [{ pricePerHour: 0.05 }],
    managers: drawn.managers.slice(0, managers).map(({ version, configs, ...one }) => ({
      ...one,
      ...(on.otherVersions ? { flags: runnerFlags(version)! } : {}),
      configs: configs.map(({ drained, ...rest }) => ({
        concurrent: rest.concurrent,
        checkInterval: rest.checkInterval,
        shutdownTimeout: rest.shutdownTimeout,
        drain: { enabled: drained },
        entries: entriesOf(rest, on),
      })),
    })),
    projects: 4,
    workloads: drawn.workloads.map((one) => ({
      instance: on.entries ? one.instance : 0,
      arrivals: arrivalsOf(one, on),
      start: latency(one.start),
      stages: {
        prepare: one.stages * SECOND,
        prepareScript: one.stages * 300_000,
        getSources: one.stages * 700_000,
        cleanup: latency(100_000),
      },
      timeout: on.timeouts ? one.timeout : Infinity,
    })),
    events: eventsOf(drawn, on, managers),
  });
}

/** Returns random fleets of any shape, none of which has a feature of `off` and all of which have those of `always`. A run of one takes milliseconds. */
export function anyFleet(off: readonly Feature[] = [], always: readonly Feature[] = []): fc.Arbitrary<FleetSpec> {
  return raw.map((drawn) => fleetOf(drawn, off, always));
}
