/** What jobs move, worked out by hand: a bandwidth of 10 bytes a microsecond moves 10 MB in a second. */
import { describe, expect, test } from 'vitest';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import type { ServiceKind, ServiceSpec } from '../../../src/fleet/service.js';
import type { TransferSpec } from '../../../src/fleet/transfers.js';
import { NO_TRANSFERS } from '../../../src/fleet/transfers.js';
import type { DistributionSpec } from '../../../src/sim/random/index.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { PREPARATION_PARTS } from '../../../src/record/preparation.js';
import type { JobRecord } from '../../../src/record/job.js';
import type { PreparationPart } from '../../../src/record/preparation.js';
import { HOUR, MILLISECOND, MINUTE, SECOND } from '../../../src/units/time.js';
import type { FleetOptions, WorkloadOptions } from '../../support/fleet-builder.js';
import { aFleet } from '../../support/fleet-builder.js';
import { given } from '../../support/given.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { runFleet } from '../../support/run-fleet.js';

const MB = 1e6;
const constant = (value: number): DistributionSpec => ({ kind: 'constant', value });

function aHelper(kind: ServiceKind, options: Partial<ServiceSpec> = {}): ServiceSpec {
  return {
    name: `${kind} ${options.cloud ?? -1}`,
    kind,
    cloud: -1,
    zone: -1,
    pricePerHour: 0,
    bandwidth: 10,
    latency: 0,
    pullsPerWindow: Infinity,
    window: HOUR,
    egressPerByte: 0,
    targets: 0,
    seriesPerTarget: 0,
    ...options,
  };
}

const MIRROR = aHelper('registry_mirror', { cloud: 0, latency: 5 * MILLISECOND });
const REGISTRY = aHelper('registry', { bandwidth: 2, latency: 100 * MILLISECOND });
const CACHE = aHelper('cache', { cloud: 0 });
const IMAGE: TransferSpec = { ...NO_TRANSFERS, image: { bytes: constant(100 * MB), reusedShare: 0.1 } };

function serviceOutage(service: number, from: number, to: number, effect: OutageSpec['effect'] = { kind: 'service_down' }): OutageSpec {
  return {
    name: `service ${service}`,
    target: { kind: 'service', index: service },
    times: { kind: 'fixed', windows: [{ from, to }] },
    effect,
  };
}

const HOST = { concurrent: 1, entry: { machine: 'none' as const } };
const ON_DEMAND = { concurrent: 1, entry: { machine: { idleTime: HOUR } } };

function play(transfers: TransferSpec, options: FleetOptions, workload: WorkloadOptions = {}): FleetOutcome {
  return runFleet(aFleet({ ...options, workload: { jobs: [{}], ...workload, transfers } }), { watch: false });
}

/** Parts that are not 0, in seconds. */
function partsOf(job: Readonly<JobRecord> | undefined): Partial<Record<PreparationPart, number>> {
  const parts = PREPARATION_PARTS.map((part, i) => [part, job!.preparation[i]! / SECOND] as const);
  return Object.fromEntries(parts.filter(([, time]) => time !== 0));
}

describe('an image', () => {
  const stagesOf = (options: FleetOptions, transfers = IMAGE): number[] =>
    play(transfers, options, { jobs: [{}, {}] }).jobs.map((job) => partsOf(job).stages ?? 0);

  test('comes whole to a fresh machine, from the mirror of its cloud, and as its share to one that ran a job', () => {
    expect(stagesOf({ manager: ON_DEMAND, services: [MIRROR, REGISTRY] })).toEqual([10.005, 1.005]);
  });

  test('comes from the registry where the cloud has no mirror, or its mirror is down', () => {
    const elsewhere = { ...MIRROR, cloud: 1 };
    expect(stagesOf({ clouds: [{}, {}], manager: ON_DEMAND, services: [elsewhere, REGISTRY] })).toEqual([50.1, 5.1]);
    expect(stagesOf({ manager: ON_DEMAND, services: [MIRROR, REGISTRY], outages: [serviceOutage(0, 0, MINUTE)] })).toEqual([50.1, 1.005]);
  });

  test('takes longer while its server is slower', () => {
    const outages = [serviceOutage(0, 0, HOUR, { kind: 'service_slow', factor: 3 })];
    expect(stagesOf({ manager: ON_DEMAND, services: [MIRROR, REGISTRY], outages })).toEqual([30.015, 3.015]);
  });

  test('takes no time where nobody is said to serve it', () => {
    expect(stagesOf({ manager: ON_DEMAND })).toEqual([0, 0]);
    expect(stagesOf({ manager: ON_DEMAND, services: [MIRROR], outages: [serviceOutage(0, 0, HOUR)] })).toEqual([0, 0]);
  });

  test('is on a fixed host already, which a helper of no cloud serves', () => {
    expect(stagesOf({ manager: HOST, services: [MIRROR, REGISTRY] })).toEqual([5.1, 5.1]);
  });

  test('a share of nothing is not pulled', () => {
    const transfers = { ...IMAGE, image: { bytes: constant(100 * MB), reusedShare: 0 } };
    const outcome = play(transfers, { manager: ON_DEMAND, services: [MIRROR] }, { jobs: [{}, {}] });
    expect(outcome.jobs.map((job) => partsOf(job).stages ?? 0)).toEqual([10.005, 0]);
    expect(outcome.trafficCounters.find(({ service, cloud }) => service === 0 && cloud === 0)).toMatchObject({
      transfers: 1,
      bytesOut: 100 * MB,
    });
  });
});

describe('an image that is not served', () => {
  const stages = { prepare: 2 * SECOND };

  test('fails the preparation three times, three seconds apart, and then the job', () => {
    // 3 x (2 s + 100 ms + 3 s) = 15.3 s.
    const { jobs, trafficCounters } = play(
      IMAGE,
      { manager: HOST, services: [REGISTRY], outages: [serviceOutage(0, 0, HOUR)] },
      { stages },
    );
    expect(jobs[0]).toMatchObject({
      status: 'runner_system_failure',
      failureReason: 'image_pull',
      scriptAt: NOT_YET,
      finishedAt: 15.3 * SECOND,
    });
    expect(partsOf(jobs[0])).toEqual({ failed_tries: 15.3 });
    expect(trafficCounters.filter(({ refused }) => refused > 0)).toEqual([
      { service: 0, cloud: -1, transfers: 0, refused: 3, bytesOut: 0, bytesIn: 0 },
    ]);
  });

  test('uses its machine, which is released as ever', () => {
    const { jobs, machines } = play(
      IMAGE,
      { manager: ON_DEMAND, services: [REGISTRY], outages: [serviceOutage(0, 0, 40 * SECOND)] },
      {
        stages,
        jobs: [{}, { at: MINUTE }],
      },
    );
    // The machine is there at 30 s; pulls fail at 32.1 s and 37.2 s, the third begins at 40.2 s.
    expect(partsOf(jobs[0])).toEqual({ boot: 30, failed_tries: 10.2, stages: 52.1 });
    expect(jobs[0]).toMatchObject({ status: 'success', scriptAt: 92.3 * SECOND, machine: 1, machineUse: 1 });
    expect(jobs[1]).toMatchObject({ status: 'success', machine: 1, machineUse: 2 });
    expect(machines[0]).toMatchObject({ uses: 2, reasonRemoved: 'none' });
  });

  test('shares its three attempts with those that got no machine', () => {
    // The first attempt's three boots fail: 3 x (30 s + 1 s) + 3 s = 96 s. Two attempts are left for the pull: 126 s + 2 x 5.1 s.
    const failing = { us: 30 * SECOND, ok: false };
    const down = { services: [REGISTRY], outages: [serviceOutage(0, 0, HOUR)] };
    const { jobs } = runFleet(aFleet({ manager: ON_DEMAND, ...down, workload: { stages, jobs: [{}], transfers: IMAGE } }), {
      given: given({ boots: [failing, failing, failing, 30 * SECOND] }),
    });
    expect(jobs[0]).toMatchObject({ failureReason: 'image_pull', finishedAt: 136.2 * SECOND });
    expect(partsOf(jobs[0])).toEqual({ failed_tries: 106.2, boot: 30 });
  });

  test('a registry grants so many pulls a window', () => {
    const limited = { ...REGISTRY, pullsPerWindow: 1 };
    const manager = { ...HOST, concurrent: 2, entry: { machine: 'none' as const, requestConcurrency: 2, adaptive: false } };
    const once = play(IMAGE, { manager, services: [limited] }, { jobs: [{}, {}] });
    expect(once.jobs.map(({ failureReason }) => failureReason)).toEqual(['none', 'image_pull']);
    // Refused at 0 s and at 3.1 s, in the first window; granted at 6.2 s.
    const twice = play(IMAGE, { manager, services: [{ ...limited, window: 5 * SECOND }] }, { jobs: [{}, {}] });
    expect(twice.jobs.map(partsOf)).toEqual([{ stages: 5.1 }, { failed_tries: 6.2, stages: 5.1 }]);
  });

  test('a limit of the job ends the attempts: the pause between them is cut, before 19.0 it is not', () => {
    const down = { services: [REGISTRY], outages: [serviceOutage(0, 0, HOUR)] };
    const entry = { machine: 'none' as const, prepareTimeout: 5 * SECOND };
    const [cut] = play(IMAGE, { ...down, manager: { ...HOST, entry } }).jobs;
    expect(cut).toMatchObject({ status: 'timed_out', finishedAt: 5 * SECOND });
    const [older] = play(IMAGE, { ...down, manager: { ...HOST, entry, flags: { attemptPauseIsCut: false } } }).jobs;
    expect(older).toMatchObject({ status: 'timed_out', finishedAt: 6.2 * SECOND });
    expect(partsOf(older)).toEqual({ failed_tries: 6.2 });
  });

  test('SIGTERM interrupts it at the end of its preparation', () => {
    const events = [{ at: SECOND, kind: 'stop' as const, manager: 0, signal: 'SIGTERM' as const }];
    const [job] = play(IMAGE, { manager: HOST, services: [REGISTRY], outages: [serviceOutage(0, 0, HOUR)], events }, { stages }).jobs;
    expect(job).toMatchObject({ failureReason: 'interrupted', finishedAt: 2.1 * SECOND });
  });
});

test('sources are cloned on a fresh machine and fetched on one that ran a job', () => {
  const transfers: TransferSpec = { ...NO_TRANSFERS, sources: { clone: constant(60 * MB), fetch: constant(2 * MB), bandwidth: 10 } };
  const { jobs, trafficCounters } = play(transfers, { manager: ON_DEMAND }, { jobs: [{}, {}] });
  expect(jobs.map((job) => partsOf(job).stages)).toEqual([6, 0.2]);
  expect(trafficCounters).toEqual([
    { service: -1, cloud: -1, transfers: 0, refused: 0, bytesOut: 0, bytesIn: 0 },
    { service: -1, cloud: 0, transfers: 2, refused: 0, bytesOut: 62 * MB, bytesIn: 0 },
  ]);
});

describe('a cache', () => {
  const cacheOf = (hit: number): TransferSpec => ({
    ...NO_TRANSFERS,
    cache: { bytes: constant(20 * MB), hit, missPenalty: constant(30 * SECOND) },
    artifacts: { bytes: constant(5 * MB), bandwidth: 1 },
  });
  const host = { manager: HOST, services: [{ ...CACHE, cloud: -1 }] };
  const scenes = (options: FleetOptions, hit: number, workload: WorkloadOptions = {}): { script: number; end: number } => {
    const [job] = play(cacheOf(hit), options, workload).jobs;
    return { script: job!.scriptAt / SECOND, end: job!.finishedAt / SECOND };
  };

  test('is downloaded before the script, and uploaded with the artifacts after it', () => {
    // 2 s down, the minute of the script, 2 s up, 5 s of artifacts.
    expect(scenes(host, 1)).toEqual({ script: 2, end: 69 });
    const { trafficCounters } = play(cacheOf(1), host);
    expect(trafficCounters.filter(({ transfers }) => transfers > 0)).toEqual([
      { service: -1, cloud: -1, transfers: 1, refused: 0, bytesOut: 0, bytesIn: 5 * MB },
      { service: 0, cloud: -1, transfers: 2, refused: 0, bytesOut: 20 * MB, bytesIn: 20 * MB },
    ]);
  });

  test('a miss costs the script its penalty, and is uploaded', () => {
    expect(scenes(host, 0)).toEqual({ script: 0, end: 97 });
  });

  test('that is down, or of another cloud, is a miss and takes nothing', () => {
    expect(scenes({ ...host, outages: [serviceOutage(0, 0, HOUR)] }, 1)).toEqual({ script: 0, end: 95 });
    expect(scenes({ manager: HOST, services: [CACHE] }, 1)).toEqual({ script: 0, end: 95 });
  });

  test('is asked when the transfer begins: down or slow at one end only', () => {
    expect(scenes({ ...host, outages: [serviceOutage(0, 30 * SECOND, HOUR)] }, 1)).toEqual({ script: 2, end: 67 });
    expect(scenes({ ...host, outages: [serviceOutage(0, 0, MINUTE)] }, 1)).toEqual({ script: 0, end: 97 });
    const slow = serviceOutage(0, 30 * SECOND, HOUR, { kind: 'service_slow', factor: 10 });
    expect(scenes({ ...host, outages: [slow] }, 1)).toEqual({ script: 2, end: 87 });
  });

  test('a script that fails uploads nothing', () => {
    expect(scenes(host, 1, { jobs: [{ fails: true }] })).toEqual({ script: 2, end: 62 });
    const { trafficCounters } = play(cacheOf(1), host, { jobs: [{ fails: true }] });
    expect(trafficCounters.filter(({ bytesIn }) => bytesIn > 0)).toEqual([]);
  });

  test('a limit cuts it, and what follows it', () => {
    const [job] = play(cacheOf(1), host, { timeout: SECOND }).jobs;
    expect(job).toMatchObject({ status: 'timed_out', scriptAt: NOT_YET, finishedAt: SECOND });
    expect(partsOf(job)).toEqual({ stages: 1 });
    const { jobs, trafficCounters } = play(cacheOf(1), host, { timeout: 63 * SECOND });
    expect(jobs[0]).toMatchObject({ status: 'timed_out', finishedAt: 63 * SECOND });
    // The cache was on its way, the artifacts had not begun.
    expect(trafficCounters.filter(({ bytesIn }) => bytesIn > 0).map(({ service }) => service)).toEqual([0]);
  });

  test('SIGTERM in the script ends it without uploads', () => {
    const events = [{ at: 30 * SECOND, kind: 'stop' as const, manager: 0, signal: 'SIGTERM' as const }];
    const [job] = play(cacheOf(1), { ...host, events }).jobs;
    expect(job).toMatchObject({ failureReason: 'interrupted', scriptAt: 2 * SECOND, finishedAt: 30 * SECOND });
  });
});

describe('what is drawn', () => {
  const drawn: TransferSpec = {
    image: { bytes: { kind: 'exponential', mean: 100 * MB }, reusedShare: 0 },
    sources: { clone: { kind: 'exponential', mean: 60 * MB }, fetch: constant(0), bandwidth: 5 },
    cache: { bytes: { kind: 'exponential', mean: 20 * MB }, hit: 0.6, missPenalty: { kind: 'exponential', mean: 10 * SECOND } },
    artifacts: { bytes: { kind: 'exponential', mean: 5 * MB }, bandwidth: 1 },
  };
  const jobs = Array.from({ length: 12 }, (_, i) => ({ at: i * 20 * SECOND, script: 30 * SECOND }));
  const fresh = { entry: { machine: { maxBuilds: 1 } } };

  test('is the same for a job whatever else happens', () => {
    // Every job has a fresh machine; the second fleet starts them later and in another order of their steps.
    const services = [MIRROR, CACHE];
    const one = play(drawn, { manager: { concurrent: 50, ...fresh }, services }, { jobs });
    const other = play(drawn, { manager: { concurrent: 2, ...fresh }, services, zone: { bootTime: constant(71 * SECOND) } }, { jobs });
    const ran = ({ jobs: records }: FleetOutcome): unknown[] => records.map((job) => [partsOf(job).stages, job.finishedAt - job.scriptAt]);
    expect(ran(one)).toEqual(ran(other));
    expect(new Set(one.jobs.map((job) => partsOf(job).stages)).size).toBe(12);
  });

  test('counts within the measurement period only, at the begin of the transfer', () => {
    const options = { manager: HOST, services: [{ ...REGISTRY, latency: 0 }] };
    const transfers: TransferSpec = { ...IMAGE, artifacts: { bytes: constant(5 * MB), bandwidth: 1 } };
    // Pull at 0 s, script from 5 s to 65 s, artifacts at 65 s.
    const moved = (warmup: number, horizon = HOUR): number[] => {
      const { trafficCounters } = play(transfers, { ...options, warmup, horizon });
      return [trafficCounters.reduce((sum, one) => sum + one.bytesOut, 0), trafficCounters.reduce((sum, one) => sum + one.bytesIn, 0)];
    };
    expect(moved(0)).toEqual([10 * MB, 5 * MB]);
    expect(moved(1)).toEqual([0, 5 * MB]);
    expect(moved(65 * SECOND)).toEqual([0, 5 * MB]);
    expect(moved(65 * SECOND + 1)).toEqual([0, 0]);
    expect(moved(0, 65 * SECOND)).toEqual([10 * MB, 0]);
    expect(moved(0, 66 * SECOND)).toEqual([10 * MB, 5 * MB]);
  });

  test('nothing moved: services change no byte', () => {
    const bare = play(NO_TRANSFERS, { manager: ON_DEMAND }, { jobs });
    const served = play(NO_TRANSFERS, { manager: ON_DEMAND, services: [MIRROR, REGISTRY, CACHE] }, { jobs });
    expect(served.fingerprint).toBe(bare.fingerprint);
    expect(served.events).toBe(bare.events);
    expect(served.trafficCounters).toEqual([]);
  });
});
