/** What is kept of the waits that are held against a history. */
import { describe, expect, test } from 'vitest';
import { PREPARATION_PARTS } from '../../../../src/record/preparation.js';
import { WAIT_CAUSES } from '../../../../src/record/wait-causes.js';
import { ComparedWaits, type ComparedWaitsAsked } from '../../../../src/study/kept/compared-waits.js';
import { HOUR, SECOND } from '../../../../src/units/time.js';
import { aJob, aPendingJob } from '../../../support/records.js';

const SPAN = { warmup: HOUR, horizon: 3 * HOUR };
/** Within the measurement period, seconds. */
const AT = 5000;

function kept(asked: Partial<ComparedWaitsAsked>, ...jobs: readonly ReturnType<typeof aJob>[]) {
  const waits = new ComparedWaits({ hasBoots: false, leftOut: [], ...asked }, SPAN);
  for (const job of jobs) waits.job(job);
  const { whole, atLeast } = waits.columns();
  return { whole: [...whole].map((micros) => micros / SECOND), atLeast: [...atLeast].map((micros) => micros / SECOND) };
}
const aTraced = (queued: number, wait: number, over: Parameters<typeof aJob>[2] = {}): ReturnType<typeof aJob> =>
  aJob(queued, wait, { traceLine: 2, takers: [0], ...over });

describe('a wait', () => {
  test('is until the job is handed out, or until its machine is there', () => {
    // One second, two, four and so on, so that a sum says what is in it.
    const preparation = Float64Array.from(PREPARATION_PARTS, (_, part) => 2 ** part * SECOND);
    const boot = ['check', 'growth_slot', 'boot', 'failed_tries'].reduce(
      (sum, part) => sum + 2 ** PREPARATION_PARTS.indexOf(part as 'boot'),
      0,
    );
    expect(kept({}, aTraced(AT, 7, { preparation }))).toEqual({ whole: [7], atLeast: [] });
    expect(kept({ hasBoots: true }, aTraced(AT, 7, { preparation })).whole).toEqual([7 + boot]);
  });

  test('of a job that was not handed out is at least as long as it got', () => {
    const waits = Float64Array.from(WAIT_CAUSES, (_, cause) => (cause < 2 ? 30 * SECOND : 0));
    expect(kept({}, aPendingJob(AT, { traceLine: 2, takers: [0], waits }))).toEqual({ whole: [], atLeast: [60] });
  });

  test('is of each job of a row that is drawn twice, and of jobs of no row', () => {
    expect(kept({}, aTraced(AT, 7), aTraced(AT + 10, 8), aTraced(AT, 9, { traceLine: 0 })).whole).toEqual([7, 8, 9]);
  });
});

test('retries, jobs of rows that are left out, of nobody, and outside of the measurement period do not count', () => {
  const jobs = [
    aTraced(AT, 1, { attempt: 1 }),
    aTraced(AT, 3, { traceLine: 9 }),
    aTraced(AT, 4, { takers: [] }),
    aTraced(3599, 5),
    aTraced(3600, 6),
    aTraced(3 * 3600, 7),
  ];
  expect(kept({ leftOut: [9] }, ...jobs)).toEqual({ whole: [6], atLeast: [] });
});
