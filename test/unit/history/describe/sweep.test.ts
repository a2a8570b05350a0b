/** How many at once, by hand and against counting at every instant. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesOf, levelOf } from '../../../../src/history/describe/sweep.js';

test('levels are weighted by time, and what ends as another begins does not overlap it', () => {
  const changes = changesOf([
    { from: 0, to: 10, of: undefined },
    { from: 10, to: 20, of: undefined },
    { from: 12, to: 14, of: undefined },
    { from: 5, to: 5, of: undefined },
  ]);
  expect(levelOf(changes, 0, 40)).toEqual({ mean: 22 / 40, p50: 0, p95: 1, max: 2, maxAt: 12 });
});

test('are what counting at every instant gives', () => {
  const stretch = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
    .map(([from, length]) => ({ from, to: from + length, of: undefined }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 20 }), (stretches) => {
      const counts = Array.from({ length: 80 }, (_, at) => stretches.filter(({ from, to }) => from <= at && at < to).length);
      const sorted = [...counts].sort((a, b) => a - b);
      const level = levelOf(changesOf(stretches), 0, 80);
      expect(level.mean).toBeCloseTo(counts.reduce((sum, own) => sum + own, 0) / 80, 12);
      expect([level.max, level.maxAt]).toEqual([Math.max(...counts), counts.indexOf(Math.max(...counts))]);
      expect([level.p50, level.p95]).toEqual([sorted[39], sorted[75]]);
    }),
  );
});
