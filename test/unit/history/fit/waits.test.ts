/** Observed waits, and how much of them a place for the job was idle. */
import { expect, test } from 'vitest';
import { idleShare, observedWaits } from '../../../../src/history/fit/waits.js';
import { historyOf, job } from '../../../support/history.js';

test('waits are those of the jobs; where none waited, or there is none, they are not told', () => {
  expect(observedWaits([job(0, 0.1, 1), job(1, 2, 3)])).toEqual({ jobs: 2, mean: 33, p50: 6, p95: 60, share10s: 0.5 });
  expect(observedWaits([job(0, 0, 1), job(1, 1, 3)])).toBeUndefined();
  expect(observedWaits([])).toBeUndefined();
});

test('waiting beside an idle runner is none of capacity', () => {
  const busy = [job(0, 0, 10, { runner: 'a' }), job(0, 10, 20, { runner: 'a' })];
  expect(idleShare(historyOf(busy, 1))).toBe(0);
  // b ran before and after: it stands idle for the ten minutes that the second job waits.
  const idle = [job(0, 0, 1, { runner: 'b' }), ...busy, job(30, 30, 31, { runner: 'b' })];
  expect(idleShare(historyOf(idle, 1))).toBeCloseTo(0.9, 10);
  expect(idleShare(historyOf([job(0, 5, 6)], 1))).toBeUndefined();
});
