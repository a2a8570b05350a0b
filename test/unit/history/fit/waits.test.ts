/** Observed waits, and how much of them a place for the job was idle. */
import { expect, test } from 'vitest';
import { idleShare, observedWaits } from '../../../../src/history/fit/waits.js';
import { historyOf, job, MONDAY } from '../../../support/history.js';
import { HOUR } from '../../../../src/units/time.js';

test('waits are those of jobs that came in the stretch and that a runner had', () => {
  const history = historyOf([job(0, 0.1, 1), job(1, 2, 3), job(2, undefined, 5), job(70, 75, 80)], 2);
  expect(observedWaits(history, MONDAY, MONDAY + HOUR)).toEqual({ jobs: 2, mean: 33, p50: 6, p95: 60, share10s: 0.5 });
  expect(observedWaits(historyOf([job(0, 0, 1), job(1, 1, 3)], 2), MONDAY, MONDAY + HOUR)).toBeUndefined();
  expect(observedWaits(history, MONDAY + 3 * HOUR, MONDAY + 4 * HOUR)).toBeUndefined();
});

test('waiting beside an idle runner is none of capacity', () => {
  const busy = [job(0, 0, 10, { runner: 'a' }), job(0, 10, 20, { runner: 'a' })];
  expect(idleShare(historyOf(busy, 1))).toBe(0);
  // b ran before and after: it stands idle for the ten minutes that the second job waits.
  const idle = [job(0, 0, 1, { runner: 'b' }), ...busy, job(30, 30, 31, { runner: 'b' })];
  expect(idleShare(historyOf(idle, 1))).toBeCloseTo(0.9, 10);
  expect(idleShare(historyOf([job(0, 5, 6)], 1))).toBeUndefined();
});
