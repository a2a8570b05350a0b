/** What fields begin with: a nought that V8 holds as a double, and lists that are each their own. */
import { expect, test } from 'vitest';
import { listOfObjects, NOUGHT } from '../../../src/units/shapes.js';

test('nought is the one that no small integer can be, and counts as any other', () => {
  expect(NOUGHT).toBe(-0);
  expect([NOUGHT + 0, NOUGHT + 5, Math.max(NOUGHT, 3), `${NOUGHT}`]).toEqual([0, 5, 3, '0']);
});

test('a list of objects begins empty, and none knows of another', () => {
  const [one, other] = [listOfObjects<{ readonly id: number }>(), listOfObjects<{ readonly id: number }>()];
  expect(one).toEqual([]);
  one.push({ id: 1 });
  expect(one).toEqual([{ id: 1 }]);
  expect(other).toEqual([]);
  expect(listOfObjects()).toEqual([]);
});
