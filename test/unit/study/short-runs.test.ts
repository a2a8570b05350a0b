/** Runs that are too short for their load. */
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../../src/results/run-result.js';
import type { Figure } from '../../../src/study/figures.js';
import { relaxationSeconds, shortRunWarnings } from '../../../src/study/short-runs.js';

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
