/** Loads: what becomes of the rates of a fleet, hour by hour, worked out here on their own. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openScenario } from '../../../src/scenario/open.js';
import type { PreparedScenario } from '../../../src/scenario/prepare.js';
import { loads } from '../../../src/testing/loads.js';
import type { Variation } from '../../../src/testing/variation.js';
import { HOUR } from '../../../src/units/time.js';

async function opened(file: string, set: readonly string[] = []): Promise<PreparedScenario> {
  const found = await openScenario(`scenarios/${file}`, { set });
  if ('issues' in found) throw new Error(found.issues.map(({ message }) => message).join('; '));
  return found;
}

/** Pipelines an hour, for each hour of the run. */
function perHour({ fleet }: PreparedScenario): number[] {
  const { arrivals } = fleet.workloads[0]!;
  if (arrivals.kind !== 'generated' || arrivals.pattern.kind !== 'poisson') throw new Error('no rate');
  const { at, rates } = arrivals.pattern;
  return Array.from(
    { length: Math.ceil(fleet.horizon / HOUR) },
    (_, hour) => rates[at.findLastIndex((from) => from <= hour * HOUR)]! * HOUR,
  );
}

const WORDS = /^(\d+) % of the load(?:, ([\d.]+) times as many from (\S+) for (\d)h)?$/u;

test.each([
  ['mmc.yaml', ['horizon=2d']],
  ['shared-runners.yaml', []],
  ['shared-runners.yaml', ['workloads.public.pipelines.timezone=America/New_York', 'horizon=3d']],
])('%s %j: the rate of every hour is what the words say', async (file, set) => {
  const as = await opened(file, set);
  const before = perHour(as);
  const seen = new Set<string>();
  for (const { words, set: own } of fc.sample(loads(as, { percent: [50, 200], surge: 4, hours: 3 }), { seed: 1, numRuns: 25 })) {
    const [, percent, times, from, hours] = WORDS.exec(words)!;
    const first = from === undefined ? 0 : hoursOf(from);
    const after = perHour(await opened(file, [...set, ...own]));
    const wanted = before.map((rate, hour) => {
      // The week repeats, and with it a surge: these runs are shorter than one.
      const inSurge = times !== undefined && hour >= first && hour < first + Number(hours);
      return rate * (Number(percent) / 100) * (inSurge ? Number(times) : 1);
    });
    after.forEach((rate, hour) => expect(rate / wanted[hour]!, `${words}, hour ${hour}`).toBeCloseTo(1, 4));
    seen.add(percent!);
  }
  expect(seen.size).toBeGreaterThan(8);
});

function hoursOf(text: string): number {
  const [, days = '0', hours = '0'] = /^(?:(\d+)d)?(?:(\d+)h|0s)?$/u.exec(text)!;
  return Number(days) * 24 + Number(hours);
}

test('it shrinks to the load as it is, where nothing is set', async () => {
  const as = await opened('mmc.yaml');
  const shrunk = (breaks: (one: Variation) => boolean): Variation =>
    fc.check(
      fc.property(loads(as, { surge: 3 }), (one) => !breaks(one)),
      { seed: 1 },
    ).counterexample![0];
  expect(shrunk(() => true)).toMatchObject({ set: [], words: '100 % of the load' });
  expect(shrunk(({ words }) => Number(WORDS.exec(words)![1]) >= 120).words).toBe('120 % of the load');
  expect(shrunk(({ words }) => Number(WORDS.exec(words)![2] ?? 1) >= 2).words).toBe('100 % of the load, 2 times as many from 0s for 1h');
});

describe('other ways in which jobs come', () => {
  const double = { percent: [200, 200] as const };
  const setOf = async (file: string, set: readonly string[] = []): Promise<readonly string[]> => {
    const as = await opened(file, set);
    const [one] = fc.sample(loads(as, double), { seed: 1, numRuns: 1 });
    await opened(file, [...set, ...one!.set]);
    return one!.set;
  };

  test('a fixed interval is halved, a burst is doubled', async () => {
    expect(await setOf('mmc.yaml', ['workloads.poisson.every.interval=30s'])).toEqual(['workloads.poisson.every.interval=15s']);
    expect(await setOf('mmc.yaml', ['workloads.poisson.burst.jobs=30'])).toEqual(['workloads.poisson.burst.jobs=60']);
  });

  test('a history is scaled, however it is written', async () => {
    const name = 'workloads.gitlab-org';
    expect(await setOf('reuse.yaml', [`${name}.trace=sample-history.csv`])).toEqual([
      `${name}.trace={file: "sample-history.csv", scale: 2}`,
    ]);
    expect(await setOf('reuse.yaml', [`${name}.trace={file: sample-history.csv, scale: 1.5}`])).toEqual([`${name}.trace.scale=3`]);
    expect(await setOf('reuse.yaml', [`${name}.resample=sample-history.csv`])).toEqual([
      `${name}.resample={file: "sample-history.csv", scale: 2}`,
    ]);
  });
});

test('what is no space is refused', async () => {
  const as = await opened('mmc.yaml');
  expect(() => loads(as, { percent: [0, 50] })).toThrow('percent: expected two shares above 0');
  expect(() => loads(as, { percent: [90, 50] })).toThrow(RangeError);
  expect(() => loads(as, { percent: [101, 104] })).toThrow('percent: expected');
  expect(() => loads(as, { surge: 0.5 })).toThrow('surge and hours: expected numbers from 1 on');
  expect(() => loads(as, { workloads: ['public'] })).toThrow("workloads: there is no 'public'; there is poisson");
});
