/** Which job GitLab hands out: cases G1 to G8 of the specification's section 8.6, through the engine. */
import { describe, expect, test } from 'vitest';
import type { InstanceSpec } from '../../../src/fleet/instance.js';
import type { RunnerSpec } from '../../../src/fleet/runner.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import type { JobOptions } from '../../support/arrivals.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';

/** Projects of jobs 1 to 6. */
const PROJECTS = [0, 0, 0, 1, 1, 2];

interface PickOptions {
  readonly runner?: Partial<RunnerSpec>;
  readonly instance?: Partial<Omit<InstanceSpec, 'trace'>>;
  /** Run times of the scripts of some jobs, by number; the others never finish. */
  readonly scripts?: Readonly<Record<number, number>>;
}

/** The order in which one manager that takes a job every 3 s gets jobs 1 to 6, all queued at the start. */
function order({ runner = {}, instance = {}, scripts = {} }: PickOptions): number[] {
  const { views } = runFleet(
    aFleet({
      projects: 3,
      runner,
      instance,
      manager: { checkInterval: 3 * SECOND, entry: { machine: 'none', strictCheckInterval: true } },
      jobs: PROJECTS.map((project, i) => ({ project, script: scripts[i + 1] ?? 10 * HOUR })),
    }),
  );
  expect(new Set(views.map(({ assignedAt }) => assignedAt)).size).toBe(6);
  return [...views].sort((a, b) => a.assignedAt - b.assignedAt).map(({ ordinal }) => ordinal);
}

/** Numbers of the jobs that were handed out. */
function taken(runner: Partial<RunnerSpec>, jobs: readonly JobOptions[]): number[] {
  const { jobs: records } = runFleet(aFleet({ horizon: 60 * SECOND, runner, manager: { entry: { machine: 'none' } }, jobs }));
  expect(records).toHaveLength(jobs.length);
  return records.filter(({ startedAt }) => startedAt >= 0).map(({ job }) => job);
}

describe('fair usage of an instance runner', () => {
  test('G1: nothing finishes', () => {
    expect(order({})).toEqual([1, 4, 6, 2, 5, 3]);
  });

  test('G2: job 1 finishes before the second pick, job 4 before the fourth', () => {
    expect(order({ scripts: { 1: SECOND, 4: SECOND } })).toEqual([1, 2, 4, 5, 6, 3]);
  });

  test('the disaster flag turns it off', () => {
    expect(order({ instance: { fairUsage: false } })).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

test.each([
  ['project', [2, 3]],
  ['instance', [3, 2]],
] as const)('a job that runs on a %s runner leads to the order %o: only those on instance runners count', (type, expected) => {
  // Job 1 runs on a runner of its own; then an instance runner without tags chooses between another job of its project and job 3.
  const { views } = runFleet(
    aFleet({
      projects: 2,
      runners: [{}, { type, tags: ['own'], runUntagged: false }],
      managers: [
        { startOffset: 5 * SECOND, entry: { machine: 'none', strictCheckInterval: true, runner: 0 } },
        { entry: { machine: 'none', runner: 1 } },
      ],
      jobs: [
        { project: 0, tags: ['own'], script: 10 * HOUR },
        { project: 0, script: 10 * HOUR },
        { project: 1, script: 10 * HOUR },
      ],
    }),
  );
  expect(views[0]).toMatchObject({ ordinal: 1, runner: 1, assignedAt: 0 });
  const later = views.filter(({ runner }) => runner === 0).sort((a, b) => a.assignedAt - b.assignedAt);
  expect(later.map(({ ordinal }) => ordinal)).toEqual(expected);
});

test.each(['project', 'group'] as const)('G3: a %s runner takes them by id', (type) => {
  expect(order({ runner: { type } })).toEqual([1, 2, 3, 4, 5, 6]);
});

test('G3: the id is that of the creation, not the order of queueing', () => {
  const { views } = runFleet(
    aFleet({
      runner: { type: 'project' },
      manager: { startOffset: 20 * SECOND, entry: { machine: 'none', strictCheckInterval: true } },
      jobs: [
        { at: 5 * SECOND, arrivedAt: 5 * SECOND },
        { at: 10 * SECOND, arrivedAt: 0 },
      ],
    }),
  );
  expect(views.map(({ ordinal, assignedAt }) => [ordinal, assignedAt / SECOND])).toEqual([
    [1, 23],
    [2, 20],
  ]);
});

describe('timestamps', () => {
  test('G4: queued 30 s ago, started 25 s ago: queued for 5 s', () => {
    const { jobs, now } = runFleet(
      aFleet({
        horizon: 100 * SECOND,
        manager: { startOffset: 75 * SECOND, entry: { machine: 'none' } },
        jobs: [{ at: 70 * SECOND, arrivedAt: 10 * SECOND, script: HOUR }],
      }),
    );
    const { queuedAt, startedAt, status } = jobs[0]!;
    expect([now - queuedAt, now - startedAt, startedAt - queuedAt].map((time) => time / SECOND)).toEqual([30, 25, 5]);
    expect(status).toBe('running');
  });

  test('G5: a job that was never queued has no time in the queue: it is not known, and one not handed out has no start', () => {
    const { jobs } = runFleet(
      aFleet({ horizon: 60 * SECOND, runner: { paused: true }, jobs: [{ at: 10 * SECOND }, { at: 61 * SECOND, arrivedAt: 0 }] }),
    );
    expect(jobs).toHaveLength(1);
    expect(jobs[0]).toMatchObject({ job: 1, status: 'pending', queuedAt: 10 * SECOND, startedAt: -1, unmatched: false });
  });
});

describe('matching', () => {
  const jobs: readonly JobOptions[] = [{ tags: ['a', 'b'] }, { tags: ['a'] }, {}];

  test('G6: tags a, b: not by a runner with a, by one with a, b, c', () => {
    expect(taken({ tags: ['a'] }, jobs)).toEqual([2, 3]);
    expect(taken({ tags: ['a', 'b', 'c'] }, jobs)).toEqual([1, 2, 3]);
  });

  test('G7: an untagged job is not taken with run_untagged false', () => {
    expect(taken({ tags: ['a', 'b', 'c'], runUntagged: false }, jobs)).toEqual([1, 2]);
  });

  test('G8: a protected runner takes jobs of protected refs only', () => {
    expect(taken({ protected: true }, [{}, { protected: true }])).toEqual([2]);
    expect(taken({ protected: false }, [{}, { protected: true }])).toEqual([1, 2]);
  });

  test('a job that no runner matches says so', () => {
    const { jobs: records } = runFleet(aFleet({ horizon: 60 * SECOND, runner: { tags: ['a'] }, jobs: [{ tags: ['z'] }, { tags: ['a'] }] }));
    expect(records.map(({ unmatched }) => unmatched)).toEqual([true, false]);
  });
});
