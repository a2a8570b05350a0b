/** Rates as text. */
import { expect, test } from 'vitest';
import { parseRate } from '../../../src/units/rate.js';
import { HOUR, SECOND } from '../../../src/units/time.js';

test('a rate is per microsecond', () => {
  expect(parseRate('4/h')).toBe(4 / HOUR);
  expect(parseRate('0.25 / s')).toBe(0.25 / SECOND);
  expect([parseRate('4'), parseRate('-4/h'), parseRate('4/y')]).toEqual([undefined, undefined, undefined]);
});
