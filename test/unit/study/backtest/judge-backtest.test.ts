/** Backtests judged: by hand on two runners and some jobs. */
import { describe, expect, test } from 'vitest';
import type { ReplayHistory } from '../../../../src/history/backtest/replay-rows.js';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import type { BacktestQuestion } from '../../../../src/study/backtest/backtest-question.js';
import { backtestResultSchema, type BacktestResult } from '../../../../src/study/backtest/backtest-result.js';
import { judgeBacktest, NothingCompared } from '../../../../src/study/backtest/judge-backtest.js';
import type { TracedColumns } from '../../../../src/study/kept/traced-jobs.js';
import { SECOND } from '../../../../src/units/time.js';
import { replayOf } from '../../../support/backtests.js';
import { aFleet } from '../../../support/fleet-builder.js';

const HEADER = 'job,tags,runner,status,queued_at,started_at,finished_at';
const at = (minutes: number): string => new Date(Date.UTC(2018, 9, 1) + minutes * 60_000).toISOString();
const rowsOf = (tags: string, ...rows: readonly (readonly [runner: string, queued: number, started: number, finished: number])[]): string =>
  rows.map(([runner, ...times], i) => `${tags}${i},${tags},${runner},success,${times.map(at).join(',')}`).join('\n');

/** Two runners are busy for ten minutes; the third job waits for five of them. */
const LINUX = rowsOf('linux', ['r1', 0, 0, 10], ['r2', 0, 0, 10], ['r1', 5, 10, 20]);
/** The second waits for an hour, half of it beside an idle runner: no capacity explains that. */
const GPU = rowsOf('gpu', ['g', 0, 0, 60], ['g', 30, 90, 100]);

/** What a run did: each job waited so many seconds, in order of arrival. */
function run({ jobs, from }: ReplayHistory, waits: readonly number[], takers: readonly (readonly number[])[] = [[0]]): TracedColumns {
  const started = jobs.map(({ queued }, row) => queued - from + waits[row]! * SECOND);
  return {
    waited: Float64Array.from(waits, (wait) => wait * SECOND),
    boot: new Float64Array(jobs.length),
    startedAt: Float64Array.from(started),
    finishedAt: Float64Array.from(jobs, ({ lasts }, row) => started[row]! + lasts),
    kind: new Int32Array(jobs.length),
    takers,
  };
}

function question(text: string, over: Partial<BacktestQuestion> = {}): BacktestQuestion {
  const { history, report } = replayOf(`${HEADER}\n${text}\n`);
  const { from, to } = history;
  const spec = aFleet({ manager: { concurrent: 2, entry: { machine: 'none' } } });
  return {
    fleet: { spec },
    history,
    replayed: { origin: from, traced: { firstLine: 2, rows: history.jobs.length } },
    clock: new LocalClock(undefined, from, to),
    report,
    by: [],
    tolerances: [{ figure: 'mean', most: 0.15 }],
    facts: {
      runcast: '1',
      scenario: { name: 's', file: 's.yaml', hash: 'f'.repeat(64), start: '2018-10-01T00:00:00Z' },
      history: 'h.csv',
      notes: [],
      rerun: '',
    },
    seed: 1,
    replications: 1,
    wait: 'queue',
    from,
    to: to + 1,
    ...over,
  };
}

function judged(asked: BacktestQuestion, ...waits: readonly (readonly number[])[]): BacktestResult {
  const { result } = judgeBacktest(
    asked,
    waits.map((own) => run(asked.history, own)),
  );
  // It is of the form that it says.
  return backtestResultSchema.parse(JSON.parse(JSON.stringify(result)));
}

describe('the verdict', () => {
  const linux = question(LINUX);

  test('is pass where the waits are those of the history; the plain queue has them too', () => {
    const result = judged(linux, [0, 0, 300]);
    expect(result).toMatchObject({ verdict: 'pass', slots: 2, severalAtOnce: [], leftOut: [], absences: [] });
    expect(result.judged.figures[0]).toMatchObject({ figure: 'mean', observed: 100, simulated: 100, error: 0, ideal: 100 });
    expect(result.rows).toMatchObject({ told: 3, unmatched: 0, outside: 0, unstarted: 0 });
    expect(result.running.peak).toEqual({ observed: 2, simulated: 2 });
    for (const mean of Object.values(result.running.mean)) expect(mean).toBeCloseTo(1.5, 6);
  });

  test('is that of the mean over the replications, and fail beyond a tolerance', () => {
    expect(judged(linux, [0, 0, 240], [0, 0, 360])).toMatchObject({ verdict: 'pass', tolerances: [{ error: 0, isKept: true }] });
    const late = judged(linux, [0, 0, 345], [0, 0, 347]);
    expect(late.verdict).toBe('fail');
    expect(late.tolerances[0]).toMatchObject({ figure: 'mean', most: 0.15, isKept: false });
    expect(late.tolerances[0]!.error).toBeCloseTo(346 / 300 - 1, 12);
  });

  test('has the parts that were asked for', () => {
    const result = judged({ ...linux, by: ['runner', 'day'] }, [0, 0, 300]);
    expect(result.groups.map(({ by, name, jobs }) => [by, name, jobs])).toEqual([
      ['runner', 'r1', 2],
      ['runner', 'r2', 1],
      ['day', '2018-10-01 Mon', 3],
    ]);
    expect(result.days).toEqual([{ name: '2018-10-01 Mon', jobs: 3, observed: 100, simulated: 100, error: 0 }]);
    expect(result.labels.map(({ name }) => name)).toEqual(['linux']);
  });
});

describe('jobs that waited beside an idle runner', () => {
  test('are left out of the verdict, and told', () => {
    const both = question(`${LINUX}\n${GPU}`, { by: ['tags'] });
    const order = both.history.jobs.map(({ tags, started, queued }) => (tags === 'gpu' ? 0 : (started! - queued) / SECOND));
    const result = judged(both, order);
    expect(result.verdict).toBe('pass');
    expect(result.judged.jobs).toBe(3);
    expect(result.leftOut).toEqual([{ tags: 'gpu', jobs: 2, idleShare: 0.5 }]);
    expect(result.groups.map(({ name, isLeftOut, jobs }) => [name, isLeftOut, jobs])).toEqual([
      ['linux', false, 3],
      ['gpu', true, 2],
    ]);
    expect(result.labels.map(({ name }) => name)).toEqual(['gpu', 'linux']);
  });

  test('are judged where there are no others', () => {
    const result = judged(question(GPU, { by: ['tags'] }), [0, 0]);
    expect(result).toMatchObject({ verdict: 'fail', leftOut: [], judged: { jobs: 2 } });
    expect(result.groups.map(({ isLeftOut }) => isLeftOut)).toEqual([false]);
  });
});

test('runners that ran several jobs at once are told', () => {
  const text = rowsOf('linux', ['r1', 0, 0, 10], ['r1', 1, 1, 5], ['r1', 2, 2, 5], ['r2', 6, 6, 7]);
  expect(judged(question(text), [0, 0, 0, 0]).severalAtOnce).toEqual([{ runner: 'r1', atOnce: 3 }]);
});

test('slots that nothing bounds have no number', () => {
  const spec = aFleet({ manager: { concurrent: Infinity, entry: { machine: 'none' } } });
  expect(judged(question(LINUX, { fleet: { spec } }), [0, 0, 300]).slots).toBeNull();
});

test('where no job can be compared it is thrown, with why', () => {
  const linux = question(LINUX);
  const counts = (asked: BacktestQuestion, takers: readonly (readonly number[])[]): unknown => {
    try {
      return judgeBacktest(asked, [run(asked.history, [0, 0, 300], takers)]);
    } catch (error) {
      return error instanceof NothingCompared ? error.counts : error;
    }
  };
  expect(counts(linux, [[]])).toMatchObject({ unmatched: 3, outside: 0 });
  expect(counts({ ...linux, from: linux.to }, [[0]])).toMatchObject({ unmatched: 0, outside: 3 });
});
