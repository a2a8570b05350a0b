/** A search begins at what is set today, also where that is more than one number, or none that is tried. */
import { expect, test } from 'vitest';
import { nearestTo } from '../../../../src/study/plan/nearest-value.js';

test.each([
  ['20', ['10', '20', '30'], 1],
  ['5 to 20', ['1', '19', '21', '60'], 1],
  ['28', ['10', '20', '30'], 2],
  ['0', ['1', '2'], 0],
  ['as in the file', ['a', 'b', 'c'], 1],
  ['10m', ['5m', '10m'], 1],
])('of %s among %j it is number %i', (today, values, index) => {
  expect(nearestTo(today, values)).toBe(index);
});
