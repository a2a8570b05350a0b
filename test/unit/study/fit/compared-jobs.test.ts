/** Which jobs of a history a fit is held against. */
import { describe, expect, test } from 'vitest';
import { comparedJobs, type ComparedJobs } from '../../../../src/study/fit/compared-jobs.js';
import type { HistoryJob } from '../../../../src/history/describe/history-jobs.js';
import { HOUR } from '../../../../src/units/time.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { historyOf, job, MONDAY } from '../../../support/history.js';

const FLEET = aFleet({ runners: [{ tags: ['docker', 'big box'], runUntagged: false }] });
const DAYS = { from: MONDAY, to: MONDAY + HOUR };
const TAGS = { tags: 'docker' };

/** What is compared of these jobs, the n-th on line n + 10. */
function compared(...jobs: readonly HistoryJob[]): ComparedJobs {
  return comparedJobs(historyOf(jobs, 2), (own) => jobs.indexOf(own) + 10, DAYS, FLEET);
}

describe('jobs of the whole days that a runner had are compared, the others left out by why', () => {
  const { observed, counts, leftOut } = compared(
    job(0, 0.1, 1, TAGS),
    job(1, 2, 3, { tags: 'big\u00a0box docker' }),
    job(2, 3, undefined, TAGS),
    job(70, 75, 80, TAGS),
    job(3, undefined, 5, { ...TAGS, status: 'canceled' }),
    job(4, undefined, undefined, TAGS),
    job(5, 6, 7, { tags: 'macos' }),
    job(6, 7, 8),
    job(7, undefined, undefined, { ...TAGS, ran: HOUR }),
  );

  test('waits', () => {
    expect(observed).toMatchObject({ jobs: 3, mean: (6 + 60 + 60) / 3 });
  });

  test('counts and lines', () => {
    expect(counts).toEqual({ cancelledWaiting: 1, pending: 1, untimed: 1, unmatched: 2 });
    expect(leftOut).toEqual([14, 15, 16, 17, 18]);
  });
});

test('where no wait is told, jobs of which only the length is known are shown', () => {
  const { observed, counts, leftOut } = compared(
    job(0, undefined, undefined, { ...TAGS, ran: HOUR }),
    job(3, undefined, 5, { ...TAGS, status: 'canceled' }),
  );
  expect(observed).toBeUndefined();
  expect(counts).toEqual({ cancelledWaiting: 1, pending: 0, untimed: 0, unmatched: 0 });
  expect(leftOut).toEqual([11]);
});
