/** A method that is made of what another came to. */
import { expect, test } from 'vitest';
import { chained } from '../../../../src/study/method/chained.js';
import type { Method } from '../../../../src/study/method/method.js';
import { figuresOf } from '../../../../src/study/point.js';
import { runStudySync } from '../../../../src/study/runner.js';
import { shipped } from '../../../support/plans.js';

test('plays the fleets of both, each its own, and counts the runs of both', async () => {
  const [one, other] = [await shipped('mmc.yaml', ['horizon=20m', 'warmup=0s']), await shipped('mmc.yaml', ['horizon=40m', 'warmup=0s'])];
  const line = { labels: {}, subject: '', below: 60_000_000, share: 0.95, isDefault: true };
  const method = (specs: (typeof one)['fleet'][], taken: number[]): Method<number[]> => ({
    fleets: specs.map((spec) => ({ spec })),
    runs: specs.length,
    *batches() {
      const points = specs.map((_, fleet) => ({
        fleet,
        patch: { kind: 'as_is' } as const,
        draws: { seed: 1, replication: 0 },
        figures: { questions: [], line, timeline: false },
      }));
      yield { points, take: (outcome) => void taken.push(figuresOf(outcome).result.jobs.all.jobs) };
      return taken;
    },
  });
  const first = method([one.fleet, other.fleet], []);
  const both = chained(first, (found) => method([other.fleet, one.fleet], [...found]));
  expect(both.runs).toBeGreaterThan(first.runs);
  const counts = runStudySync(both);
  const [short, long] = counts;
  // The longer run has the jobs of the shorter one and about as many again.
  expect(long! / short!).toBeGreaterThan(1.5);
  expect(counts).toEqual([short, long, long, short]);
  expect(both.fleets.map(({ spec }) => spec.horizon / 1e6)).toEqual([1200, 2400, 2400, 1200]);
  expect(both.runs).toBe(4);
});
