/** Which jobs are left out when waits are compared. */
import { expect, test } from 'vitest';
import { leftOutFor } from '../../../../src/study/backtest/left-out.js';

test.each([
  ['whole', true, undefined],
  ['whole', false, 'unmatched'],
  ['cancelled', true, 'cancelledWaiting'],
  ['cancelled', false, 'cancelledWaiting'],
  ['pending', true, 'pending'],
  ['none', true, 'untimed'],
] as const)('of a wait that is known as %s, taken: %s, it is %s', (known, isTaken, why) => {
  expect(leftOutFor(known, isTaken)).toBe(why);
});
