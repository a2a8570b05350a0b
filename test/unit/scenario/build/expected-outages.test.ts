/** How many outages are expected of the times between them and their lengths. */
import { expect, test } from 'vitest';
import { expectedOutages } from '../../../../src/scenario/build/expected-outages.js';
import { DAY, HOUR } from '../../../../src/units/time.js';

const constant = (value: number) => ({ kind: 'constant', value }) as const;

test('a time holds as many as there are means of a time between two and a length', () => {
  expect(expectedOutages(10 * DAY, { between: { kind: 'exponential', mean: 23 * HOUR }, duration: constant(HOUR) })).toBe(10);
});

test('one that is drawn to last no time lasts a microsecond', () => {
  expect(expectedOutages(DAY, { between: constant(0), duration: constant(0) })).toBe(DAY);
});
