/** What one run's records amount to, from records made by hand. */
import { describe, expect, test } from 'vitest';
import { Collector } from '../../../src/results/collector.js';
import type { Question } from '../../../src/results/question.js';
import { runResultSchema, type RunResult } from '../../../src/results/run-result.js';
import type { JobRecord } from '../../../src/record/job.js';
import type { MachineRecord } from '../../../src/record/machine.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { aJob, aMachine, anEnd, aPendingJob, fleet, options, signals } from '../../support/records.js';

function collect(jobs: readonly JobRecord[], machines: readonly MachineRecord[] = [], questions: readonly Question[] = []): RunResult {
  const collector = new Collector(options({ questions }));
  for (const job of jobs) collector.job(job);
  for (const machine of machines) collector.machine(machine);
  return collector.finish(
    anEnd({
      signals: signals({
        workers_busy: 2,
        machines_idle: 1,
        machines_acquired: 1,
        machines_used: 2,
        machines_creating: 0,
        machines_all: 4,
      }),
    }),
  );
}

describe('jobs', () => {
  test('the sample is every job queued in [warm-up, horizon)', () => {
    const { all } = collect([aJob(3599, 1), aJob(3600, 2), aJob(10799, 4), aJob(10800, 8)]).jobs;
    expect(all.jobs).toBe(2);
    expect(all.queueTime.mean.value).toBe(3);
    expect(all.preparation.max.value).toBe(5);
    expect(all.startDelay.max.value).toBe(9);
    expect(all.sojourn.max.value).toBe(109);
    // Ended in the period: the one from the warm-up (3705 s) and that of 3600.
    expect(all.ended).toBe(2);
    expect(all.throughputPerHour).toBe(1);
  });

  test('a job never handed out carries its wait so far, a running one its time so far', () => {
    const running = aJob(10000, 10, { status: 'running', finishedAt: NOT_YET });
    const preparing = aJob(10000, 20, { status: 'running', scriptAt: NOT_YET, finishedAt: NOT_YET });
    const { jobs, atEnd } = collect([aPendingJob(9800), running, preparing]);
    expect(jobs.all.queueTime.max).toEqual({ value: 1000, atLeast: true });
    expect(jobs.all.queueTime.bounds).toBe(1);
    // The pending job has no preparation yet.
    expect(jobs.all.preparation.count).toBe(2);
    expect(jobs.all.preparation.max).toEqual({ value: 780, atLeast: true });
    expect(jobs.all.sojourn.bounds).toBe(3);
    expect(jobs.all.notStarted).toBe(1);
    expect([atEnd.pending, atEnd.running]).toEqual([1, 2]);
  });

  test('a job cancelled while pending waited until then, at least', () => {
    const { all } = collect([aPendingJob(4000, { status: 'cancelled', finishedAt: 4100 * SECOND })]).jobs;
    expect(all.queueTime.max).toEqual({ value: 100, atLeast: true });
    expect(all.sojourn.max).toEqual({ value: 100 });
    expect(all.statuses['cancelled']).toBe(1);
  });

  test('scopes: workload, instance, project, runner, group, manager', () => {
    const inner = { workload: 1, project: 2, runner: 1, manager: 2 };
    const { jobs } = collect([aJob(4000, 1), aJob(4000, 3, { project: 1, manager: 1 }), aJob(4000, 7, inner)]);
    const view = (scopes: RunResult['jobs']['workloads']): unknown[] =>
      scopes.map(({ name, jobs: n, queueTime }) => [name, n, queueTime.max.value]);
    expect(view(jobs.workloads)).toEqual([
      ['public', 2, 3],
      ['secret', 1, 7],
    ]);
    expect(view(jobs.instances)).toEqual([
      ['git.example', 2, 3],
      ['other.example', 1, 7],
    ]);
    expect(jobs.projects.map(({ name, instance }) => [name, instance])).toEqual([
      ['alpha', 'git.example'],
      ['beta', 'git.example'],
      ['alpha', 'other.example'],
    ]);
    expect(view(jobs.runners)).toEqual([
      ['shared', 2, 3],
      ['inner', 1, 7],
    ]);
    expect(view(jobs.groups)).toEqual([
      ['linux', 2, 3],
      ['vault', 1, 7],
    ]);
    expect(view(jobs.managers)).toEqual([
      ['linux-1', 1, 1],
      ['linux-2', 1, 3],
      ['vault-1', 1, 7],
    ]);
  });

  test('a waiting job counts in every group that might take it, in counts and times alike', () => {
    const { jobs } = collect([aJob(4000, 1), aPendingJob(4000)]);
    const [linux, vault] = jobs.groups;
    expect([linux?.jobs, linux?.notStarted, linux?.queueTime.count, linux?.queueTime.max]).toEqual([
      2,
      1,
      2,
      { value: 6800, atLeast: true },
    ]);
    expect([vault?.jobs, vault?.notStarted, vault?.queueTime.max.value]).toEqual([0, 0, null]);
    const both = collect([aPendingJob(4000, { takers: [0, 1] })]).jobs;
    expect([...both.groups, ...both.runners, ...both.managers].map((scope) => scope.jobs)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  test('one that no runner may take, or only one that is paused all the time, counts in all, its workload, instance and project', () => {
    const collector = new Collector(
      options({ fleet: { ...fleet, runners: fleet.runners.map((runner, i) => ({ ...runner, paused: i === 1 })) } }),
    );
    collector.job(aPendingJob(4000, { takers: [], unmatched: true }));
    collector.job(aPendingJob(4000, { takers: [1] }));
    const { jobs } = collector.finish(anEnd());
    expect([...jobs.groups, ...jobs.runners, ...jobs.managers].map((scope) => scope.jobs)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect([jobs.all, jobs.workloads[0], jobs.instances[0], jobs.projects[0]].map((scope) => [scope?.jobs, scope?.notStarted])).toEqual([
      [2, 2],
      [2, 2],
      [2, 2],
      [2, 2],
    ]);
  });

  test('jobs that no runner may take are counted and listed, those of the warm-up too', () => {
    const lost = (queued: number, project: number): JobRecord => aPendingJob(queued, { unmatched: true, project });
    const { atEnd } = collect([lost(10, 1), lost(4000, 1), lost(4000, 0)]);
    expect(atEnd.unmatched).toBe(3);
    expect(atEnd.unmatchedBy).toEqual([
      { workload: 'public', project: 'beta', jobs: 2 },
      { workload: 'public', project: 'alpha', jobs: 1 },
    ]);
  });

  test('lists end: 20 kinds of jobs without a taker, the most frequent first, and the first 200 notes; what is counted is all', () => {
    const projects = Array.from({ length: 25 }, (_, i) => ({ name: `p${i}`, instance: 0 }));
    const collector = new Collector(options({ fleet: { ...fleet, projects } }));
    for (let project = 0; project < 25; project++)
      for (let i = 0; i <= project; i++) collector.job(aPendingJob(4000, { unmatched: true, project }));
    for (let note = 0; note < 210; note++) collector.note({ at: note * SECOND, kind: 'config_in_force', subject: 'linux-1' });
    const { atEnd, notes } = collector.finish(anEnd());
    expect(atEnd.unmatched).toBe(325);
    expect(atEnd.unmatchedBy.map(({ project, jobs }) => [project, jobs])).toEqual(
      Array.from({ length: 20 }, (_, i) => [`p${24 - i}`, 25 - i]),
    );
    expect(notes!.map(({ at }) => at)).toEqual(Array.from({ length: 200 }, (_, note) => note));
  });

  test('the only project of a fleet has all jobs, as it has them beside one that has none', () => {
    const resultOf = (projects: typeof fleet.projects): RunResult => {
      const collector = new Collector(options({ fleet: { ...fleet, projects } }));
      for (let i = 0; i < 50; i++) collector.job(aJob(3500 + 10 * i, i % 7, { manager: i % 2 }));
      collector.job(aPendingJob(4000));
      return collector.finish(anEnd());
    };
    const alone = resultOf(fleet.projects.slice(0, 1));
    expect(alone).toEqual(resultOf(fleet.projects.slice(0, 2)));
    expect(alone.jobs.projects.map(({ name, jobs }) => [name, jobs])).toEqual([['alpha', 41]]);
    const none = new Collector(options({ fleet: { ...fleet, projects: fleet.projects.slice(0, 1) } })).finish(anEnd());
    expect(none.jobs.projects).toEqual([]);
  });

  test('the top 20 projects stand alone, the others are summed', () => {
    const projects = Array.from({ length: 30 }, (_, i) => ({ name: `p${i}`, instance: 0 }));
    const collector = new Collector(options({ fleet: { ...fleet, projects } }));
    for (let project = 0; project < 30; project++) for (let i = 0; i <= project; i++) collector.job(aJob(4000 + i, 1, { project }));
    const { jobs } = collector.finish(anEnd());
    expect(jobs.projects.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, i) => `p${29 - i}`));
    expect(jobs.otherProjects?.jobs).toBe(55);
  });

  test('with 5000 projects memory stays bounded and no job is lost', () => {
    const projects = Array.from({ length: 5000 }, (_, i) => ({ name: `p${i}`, instance: 0 }));
    const collector = new Collector(options({ fleet: { ...fleet, projects } }));
    for (let i = 0; i < 3; i++) collector.job(aJob(4000, 1, { project: 17 }));
    for (let project = 0; project < 5000; project++) collector.job(aJob(4000, 1, { project }));
    const { jobs } = collector.finish(anEnd());
    expect(jobs.projects[0]).toMatchObject({ name: 'p17', jobs: 4 });
    const listed = jobs.projects.reduce((sum, { jobs: n }) => sum + n, 0);
    expect(listed + (jobs.otherProjects?.jobs ?? 0)).toBe(5003);
  });
});

describe('fleet', () => {
  test('utilisation is busy workers over concurrent, or over the limits of the entries where they allow fewer', () => {
    const { pools } = collect([]);
    const [linux, vault] = pools.groups;
    expect([linux?.capacity, linux?.utilisation]).toEqual([15, 4 / 15]);
    expect([vault?.capacity, vault?.utilisation]).toEqual([4, 0.5]);
    expect(pools.runners[0]).toMatchObject({ capacity: 15, utilisation: 4 / 15 });
    expect(pools.all.utilisation).toBe(6 / 19);
    expect(pools.managers[0]?.workersBusy).toEqual({ average: 2, peak: 2 });
    expect(linux?.workersBusy).toEqual({ average: 4, peak: 4, peakAtMost: true });
  });

  test('a process that never runs has no capacity', () => {
    const managers = fleet.managers.map((manager, i) => ({ ...manager, running: i !== 1 }));
    const collector = new Collector(options({ fleet: { ...fleet, managers } }));
    expect(collector.finish(anEnd()).pools.groups[0]?.capacity).toBe(10);
  });

  test('idle efficiency is 1 - (idle + acquired) / all', () => {
    const { pools } = collect([]);
    expect(pools.managers[0]?.machines.all.average).toBe(4);
    expect(pools.managers[0]?.idleEfficiency).toBe(0.5);
  });

  test('lives, uses, reasons and counters', () => {
    const standing = aMachine({ goneAt: NOT_YET, removingAt: NOT_YET, reasonRemoved: 'none' });
    const failed = aMachine({ readyAt: NOT_YET, failed: true, failedAt: 4050 * SECOND, uses: 0, reasonRemoved: 'create_failed' });
    const early = aMachine({ goneAt: 10 * SECOND, requestedAt: 0, readyAt: 5 * SECOND, uses: 50 });
    const { all, managers } = collect([], [aMachine(), aMachine({ uses: 4, manager: 1, zone: 1 }), standing, failed, early]).pools;
    expect(all.lives).toEqual({ count: 2, meanSeconds: 320, usesMean: 3, usesMax: 4 });
    expect(all.removedBy).toEqual({ create_failed: 1, used_up: 2 });
    expect(all.createdBy).toEqual({ idle: 4 });
    // One that was removed and lived on is gone for another reason.
    const stray = aMachine({ orphanedAt: 4100 * SECOND });
    expect(collect([], [aMachine(), stray]).pools.all.removedBy).toEqual({ orphaned: 1, used_up: 1 });
    expect(managers[1]?.lives.usesMax).toBe(4);
    expect([all.requests, all.machinesRequested, all.machinesCreated, all.creationsFailed]).toEqual([21, 4, 3, 1]);
  });

  test('cost: billed seconds x price, by part, with hosts, per month of 730 h', () => {
    const { all, zones, runners } = collect([], [aMachine(), aMachine({ zone: 1, manager: 1 })]).pools;
    const [usage] = all.cost.usage;
    expect(usage?.billedSeconds).toBe(720);
    expect(usage?.cost).toBe((720 * 0.36) / 3600);
    expect(usage?.busySeconds).toBe(400);
    expect(all.cost.busy).toBeCloseTo(0.04, 12);
    expect(all.cost.idle).toBeCloseTo(0.012, 12);
    expect(all.cost.rounding).toBeCloseTo(0.008, 12);
    // Two hosts at 0.1 USD/h for two hours.
    expect(all.cost.hosts).toBeCloseTo(0.4, 12);
    expect(all.cost.total).toBeCloseTo(0.472, 12);
    expect(all.cost.perMonth).toBeCloseTo(0.472 * 365, 9);
    expect(zones[0]?.cost.total).toBeCloseTo(0.036, 12);
    expect(runners[0]?.cost.hosts).toBe(0);
  });

  test('machine time beyond 2^53 micros is summed exactly', () => {
    const collector = new Collector(options());
    const busy = 2 ** 50 + 1;
    for (let i = 0; i < 16; i++) collector.machine(aMachine({ time: { boot: 0, idle: 0, busy, teardown: 0, orphan: 0 }, rounding: 0 }));
    const { all } = collector.finish(anEnd()).pools;
    expect(all.cost.usage[0]?.billedSeconds).toBe(Number(16n * (2n ** 50n + 1n)) / 1e6);
  });
});

describe('answers', () => {
  const q = (metric: Question['metric'], stat: Question['stat'], labels: Question['labels'] = {}): Question => ({ metric, stat, labels });

  test('one a question, in their order and base units', () => {
    const jobs = [
      aJob(4000, 10),
      aJob(4000, 20, { project: 1, manager: 1 }),
      aJob(4000, 90, { workload: 1, project: 2, runner: 1, manager: 2 }),
    ];
    const { answers } = collect(
      jobs,
      [aMachine()],
      [
        q('queue_time', { kind: 'avg' }),
        q('queue_time', { kind: 'quantile', level: 0.97 }, { group: [0] }),
        q('queue_time', { kind: 'share_below', below: 20 * SECOND }),
        q('queue_time', { kind: 'max' }, { project: [1] }),
        q('queue_time', { kind: 'max' }, { workload: [0], manager: [0] }),
        q('queue_time', { kind: 'max' }, { zone: [1] }),
        q('sojourn', { kind: 'max' }, { instance: [1] }),
        q('jobs', { kind: 'avg' }, { project: [0] }),
        q('utilisation', { kind: 'avg' }, { group: [0] }),
        q('utilisation', { kind: 'max' }, { manager: [0] }),
        q('machines', { kind: 'avg' }, { manager: [0] }),
        q('machines', { kind: 'max' }, { manager: [0] }),
        q('machines', { kind: 'max' }, {}),
        q('machines', { kind: 'avg' }, { zone: [0] }),
        q('cost', { kind: 'per_month' }, { cloud: [0] }),
        q('queue_time', { kind: 'avg' }, { workload: [0], instance: [1] }),
      ],
    );
    expect(answers).toEqual([
      { value: 40 },
      { value: 20 },
      { value: 1 / 3 },
      { value: 20 },
      { value: 10 },
      { value: 20 },
      { value: 195 },
      { value: 1 },
      { value: 4 / 15 },
      { value: 0.2 },
      { value: 4 },
      { value: 4 },
      // Three pools: their peaks need not have come together.
      { value: 12, atMost: true },
      // 320 s of one machine in two hours.
      { value: 320 / 7200 },
      { value: expect.closeTo(0.036 * 365, 9) as number },
      { value: null },
    ]);
  });

  test('a lower bound says so', () => {
    const { answers } = collect(
      [aJob(4000, 1), aPendingJob(4000)],
      [],
      [q('queue_time', { kind: 'quantile', level: 0.95 }, { group: [0] })],
    );
    expect(answers).toEqual([{ value: 6800, atLeast: true }]);
  });

  test('jobs of a group are those it got and those that wait for it, jobs of a workload all', () => {
    const questions = [q('jobs', { kind: 'avg' }, { group: [0] }), q('jobs', { kind: 'avg' }, { workload: [0] })];
    const jobs = [aJob(4000, 1), aPendingJob(4000), aPendingJob(4000, { takers: [1] })];
    expect(collect(jobs, [], questions).answers).toEqual([{ value: 2 }, { value: 3 }]);
  });
});

describe('form', () => {
  test('the result is valid by its own schema and survives JSON', () => {
    const collector = new Collector(options());
    for (const job of [aJob(4000, 10), aPendingJob(5000)]) collector.job(job);
    collector.machine(aMachine());
    const result = collector.finish(anEnd({ binWidth: HOUR, signals: signals({ machines_idle: 3 }) }));
    expect(runResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(result.timeline?.signals.find(({ name }) => name === 'machines_idle')).toEqual({
      name: 'machines_idle',
      group: 'linux',
      manager: 'linux-1',
      runner: 'shared',
      averages: [3, 3, 3],
    });
  });

  test('a run that a limit ended covers the part that was run', () => {
    const collector = new Collector(options({ now: () => 2 * HOUR }));
    collector.job(aPendingJob(3700));
    const result = collector.finish(anEnd({ outcome: 'max_pending' }));
    expect(result.window).toEqual({ from: 3600, to: 7200 });
    expect(result.jobs.all.queueTime.max).toEqual({ value: 3500, atLeast: true });
  });
});
