/** The search for the border of a load, on fleets that are plain rules: it finds the three borders that a look at every level finds, with few looks. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factorOf, LEAST_LEVEL, MOST_LEVEL } from '../../../../src/study/headroom/levels.js';
import { searchLoad, type Found, type LoadVerdict } from '../../../../src/study/headroom/search.js';

/** Kept for certain up to `sure`, by the estimates up to `holds`, missed for certain from `missed` on. */
interface Rule {
  readonly sure: number;
  readonly holds: number;
  readonly missed: number;
}

function played({ sure, holds, missed }: Rule): { readonly found: Found; readonly looks: readonly number[] } {
  const looks: number[] = [];
  const search = searchLoad();
  let step = search.next();
  while (step.done !== true) {
    const level = step.value;
    looks.push(level);
    const verdict: LoadVerdict['verdict'] = level <= sure ? 'pass' : level >= missed ? 'fail' : 'inconclusive';
    step = search.next({ holds: level <= holds, verdict });
  }
  return { found: step.value, looks };
}

const within = (level: number): number | undefined => (level < LEAST_LEVEL ? undefined : level);

test('finds every border', () => {
  const border = fc.integer({ min: LEAST_LEVEL - 5, max: MOST_LEVEL - 1 });
  fc.assert(
    fc.property(border, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (holds, below, above) => {
      const rule = { holds, sure: holds - below, missed: holds + 1 + above };
      const { found, looks } = played(rule);
      if (holds < LEAST_LEVEL) {
        expect(found).toEqual({ holds: undefined, sure: undefined, missed: undefined });
        return;
      }
      expect(found).toEqual({ holds, sure: within(rule.sure), missed: rule.missed > MOST_LEVEL ? undefined : rule.missed });
      expect(new Set(looks).size).toBe(looks.length);
      expect(looks.length).toBeLessThan(45);
      expect(looks.every((level) => level >= LEAST_LEVEL && level <= MOST_LEVEL)).toBe(true);
    }),
  );
});

test('says that nothing breaks where nothing does', () => {
  const { found, looks } = played({ sure: MOST_LEVEL, holds: MOST_LEVEL, missed: MOST_LEVEL + 1 });
  expect(found).toEqual({ holds: MOST_LEVEL, sure: MOST_LEVEL, missed: undefined });
  expect(looks.length).toBeLessThan(10);
});

test('levels are factors of about 1 % that can be typed', () => {
  expect([LEAST_LEVEL, -1, 0, 1, 10, MOST_LEVEL].map(factorOf)).toEqual([0.00998, 0.99, 1, 1.01, 1.1, 100]);
  for (let level = LEAST_LEVEL; level < MOST_LEVEL; level++) expect(factorOf(level)).toBeLessThan(factorOf(level + 1));
});
