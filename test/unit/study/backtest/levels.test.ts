/** How many jobs ran at once, and how soon those were taken that found a slot: by hand on a handful of rows. */
import { describe, expect, test } from 'vitest';
import type { BacktestQuestion } from '../../../../src/study/backtest/backtest-question.js';
import { joinJobs } from '../../../../src/study/backtest/joined-jobs.js';
import { pickUpOf, runningOf } from '../../../../src/study/backtest/levels.js';
import type { TracedColumns } from '../../../../src/study/kept/traced-jobs.js';
import { SECOND } from '../../../../src/units/time.js';
import { replayOf } from '../../../support/backtests.js';

/** Four jobs on two runners; one was cancelled before a runner had it, though the file gives it a start; one waits at the end. */
const HISTORY = `job,tags,runner,status,queued_at,started_at,finished_at
1,linux,r1,success,2018-10-01T00:00:00Z,2018-10-01T00:00:10Z,2018-10-01T00:01:40Z
2,linux,r2,success,2018-10-01T00:00:20Z,2018-10-01T00:00:20Z,2018-10-01T00:00:50Z
3,linux,,canceled,2018-10-01T00:00:20Z,2018-10-01T00:00:20Z,2018-10-01T00:01:20Z
4,linux,,pending,2018-10-01T00:01:00Z,,
`;

const { history } = replayOf(HISTORY);
const { from, to } = history;
/** A plain queue would have begun the second five seconds after it came, the others at once. */
const ideal = history.jobs.map(({ queued, runner }) => (runner === 'r2' ? queued + 5 * SECOND : queued));

/** Columns of a run in which each row was handed out, and done, so many seconds after the first job came. */
function columns(times: readonly (readonly [started: number, finished: number])[]): TracedColumns {
  const column = (of: (row: readonly [number, number]) => number): Float64Array => Float64Array.from(times, of);
  return {
    waited: column(([started]) => (Number.isNaN(started) ? 0 : started * SECOND)),
    boot: column(() => 7 * SECOND),
    startedAt: column(([started]) => started * SECOND),
    finishedAt: column(([, finished]) => finished * SECOND),
    kind: new Int32Array(times.length),
    takers: [[0]],
  };
}

const [NEVER]: readonly (readonly [number, number])[] = [[NaN, NaN]];
// By when they were queued, those of one instant by runner: the one that was cancelled before the second.
const runs = [columns([[0, 50], NEVER!, [20, 50], NEVER!]), columns([[0, 100], NEVER!, [20, 100], NEVER!])];

describe('jobs at once', () => {
  const running = runningOf(
    { history, replayed: { origin: from, traced: undefined as never }, from, to } as unknown as BacktestQuestion,
    runs,
  );

  test('are those that a runner had: one that was cancelled before is none', () => {
    // 90 s and 30 s of the 100 s from the first job to the last instant.
    expect(to - from).toBe(100 * SECOND);
    expect(running.mean.observed).toBeCloseTo((90 + 30) / 100, 12);
    expect(running.peak.observed).toBe(2);
  });

  test('of replays are the mean of them', () => {
    expect(running.mean.simulated).toBeCloseTo(((50 + 30) / 100 + (100 + 80) / 100) / 2, 12);
    expect(running.peak.simulated).toBe(2);
  });
});

describe('the join', () => {
  const options = { wait: 'queue', from, to: to + 1 } as const;

  test('leaves out whose wait is not known, and counts them', () => {
    const { joined, counts } = joinJobs(history, runs, ideal, options);
    expect([...joined.observed]).toEqual([10, 0]);
    expect([...joined.ideal]).toEqual([0, 5]);
    expect(counts).toMatchObject({ cancelledWaiting: 1, pending: 1, unmatched: 0, outside: 0, unstarted: 0 });
  });

  test('adds boots to simulated waits where the history holds them', () => {
    const waits = (wait: 'queue' | 'queue+boot'): number[] => [
      ...joinJobs(history, runs, ideal, { ...options, wait }).joined.simulated[0]!,
    ];
    expect(waits('queue+boot')).toEqual(waits('queue').map((seconds) => seconds + 7));
  });

  test('takes no job that came outside of the window, and none that no runner takes', () => {
    expect(joinJobs(history, runs, ideal, { ...options, from: from + 1 }).counts).toMatchObject({ outside: 1 });
    const nobody = runs.map((run) => ({ ...run, takers: [[]] }));
    expect(joinJobs(history, nobody, ideal, options).counts).toMatchObject({ unmatched: 2 });
  });
});

test('jobs that the plain queue takes at once are picked up as soon as polls and boots allow', () => {
  const { joined } = joinJobs(history, runs, ideal, { wait: 'queue', from, to: to + 1 });
  expect(pickUpOf(joined)).toEqual({ jobs: 1, p50: { observed: 10, simulated: 0 }, p90: { observed: 10, simulated: 0 } });
  const late = joinJobs(
    history,
    runs,
    history.jobs.map(({ queued }) => queued + SECOND),
    { wait: 'queue', from, to: to + 1 },
  );
  expect(pickUpOf(late.joined)).toBeNull();
});
