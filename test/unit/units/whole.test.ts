/** Whole numbers: thousands apart, and a sign only where something is left of it. */
import { expect, test } from 'vitest';
import { wholeText } from '../../../src/units/whole.js';

test('each three digits from the right are apart', () => {
  expect([0, 999, 999.5, 12_345, 1_234_567].map(wholeText)).toEqual(['0', '999', '1,000', '12,345', '1,234,567']);
});

test('less than nought has its sign, and none where it rounds to nought', () => {
  expect([0.4, 0.6, -0.4, -0.6, -1000].map(wholeText)).toEqual(['0', '1', '0', '-1', '-1,000']);
});
