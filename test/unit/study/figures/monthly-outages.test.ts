/** How many outages a month's cost is as with. */
import { describe, expect, test } from 'vitest';
import type { FaultTimes, OutageSpec } from '../../../../src/fleet/outage.js';
import { asWithOutages, monthlyOutagesOf, withMonthlyOutages } from '../../../../src/study/figures/monthly-outages.js';
import { HOUR } from '../../../../src/units/time.js';

const fleet = (...times: FaultTimes[]): Parameters<typeof monthlyOutagesOf>[0] => ({
  warmup: 2 * HOUR,
  horizon: 28 * HOUR,
  outages: times.map((own, i): OutageSpec => ({
    name: `o${i}`,
    target: { kind: 'cloud', index: 0 },
    times: own,
    effect: { kind: 'sold_out' },
  })),
});
const fixed = (...windows: (readonly [from: number, to: number])[]): FaultTimes => ({
  kind: 'fixed',
  windows: windows.map(([from, to]) => ({ from: from * HOUR, to: to * HOUR })),
});

describe('the outages of a month', () => {
  test('one in a run of 26 h is 28 a month', () => {
    const found = monthlyOutagesOf(fleet(fixed([14, 17])))!;
    expect(found.measured).toBe(1);
    expect(found.perMonth).toBeCloseTo(730 / 26, 9);
    expect(asWithOutages(found)).toBe('as with 28 outages in it');
  });

  test('those of all names count that reach into the measured period', () => {
    expect(monthlyOutagesOf(fleet(fixed([0, 2], [1, 3], [27, 30]), fixed([5, 6], [28, 29])))!.measured).toBe(3);
  });

  test('drawn ones come as they come, and one that lasts the whole period is how things are', () => {
    const spec = { kind: 'constant', value: HOUR } as never;
    expect(monthlyOutagesOf(fleet({ kind: 'drawn', between: spec, duration: spec }))).toBeUndefined();
    expect(monthlyOutagesOf(fleet(fixed([0, 28])))).toBeUndefined();
    expect(monthlyOutagesOf(fleet())).toBeUndefined();
  });

  test('a number is in the words as people say it', () => {
    const words = [0.26, 1, 4.345, 9.96, 1216.7].map((perMonth) => asWithOutages({ measured: 1, perMonth }));
    expect(words.map((text) => text.replace(/^as with | in it$/gu, ''))).toEqual([
      '0.26 outages',
      '1 outage',
      '4.3 outages',
      '10 outages',
      '1,217 outages',
    ]);
  });

  test('a threshold on the month says so, before why its verdict is what it is; others stay', () => {
    const monthly = { measured: 1, perMonth: 28 };
    const month = { stat: { kind: 'per_month' } };
    expect(withMonthlyOutages(month, monthly)).toEqual({ ...month, reason: 'as with 28 outages in it' });
    expect(withMonthlyOutages({ ...month, reason: 'across' }, monthly).reason).toBe('as with 28 outages in it; across');
    expect(withMonthlyOutages(month, undefined)).toBe(month);
    const mean = { stat: { kind: 'avg' } };
    expect(withMonthlyOutages(mean, monthly)).toBe(mean);
  });
});
