/** The fleet of GitLab.com in 2018 as it ships: who is in it, and what holds exactly in ten replications: Little's law, flow and cost. */
import { castOf } from '../../src/fleet/cast.js';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FleetRun } from '../../src/models/fleet-run.js';
import { startFleet } from '../../src/models/run.js';
import { MACHINE_COLUMNS, rowFormat } from '../../src/report/run/csv.js';
import type { RunResult } from '../../src/results/run-result.js';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { prepareScenario, type PreparedScenario } from '../../src/scenario/prepare.js';
import { openRun, type StartFleet } from '../../src/study/open-run.js';
import { simulate } from '../../src/study/simulate.js';
import type { JobRecord } from '../../src/record/job.js';
import { NOT_YET } from '../../src/record/not-yet.js';
import { machineRow } from '../support/rows.js';

const SCENARIOS = path.resolve(import.meta.dirname, '../../scenarios');
const REPLICATIONS = Array.from({ length: 10 }, (_, replication) => replication);
const SEED = 2018;

function prepared(...set: readonly string[]): PreparedScenario {
  const read = (file: string): string => readFileSync(path.join(SCENARIOS, file), 'utf8');
  const result = prepareScenario(read('gitlab-com-2018.yaml'), 'gitlab-com-2018.yaml', read, {
    set,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });
  if ('issues' in result) throw new Error(result.issues.map(formatIssue).join('\n'));
  return result;
}

/** The path of a job, with the end of the run where it has not got further. */
function pathOf(job: JobRecord, end: number): { queued: number; started: number; finished: number } {
  const finished = job.finishedAt === NOT_YET ? end : job.finishedAt;
  return { queued: job.queuedAt, started: job.startedAt === NOT_YET ? finished : job.startedAt, finished };
}

interface Recorded {
  readonly result: RunResult;
  readonly jobs: readonly JobRecord[];
  readonly integrals: ReadonlyMap<string, bigint>;
}

/** Plays one replication and returns its result, its job records and the integrals of its signals by workload. */
function record({ fleet }: PreparedScenario, replication: number): Recorded {
  const jobs: JobRecord[] = [];
  let engine: FleetRun | undefined;
  const keep: StartFleet = (spec, options) => (engine = startFleet(spec, options));
  const run = openRun(keep, fleet, {
    seed: SEED,
    replication,
    // Signals of jobs are kept where they are drawn.
    timeline: true,
    recorder: { job: (job) => void jobs.push({ ...job }), machine: () => undefined },
  });
  while (run.advance(1_000_000) === 'more');
  const integrals = new Map<string, bigint>();
  for (const { name, labels, signal } of engine!.signals) {
    if (labels.workload === undefined) continue;
    const { hi, lo } = signal.integral();
    integrals.set(`${name} ${fleet.workloads[labels.workload]!.name}`, BigInt(hi) * 2n ** 52n + BigInt(lo));
  }
  return { result: run.result(), jobs, integrals };
}

describe('the fleet', () => {
  const { fleet, warnings } = prepared();

  test('has two processes in each of six groups, with hosts that are priced, and no warning but that it is one Monday', () => {
    expect(warnings.map(({ message }) => message.slice(0, 47))).toEqual(['the 1d that count do not hold a whole week, and']);
    expect(fleet.managers.map(({ name }) => name)).toEqual(
      ['gitlab-shared-runners-manager', 'private-runners-manager', 'shared-runners-manager']
        .flatMap((group) => [group, `${group}-do`])
        .flatMap((group) => [`${group}-1`, `${group}-2`]),
    );
    const { pools } = simulate({ ...fleet, horizon: fleet.warmup + 1 }, { seed: SEED, replication: 0 });
    for (const { name, cost } of pools.managers) expect(cost.hosts, name).toBeGreaterThan(0);
  });

  test('spares on DigitalOcean pay for a warm pool and get no job; when theirs are the only ones unpaused they get them all', () => {
    const short = ['warmup=20m', 'horizon=50m'];
    const share = (...set: readonly string[]): { jobs: number; idle: number; public: number } => {
      const { fleet } = prepared(...short, ...set);
      const { jobs, pools } = simulate(fleet, { seed: SEED, replication: 0 });
      const spare = jobs.groups.find(({ name }) => name === 'shared-runners-manager-do')!;
      const machines = pools.groups.find(({ name }) => name === 'shared-runners-manager-do')!.machines;
      const idle = machines.idle.average + machines.acquired.average;
      return { jobs: spare.jobs, idle, public: jobs.workloads.find(({ name }) => name === 'public')!.jobs };
    };
    const paused = share();
    expect(paused.jobs).toBe(0);
    // Two processes with OffPeakIdleCount 5 on a Sunday evening.
    expect(paused.idle).toBeGreaterThan(9.9);
    const swapped = share('runners.srm.paused=true', 'runners.srm-do.paused=false');
    expect(swapped.public).toBe(paused.public);
    expect(swapped.jobs).toBeGreaterThan(0.95 * swapped.public);
  });
});

describe('what stands around the fleet', () => {
  // Google Cloud is gone from 0:20 to 1:20 after the start, of 2 h.
  const gone = "events=[{ at: 20m, for: 1h, outage: { name: gce-gone, cloud: gce } }]";
  const short = ['warmup=0s', 'horizon=2h'];

  test('images come from Docker Hub on Google Cloud, caches from its object store; nobody needs the spares', () => {
    const { fleet } = prepared(...short);
    const { traffic, notes, jobs } = simulate(fleet, { seed: SEED, replication: 0 });
    const served = (traffic ?? []).filter(({ transfers }) => transfers > 0).map(({ helper, cloud }) => `${helper} ${cloud}`);
    expect(served.sort()).toEqual(['GitLab gce', 'docker-hub gce', 'object-store-gce gce']);
    expect((notes ?? []).filter(({ kind }) => kind === 'noticed')).toEqual([]);
    expect(jobs.groups.filter(({ name, jobs: own }) => name.endsWith("-do") && own > 0)).toEqual([]);
  });

  test('with Google Cloud gone its managers and Prometheus are gone too; the spares take over a quarter of an hour later, with mirror and cache of their own', () => {
    const { fleet } = prepared(...short, gone);
    const { traffic, notes, monitoring } = simulate(fleet, { seed: SEED, replication: 0 });
    const at = (kind: string): number[] => (notes ?? []).filter((note) => note.kind === kind).map((note) => note.at / 60);
    // The API fails at the look of 20:00 already, and has done so for ten minutes at 30:00.
    expect(at('noticed')).toEqual([30]);
    expect(at('failed_over')).toEqual([35]);
    // Half an hour after the end at the earliest, when the pools on Google Cloud stand.
    const [back] = at('failing_back');
    expect(back).toBeGreaterThanOrEqual(110);
    const served = (traffic ?? []).filter(({ transfers }) => transfers > 0).map(({ helper, cloud }) => `${helper} ${cloud}`);
    expect(served).toEqual(expect.arrayContaining(['registry-mirror-do digitalocean', 'runners-cache-do digitalocean']));
    expect(served).not.toContain('docker-hub digitalocean');
    expect(monitoring?.gaps).toEqual([{ helper: 'prometheus-gce', kind: 'prometheus', seconds: 3600 }]);
  });
});

describe('ten replications', () => {
  // The hour across midnight, when the pools of the weekend become those of a working day, after 20 minutes.
  const scenario = prepared('start=2018-10-28T23:10:00Z', 'warmup=20m', 'horizon=80m');
  const { fleet } = scenario;

  test.each(REPLICATIONS)("%i: Little's law holds in each workload, and what came in went out or is still there", (replication) => {
    const { result, jobs, integrals } = record(scenario, replication);
    expect(result.outcome).toBe('done');
    const { warmup, horizon } = fleet;
    const overlap = (from: number, to: number): number => Math.max(0, Math.min(to, horizon) - Math.max(from, warmup));
    let pending = 0;
    let running = 0;
    for (const [index, { name }] of fleet.workloads.entries()) {
      const own = jobs.filter(({ workload }) => workload === index).map((job) => pathOf(job, horizon));
      const waits = own.reduce((sum, { queued, started }) => sum + BigInt(overlap(queued, started)), 0n);
      const services = own.reduce((sum, { started, finished }) => sum + BigInt(overlap(started, finished)), 0n);
      expect(waits).toBeGreaterThan(0n);
      expect(integrals.get(`jobs_pending ${name}`), name).toBe(waits);
      expect(integrals.get(`jobs_running ${name}`), name).toBe(services);
      const before = own.filter(({ queued, finished }) => queued < warmup && finished >= warmup).length;
      const after = jobs.filter(({ workload, finishedAt }) => workload === index && finishedAt === NOT_YET);
      const scope = result.jobs.workloads.find((candidate) => candidate.name === name)!;
      expect(scope.ended, name).toBeGreaterThan(0);
      expect(before + scope.jobs, name).toBe(scope.ended + after.length);
      expect(Object.values(scope.statuses).reduce((sum, count) => sum + count, 0)).toBe(scope.jobs);
      pending += after.filter(({ startedAt }) => startedAt === NOT_YET).length;
      running += after.filter(({ startedAt }) => startedAt !== NOT_YET).length;
    }
    expect(result.atEnd).toMatchObject({ pending, running, unmatched: 0 });
  });

  test.each(REPLICATIONS)('%i: billed seconds times price is the cost, machine by machine and in sum', (replication) => {
    // Without a warm-up every machine lies within the period as a whole.
    const { fleet } = prepared('warmup=0s', 'horizon=40m');
    const format = rowFormat(castOf(fleet));
    const columns = MACHINE_COLUMNS.split(',');
    const seconds = new Map<string, number>();
    const { pools } = simulate(fleet, {
      seed: SEED,
      replication,
      recorder: {
        job: () => undefined,
        machine: (record) => {
          const cells = machineRow(format, record).trimEnd().split(',');
          const cell = (column: string): string => cells[columns.indexOf(column)]!;
          const type = `${cell('cloud')} ${cell('machine_type')}`;
          const price = fleet.machineTypes[record.machineType]!.pricePerHour;
          expect(Number(cell('cost'))).toBe((Number(cell('billed_seconds')) * price) / 3600);
          seconds.set(type, (seconds.get(type) ?? 0) + Number(cell('billed_seconds')));
        },
      },
    });
    const { cost } = pools.all;
    const billed = cost.usage.map(({ cloud, machineType, billedSeconds }) => [`${cloud} ${machineType}`, billedSeconds] as const);
    expect(new Map(billed)).toEqual(seconds);
    expect([...seconds.keys()].sort()).toEqual(
      [
        'digitalocean s-2vcpu-2gb',
        'digitalocean s-2vcpu-4gb',
        'gce n1-standard-1 + 25 GiB pd-standard',
        'gce n1-standard-2 + 10 GiB pd-standard',
      ],
    );
    // Six hosts of managers on each cloud for forty minutes, at the prices of n1-standard-1 and s-2vcpu-4gb; a Prometheus on each, and on DigitalOcean
    // three hosts of Consul, a registry mirror and a cache server.
    const helpers = 0.095 + 3 * 0.02976 + 3 * 0.02232;
    expect(cost.hosts).toBeCloseTo((6 * 0.0475 + 6 * 0.02976 + helpers) * (40 / 60), 12);
    const machines = cost.usage.reduce((sum, { billedSeconds, pricePerHour }) => sum + (billedSeconds * pricePerHour) / 3600, 0);
    expect(cost.total).toBeCloseTo(machines + cost.hosts, 9);
    const orphan = cost.orphan ?? 0;
    expect(cost.busy + cost.idle + cost.boot + cost.teardown + orphan + cost.rounding + cost.hosts).toBeCloseTo(cost.total, 9);
    const parts = [...pools.clouds].reduce((sum, pool) => sum + pool.cost.total, 0);
    // Hosts of helpers are costs of their clouds, those of managers are not.
    expect(parts + cost.hosts - helpers * (40 / 60)).toBeCloseTo(cost.total, 9);
  });
});
