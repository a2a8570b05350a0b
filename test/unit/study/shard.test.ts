/** The parts of a study have all of its runs, each once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Method } from '../../../src/study/method/method.js';
import type { Point } from '../../../src/study/point.js';
import { shardOf } from '../../../src/study/shard.js';

const points = Array.from({ length: 23 }, (_, replication): Point => ({
  patch: { kind: 'as_is' },
  draws: { seed: 1, replication },
  rows: true,
}));

function methodOf(own: readonly Point[] | undefined): Method<unknown> {
  return {
    fleets: [],
    runs: 23,
    points: own,
    *batches() {
      throw new Error('a shard plays none of it');
    },
  };
}

test('all shards have every run once, without rows, in parts that differ by one at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
      const parts = Array.from({ length: count }, (_, i) => shardOf(methodOf(points), { index: i + 1, count })!);
      const played = parts.map((part) => part.batches().next().value as { points: readonly Point[] });
      expect(parts.map(({ runs }) => runs)).toEqual(played.map((batch) => batch.points.length));
      const sizes = parts.map(({ runs }) => runs);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      const replications = played.flatMap((batch) => batch.points.map(({ draws }) => draws.replication));
      expect(replications.sort((a, b) => a - b)).toEqual(points.map(({ draws }) => draws.replication));
      expect(played.every((batch) => batch.points.every(({ rows }) => rows === undefined))).toBe(true);
    }),
  );
});

test('a study whose runs are not known beforehand has no shards', () => {
  expect(shardOf(methodOf(undefined), { index: 1, count: 2 })).toBeUndefined();
});
