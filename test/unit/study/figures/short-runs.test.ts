/** Runs that are too short for their load. */
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../../../src/results/run-result.js';
import type { Figure } from '../../../../src/study/figures/figures.js';
import { growingQueues, relaxationSeconds, shortRunWarnings } from '../../../../src/study/figures/short-runs.js';

/** A group of five workers that end sixty jobs an hour. */
function warnings(load: number, hours: number, over: Readonly<Record<string, number>> = {}): string[] {
  const values = { utilisation: load, capacity: 5, throughputPerHour: 60, 'workersBusy.average': 5 * load, ...over };
  const figures = Object.entries(values).map(
    ([figure, estimate]) => ({ scope: 'group', name: 'linux', figure, estimate }) as unknown as Figure,
  );
  const run = { jobs: { groups: [{ name: 'linux' }] }, window: { from: 0, to: hours * 3600 } } as unknown as RunResult;
  return shortRunWarnings(figures, run);
}

describe('a run', () => {
  test('should be twenty times as long as its queue takes to forget', () => {
    // S = 4.53 / 60 h = 271.8 s; 271.8 / (5 x (1 - sqrt(0.906))^2) = 23437 s, and twenty times that 130.2 h.
    expect(warnings(0.906, 130)).toEqual([
      'linux: its workers are busy for 90% of the time, so its queue takes some 6h 31m to forget; measure at least 5d 11h (20 times as long)',
    ]);
    expect(warnings(0.906, 131)).toEqual([]);
  });

  test('is long enough at twenty times to the second', () => {
    // At a load of a quarter of nothing but its root: S = 0.5625 x 5 / 60 h = 168.75 s, room 0.25, so 540 s, and 3 h.
    expect(warnings(0.5625, 3)).toEqual([]);
    expect(warnings(0.5625, 2.999)).toHaveLength(1);
  });

  test('of a group that is busy for less than half of its time may be of any length', () => {
    expect(warnings(0.499, 0.01)).toEqual([]);
    expect(warnings(0.5, 0.01)).toHaveLength(1);
  });

  test('of workers that are always busy says how long the queue grew, however long it is', () => {
    expect(warnings(1, 10_000)).toEqual([
      'linux: its workers are busy for 100% of the time: its queue grows as long as the run lasts, and figures say how long that was',
    ]);
  });

  test('that are offered more than they can do are told by how much', () => {
    // 60 jobs an hour end in ten hours on five workers, and 672 come: 5 x 672 / 600 slots would be busy.
    expect(warnings(1, 10, { jobs: 672, ended: 600 })).toEqual([
      'linux: offered 6 slots, capacity 5: its queue grows as long as the run lasts, and figures say how long that was',
    ]);
  });

  test('in which nothing ended, nothing was measured or nobody works says nothing', () => {
    expect(warnings(0.9, 1, { throughputPerHour: 0 })).toEqual([]);
    expect(warnings(0.9, 1, { capacity: 0 })).toEqual([]);
    expect(warnings(0.9, 0)).toEqual([]);
  });
});

test('a queue of one server at a load of 0.81 forgets in a hundred services, of four in 25; at full load never', () => {
  expect(relaxationSeconds(0.81, 1, 60)).toBeCloseTo(6000, 6);
  expect(relaxationSeconds(0.81, 4, 60)).toBeCloseTo(1500, 6);
  expect(relaxationSeconds(1, 4, 60)).toBe(Infinity);
});

describe('a queue that never settles', () => {
  /** Eight bins of an hour of so many pending jobs in two workloads. */
  function growing(pending: readonly number[], atEnd: number, utilisation = 0.5, more: Readonly<Record<string, number>> = {}): string[] {
    const capacity = more['slots'] ?? 5;
    const values = {
      ...more,
      utilisation,
      capacity,
      throughputPerHour: 60,
      'workersBusy.average': capacity * utilisation,
      jobs: 672,
      ended: 600,
    };
    const figures = Object.entries(values).map(
      ([figure, estimate]) => ({ scope: 'group', name: 'linux', figure, estimate }) as unknown as Figure,
    );
    const half = pending.map((jobs) => jobs / 2);
    const signals = ['a', 'b'].map((workload) => ({ name: 'jobs_pending', workload, averages: half }));
    return growingQueues(figures, {
      jobs: { groups: [{ name: 'linux', jobs: 600 }], all: { jobs: more['everybody'] ?? 600 } },
      window: { from: 2 * 3600, to: 10 * 3600 },
      timeline: { binSeconds: 3600, signals: [{ name: 'jobs_running', averages: pending }, ...signals] },
      atEnd: { pending: atEnd },
    } as unknown as Parameters<typeof growingQueues>[1]);
  }
  const before = [999, 999];
  const GROWS = [...before, 2, 6, 10, 14, 18, 22, 26, 30];
  // 672 jobs come and 420 machines.
  const SINGLE_USE = {
    'lives.usesMax': 1,
    machinesCreated: 420,
    'machines.creating.average': 3.1,
    'machines.all.average': 12,
    'queueTime.mean': 100,
  };

  test('says how it grows, whatever its workers do', () => {
    expect(growing([...before, 2, 6, 10, 14, 18, 22, 26, 30], 40)).toEqual([
      '12 jobs wait in the second quarter of the run, 20 in the third, 28 in the last: the queue grows as long as the run lasts, and figures say how long that was',
    ]);
  });

  test('has the thousands of its numbers apart', () => {
    const thousandfold = [999, 999, 2, 6, 10, 14, 18, 22, 26, 30].map((jobs) => 1000 * jobs);
    expect(growing(thousandfold, 40_000)[0]).toMatch(
      /^12,000 jobs wait in the second quarter of the run, 20,000 in the third, 28,000 in the last: /u,
    );
    expect(growing([...before, 9, 9, 9, 9, 9, 9, 9, 9], 40, 1, { slots: 5000 })[0]).toBe(
      'linux: offered 5,600 slots, capacity 5,000: its queue grows as long as the run lasts, and figures say how long that was',
    );
    const machines = { ...SINGLE_USE, 'machines.all.average': 12_000, 'waits.mean.limit': 95 };
    expect(growing(GROWS, 40, 0.5, machines)[0]).toMatch(/^linux: offered 19,200 machines, capacity 12,000: /u);
  });

  test('is none that falls again, is short, or has few of the jobs at its end', () => {
    expect(growing([...before, 2, 6, 10, 14, 18, 22, 6, 3], 40)).toEqual([]);
    expect(growing([...before, 0.2, 0.6, 1, 1.4, 1.8, 2.2, 2.6, 3], 40)).toEqual([]);
    expect(growing([...before, 2, 6, 10, 14, 18, 22, 26, 30], 11)).toEqual([]);
    expect(growing([...before, 9, 9, 9, 9, 9, 9, 9, 9], 40)).toEqual([]);
  });

  test('of single-use machines that boot slower than jobs come is told by the boots', () => {
    const held = { ...SINGLE_USE, 'waits.mean.boot': 60, 'waits.mean.growth_rate': 35 };
    expect(growing(GROWS, 40, 0.5, held)).toEqual([
      'linux: offered 5 boots at a time, capacity 3: its queue grows as long as the run lasts, and figures say how long that was',
    ]);
  });

  test('of single-use machines that a limit holds is told by the machines', () => {
    expect(growing(GROWS, 40, 0.5, { ...SINGLE_USE, 'waits.mean.limit': 95 })).toEqual([
      'linux: offered 20 machines, capacity 12: its queue grows as long as the run lasts, and figures say how long that was',
    ]);
  });

  test.each([
    ['wait for several things', { 'waits.mean.boot': 50, 'waits.mean.limit': 50 }],
    ['use machines again', { 'waits.mean.boot': 95, 'lives.usesMax': 2 }],
    ['have as many machines as they are', { 'waits.mean.boot': 95, machinesCreated: 670 }],
    ['might be of another group', { 'waits.mean.boot': 95, everybody: 500 }],
  ])('says no more than that it grows where jobs %s', (_, more) => {
    expect(growing(GROWS, 40, 0.5, { ...SINGLE_USE, ...more })[0]).toMatch(/^12 jobs wait in the second quarter/u);
  });

  test('of workers that are always busy is told by what was offered', () => {
    expect(growing([...before, 9, 9, 9, 9, 9, 9, 9, 9], 40, 1)).toEqual([
      'linux: offered 6 slots, capacity 5: its queue grows as long as the run lasts, and figures say how long that was',
    ]);
  });
});
