/** Stretches of time: all within their window, and what is found is the smallest that does it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutageTimes, type Stretch } from '../../../src/testing/outage-times.js';
import { DAY, HOUR, MINUTE } from '../../../src/units/time.js';

const SPACE = { from: 2 * HOUR, to: 2 * DAY, least: 10 * MINUTE, most: 12 * HOUR, step: 10 * MINUTE };
const times = new OutageTimes(SPACE);

/** What a search finds where `breaks` says which stretches do it; undefined: it found none. */
function found(breaks: (time: Stretch) => boolean, seed: number): { readonly least: Stretch | undefined; readonly runs: number } {
  let runs = 0;
  const { counterexample } = fc.check(
    fc.property(times, (time) => {
      runs++;
      return !breaks(time);
    }),
    { seed, numRuns: 300 },
  );
  return { least: counterexample?.[0], runs };
}

test('they lie within the window, in whole steps, and are of every length', () => {
  const all = fc.sample(times, { seed: 1, numRuns: 2000 });
  for (const { at, length } of all) {
    expect(at).toBeGreaterThanOrEqual(SPACE.from);
    expect(at + length).toBeLessThanOrEqual(SPACE.to);
    expect([at % SPACE.step, length % SPACE.step]).toEqual([0, 0]);
    expect(length).toBeGreaterThanOrEqual(SPACE.least);
    expect(length).toBeLessThanOrEqual(SPACE.most);
  }
  expect(new Set(all.map(({ length }) => length)).size).toBe(72);
});

describe('the smallest', () => {
  test('is the part that does it, whatever of the whole was found first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 200 }), fc.integer({ min: 1, max: 40 }), fc.integer(), (begin, steps, seed) => {
        const [from, to] = [begin * SPACE.step, (begin + steps) * SPACE.step];
        const { least } = found(({ at, length }) => at <= from && at + length >= to, seed);
        if (least !== undefined) expect(least).toEqual({ at: from, length: to - from });
        return fc.pre(least !== undefined);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test('begins on the hour where that does it too', () => {
    const { least } = found(({ length }) => length >= 3 * HOUR, 5);
    expect(least?.length).toBe(3 * HOUR);
    expect(least!.at % HOUR).toBe(0);
  });

  test('is shortened again where it was moved to', () => {
    // On the hour half an hour is enough, elsewhere it takes an hour.
    const { least } = found(({ at, length }) => length >= (at % HOUR === 0 ? HOUR / 2 : HOUR), 5);
    expect(least?.length).toBe(HOUR / 2);
  });

  test('takes some dozens of runs', () => {
    let first = 0;
    const { least, runs } = found(({ at, length }) => {
      const is = at <= 20 * HOUR && at + length >= 21 * HOUR;
      if (!is && first >= 0) first++;
      else first = Math.min(first, -1);
      return is;
    }, 3);
    expect(least).toEqual({ at: 20 * HOUR, length: HOUR });
    expect(runs).toBeLessThan(300);
  });
});
