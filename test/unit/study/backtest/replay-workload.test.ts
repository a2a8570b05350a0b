/** The workload that a history is replayed as: what the scenario's own workloads say of their jobs. */
import { describe, expect, test } from 'vitest';
import type { ReplayHistory, ReplayJob } from '../../../../src/history/backtest/replay-rows.js';
import type { Scenario } from '../../../../src/scenario/scenario.js';
import { HISTORY_FILE, replayWorkload, type ReplayWorkload } from '../../../../src/study/backtest/replay-workload.js';
import { prepared, type Change } from '../../../support/scenario-files.js';

/** A history of one job with these tags. */
const tagged = (tags: string, isClock = true): ReplayHistory => ({ jobs: [{ tags } as ReplayJob], isClock }) as unknown as ReplayHistory;

/** The fixture: `public` is generated, `org` replays history.csv and has the tag `org`. */
const scenario = (swap: Change['swap'] = []): Scenario => prepared({ swap }).scenario;
const isOwnFile = (file: string): boolean => file === 'history.csv';
const isOther = (): boolean => false;

const sourceOf = ({ written }: ReplayWorkload, key: 'trace' | 'resample' = 'trace'): unknown => written[key];

describe('the workload that replays the same file', () => {
  test('gives the history its settings, tags and projects, whatever others say', () => {
    const { workloads } = scenario([
      [
        '    trace: history.csv',
        '    trace: { file: history.csv, duration_includes: none }\n    start: 3s\n    projects: { names: [alpha, beta] }',
      ],
    ]);
    const found = replayWorkload({ workloads }, tagged('linux'), isOwnFile);
    expect(found).toMatchObject({ of: ['org'], differing: [] });
    expect(found.written).toMatchObject({ instance: 'gitlab.com', tags: ['org'], start: '3s', timeout: '1000w' });
    expect(found.written).toMatchObject({ projects: { names: ['alpha', 'beta'] } });
    expect(sourceOf(found)).toMatchObject({ file: HISTORY_FILE, tag_separator: ';', align: 'clock', duration_includes: 'none' });
  });
});

describe('a history that no workload replays', () => {
  test('has the settings in which all agree, and the others are told', () => {
    const found = replayWorkload(scenario([['    tags: [org]', '    tags: [org]\n    start: 3s']]), tagged('linux'), isOther);
    expect(found).toMatchObject({ of: ['org', 'public'], differing: ['start'] });
    expect(found.written).toMatchObject({ instance: 'gitlab.com' });
    expect(found.written).not.toHaveProperty('start');
  });

  test('has tags of workloads only where none of its rows has any', () => {
    const same: Change['swap'] = [['  public:\n', '  public:\n    tags: [org]\n']];
    expect(replayWorkload(scenario(same), tagged(''), isOther).written).toMatchObject({ tags: ['org'] });
    expect(replayWorkload(scenario(same), tagged('linux'), isOther).written).not.toHaveProperty('tags');
    expect(replayWorkload(scenario(), tagged(''), isOther).differing).toEqual(['tags']);
  });

  test('is read as those workloads read theirs that have a history; others have no say in it', () => {
    const swap: Change['swap'] = [['    trace: history.csv', '    trace: { file: history.csv, duration_includes: none }']];
    const found = replayWorkload(scenario(swap), tagged('linux'), isOther);
    expect(found.differing).toEqual([]);
    expect(sourceOf(found)).toMatchObject({ duration_includes: 'none' });
  });

  test('is read as by default where those differ', () => {
    const swap: Change['swap'] = [
      [
        '  org:\n    tags: [org]\n    trace: history.csv',
        '  org: { trace: history.csv }\n  other: { trace: { file: history.csv, duration_includes: none } }',
      ],
    ];
    const found = replayWorkload(scenario(swap), tagged('linux'), isOther);
    expect(found.differing).toEqual(['duration_includes']);
    expect(sourceOf(found)).not.toHaveProperty('duration_includes');
  });

  test('has settings of none where there is none', () => {
    const found = replayWorkload({ workloads: {} }, tagged(''), isOther);
    expect(found).toMatchObject({ of: [], differing: [] });
    expect(Object.keys(found.written).sort()).toEqual(['timeout', 'trace']);
  });
});

test('a clock of its own begins with the run', () => {
  expect(sourceOf(replayWorkload(scenario(), tagged('linux', false), isOther))).toMatchObject({ align: 'start' });
});

test('days are drawn from it where a zone for them is given', () => {
  const found = replayWorkload(scenario(), tagged('linux'), isOther, { timezone: 'Europe/Berlin' });
  expect(sourceOf(found, 'resample')).toMatchObject({ file: HISTORY_FILE, tag_separator: ';', timezone: 'Europe/Berlin' });
  expect(sourceOf(found, 'resample')).not.toHaveProperty('align');
  expect(found.written).not.toHaveProperty('trace');
});
