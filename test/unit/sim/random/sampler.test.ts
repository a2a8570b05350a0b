/** A sampler has no state: one made for a spec serves every run, and every equal spec. */
import { expect, test } from 'vitest';
import { Sampler, sampler } from '../../../../src/sim/random/index.js';

test('the sampler of a spec is made once, serves an equal spec too, and draws as one of its own does', () => {
  const spec = {
    kind: 'mixture',
    parts: [
      { weight: 1, of: { kind: 'exponential', mean: 1e6 } },
      { weight: 2, of: { kind: 'exponential', mean: 9e6 } },
    ],
  } as const;
  const [own, equal] = [sampler(spec), sampler(structuredClone(spec))];
  expect(sampler(spec)).toBe(own);
  expect(equal).toBe(own);
  const levels = Array.from({ length: 999 }, (_, i) => (i + 1) / 1000);
  const draws = (of: Sampler): number[] => levels.map((u) => of.sampleInteger(u));
  const first = draws(new Sampler(spec));
  expect(draws(own)).toEqual(first);
  expect(draws(own)).toEqual(first);
  expect(draws(equal)).toEqual(first);
});

test('specs that differ in a number, or in the infinite, have their own', () => {
  const whole = { kind: 'lognormal', mu: 3, sigma: 1 } as const;
  const cut = (max: number) => ({ kind: 'truncated', of: whole, min: 1, max }) as const;
  const all = [
    sampler(whole),
    sampler({ ...whole, mu: 3.0000000000000004 }),
    sampler(cut(Infinity)),
    sampler(cut(1e300)),
    sampler(cut(50)),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('only so many tables are kept: an equal spec that comes much later has a new one, which draws alike', () => {
  const spec = (mu: number) => ({ kind: 'lognormal', mu, sigma: 0.25 }) as const;
  const first = sampler(spec(0));
  for (let i = 1; i <= 100; i++) sampler(spec(i / 100));
  const again = sampler(spec(0));
  expect(again).not.toBe(first);
  expect(again.sample(0.3)).toBe(first.sample(0.3));
});
