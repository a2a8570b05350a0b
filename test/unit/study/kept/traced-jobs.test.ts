/** What is kept of the rows of a replayed history. */
import { describe, expect, test } from 'vitest';
import { PREPARATION_PARTS } from '../../../../src/record/preparation.js';
import { TracedJobs, type TracedColumns } from '../../../../src/study/kept/traced-jobs.js';
import type { JobRecord } from '../../../../src/record/job.js';
import { SECOND } from '../../../../src/units/time.js';
import { WAIT_CAUSES } from '../../../../src/record/wait-causes.js';
import { aJob, aPendingJob } from '../../../support/records.js';

const ROWS = { firstLine: 2, rows: 3 };

function columns(...jobs: readonly JobRecord[]): TracedColumns {
  const traced = new TracedJobs(ROWS);
  for (const job of jobs) traced.job(job);
  return traced.columns();
}

describe('of a row', () => {
  test('that was handed out its wait and its instants stand at its place', () => {
    const found = columns(aJob(100, 4, { traceLine: 3 }));
    expect([...found.waited]).toEqual([NaN, 4 * SECOND, NaN]);
    expect([...found.startedAt]).toEqual([NaN, 104 * SECOND, NaN]);
    expect([...found.finishedAt]).toEqual([NaN, 209 * SECOND, NaN]);
  });

  test('the boot is the part of the preparation that ends with a machine', () => {
    // One second, two, four and so on, so that a sum says what is in it.
    const preparation = Float64Array.from(PREPARATION_PARTS, (_, part) => 2 ** part * SECOND);
    const wanted = ['check', 'growth_slot', 'boot', 'failed_tries'].map((part) => PREPARATION_PARTS.indexOf(part as 'boot'));
    const { boot } = columns(aJob(0, 0, { traceLine: 2, preparation }));
    expect(boot[0]! / SECOND).toBe(wanted.reduce((sum, place) => sum + 2 ** place, 0));
  });

  test('that was not handed out it is so long as it waited, and has no instants', () => {
    const waits = Float64Array.from(WAIT_CAUSES, (_, cause) => (cause < 2 ? 30 * SECOND : 0));
    const found = columns(aPendingJob(100, { traceLine: 4, waits }));
    expect(found.waited[2]).toBe(60 * SECOND);
    expect([found.startedAt[2], found.finishedAt[2]]).toEqual([NaN, NaN]);
  });
});

test('retries, and jobs of other lines, are no rows', () => {
  const found = columns(
    aJob(0, 1, { traceLine: 0 }),
    aJob(0, 1, { traceLine: 1 }),
    aJob(0, 1, { traceLine: 5 }),
    aJob(0, 1, { traceLine: 2, attempt: 1 }),
  );
  expect([...found.waited]).toEqual([NaN, NaN, NaN]);
  expect([...found.kind]).toEqual([-1, -1, -1]);
  expect(found.takers).toEqual([]);
});

test('jobs of one list of takers are of one kind', () => {
  const [both, none] = [[0, 2], []];
  const found = columns(
    aJob(0, 1, { traceLine: 2, takers: both }),
    aJob(1, 1, { traceLine: 3, takers: none }),
    aJob(2, 1, { traceLine: 4, takers: both }),
  );
  expect([...found.kind]).toEqual([0, 1, 0]);
  expect(found.takers).toEqual([both, none]);
});
