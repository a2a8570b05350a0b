/** Which point of a sweep is to be taken: of those that meet for sure the cheapest, and the quickest of those that cost the same. */
import { expect, test } from 'vitest';
import { bestOf } from '../../../../src/study/sweep/best.js';
import { sweepPoint } from '../../../support/sweep-results.js';

const best = (...points: Parameters<typeof sweepPoint>[1][]): number | null =>
  bestOf(
    points.map((over, i) => sweepPoint({ a: String(i) }, over)),
    'queueTime.p95',
  );

test('is the cheapest that meets all thresholds for sure, and none where nothing does', () => {
  expect(best({ cost: 500, verdict: 'fail' }, { cost: 700, verdict: 'inconclusive' }, { cost: 1000 }, { cost: 900 })).toBe(3);
  expect(best({ cost: 500, outcome: 'max_events' }, { cost: 900 })).toBe(1);
  expect(best({ verdict: 'fail' }, { verdict: null })).toBeNull();
});

test('is the quickest of those that cost no more than anybody acts on, and the first of equals', () => {
  expect(best({ cost: 1000, wait: 20 }, { cost: 1009, wait: 10 }, { cost: 1020, wait: 1 })).toBe(1);
  expect(best({}, {})).toBe(0);
});
