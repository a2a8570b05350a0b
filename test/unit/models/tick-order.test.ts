/** Which ticker is next, against a plain look through all of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TickOrder } from '../../../src/models/tick-order.js';
import { NEVER } from '../../../src/units/time.js';

test('the earliest is next, of equal times that of the lowest rank, then that of the lowest number', () => {
  const step = fc.record({ which: fc.nat(1000), at: fc.oneof(fc.nat(5), fc.constant(NEVER)) });
  fc.assert(
    fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 40 }), fc.array(step, { maxLength: 80 }), (ranks, steps) => {
      const order = new TickOrder();
      expect(ranks.map((rank) => order.add(rank))).toEqual(ranks.map((_, ticker) => ticker));
      expect(order.at).toBe(NEVER);
      const times = ranks.map(() => NEVER);
      for (const { which, at } of steps) {
        const ticker = which % ranks.length;
        times[ticker] = at;
        order.set(ticker, at);
        const sorted = times.map((time, i) => [time, ranks[i]!, i] as const).sort((a, b) => a[0] - b[0] || 0 || a[1] - b[1] || a[2] - b[2]);
        const [first] = sorted;
        expect(order.at).toBe(first![0]);
        if (first![0] < NEVER) expect(order.first).toBe(first![2]);
      }
    }),
  );
});

test('one that is added while others have their turn changes nothing', () => {
  const order = new TickOrder();
  order.add(0);
  order.set(0, 7);
  for (let ticker = 1; ticker < 10; ticker++) {
    expect(order.add(0)).toBe(ticker);
    expect([order.first, order.at]).toEqual([0, 7]);
  }
  order.set(9, 3);
  expect([order.first, order.at]).toEqual([9, 3]);
});
