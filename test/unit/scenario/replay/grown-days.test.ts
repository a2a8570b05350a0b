/** Days with more and fewer pipelines: by hand on two of them. */
import { describe, expect, test } from 'vitest';
import type { ResampledArrivals } from '../../../../src/fleet/arrivals.js';
import { grownDays } from '../../../../src/scenario/replay/grown-days.js';
import { DAY, HOUR, SECOND } from '../../../../src/units/time.js';

/** A pipeline of two jobs on the first day, then three of a single job, one of which names none; nothing on the third. */
const DAYS: ResampledArrivals = {
  kind: 'resample',
  count: 5,
  script: Float64Array.of(10, 20, 30, 40, 50),
  project: Int32Array.of(0, 0, 1, 1, 1),
  tags: Int32Array.of(0, 1, 0, 1, 0),
  tagSets: [[], ['x']],
  bits: Uint8Array.of(0, 1, 0, 0, 0),
  pipeline: Int32Array.of(1, 1, 2, 0, 3),
  timeout: Float64Array.of(1, 2, 3, 4, 5),
  job: ['a', 'b', 'c', 'd', 'e'],
  line: Int32Array.of(2, 3, 4, 5, 6),
  clock: Float64Array.of(HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 5 * HOUR),
  createdBefore: Float64Array.of(1, 2, 3, 4, 5),
  cancelAfter: Float64Array.of(5, 4, 3, 2, Infinity),
  names: ['a', 'b', 'c'],
  firstRow: Int32Array.of(0, 2, 5, 5),
  pools: [Int32Array.of(0, 1, 2)],
  days: [],
};

describe('growth', () => {
  test('of 1 changes nothing', () => {
    expect(grownDays(DAYS, { pipelines: 1, spread: HOUR })).toEqual(DAYS);
  });

  test('repeats whole pipelines on their day, each copy a pipeline of its own, with all that a job has', () => {
    const found = grownDays(DAYS, { pipelines: 2, spread: 0 });
    expect(found.job!.join('')).toBe('aabbccddee');
    expect([...found.firstRow]).toEqual([0, 4, 10, 10]);
    expect([...found.pipeline]).toEqual([1, 2, 1, 2, 3, 4, 0, 0, 5, 6]);
    expect([...found.line!]).toEqual([2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
    expect([...found.cancelAfter]).toEqual([5, 5, 4, 4, 3, 3, 2, 2, Infinity, Infinity]);
    expect([...found.clock].map((time) => time / HOUR)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(found.count).toBe(10);
    for (const column of ['script', 'project', 'tags', 'bits', 'timeout', 'createdBefore'] as const)
      expect([...found[column]], column).toEqual([...DAYS[column]].flatMap((value) => [value, value]));
  });

  test('of a part is rounded over all days together', () => {
    // Of four pipelines two more: after the first day a half, rounded up, and one and a half further ones, rounded down.
    const more = grownDays(DAYS, { pipelines: 1.5, spread: 0 });
    expect([...more.firstRow]).toEqual([0, 4, 8, 8]);
    // Of a quarter none on the first day, and one on the second.
    expect([...grownDays(DAYS, { pipelines: 0.25, spread: 0 }).firstRow]).toEqual([0, 0, 1, 1]);
    expect(grownDays(DAYS, { pipelines: 0, spread: 0 }).count).toBe(0);
  });

  test('keeps days in order of time, and what would come after midnight at their end', () => {
    const late = { ...DAYS, clock: Float64Array.of(HOUR, 23 * HOUR, HOUR, 2 * HOUR, 22 * HOUR), pipeline: Int32Array.of(1, 1, 2, 2, 3) };
    const found = grownDays({ ...late, firstRow: Int32Array.of(0, 0, 5, 5) }, { pipelines: 40, spread: 20 * HOUR });
    expect(found.count).toBe(200);
    const clock = [...found.clock];
    expect(clock).toEqual([...clock].sort((a, b) => a - b));
    expect(clock[0]).toBeGreaterThanOrEqual(HOUR);
    // The second job of copies that begin in the last hours comes 22 hours after its first: then the day is over.
    expect(clock.filter((time) => time === DAY - 1).length).toBeGreaterThan(30);
    expect(Math.max(...clock)).toBe(DAY - 1);
    // Copies begin anywhere, and not at whole seconds.
    expect(new Set(clock.map((time) => time % SECOND)).size).toBeGreaterThan(50);
  });
});

test('jobs without pipelines, names and lines grow one by one', () => {
  const { job: _, line: __, ...plain } = { ...DAYS, pipeline: new Int32Array(0) };
  const found = grownDays(plain, { pipelines: 2, spread: 0 });
  expect(found.count).toBe(10);
  expect(found.pipeline).toHaveLength(0);
  expect(found).not.toHaveProperty('job');
  expect(found).not.toHaveProperty('line');
});
