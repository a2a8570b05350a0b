/** Groups whose waits no size of a fleet explains: by hand on a runner that is idle while a job waits. */
import { describe, expect, test } from 'vitest';
import { unexplainedGroups, type UnexplainedGroup } from '../../../../src/history/backtest/unexplained.js';
import type { Absence } from '../../../../src/history/describe/absences.js';
import type { HistoryJob } from '../../../../src/history/describe/history-jobs.js';
import { runnersOf } from '../../../../src/history/describe/runners.js';
import { MINUTE } from '../../../../src/units/time.js';
import { historyOf, job, MONDAY } from '../../../support/history.js';

/** Runner a has a job for an hour; one that came after 30 minutes is begun at `taken`, minutes. */
const jobsTaken = (taken: number, tags = ''): HistoryJob[] => [
  job(0, 0, 60, { runner: 'a', tags }),
  job(30, taken, taken + 30, { runner: 'a', tags }),
];

function groups(jobs: readonly HistoryJob[], absences: readonly Absence[] = []): UnexplainedGroup[] {
  const history = historyOf(jobs, 4);
  return unexplainedGroups(history, runnersOf(history), absences);
}

describe('a group is unexplained', () => {
  test('where 40 % of its waiting passed beside an idle runner that takes its jobs', () => {
    // Half an hour while the runner is busy, and so long or less while it is idle.
    expect(groups(jobsTaken(90))).toEqual([{ tags: '', jobs: 2, idleShare: 0.5 }]);
    expect(groups(jobsTaken(81))).toEqual([{ tags: '', jobs: 2, idleShare: expect.closeTo(21 / 51, 12) as unknown }]);
    expect(groups(jobsTaken(79))).toEqual([]);
  });

  test('and only where that is 30 seconds a job: less is a pause between polls', () => {
    const soon = (minutes: number): HistoryJob[] => [0, 10, 20].map((at) => job(at, at + minutes, at + 5, { runner: 'a' }));
    // Of the first wait the runner was not there yet: two thirds of the waiting count.
    expect(groups(soon(0.8))).toEqual([{ tags: '', jobs: 3, idleShare: expect.closeTo(2 / 3, 9) as unknown }]);
    expect(groups(soon(0.7))).toEqual([]);
  });

  test('by its tags, in their order', () => {
    const jobs = [...jobsTaken(90, 'b'), ...jobsTaken(90, 'a').map((own) => ({ ...own, runner: 'other' }))];
    expect(groups(jobs).map(({ tags }) => tags)).toEqual(['a', 'b']);
    // Runners that have never taken jobs of its tags do not count.
    expect(groups([...jobsTaken(60, 'b'), job(0, 90, 100, { runner: 'late', tags: 'c' })])).toEqual([]);
  });
});

describe('a group is explained', () => {
  test('where the runner was away', () => {
    expect(groups(jobsTaken(90), [{ runner: 'a', from: MONDAY + 60 * MINUTE, to: MONDAY + 90 * MINUTE, passed: 3 }])).toEqual([]);
  });

  test('where those that are idle are machines of a pool', () => {
    const history = historyOf(jobsTaken(90), 4);
    const pool = runnersOf(history).map((own) => ({ ...own, isPool: true }));
    expect(unexplainedGroups(history, pool, [])).toEqual([]);
  });
});
