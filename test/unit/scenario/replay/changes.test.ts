/** Histories that had been others: by hand on five rows. */
import { describe, expect, test } from 'vitest';
import { scaledRows, spreadOut, unitsOf, withoutRows, withTags } from '../../../../src/scenario/replay/changes.js';
import { readTrace, type TraceTable } from '../../../../src/trace/table.js';
import { HOUR, SECOND } from '../../../../src/units/time.js';

/** Two pipelines of two jobs each, and a job of none; the second job is cancelled 7 s after it came. */
const HISTORY = `job,pipeline,tags,created_at,queued_at,duration,cancel_at
a,one,gpu;linux,0,10,60,
b,one,linux,0,20,70,27
c,two,linux,30,30,80,
d,,,40,40,90,
e,two,,50,50,100,
`;
const history = readTrace(
  HISTORY,
  {
    job: 'job',
    pipeline: 'pipeline',
    tags: 'tags',
    created_at: 'created_at',
    queued_at: 'queued_at',
    duration: 'duration',
    cancel_at: 'cancel_at',
  },
  'a',
  { tag_separator: ';' },
);
const seconds = (column: readonly number[]): number[] => column.map((time) => time / SECOND);
const tagsOf = ({ tags, tagSets }: TraceTable): (readonly string[])[] => tags.map((set) => tagSets[set]!);
const isLinux = (row: number): boolean => tagsOf(history)[row]!.includes('linux');

describe('other tags', () => {
  test('are those of picked rows, sorted and each once; other rows with the same tags keep theirs', () => {
    const found = withTags(
      history,
      (row) => row === 2,
      (tags) => ['tall', ...tags, 'tall', 'arm'],
    );
    expect(tagsOf(found)).toEqual([['gpu', 'linux'], ['linux'], ['arm', 'linux', 'tall'], [], []]);
    expect(tagsOf(history)[2]).toEqual(['linux']);
  });

  test('that other rows have already are the same set', () => {
    const found = withTags(
      history,
      (row) => row === 3,
      () => ['linux', 'gpu'],
    );
    expect(found.tags[3]).toBe(history.tags[0]);
  });
});

test('without rows the others are as they were', () => {
  const found = withoutRows(history, isLinux);
  expect(found).toMatchObject({ job: ['d', 'e'], line: [5, 6], pipeline: [-1, 1] });
  expect(seconds(found.queuedAt)).toEqual([40, 50]);
  expect(seconds(found.duration)).toEqual([90, 100]);
  expect(tagsOf(found)).toEqual([[], []]);
});

describe('a spread', () => {
  test('moves the picked rows of a pipeline by the same part of it, creation and cancel with them', () => {
    const found = spreadOut(history, isLinux, HOUR);
    const later = found.queuedAt.map((at, row) => at - history.queuedAt[row]!);
    expect(later[0]).toBe(later[1]);
    expect(later[0]).not.toBe(later[2]);
    expect(later.slice(3)).toEqual([0, 0]);
    for (const by of later.slice(0, 3)) {
      expect(by).toBeGreaterThan(0);
      expect(by).toBeLessThan(HOUR);
    }
    expect(found.arrivedAt.map((at, row) => at - history.arrivedAt[row]!)).toEqual(later);
    expect(found.cancelAt).toEqual([Infinity, 27 * SECOND + later[1]!, Infinity, Infinity, Infinity]);
    expect(found.pipeline).toEqual(history.pipeline);
  });

  test('of twice the length moves each twice as far', () => {
    const [once, twice] = [HOUR, 2 * HOUR].map((spread) => spreadOut(history, () => true, spread).queuedAt);
    for (const [row, at] of history.queuedAt.entries()) expect(Math.abs(twice![row]! - at - 2 * (once![row]! - at))).toBeLessThanOrEqual(1);
  });
});

describe('a scale', () => {
  test('repeats picked rows, the jobs of a copy in a pipeline of their own', () => {
    const found = scaledRows(history, (row) => row !== 2, { pipelines: 3, spread: 0 });
    expect(found.job.join('')).toBe('aaabbbcdddeee');
    // Pipelines 2 to 5 are new: two copies each of those of the file.
    expect(found.pipeline).toEqual([0, 2, 3, 0, 2, 3, 1, -1, -1, -1, 1, 4, 5]);
    expect(seconds(found.queuedAt)).toEqual([10, 10, 10, 20, 20, 20, 30, 40, 40, 40, 50, 50, 50]);
  });

  test('of none leaves out picked rows alone', () => {
    expect(scaledRows(history, isLinux, { pipelines: 0, spread: 0 }).job).toEqual(['d', 'e']);
  });

  test('of a half keeps whole pipelines, so many as their number says', () => {
    const { pipeline, job } = scaledRows(history, () => true, { pipelines: 0.5, spread: 0 });
    // Three pipelines, one of a single row: a half of them is two.
    expect(new Set(pipeline).size).toBe(2);
    expect(['abce', 'abd', 'cde']).toContain(job.join(''));
  });

  test('moves a copy as a whole', () => {
    const found = scaledRows(history, () => true, { pipelines: 2, spread: HOUR });
    const ofCopy = found.queuedAt.filter((_, row) => found.pipeline[row] === 2);
    expect(ofCopy).toHaveLength(2);
    expect(ofCopy[1]! - ofCopy[0]!).toBe(10 * SECOND);
  });
});

test('pipelines are numbered as growth numbers them: a row of none is one of its own, after the others', () => {
  const { named, unitOf } = unitsOf(history);
  expect(named).toBe(2);
  expect([0, 1, 2, 3, 4].map(unitOf)).toEqual([0, 0, 1, 5, 1]);
  expect(unitsOf({ pipeline: [] }).unitOf(3)).toBe(3);
});
