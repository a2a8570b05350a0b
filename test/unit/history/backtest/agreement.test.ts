/** Agreement of waits job by job and hour by hour. */
import { expect, test } from 'vitest';
import { agreementOf, correlation } from '../../../../src/history/backtest/agreement.js';
import { HOUR, MINUTE } from '../../../../src/units/time.js';

test('equal waits agree wholly', () => {
  const waits = [1, 50, 300, 4];
  const queued = [0, 10 * MINUTE, HOUR, 2 * HOUR];
  expect(agreementOf({ queued, observed: waits, simulated: waits })).toEqual({ mae: 0, jobs: 1, hours: 1 });
});

test('waits that trade places within an hour agree by the hour and not by the job', () => {
  const queued = [0, MINUTE, HOUR, HOUR + MINUTE];
  const { mae, jobs, hours } = agreementOf({ queued, observed: [0, 100, 0, 300], simulated: [100, 0, 300, 0] });
  expect(mae).toBe(200);
  expect(hours).toBe(1);
  expect(jobs!).toBeLessThan(-0.9);
});

test('what does not differ has no correlation', () => {
  expect(agreementOf({ queued: [0, HOUR], observed: [5, 5], simulated: [1, 9] })).toEqual({ mae: 4, jobs: null, hours: null });
  expect(correlation([1, 2, 3], [3, 2, 1])).toBe(-1);
});
