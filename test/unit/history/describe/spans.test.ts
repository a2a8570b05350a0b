/** Waits and durations by what jobs have in common. */
import { expect, test } from 'vitest';
import { runnersOf } from '../../../../src/history/describe/runners.js';
import { spansOf } from '../../../../src/history/describe/spans.js';
import { historyOf, job } from '../../../support/history.js';

test('machines of a pool stand together beside runners with names of their own', () => {
  const pool = Array.from({ length: 12 }, (_, i) => job(i, i + 1, i + 3, { runner: `GitHub Actions ${1000 + i}` }));
  const host = [30, 40, 50].map((at) => job(at, at, at + 10, { runner: 'host' }));
  const history = historyOf([...pool, ...host], 2);
  const { byRunner, all } = spansOf(history, runnersOf(history));
  expect(byRunner.map(({ name, jobs, wait, duration }) => [name, jobs, wait!.p50, duration!.max])).toEqual([
    ['GitHub Actions #', 12, 60, 120],
    ['host', 3, 0, 600],
  ]);
  expect(byRunner.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(all.jobs);
});
