import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../../../src/history/sources/index.js';
import { counts, imported } from '../../../support/imports.js';

const GITLAB = {
  id: 7,
  status: 'success',
  stage: 'test',
  name: 'rspec: [a, b]',
  ref: 'main',
  created_at: '2026-03-02T10:00:00.000Z',
  started_at: '2026-03-02T10:00:12.340Z',
  finished_at: '2026-03-02T10:04:12.340Z',
  duration: 240.0,
  queued_duration: 2.34,
  tag_list: ['docker', 'large disk'],
  runner: { id: 3, description: 'srm-1' },
  pipeline: { id: 91, project_id: 5, status: 'success' },
};
const GITHUB = {
  id: 11,
  run_id: 4,
  run_url: 'https://api.github.com/repos/octo/hello/actions/runs/4',
  run_attempt: 2,
  workflow_name: 'CI',
  name: 'lint',
  status: 'completed',
  conclusion: 'success',
  labels: ['ubuntu-24.04'],
  runner_name: 'GitHub Actions 1',
  created_at: '2026-04-22T21:10:34Z',
  started_at: '2026-04-22T21:10:37Z',
  completed_at: '2026-04-22T21:12:51Z',
};
const BUILDKITE = {
  id: 'b-1',
  pipeline: { slug: 'web' },
  jobs: [
    {
      id: 'j-1',
      type: 'script',
      name: 'unit',
      state: 'passed',
      agent_query_rules: ['queue=default'],
      agent: { name: 'agent-1' },
      created_at: '2026-01-05T10:00:00Z',
      runnable_at: '2026-01-05T10:03:00Z',
      started_at: '2026-01-05T10:03:05Z',
      finished_at: '2026-01-05T10:05:00Z',
      retries_count: 1,
    },
    { id: 'j-2', type: 'waiter' },
  ],
};

describe("GitLab's Jobs API", () => {
  const row = {
    job: '7',
    pipeline: '91',
    project: '5',
    stage: 'test',
    tags: 'docker;large disk',
    runner: 'srm-1',
    queued_at: '2026-03-02T10:00:10Z',
    duration: '240',
  };

  test.each([
    ['a page', JSON.stringify([GITLAB])],
    ['pages one after another', `${JSON.stringify([GITLAB])}\n${JSON.stringify([{ ...GITLAB, id: 8 }])}`],
    ['a list of pages', JSON.stringify([[GITLAB], [{ ...GITLAB, id: 8 }]], undefined, 2)],
    ['a job a line', `${JSON.stringify(GITLAB)}\n${JSON.stringify({ ...GITLAB, id: 8 })}\n`],
  ])('%s', (_, text) => {
    for (const size of [Infinity, 1, 7]) {
      const { rows, report } = imported(text, {}, size);
      expect(rows[0]).toMatchObject(row);
      expect(rows.length).toBe(_ === 'a page' ? 1 : 2);
      expect(report.arrivals).toEqual({ queued_duration: rows.length });
      expect(report.hasBlankTags).toBe(true);
    }
  });

  test('a job that was cancelled while it was pending', () => {
    const job = { ...GITLAB, status: 'canceled', started_at: null, runner: null, duration: null, finished_at: '2026-03-02T10:01:00Z' };
    expect(imported(JSON.stringify([job])).rows[0]).toMatchObject({
      queued_at: '2026-03-02T10:00:00Z',
      cancel_at: '2026-03-02T10:01:00Z',
      duration: '0',
    });
  });

  test('text that breaks off is told by the record it breaks in', () => {
    const whole = JSON.stringify([GITLAB, { ...GITLAB, id: 8 }]);
    const { report } = imported(whole.slice(0, -30));
    expect(report.kept).toBe(1);
    expect(report.unreadable).toEqual({
      count: 1,
      first: [{ place: 2, why: 'the JSON is broken or cut off here; nothing behind it was read' }],
    });
  });

  test('an error of the API in the place of jobs is told', () => {
    const { report } = imported(`${JSON.stringify([GITLAB])}{"message":"401 Unauthorized"}`);
    expect(report.unreadable).toEqual({ count: 1, first: [{ place: 2, why: 'it is no job of this source' }] });
  });
});

describe('GitHub Actions', () => {
  test.each([
    ['jobs by themselves', JSON.stringify([GITHUB])],
    ['a page', JSON.stringify({ total_count: 1, jobs: [GITHUB] })],
    ['pages', JSON.stringify([{ total_count: 1, jobs: [GITHUB] }])],
  ])('%s', (_, text) => {
    expect(imported(text).rows).toMatchObject([
      {
        job: '11',
        pipeline: '4',
        project: 'octo/hello',
        stage: 'CI',
        tags: 'ubuntu-24.04',
        status: 'success',
        attempt: '2',
        queued_at: '2026-04-22T21:10:34Z',
        runner: 'GitHub Actions 1',
      },
    ]);
  });
});

describe('Buildkite', () => {
  test('a job was pending when it could run; waits are no jobs', () => {
    const { rows, report } = imported(JSON.stringify([BUILDKITE]));
    expect(rows).toMatchObject([
      {
        job: 'j-1',
        pipeline: 'b-1',
        project: 'web',
        tags: 'queue=default',
        status: 'success',
        attempt: '2',
        queued_at: '2026-01-05T10:03:00Z',
      },
    ]);
    expect(counts(report.dropped)).toEqual({});
  });
});

describe('the Standard Workload Format', () => {
  const LOG = '; Version: 2\n;\n1 10 5 60 1 -1 -1 1 -1 -1 1 3 1 -1 2 -1 -1 -1\n  2 20 -1 30 1 -1 -1 1 -1 -1 5 -1 1 -1 -1 -1 -1 -1\n';

  test('seconds of its own clock; what is not known is left out', () => {
    const { rows } = imported(LOG);
    expect(rows).toMatchObject([
      { job: '1', project: 'user-3', tags: 'queue-2', status: 'success', queued_at: '10', started_at: '15', duration: '60' },
      { job: '2', project: '', tags: '', status: 'canceled', queued_at: '20', started_at: '', duration: '30' },
    ]);
  });

  test('a line that is torn is told', () => {
    expect(imported(`${LOG}3 30 1\n`).report.unreadable).toEqual({
      count: 1,
      first: [{ place: 5, why: 'expected 18 numbers, got 3 words' }],
    });
  });
});

describe('what a text is', () => {
  test('is seen by its keys', () => {
    expect(sourceOf(JSON.stringify([GITLAB]))?.name).toBe('gitlab');
    expect(sourceOf(JSON.stringify([GITHUB]))?.name).toBe('github');
    expect(sourceOf(JSON.stringify([BUILDKITE]))?.name).toBe('buildkite');
    expect(sourceOf('; c\n1 0 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n')?.name).toBe('swf');
    expect(sourceOf('\uFEFFid;created_at\n')?.name).toBe('csv');
    expect(sourceOf('[{"a":1}]')).toBeUndefined();
    expect(sourceOf('hello')).toBeUndefined();
  });
});
