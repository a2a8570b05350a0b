/** A sampler has no state: one made for a spec serves every run. */
import { expect, test } from 'vitest';
import { Sampler, sampler } from '../../../../src/sim/random/index.js';

test('the sampler of a spec is made once, an equal spec has its own, and all draw alike', () => {
  const spec = {
    kind: 'mixture',
    parts: [
      { weight: 1, of: { kind: 'exponential', mean: 1e6 } },
      { weight: 2, of: { kind: 'exponential', mean: 9e6 } },
    ],
  } as const;
  const [own, equal] = [sampler(spec), sampler({ ...spec })];
  expect(sampler(spec)).toBe(own);
  expect(equal).not.toBe(own);
  const levels = Array.from({ length: 999 }, (_, i) => (i + 1) / 1000);
  const draws = (of: Sampler): number[] => levels.map((u) => of.sampleInteger(u));
  const first = draws(new Sampler(spec));
  expect(draws(own)).toEqual(first);
  expect(draws(own)).toEqual(first);
  expect(draws(equal)).toEqual(first);
});
