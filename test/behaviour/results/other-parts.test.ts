/** What a run says beside jobs, machines and cost: waits, pipelines, clouds, services, GitLab, monitoring, settings. */
import { describe, expect, test } from 'vitest';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import type { ServiceSpec } from '../../../src/fleet/service.js';
import { Collector } from '../../../src/results/collector.js';
import { Signal } from '../../../src/sim/signal.js';
import type { CloudCounters, TrafficCounters } from '../../../src/record/counters.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import type { PipelineRecord } from '../../../src/record/pipeline.js';
import { PREPARATION_PARTS } from '../../../src/record/preparation.js';
import { WAIT_CAUSES } from '../../../src/record/wait-causes.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { aJob, aMachine, anEnd, aPendingJob, fleet, options, signals } from '../../support/records.js';

const seconds = (names: readonly string[], parts: Readonly<Record<string, number>>): Float64Array =>
  Float64Array.from(names, (name) => (parts[name] ?? 0) * SECOND);
const waits = (parts: Readonly<Record<string, number>>): Float64Array => seconds(WAIT_CAUSES, parts);
const preparation = (parts: Readonly<Record<string, number>>): Float64Array => seconds(PREPARATION_PARTS, parts);

describe('why jobs waited', () => {
  test('means and quantiles by cause, over all cells and of each scope', () => {
    const collector = new Collector(options());
    collector.job(
      aJob(4000, 10, { waits: waits({ boot: 8, next_poll: 2 }), preparation: preparation({ stages: 4, check: 1 }), overtaken: 3 }),
    );
    collector.job(aJob(4000, 20, { manager: 1, waits: waits({ limit: 20 }), preparation: preparation({ stages: 5 }), overtaken: 1 }));
    const { all, managers: own, projects } = collector.finish(anEnd()).jobs;
    expect(all.waits).toEqual({
      mean: { limit: 10, boot: 4, next_poll: 1 },
      p50: { boot: 8, next_poll: 2 },
      p95: { limit: 20 },
      p99: { limit: 20 },
    });
    expect(all.preparationParts).toEqual({ check: 0.5, stages: 4.5 });
    expect(all.overtaken).toEqual({ mean: 2, max: 3 });
    expect(own.map((scope) => scope.waits?.mean)).toEqual([{ boot: 8, next_poll: 2 }, { limit: 20 }, undefined]);
    expect(projects[0]?.waits).toBeUndefined();
  });

  test('a job that waits on counts with its wait so far, as in the queue time', () => {
    const collector = new Collector(options());
    collector.job(aPendingJob(10_000, { waits: waits({ outage: 800 }) }));
    const { all } = collector.finish(anEnd()).jobs;
    expect(all.queueTime.mean.value).toBe(800);
    expect(all.waits?.p95).toEqual({ outage: 800 });
    expect(all.preparationParts).toBeUndefined();
  });
});

describe('pipelines', () => {
  const aPipeline = (over: Partial<PipelineRecord> = {}): PipelineRecord => ({
    pipeline: 1,
    workload: 0,
    project: 0,
    createdAt: 4000 * SECOND,
    startedAt: 4001 * SECOND,
    finishedAt: 4300 * SECOND,
    status: 'success',
    jobs: 3,
    ...over,
  });

  test('durations, those under way as lower bounds, cancelled ones apart', () => {
    const question = { metric: 'pipeline_duration' as const, labels: {}, stat: { kind: 'max' as const } };
    const share = { ...question, labels: { workload: [0] }, stat: { kind: 'share_below' as const, below: 300 * SECOND } };
    const collector = new Collector(options({ questions: [question, share, { ...question, labels: { instance: [1] } }] }));
    collector.pipeline(aPipeline());
    collector.pipeline(aPipeline({ finishedAt: 4299 * SECOND, status: 'failed' }));
    collector.pipeline(aPipeline({ status: 'cancelled', finishedAt: 9000 * SECOND }));
    collector.pipeline(aPipeline({ status: 'running', finishedAt: NOT_YET, createdAt: 10_400 * SECOND, jobs: 1 }));
    collector.pipeline(aPipeline({ createdAt: 10 * SECOND }));
    const { pipelines, answers } = collector.finish(anEnd());
    expect(pipelines!.all).toMatchObject({
      pipelines: 4,
      statuses: { success: 1, failed: 1, cancelled: 1, running: 1 },
      jobsMean: 2.5,
      duration: { count: 3, bounds: 1, p50: { value: 300 }, max: { value: 400, atLeast: true } },
    });
    expect(pipelines!.workloads.map(({ name, pipelines: n }) => [name, n])).toEqual([
      ['public', 4],
      ['secret', 0],
    ]);
    expect(answers).toEqual([{ value: 400, atLeast: true }, { value: 1 / 3 }, { value: null }]);
  });
});

describe('what is around a fleet', () => {
  const service = (name: string, kind: ServiceSpec['kind'], over: Partial<ServiceSpec>): ServiceSpec => ({
    name,
    kind,
    cloud: -1,
    zone: -1,
    pricePerHour: 0,
    bandwidth: 0,
    latency: 0,
    pullsPerWindow: Infinity,
    window: 1,
    egressPerByte: 0,
    targets: 0,
    seriesPerTarget: 0,
    ...over,
  });
  const world = {
    ...fleet,
    clouds: [...fleet.clouds, { ...fleet.clouds[0]!, name: 'do' }],
    services: [
      service('mirror', 'registry_mirror', { cloud: 0, pricePerHour: 0.5, egressPerByte: 1e-9 }),
      service('hub', 'registry', { egressPerByte: 2e-9 }),
      service('consul', 'consul', { cloud: 0, pricePerHour: 0.25, targets: 1, seriesPerTarget: 100 }),
    ],
  };
  const traffic = (over: Partial<TrafficCounters>): TrafficCounters => ({
    service: 0,
    cloud: 0,
    transfers: 1,
    refused: 0,
    bytesOut: 2 ** 30,
    bytesIn: 0,
    ...over,
  });
  const cloud = (over: Partial<CloudCounters>): CloudCounters => ({
    cloud: 0,
    calls: 0,
    refusedCalls: 0,
    refusedByQuota: 0,
    failedByOutage: 0,
    died: 0,
    preempted: 0,
    orphaned: 0,
    zeroRecords: 0,
    hangingRemoved: 0,
    zeroRemoved: 0,
    ...over,
  });

  test('nothing is said of what is not used', () => {
    const result = new Collector(options()).finish(anEnd());
    for (const key of ['clouds', 'helpers', 'traffic', 'gitlab', 'monitoring', 'pipelines', 'story', 'notes']) {
      expect(result).not.toHaveProperty(key);
    }
    expect(result.pools.all.cost).not.toHaveProperty('orphan');
    expect(result.pools.all.cost).not.toHaveProperty('egress');
  });

  test('hosts of helpers and egress are paid by all and by their cloud, and by no group', () => {
    const collector = new Collector(
      options({ fleet: world, questions: [{ metric: 'cost', labels: { cloud: [0] }, stat: { kind: 'avg' } }] }),
    );
    const trafficCounters = [
      traffic({ service: -1 }),
      traffic({}),
      traffic({ cloud: 1 }),
      traffic({ service: 1, bytesOut: 1e9, bytesIn: 1e9 }),
    ];
    const result = collector.finish(anEnd({ trafficCounters }));
    const ofManagers = fleet.managers.reduce((sum, { hostPricePerHour }) => sum + hostPricePerHour, 0) * 2;
    expect(result.pools.all.cost.hosts).toBeCloseTo(ofManagers + 1.5, 12);
    expect(result.pools.all.cost.egress).toBeCloseTo(2 ** 30 * 1e-9 + 4, 12);
    expect(result.pools.clouds.map(({ cost }) => [cost.hosts, cost.egress])).toEqual([
      [1.5, 4],
      [0, 2 ** 30 * 1e-9],
    ]);
    expect(result.pools.groups[0]!.cost).not.toHaveProperty('egress');
    expect(result.pools.groups[0]!.cost.hosts).toBeCloseTo(0.4, 12);
    expect(result.answers).toEqual([{ value: 5.5 }]);
    expect(result.helpers).toEqual([
      { helper: 'mirror', kind: 'registry_mirror', cloud: 'gce', cost: 1 },
      { helper: 'consul', kind: 'consul', cloud: 'gce', cost: 0.5 },
    ]);
    expect(result.traffic!.map(({ helper, cloud: at, gibOut, cost }) => [helper, at, gibOut, cost])).toEqual([
      ['GitLab', 'gce', 1, 0],
      ['mirror', 'gce', 1, 0],
      ['mirror', 'do', 1, 2 ** 30 * 1e-9],
      ['hub', 'gce', 1e9 / 2 ** 30, 4],
    ]);
  });

  test('time as an orphan is billed, and shown apart', () => {
    const collector = new Collector(options());
    const time = { boot: 0, idle: 0, busy: 0, teardown: 0, orphan: HOUR };
    collector.machine(aMachine({ time, rounding: 0, orphanedAt: 4000 * SECOND }));
    const { cost } = collector.finish(anEnd()).pools.all;
    expect(cost.orphan).toBeCloseTo(0.36, 12);
    expect(cost.total - cost.hosts).toBeCloseTo(0.36, 12);
    expect(cost.usage[0]).toMatchObject({ orphanSeconds: 3600, billedSeconds: 3600 });
  });

  test("clouds' troubles with the orphans that stand, GitLab's load, and what is scraped", () => {
    const clock = { now: 0 };
    const orphans = new Signal(clock, { name: 'machines_orphaned', binWidth: HOUR, bins: 3 });
    const standing = new Signal(clock, { name: 'machines_standing', binWidth: HOUR, bins: 3 });
    const running = new Signal(clock, { name: 'managers_running', binWidth: HOUR, bins: 3 });
    orphans.set(1);
    standing.set(20);
    running.set(3);
    clock.now = 2 * HOUR;
    orphans.set(3);
    standing.set(26);
    clock.now = 3 * HOUR;
    orphans.close(clock.now);
    standing.close(clock.now);
    running.close(clock.now);
    const end = anEnd({
      cloudCounters: [cloud({ orphaned: 3, hangingRemoved: 1 }), cloud({ cloud: 1 })],
      signals: [
        // Directories say nothing of what stands: two entries have thirty each.
        ...signals({ machines_all: 30 }),
        { name: 'machines_orphaned', labels: { cloud: 0 }, signal: orphans },
        { name: 'machines_standing', labels: { cloud: 0 }, signal: standing },
        { name: 'managers_running', labels: {}, signal: running },
      ],
    });
    for (const counter of end.counters) counter.statusUpdates = 7200;
    const monitoring = { seriesPerMachine: 10, seriesPerManager: 5, scrapeInterval: 10 * SECOND, federatedShare: 0.1 };
    const result = new Collector(options({ fleet: { ...world, monitoring } })).finish(end);
    expect(result.clouds).toEqual([
      expect.objectContaining({ cloud: 'gce', orphaned: 3, hangingRemoved: 1, orphans: { average: 5 / 3, peak: 3 } }),
    ]);
    expect(result.clouds![0]!.machines).toEqual({ average: 22, peak: 26 });
    expect(result.gitlab).toEqual([
      { instance: 'git.example', requestsPerSecond: 14 / 7200, statusUpdatesPerSecond: 2, traceUpdatesPerSecond: 0 },
      { instance: 'other.example', requestsPerSecond: 7 / 7200, statusUpdatesPerSecond: 1, traceUpdatesPerSecond: 0 },
    ]);
    // 20 and then 26 machines stand in the cloud, three processes run, one target is a helper's: 220 or 260, 15 and 100 series.
    expect(result.monitoring).toEqual({
      targets: [
        { of: 'machines', cloud: 'gce', foundBy: 'Consul (consul)', average: 22, peak: 26 },
        { of: 'managers', average: 3, peak: 3 },
        { of: 'consul', average: 1, peak: 1 },
      ],
      series: { average: 335, peak: 375 },
      federatedSeries: { average: 33.5, peak: 37.5 },
      samplesPerSecond: 33.5,
    });
  });

  test('only jobs that the line is about make a story', () => {
    const line = { below: 30 * SECOND, share: 0.9, labels: { workload: [1] }, subject: 'queue_time{workload=secret}', isDefault: false };
    const gone: OutageSpec = {
      name: 'gone',
      target: { kind: 'cloud', index: 0 },
      times: { kind: 'fixed', windows: [{ from: 7200 * SECOND, to: 7800 * SECOND }] },
      effect: { kind: 'sold_out' },
    };
    const collector = new Collector(options({ fleet: { ...fleet, outages: [gone] }, line }));
    collector.note({ at: 7200 * SECOND, kind: 'outage_begins', subject: 'gone' });
    collector.note({ at: 7800 * SECOND, kind: 'outage_ends', subject: 'gone' });
    collector.note({ at: 7900 * SECOND, kind: 'config_in_force', subject: 'linux-1' });
    collector.job(aJob(7300, 40));
    collector.job(aJob(7300, 40, { workload: 1, project: 2, runner: 1, manager: 2 }));
    const { story, notes } = collector.finish(anEnd());
    expect(story).toEqual([expect.objectContaining({ outage: 'gone', jobsQueued: 1, jobsDelayed: 1, minutesMissed: 1, recovered: 7800 })]);
    expect(notes).toEqual([{ at: 7900, kind: 'config_in_force', subject: 'linux-1' }]);
  });
});
