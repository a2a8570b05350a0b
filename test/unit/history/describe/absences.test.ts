/** Absences: a fleet of two of which one is away, and what is none. */
import { describe, expect, test } from 'vitest';
import { absencesOf } from '../../../../src/history/describe/absences.js';
import { idleWaits } from '../../../../src/history/describe/idle-waits.js';
import { runnersOf } from '../../../../src/history/describe/runners.js';
import type { HistoryJob } from '../../../../src/history/describe/history-jobs.js';
import { historyOf, job, MONDAY } from '../../../support/history.js';

/** Runner a works throughout, one job after the other; b takes every other until 100 and from 300 on. */
function twoOfWhichOneIsAway(tags = ''): HistoryJob[] {
  const all: HistoryJob[] = [];
  for (let at = 0; at < 400; at += 10) all.push(job(Math.max(0, at - 5), at, at + 10, { runner: 'a' }));
  for (const at of [0, 40, 90, 300, 340, 390]) all.push(job(at, at, at + 10, { runner: 'b', tags }));
  return all;
}

describe('an absence', () => {
  test('lasts from the first job that waited for others to the next that it took', () => {
    const history = historyOf(twoOfWhichOneIsAway(), 7);
    const found = absencesOf(history, runnersOf(history));
    // From its end at 100 on: the job queued at 95 waits until 100, the next is queued at 105.
    const [longest, ...others] = found;
    expect(longest).toEqual({ runner: 'b', from: MONDAY + 105 * 60e6, to: MONDAY + 300 * 60e6, passed: 20 });
    expect(others.every(({ runner }) => runner === 'b')).toBe(true);
  });

  test('is none where the jobs that waited were not for it', () => {
    const jobs = twoOfWhichOneIsAway('gpu').map((own) => (own.runner === 'a' ? { ...own, tags: 'cpu' } : own));
    const history = historyOf(jobs, 7);
    expect(absencesOf(history, runnersOf(history))).toEqual([]);
  });

  test('is none where nothing waited', () => {
    const jobs = twoOfWhichOneIsAway().map((own) => ({ ...own, queued: own.started! }));
    const history = historyOf(jobs, 7);
    expect(absencesOf(history, runnersOf(history))).toEqual([]);
  });
});

describe('waiting by idle places', () => {
  test('is capacity where the only runner is busy, and something else where one is idle', () => {
    const jobs = [
      job(0, 0, 60, { runner: 'a' }),
      // Waits half an hour while a is busy, and half an hour while it is idle.
      job(30, 90, 120, { runner: 'a' }),
    ];
    const history = historyOf(jobs, 2);
    const runners = runnersOf(history);
    expect(idleWaits(history, runners, [])).toEqual([0.5, 0.5, 0, 0, 0, 0]);
    // Said to be away meanwhile, it was no idle one.
    expect(idleWaits(history, runners, [{ runner: 'a', from: MONDAY + 60 * 60e6, to: MONDAY + 90 * 60e6, passed: 3 }])).toEqual([
      1, 0, 0, 0, 0, 0,
    ]);
  });

  test('counts a job that no runner was seen to take as one without a place', () => {
    const history = historyOf([job(0, 0, 60, { runner: 'a', tags: 'x' }), job(0, undefined, 60, { tags: 'y' })], 1);
    expect(idleWaits(history, runnersOf(history), [])).toEqual([1, 0, 0, 0, 0, 0]);
  });
});
