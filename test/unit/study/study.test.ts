/** From an engine's records to the study's result. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../../src/results/run-result.js';
import { openRun } from '../../../src/study/open-run.js';
import { summarise, type Replication, type StudyFacts } from '../../../src/study/study.js';
import { resultJsonSchema, studyResultSchema, type StudyResult } from '../../../src/study/study-result.js';
import { reportModel } from '../../../src/report/run/model.js';
import type { Figure } from '../../../src/study/figures/figures.js';
import { shortRunWarnings } from '../../../src/study/figures/short-runs.js';
import type { Threshold } from '../../../src/study/thresholds/threshold.js';
import { parseThresholds } from '../../../src/study/thresholds/thresholds.js';
import { aJob, aMachine, aPendingJob } from '../../support/records.js';
import { fakeEngine, fleet } from '../../support/prepared-engine.js';

const { thresholds } = parseThresholds({ queue_time: ['avg < 60s'], cost: ['per_month < 100 USD'] }, fleet);

function run(replication: number, waits: readonly number[], extra = [aJob(4000, 5)]): Replication {
  const jobs = [...waits.map((wait) => aJob(4000, wait)), ...extra];
  const open = openRun(fakeEngine(jobs, [aMachine()]), fleet, {
    seed: 7,
    replication,
    questions: thresholds.map(({ question }) => question),
    timeline: replication === 0,
  });
  while (open.advance(2) === 'more');
  return open.replication();
}

function facts(own: readonly Threshold[], allowUnmatchedJobs = false): StudyFacts {
  return {
    runcast: '0.1.0',
    scenario: { name: 'test', file: 'test.yaml', hash: 'f'.repeat(64) },
    seed: 7,
    rerun: 'runcast run test.yaml --seed 7',
    defaults: [],
    warnings: [],
    thresholds: own,
    allowUnmatchedJobs,
  };
}

function study(runs: readonly Replication[], allowUnmatchedJobs = false): StudyResult {
  return summarise(facts(thresholds, allowUnmatchedJobs), runs);
}

test('a threshold is judged with the parts that it was read into: names, not places; levels as they are meant, times in seconds', () => {
  const written = {
    'queue_time{group=linux}': ['p(99.9) <= 1m', 'share_below(90s) > 80%  # aim of 2019'],
    machines: ['max < 500'],
    cost: ['per_month < 100 USD'],
  };
  const { thresholds: own, issues } = parseThresholds(written, fleet);
  expect(issues).toEqual([]);
  const open = openRun(fakeEngine([aJob(4000, 5)], [aMachine()]), fleet, {
    seed: 7,
    replication: 0,
    questions: own.map(({ question }) => question),
  });
  while (open.advance(2) === 'more');
  const judged = summarise(facts(own), [open.replication()]).thresholds;
  expect(judged.map(({ metric, labels, stat, operator, limit, unit }) => [metric, labels, stat, operator, limit, unit])).toEqual([
    ['cost', {}, { kind: 'per_month' }, '<', 100, 'USD'],
    ['machines', {}, { kind: 'max' }, '<', 500, 'number'],
    ['queue_time', { group: 'linux' }, { kind: 'quantile', level: 0.999 }, '<=', 60, 'duration'],
    ['queue_time', { group: 'linux' }, { kind: 'share_below', seconds: 90 }, '>', 0.8, 'share'],
  ]);
  expect(judged.map(({ condition, note }) => [condition, note])).toEqual([
    ['per_month < 100 USD', undefined],
    ['max < 500', undefined],
    ['p(99.9) <= 1m', undefined],
    ['share_below(90s) > 80%', 'aim of 2019'],
  ]);
});

describe('a replication in slices', () => {
  test('the size of the slices changes nothing', () => {
    const play = (slice: number): RunResult => {
      const open = openRun(fakeEngine([aJob(4000, 1), aJob(5000, 2)], [aMachine()]), fleet, { seed: 1, replication: 0 });
      while (open.advance(slice) === 'more');
      return open.result();
    };
    expect(play(1)).toEqual(play(1000));
  });

  test('a second recorder sees every record; no result before the end', () => {
    const seen: number[] = [];
    const recorder = { job: () => void seen.push(1), machine: () => void seen.push(2) };
    const open = openRun(fakeEngine([aJob(4000, 1)], [aMachine()]), fleet, { seed: 1, replication: 0, recorder });
    expect(open.advance(1)).toBe('more');
    expect(() => open.result()).toThrow('when the run has ended');
    open.advance(10);
    expect(seen).toEqual([1, 2]);
  });
});

describe('a study', () => {
  test('estimates are means over replications with half-widths; a largest is the largest', () => {
    const result = study([run(0, [10]), run(1, [20]), run(2, [30])]);
    const figure = (name: string): unknown => result.figures.find(({ scope, figure }) => scope === 'all' && figure === name);
    // Means 7.5, 12.5, 17.5.
    expect(figure('queueTime.mean')).toMatchObject({
      estimate: 12.5,
      n: 3,
      unit: 's',
      halfWidth: expect.closeTo((4.302653 * 5) / Math.sqrt(3), 4) as number,
    });
    expect(figure('queueTime.max')).toMatchObject({ estimate: 30, halfWidth: null });
    expect(result.thresholds.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(result.verdict).toBe('pass');
  });

  test('a quantile is that of the jobs of all replications, its interval the quantiles at the ends of the interval of the share', () => {
    // Jobs of 5 s and of 10, 20, 30 s: rank 3 of six is 5 s, and below it is nobody; ranks 5 and 6 are 20 and 30 s.
    const result = study([run(0, [10]), run(1, [20]), run(2, [30])]);
    const figure = (name: string): unknown => result.figures.find(({ scope, figure }) => scope === 'all' && figure === name);
    expect(figure('queueTime.p50')).toMatchObject({ estimate: 5, n: 3, halfWidth: null, low: 5, high: 5, spread: { low: 5, high: 5 } });
    expect(figure('queueTime.p75')).toMatchObject({ estimate: 20, spread: { low: 10, high: 30 } });
    // Below 20 s: 1, 1/2 and 1/2 of the jobs of a run; up to it 1, 1 and 1/2: h = 4.303 x 0.2887 / sqrt(3) = 0.717.
    expect(figure('queueTime.p75')).toMatchObject({ low: 5, high: 30 });
    expect(figure('queueTime.p99')).toMatchObject({ estimate: 30, spread: { low: 10, high: 30 } });
    // The parts of a quantile are of the same jobs.
    expect(result.distributions[0]).toMatchObject({ scope: 'all', name: 'all' });
    expect(result.distributions[0]!.cells.reduce((sum, [, jobs]) => sum + jobs, 0)).toBe(6);
  });

  test('a result grows by little more than a line a replication', () => {
    const size = (replications: number): number =>
      JSON.stringify(study(Array.from({ length: replications }, (_, replication) => run(replication, [10])))).length;
    expect((size(60) - size(10)) / 50).toBeLessThan(500);
  });

  test('where nothing is drawn the result says so', () => {
    const still = (replication: number): Replication => {
      const { result, samples } = run(replication, [10]);
      return { result: { ...result, draws: 0, fingerprint: 'same' }, samples };
    };
    const same = study([still(0), still(1)]);
    expect(same.isRandom).toBe(false);
    // No interval of no width, which would look like certainty.
    for (const { low, high, halfWidth, spread } of [...same.figures, ...same.thresholds])
      expect([low, high, halfWidth, spread]).toEqual([null, null, null, null]);
    expect(same.verdict).toBe('pass');
    expect(reportModel(same).basis).toContain('replayed, nothing random');
    expect(study([still(0)]).isRandom).toBe(false);
    // What was drawn made no difference: more is not known.
    const alike = study([0, 1].map((one) => ({ ...still(one), result: { ...still(one).result, draws: 3 } })));
    expect([alike.isRandom, alike.figures[0]!.low]).toEqual([false, null]);
    expect(reportModel(alike).basis).toContain('; 2 replications, all alike whatever was drawn: there is no interval.');
    expect(reportModel(alike).basis).not.toContain('nothing random');
    expect(study([run(0, [10])]).isRandom).toBe(true);
    expect(study([run(0, [10]), run(1, [10])]).isRandom).toBe(true);
  });

  test('a run too short for its load is warned of', () => {
    // Two workers of twenty: the group has time enough.
    expect(study([run(0, [10])]).warnings).toEqual([]);
    const { result } = run(0, [10]);
    const group = (figure: string, estimate: number): Figure => ({
      scope: 'group',
      name: 'linux',
      figure,
      unit: 'count',
      n: 1,
      estimate,
      low: null,
      high: null,
      halfWidth: null,
      spread: null,
    });
    // 4.5 of 5 workers busy, 270 jobs an hour of 60 s each: the queue forgets in 60 s / (5 (1 - sqrt(0.9))^2) = 4556.8 s.
    const figures = (load: number): Figure[] => [
      group('utilisation', load),
      group('capacity', 5),
      group('throughputPerHour', load * 300),
      group('workersBusy.average', load * 5),
    ];
    const warned = (load: number, seconds: number): string[] =>
      shortRunWarnings(figures(load), { ...result, window: { from: 0, to: seconds } });
    expect(warned(0.9, 20 * 4557)).toEqual([]);
    expect(warned(0.9, 20 * 4556)).toEqual([
      'linux: its workers are busy for 90% of the time, so its queue takes some 1h 16m to forget; measure at least 1d 2h (20 times as long)',
    ]);
    expect(warned(1, 1e9)).toEqual([expect.stringContaining('its queue grows as long as the run lasts')]);
    expect(warned(0.4, 60)).toEqual([]);
  });

  test('one replication has no half-width', () => {
    expect(study([run(0, [10])]).figures.every(({ halfWidth }) => halfWidth === null)).toBe(true);
  });

  test('the worst threshold is the verdict', () => {
    expect(study([run(0, [200])]).verdict).toBe('fail');
    expect(study([run(0, [100]), run(1, [120]), run(2, [140])]).verdict).toBe('inconclusive');
  });

  test('jobs that no runner may take fail the study unless they are allowed', () => {
    const runs = [run(0, [1], [aPendingJob(10, { unmatched: true })])];
    expect(study(runs)).toMatchObject({ verdict: 'fail', unmatchedFails: true });
    expect(study(runs, true)).toMatchObject({ verdict: 'pass', unmatchedFails: false });
  });

  test('the result is valid by its schema and survives JSON', () => {
    const result = study([run(0, [10]), run(1, [20])]);
    expect(studyResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(JSON.parse(JSON.stringify(result)));
    expect(result.first.timeline?.signals.length).toBeGreaterThan(0);
    expect(result.runs.map(({ replication, jobs }) => [replication, jobs])).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  test('the published JSON Schema is that of the code', () => {
    const published: unknown = JSON.parse(readFileSync(new URL('../../../schema/result.schema.json', import.meta.url), 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(resultJsonSchema())));
  });
});
