/** A growing list of numbers, against an array. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Numbers } from '../../../../src/results/samples/numbers.js';

test('what is pushed and appended stands in order, and empty lists share nothing that can be seen', () => {
  const lists = fc.array(fc.array(fc.nat(), { maxLength: 30 }), { maxLength: 8 });
  fc.assert(
    fc.property(lists, (parts) => {
      const [whole, untouched] = [new Numbers(), new Numbers()];
      for (const part of parts) {
        const own = new Numbers();
        for (const x of part) own.push(x);
        whole.append(own);
        whole.push(part.length);
      }
      const [third, list] = [new Numbers(Float64Array.of(7)), Float64Array.from(parts.flat())];
      third.appendEvery(3, list, 1, list.length);
      expect([...third.view()]).toEqual([7, ...list.filter((_, i) => i % 3 === 1)]);
      const all = parts.flatMap((part) => [...part, part.length]);
      expect([...whole.view()]).toEqual(all);
      whole.sort();
      expect([...whole.view()]).toEqual(all.sort((a, b) => a - b));
      expect(untouched.length + untouched.view().length).toBe(0);
    }),
  );
});
