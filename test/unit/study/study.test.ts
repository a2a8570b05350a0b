/** From an engine's records to the study's result. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../../src/results/run-result.js';
import { entriesOf, managersOf, takersOf } from '../../../src/study/fleet-facts.js';
import { openRun } from '../../../src/study/open-run.js';
import { resultJsonSchema, studyResultSchema, summarise, type StudyResult } from '../../../src/study/study-result.js';
import { parseThresholds } from '../../../src/study/thresholds.js';
import { aJob, aMachine, aPendingJob, cast, entries } from '../results/support.js';
import { fakeEngine, fleet } from './support.js';

const { thresholds } = parseThresholds({ queue_time: ['avg < 60s'], cost: ['per_month < 100 USD'] }, cast);

function run(replication: number, waits: readonly number[], extra = [aJob(4000, 5)]): RunResult {
  const jobs = [...waits.map((wait) => aJob(4000, wait)), ...extra];
  const open = openRun(fakeEngine(jobs, [aMachine()]), fleet, cast, {
    seed: 7,
    replication,
    questions: thresholds.map(({ question }) => question),
    timeline: replication === 0,
  });
  while (open.advance(2) === 'more');
  return open.result();
}

function study(runs: readonly RunResult[], allowUnmatchedJobs = false): StudyResult {
  const scenario = { name: 'test', file: 'test.yaml', hash: 'f'.repeat(64) };
  return summarise(
    {
      runcast: '0.1.0',
      scenario,
      seed: 7,
      rerun: 'runcast run test.yaml --seed 7',
      defaults: [],
      warnings: [],
      thresholds,
      allowUnmatchedJobs,
    },
    runs,
  );
}

describe('facts of a fleet', () => {
  test('entries with limits and zones, processes with their workers', () => {
    expect(entriesOf(fleet).map(({ manager, runner, limit, zone }) => ({ manager, runner, limit, zone }))).toEqual(entries);
    expect(managersOf(fleet).map(({ concurrent, runs }) => [concurrent, runs])).toEqual([
      [10, true],
      [10, true],
      [4, true],
    ]);
    const stopped = { ...fleet, managers: fleet.managers.map((manager) => ({ ...manager, running: false })) };
    expect(managersOf({ ...stopped, events: [{ at: 5, kind: 'start', manager: 1 }] }).map(({ runs }) => runs)).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('takers: instance, tags, untagged, projects, protected', () => {
    const takers = takersOf(fleet);
    expect(takers(0, 0)).toEqual([0]);
    expect(takers(1, 2)).toEqual([1]);
    expect(takers(1, 0)).toEqual([]);
    const paused = { ...fleet, runners: fleet.runners.map((runner) => ({ ...runner, paused: true })) };
    expect(takersOf(paused)(0, 0)).toEqual([]);
    expect(takersOf({ ...paused, events: [{ at: 5, kind: 'unpause', runner: 0 }] })(0, 0)).toEqual([0]);
    const strict = { ...fleet, runners: fleet.runners.map((runner) => ({ ...runner, protected: true })) };
    expect(takersOf(strict)(0, 0)).toEqual([]);
  });
});

describe('a replication in slices', () => {
  test('the size of the slices changes nothing', () => {
    const play = (slice: number): RunResult => {
      const open = openRun(fakeEngine([aJob(4000, 1), aJob(5000, 2)], [aMachine()]), fleet, cast, { seed: 1, replication: 0 });
      while (open.advance(slice) === 'more');
      return open.result();
    };
    expect(play(1)).toEqual(play(1000));
  });

  test('a second recorder sees every record; no result before the end', () => {
    const seen: number[] = [];
    const recorder = { job: () => void seen.push(1), machine: () => void seen.push(2) };
    const open = openRun(fakeEngine([aJob(4000, 1)], [aMachine()]), fleet, cast, { seed: 1, replication: 0, recorder });
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
