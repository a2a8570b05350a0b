/** The fewest changes that make one list of another. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aligned } from '../../../../src/scenario/config-toml/align.js';

test('what is alike keeps its place, and no more than needed changes', () => {
  expect(aligned(['a', 'b'], ['a', 'b'])).toEqual([
    { old: 0, wanted: 0 },
    { old: 1, wanted: 1 },
  ]);
  expect(aligned(['a', 'b'], ['b'])).toEqual([{ old: 0 }, { old: 1, wanted: 0 }]);
  expect(aligned(['b'], ['a', 'b'])).toEqual([{ wanted: 0 }, { old: 0, wanted: 1 }]);
  expect(aligned(['a'], ['b'])).toEqual([{ old: 0, wanted: 0 }]);
  expect(aligned([], [])).toEqual([]);
});

test('both lists are walked through in order, each item once, and as many changes as the plain recursion finds', () => {
  const least = (old: readonly string[], wanted: readonly string[]): number => {
    if (old.length === 0 || wanted.length === 0) return old.length + wanted.length;
    const [a, ...restOld] = old;
    const [b, ...restWanted] = wanted;
    return Math.min(least(restOld, restWanted) + (a === b ? 0 : 1), least(restOld, wanted) + 1, least(old, restWanted) + 1);
  };
  const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 });
  fc.assert(
    fc.property(list, list, (old, wanted) => {
      const steps = aligned(old, wanted);
      expect(steps.flatMap((step) => step.old ?? [])).toEqual(old.map((_, i) => i));
      expect(steps.flatMap((step) => step.wanted ?? [])).toEqual(wanted.map((_, i) => i));
      const changes = steps.filter((step) => step.old === undefined || step.wanted === undefined || old[step.old] !== wanted[step.wanted]);
      expect(changes).toHaveLength(least(old, wanted));
    }),
  );
});
