/** The answer in short: which figures, groups, causes and warnings of a study it tells, and in which order. */
import { describe, expect, test } from 'vitest';
import { WAIT_CAUSES } from '../../../src/record/wait-causes.js';
import { answerOf, answerSchema } from '../../../src/study/answer.js';
import type { Figure } from '../../../src/study/figures/figures.js';
import { openRun } from '../../../src/study/open-run.js';
import { summarise } from '../../../src/study/study.js';
import type { StudyResult } from '../../../src/study/study-result.js';
import { aJob } from '../../support/records.js';
import { fakeEngine, fleet } from '../../support/prepared-engine.js';

const [one, two, three] = WAIT_CAUSES;

function plainStudy(): StudyResult {
  const run = openRun(fakeEngine([aJob(4000, 1)]), fleet, { seed: 7, replication: 0 });
  while (run.advance(10) === 'more');
  const scenario = { name: 'test', file: 'test.yaml', hash: 'f'.repeat(64), text: 'name: test' };
  const facts = {
    runcast: '0.1.0',
    scenario,
    seed: 7,
    rerun: 'runcast run test.yaml --seed 7',
    defaults: [],
    warnings: [],
    thresholds: [],
  };
  return summarise({ ...facts, allowUnmatchedJobs: false }, [run.replication()]);
}

const plain = plainStudy();

const figure = (scope: Figure['scope'], name: string, path: string, estimate: number, over: Partial<Figure> = {}): Figure =>
  ({ scope, name, figure: path, unit: 'count', estimate, low: estimate - 1, high: estimate + 1, spread: null, ...over }) as Figure;

/** The study with these figures alone, and groups of these names. */
function study(figures: readonly Figure[], groups: readonly string[] = [], over: Partial<StudyResult> = {}): StudyResult {
  const [model] = plain.first.jobs.groups;
  const first = { ...plain.first, jobs: { ...plain.first.jobs, groups: groups.map((name) => ({ ...model!, name })) } };
  return { ...plain, figures: [...figures], first, ...over };
}

test('a real study is answered as its schema says, without the text of its scenario', () => {
  const answer = answerOf(plain);
  expect(answerSchema.parse(answer)).toEqual(answer);
  expect(answer.scenario).toEqual({ name: 'test', file: 'test.yaml', hash: 'f'.repeat(64) });
  expect('approximate' in answer || 'paired' in answer).toBe(false);
  expect(answerSchema.safeParse({ ...answer, scenario: plain.scenario }).success).toBe(false);
});

describe('figures', () => {
  test('carry marks of a bound where they have one, and one future for the whole only', () => {
    const spread: Figure['spread'] = { low: 1, high: 9 };
    const answer = answerOf(
      study(
        [
          figure('all', 'all', 'queueTime.p95', 5, { spread, atLeast: true }),
          figure('all', 'all', 'machines.all.peak', 3, { spread, atMost: true }),
          figure('all', 'all', 'queueTime.p90', 4),
          figure('group', 'linux', 'jobs', 8, { spread }),
        ],
        ['linux'],
      ),
    );
    const { figures, groups } = answer;
    expect(answerSchema.parse(answer)).toEqual(answer);
    expect(figures).toEqual({
      'queueTime.p95': { unit: 'count', estimate: 5, low: 4, high: 6, spread, atLeast: true },
      'machines.all.peak': { unit: 'count', estimate: 3, low: 2, high: 4, spread, atMost: true },
    });
    expect(groups).toEqual([{ name: 'linux', figures: { jobs: { unit: 'count', estimate: 8, low: 7, high: 9 } }, waits: {} }]);
  });
});

describe('groups', () => {
  test('are the eight with most jobs, the others counted; one without jobs is not there', () => {
    // Jobs of g0 to g9: 1, 2, ... 10; `none` has a figure of none, `unknown` no figure.
    const names = [...Array.from({ length: 10 }, (_, i) => `g${i}`), 'none', 'unknown'];
    const figures = [...names.slice(0, 10).map((name, i) => figure('group', name, 'jobs', i + 1)), figure('group', 'none', 'jobs', 0)];
    const answer = answerOf(study(figures, names));
    expect(answer.groups.map(({ name }) => name)).toEqual(['g9', 'g8', 'g7', 'g6', 'g5', 'g4', 'g3', 'g2']);
    expect(answer.otherGroups).toBe(2);
  });
});

describe('causes of waits', () => {
  test('are shares of all waiting, the largest first, none that took no time', () => {
    const figures = [
      figure('all', 'all', `waits.mean.${one}`, 1),
      figure('all', 'all', `waits.mean.${two}`, 6),
      figure('all', 'all', `waits.mean.${three}`, 0),
      figure('all', 'all', `waits.mean.${WAIT_CAUSES.at(-1)!}`, 3),
    ];
    expect(Object.entries(answerOf(study(figures)).waits)).toEqual([
      [two, 0.6],
      [WAIT_CAUSES.at(-1), 0.3],
      [one, 0.1],
    ]);
  });
});

test('five warnings are told and all are counted; defaults are counted; what is approximate and paired goes along', () => {
  const warnings = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const defaults = [{}, {}, {}] as unknown as StudyResult['defaults'];
  const paired = { replications: 2 } as unknown as NonNullable<StudyResult['paired']>;
  const answer = answerOf(study([], [], { warnings, defaults, paired, approximate: ['linux'] }));
  expect(answer.warnings).toEqual({ count: 7, first: ['a', 'b', 'c', 'd', 'e'] });
  expect(answer).toMatchObject({ assumed: 3, paired, approximate: ['linux'] });
});
