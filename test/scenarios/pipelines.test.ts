/** The scenario of pipelines as it ships: what its comments promise of stages, pushes, nightly builds, transfers and drawn outages, from its records. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/results/run-result.js';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { prepareScenario } from '../../src/scenario/prepare.js';
import { simulate } from '../../src/study/simulate.js';
import type { JobRecord } from '../../src/record/job.js';
import { NOT_YET } from '../../src/record/not-yet.js';
import type { NoteRecord } from '../../src/record/note.js';
import type { PipelineRecord } from '../../src/record/pipeline.js';
import { HOUR, MINUTE, SECOND } from '../../src/units/time.js';

const SCENARIOS = path.resolve(import.meta.dirname, '../../scenarios');
const REPLICATIONS = [0, 1, 2];
/** The scenario begins at midnight UTC, which is one o'clock in Berlin. */
const TWO_IN_BERLIN = HOUR;

interface Played {
  readonly result: RunResult;
  readonly jobs: readonly JobRecord[];
  readonly pipelines: readonly PipelineRecord[];
  readonly notes: readonly NoteRecord[];
}

function play(replication: number, ...set: readonly string[]): Played {
  const read = (file: string): string => readFileSync(path.join(SCENARIOS, file), 'utf8');
  const prepared = prepareScenario(read('pipelines.yaml'), 'pipelines.yaml', read, {
    set,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  expect(prepared.warnings).toEqual([]);
  const jobs: JobRecord[] = [];
  const pipelines: PipelineRecord[] = [];
  const notes: NoteRecord[] = [];
  const result = simulate(prepared.fleet, {
    seed: 1,
    replication,
    recorder: {
      job: (job) => void jobs.push({ ...job }),
      machine: () => undefined,
      pipeline: (pipeline) => void pipelines.push({ ...pipeline }),
      note: (note) => void notes.push({ ...note }),
    },
  });
  return { result, jobs, pipelines, notes };
}

describe.each(REPLICATIONS)('replication %i', (replication) => {
  const { result, jobs, pipelines, notes } = play(replication);

  test('a pipeline that went well has taken its package, the delay and the deployment at least, and its later jobs were queued after earlier ones ended', () => {
    const good = pipelines.filter(({ status }) => status === 'success');
    expect(good.length).toBeGreaterThan(300);
    for (const { createdAt, finishedAt } of good) expect(finishedAt - createdAt).toBeGreaterThan(90 * SECOND + 2 * MINUTE + MINUTE);
    for (const { pipeline } of good.slice(0, 50)) {
      const own = jobs.filter((job) => job.pipeline === pipeline).sort((a, b) => a.queuedAt - b.queuedAt);
      // Build and lint begin with the pipeline, and the last job is queued two minutes after everything else has ended.
      expect(own.filter(({ queuedAt }) => queuedAt === own[0]!.queuedAt)).toHaveLength(2);
      const last = own.at(-1)!;
      const before = own.slice(0, -1).map(({ finishedAt }) => finishedAt);
      expect(last.queuedAt).toBeGreaterThanOrEqual([...before].sort((a, b) => a - b).at(-2)! + 2 * MINUTE);
    }
  });

  test('a fifth of the pushes follows one whose pipeline may still run: those are cancelled', () => {
    const cancelled = pipelines.filter(({ status }) => status === 'cancelled');
    expect(cancelled.length).toBeGreaterThan(0.02 * pipelines.length);
    expect(cancelled.length).toBeLessThan(0.2 * pipelines.length);
  });

  test('the nightly builds come at two, within twenty minutes, on top of some thirty an hour', () => {
    const within = (from: number, to: number): number => pipelines.filter(({ createdAt }) => createdAt >= from && createdAt < to).length;
    const usual = within(TWO_IN_BERLIN + 3 * HOUR, TWO_IN_BERLIN + 15 * HOUR) / 36;
    expect(within(TWO_IN_BERLIN, TWO_IN_BERLIN + 20 * MINUTE)).toBeGreaterThanOrEqual(12);
    expect(usual).toBeGreaterThan(7);
    expect(usual).toBeLessThan(13);
  });

  test('each try of a job pulls its image from the mirror, and nobody asks Docker Hub', () => {
    const pulls = result.traffic!.find(({ helper }) => helper === 'mirror')!;
    expect(result.traffic!.find(({ helper }) => helper === 'docker-hub')?.transfers ?? 0).toBe(0);
    const prepared = jobs.filter(({ startedAt, scriptAt }) => startedAt >= 2 * HOUR && scriptAt !== NOT_YET).length;
    expect(pulls.transfers).toBeGreaterThanOrEqual(prepared);
    expect(pulls.transfers).toBeLessThan(1.01 * prepared + 10);
  });

  test('the mirror slows down or the zone is full at times of its own', () => {
    const begins = notes.filter(({ kind }) => kind === 'outage_begins');
    expect(new Set(begins.map(({ subject }) => subject)).size).toBeGreaterThan(0);
    for (const { at } of begins) expect(at % MINUTE).not.toBe(0);
  });
});

test('outages are drawn: other times in each replication, and the same ones whatever the fleet does', () => {
  const timesOf = ({ notes }: Played): string => notes.filter(({ kind }) => kind.startsWith('outage')).map(({ at, kind }) => `${kind} ${at}`).join();
  const [first, second] = [play(0), play(1)];
  expect(timesOf(first)).not.toBe(timesOf(second));
  expect(timesOf(play(0, 'managers.ci.config.machine.effective.IdleCount=20'))).toBe(timesOf(first));
});

test('without cancelling pushes no pipeline is cancelled, and more jobs run', () => {
  const plain = play(0);
  const none = play(0, 'workloads.product.pipelines.supersedes=0%');
  expect(none.pipelines.filter(({ status }) => status === 'cancelled')).toEqual([]);
  expect(none.jobs.length).toBeGreaterThan(plain.jobs.length);
});
