/** Many samples tallied at once, against one after the other. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Tally } from '../../../../src/results/samples/tally.js';

const BORDERS = [10, 1000, 2 ** 40];
const time = fc.oneof(fc.nat(20), fc.nat(2000), fc.integer({ min: 0, max: 2 ** 45 }), fc.integer({ min: 2 ** 51, max: 2 ** 53 - 1 }));

test('many in order are what they are one by one, also beside others, and with sums beyond 2^53', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.array(time), fc.boolean()), { maxLength: 4 }), (lists) => {
      const [together, apart] = [new Tally(BORDERS), new Tally(BORDERS)];
      for (const [values, known] of lists) {
        together.addSorted(Float64Array.from(values).sort(), known);
        for (const x of values) apart.add(x, known);
      }
      expect(together.columns()).toStrictEqual(apart.columns());
      for (const border of [...BORDERS, 7]) expect(together.countBelow(border)).toBe(apart.countBelow(border));
    }),
  );
});
