/** What is said of the time that a study still takes. */
import { expect, test } from 'vitest';
import { timeLeft } from '../../../src/cli/progress.js';

test('the time left is what the rest takes at the pace so far, and nothing while that is a guess', () => {
  // A quarter in three seconds: three quarters take nine.
  expect(timeLeft(0.25, 3000)).toBe(', 9 s left');
  expect(timeLeft(0.01, 10_000)).toBe(', 17 min left');
  // The last moment is a second, not none.
  expect(timeLeft(0.999, 10_000)).toBe(', 1 s left');
  expect([timeLeft(0.5, 400), timeLeft(0, 5000), timeLeft(1, 5000)]).toEqual(['', '', '']);
});
