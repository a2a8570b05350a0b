/** What the summary says of pipelines, worked out from `pipelines.csv` and `jobs.csv` by the test's own plain code. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { studyResultSchema, type StudyResult } from '../../src/study/study-result.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';

type Row = Record<string, string>;
const STATUSES = ['success', 'failed', 'cancelled', 'running'] as const;
// Half of the pushes are to the ref of a pipeline that may still run, and no job is interrupted: such a pipeline may have no cancelled job.
const SET = ['horizon=5h', 'warmup=1h', 'replications=3', 'workloads.product.pipelines.supersedes=50%'];

let folder = '';
let study: StudyResult;
let pipelines: Row[];
let jobs: Row[];

function rowsOf(file: string): Row[] {
  const [head = '', ...lines] = readFileSync(path.join(folder, 'out', file), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [columns[i]!, cell])));
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-pipelines-'));
  const argv = ['run', path.join(ROOT, 'scenarios/pipelines.yaml'), '--rows', 'all', '--out', path.join(folder, 'out'), '-q'];
  await inProcess([...argv, ...SET.flatMap((text) => ['--set', text])]);
  study = studyResultSchema.parse(JSON.parse(readFileSync(path.join(folder, 'out', 'summary.json'), 'utf8')));
  [pipelines, jobs] = [rowsOf('pipelines.csv'), rowsOf('jobs.csv')];
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Pipelines of a replication that count, of a workload or of all. */
function counted(replication: number, workload?: string): Row[] {
  const { from, to } = study.first.window;
  return pipelines.filter(
    (row) =>
      row['replication'] === String(replication) &&
      (workload === undefined || row['workload'] === workload) &&
      Number(row['created_at']) >= from &&
      Number(row['created_at']) < to,
  );
}

/** Their durations; `isOver` false: it is that at least. */
function durations(rows: readonly Row[]): { readonly seconds: number; readonly isOver: boolean }[] {
  return rows
    .filter(({ status }) => status !== 'cancelled')
    .map((row) => {
      const isOver = row['finished_at'] !== '';
      const end = isOver ? Number(row['finished_at']) : study.first.window.to;
      return { seconds: end - Number(row['created_at']), isOver };
    })
    .sort((a, b) => a.seconds - b.seconds || Number(b.isOver) - Number(a.isOver));
}

const mean = (values: readonly number[]): number => values.reduce((sum, own) => sum + own, 0) / values.length;

/** A figure over all replications. */
function workedOut(figure: string, workload?: string): number {
  const runs = [0, 1, 2].map((replication) => counted(replication, workload));
  const each = (of: (rows: readonly Row[]) => number): number => mean(runs.map(of));
  if (figure === 'pipelines') return each((rows) => rows.length);
  if (figure === 'pipelineJobs') return each((rows) => mean(rows.map((row) => Number(row['jobs']))));
  const [, status] = /^pipelineStatuses\.(.*)$/u.exec(figure) ?? [];
  if (status !== undefined) return each((rows) => rows.filter((row) => row['status'] === status).length);
  const [, stat = ''] = /^pipelineDuration\.(.*)$/u.exec(figure) ?? [];
  if (stat === 'mean') return each((rows) => mean(durations(rows).map(({ seconds }) => seconds)));
  if (stat === 'max') return Math.max(...runs.flatMap((rows) => durations(rows)).map(({ seconds }) => seconds));
  const [, below] = /^shareBelow\((\d+)s\)$/u.exec(stat) ?? [];
  if (below !== undefined) {
    return each((rows) => {
      const all = durations(rows);
      return all.filter(({ seconds, isOver }) => isOver && seconds < Number(below)).length / all.length;
    });
  }
  const level = Number(/^p(\d+)$/u.exec(stat)![1]) / 100;
  const pooled = durations(runs.flat());
  return pooled[Math.ceil(level * pooled.length) - 1]!.seconds;
}

describe('pipelines.csv', () => {
  test('every figure of pipelines can be worked out from it', () => {
    const figures = study.figures.filter(({ figure }) => figure.startsWith('pipeline'));
    expect(figures.map(({ figure }) => figure)).toEqual(expect.arrayContaining(['pipelines', 'pipelineJobs', 'pipelineDuration.p95']));
    for (const { scope, name, figure, estimate } of figures) {
      const worked = workedOut(figure, scope === 'all' ? undefined : name);
      expect(worked, `${scope} ${name} ${figure}`).toBeCloseTo(estimate!, 5);
    }
    for (const threshold of study.thresholds.filter(({ metric }) => metric === 'pipeline_duration')) {
      const { stat, estimate } = threshold;
      const figure = stat.kind === 'share_below' ? `shareBelow(${stat.seconds}s)` : stat.kind === 'quantile' ? `p${stat.level * 100}` : '';
      expect(workedOut(`pipelineDuration.${figure}`), threshold.condition).toBeCloseTo(estimate!, 5);
    }
  });

  test('the first run has its own', () => {
    const own = study.first.pipelines!.all;
    const rows = counted(0);
    expect(own.pipelines).toBe(rows.length);
    expect(own.statuses).toEqual(
      Object.fromEntries(STATUSES.map((status) => [status, rows.filter((row) => row['status'] === status).length])),
    );
    expect(own.duration.count).toBe(durations(rows).length);
    expect(own.duration.bounds).toBe(durations(rows).filter(({ isOver }) => !isOver).length);
  });

  test('has those that were superseded without a cancelled job; jobs.csv has the jobs of the others', () => {
    const keyOf = (row: Row): string => `${row['replication']!} ${row['workload']!} ${row['pipeline']!}`;
    const jobsOf = new Map<string, Row[]>();
    for (const row of jobs) if (row['pipeline'] !== '') jobsOf.set(keyOf(row), [...(jobsOf.get(keyOf(row)) ?? []), row]);
    const superseded = pipelines.filter(
      (row) => row['status'] === 'cancelled' && (jobsOf.get(keyOf(row)) ?? []).every(({ status }) => status !== 'cancelled'),
    );
    expect(superseded.length).toBeGreaterThan(0);
    for (const row of pipelines) {
      const own = jobsOf.get(keyOf(row)) ?? [];
      expect(own.length, keyOf(row)).toBe(Number(row['jobs']));
      const starts = own.flatMap(({ started_at: at = '' }) => (at === '' ? [] : [Number(at)]));
      expect(row['started_at']).toBe(starts.length === 0 ? '' : Math.min(...starts).toFixed(6));
      if (row['status'] === 'success') {
        expect(row['finished_at']).toBe(Math.max(...own.map((job) => Number(job['finished_at']))).toFixed(6));
      }
    }
    expect(new Set(pipelines.map(keyOf)).size).toBe(pipelines.length);
  });

  test('is not there where nothing is of a pipeline', async () => {
    const out = path.join(folder, 'none');
    await inProcess(['run', path.join(ROOT, 'scenarios/mmc.yaml'), '--set', 'horizon=1h', '--set', 'warmup=0s', '--out', out, '-q']);
    expect(existsSync(path.join(out, 'jobs.csv'))).toBe(true);
    expect(existsSync(path.join(out, 'pipelines.csv'))).toBe(false);
  });
});
