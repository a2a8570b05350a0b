/** Curves of a backtest: by hand on five jobs of three hours. */
import { describe, expect, test } from 'vitest';
import type { ReplayJob } from '../../../../src/history/backtest/replay-rows.js';
import { hoursOf, quantilesOf } from '../../../../src/study/backtest/curves.js';
import type { JoinedJobs } from '../../../../src/study/backtest/joined-jobs.js';
import { MINUTE } from '../../../../src/units/time.js';
import { MONDAY } from '../../../support/history.js';

/** Two jobs in the hour from 09:00 on, none in the next, three in the one after it. */
const JOINED: JoinedJobs = {
  jobs: [9 * 60 + 10, 9 * 60 + 59, 11 * 60, 11 * 60 + 1, 11 * 60 + 2].map((at) => ({ queued: MONDAY + at * MINUTE }) as ReplayJob),
  observed: Float64Array.of(10, 30, 0, 3, 6),
  simulated: [Float64Array.of(20, 20, 1, 2, 3), Float64Array.of(40, 40, 3, 4, 5)],
  ideal: new Float64Array(5),
};

describe('hours', () => {
  test('from the whole hour of the first job on have their mean waits, of replays the mean of those; none where no job came', () => {
    expect(hoursOf(JOINED, true)).toEqual({ from: '2018-10-01T09:00:00Z', observed: [20, null, 3], simulated: [30, null, 3] });
  });

  test('of a clock of its own begin at a whole hour of it', () => {
    const jobs = [4000, 8000].map((at) => ({ queued: at * 1e6 }) as ReplayJob);
    const two = Float64Array.of(1, 2);
    expect(hoursOf({ jobs, observed: two, simulated: [two], ideal: two }, false)).toEqual({
      from: '3600',
      observed: [1, 2],
      simulated: [1, 2],
    });
  });
});

describe('quantiles', () => {
  const found = quantilesOf(JOINED);
  const at = (level: number): unknown => found.find((own) => own.level === level);

  test('are those of either side by itself, of replays the mean of theirs', () => {
    // In order: 0 3 6 10 30; 1 2 3 20 20 and 3 4 5 40 40.
    expect(at(0.5)).toEqual({ level: 0.5, observed: 6, simulated: 4 });
    expect(at(0.8)).toEqual({ level: 0.8, observed: 10, simulated: 30 });
    expect(at(0.999)).toEqual({ level: 0.999, observed: 30, simulated: 30 });
  });

  test('are told at ascending levels, the end closer', () => {
    const levels = found.map(({ level }) => level);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    expect([levels[0], levels.at(-1), levels.filter((level) => level > 0.98).length]).toEqual([0.005, 0.999, 6]);
  });
});
