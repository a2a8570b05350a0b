/** Boot times of pools whose boots are known. */
import { describe, expect, test } from 'vitest';
import { bootOf } from '../../../../src/history/fit/boots.js';
import { sampler, Streams } from '../../../../src/sim/random/index.js';
import { job } from '../../../support/history.js';

const stream = new Streams(3, 0).stream('boots');
const boots = sampler({ kind: 'lognormal', mu: Math.log(40), sigma: 0.4 });

/** Jobs every four minutes that run for three, each on a machine of its own, or on one that was used before. */
function pool(count: number, isWarm: (i: number) => boolean): ReturnType<typeof job>[] {
  return Array.from({ length: count }, (_, i) => {
    const wait = (isWarm(i) ? 2 : 2 + boots.sample(stream.uniform(i, 0, 0))) / 60;
    const started = 4 * i + wait;
    return job(4 * i, started, started + 3, { runner: isWarm(i) ? 'm-0' : `m-${i}` });
  });
}

describe('boots', () => {
  test('of machines for one job are the waits of jobs that found room', () => {
    const boot = bootOf(
      pool(400, () => false),
      3,
    );
    if (!boot.isTold) throw new Error(boot.why);
    expect(boot.cold).toBe(400);
    expect(Math.abs(boot.median.value - 42)).toBeLessThan(3 * boot.median.se! + 1);
    expect(Math.abs(boot.sigma.value - 0.38)).toBeLessThan(4 * boot.sigma.se!);
  });

  test('of machines that are used again are what the first job waited longer', () => {
    const boot = bootOf(
      pool(400, (i) => i > 0 && i % 2 === 1),
      3,
    );
    if (!boot.isTold) throw new Error(boot.why);
    expect(boot.cold).toBe(200);
    expect(Math.abs(boot.median.value - 40)).toBeLessThan(4 * boot.median.se!);
  });

  test('jobs that came while the pool was full tell nothing', () => {
    const full = pool(60, () => false);
    const late = Array.from({ length: 60 }, (_, i) => job(4 * i + 1, 4 * i + 3.8, 4 * i + 3.9, { runner: `late-${i}` }));
    const boot = bootOf([...full, ...late], 1);
    expect(boot).toMatchObject({ isTold: true });
    if (boot.isTold) expect(boot.median.value).toBeLessThan(60);
  });

  test.each([
    ['no names', pool(100, () => false).map((own) => ({ ...own, runner: '' })), 'the history names no machine'],
    ['few', pool(20, () => false), '20 first jobs of a machine that had room; expected 30'],
    [
      'a first job that waits like the others',
      Array.from({ length: 200 }, (_, i) => job(4 * i, 4 * i + 0.1, 4 * i + 3, { runner: i % 2 === 0 ? `m-${i}` : 'm-0' })),
      'first jobs of a machine waited no longer than others',
    ],
  ])('are none: %s', (_name, jobs, why) => {
    expect(bootOf(jobs, 3)).toEqual({ isTold: false, why });
  });
});
