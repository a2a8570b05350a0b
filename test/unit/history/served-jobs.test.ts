/** Jobs that were cancelled before a runner had them. */
import { expect, test } from 'vitest';
import { served } from '../../../src/history/served-jobs.js';
import { historyOf, job } from '../../support/history.js';

test('a cancelled job without a runner did no work, where others name theirs', () => {
  const cancelled = job(0, 1, 60, { status: 'canceled' });
  const history = historyOf([cancelled, job(0, 1, 2, { runner: 'r' }), job(0, 1, 2)], 1);
  expect(served(history).jobs.map(({ started, ran }) => [started === undefined, ran === undefined])).toEqual([
    [true, true],
    [false, false],
    [false, false],
  ]);
  const unnamed = historyOf([cancelled], 1);
  expect(served(unnamed)).toBe(unnamed);
});
