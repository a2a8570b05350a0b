/**
 * The README's own case: a starter scenario made of shared-runners.toml, with fewer idle machines than in the file. Where more of them cure the
 * queue times, what the waits are booked to is the pool's and not the poll's.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startFleet } from '../../src/models/run.js';
import { initScenario } from '../../src/scenario/init.js';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { prepareScenario } from '../../src/scenario/prepare.js';
import { SECOND } from '../../src/units/time.js';
import type { JobRecord } from '../../src/record/job.js';
import { WAIT_CAUSES, type WaitCause } from '../../src/record/wait-causes.js';

const toml = readFileSync(path.resolve(import.meta.dirname, '../../scenarios/shared-runners.toml'), 'utf8');

const waited = ({ startedAt, queuedAt }: JobRecord): number => startedAt - queuedAt;

/** The jobs of a day that were handed out, by how long they waited. */
function play(idleCount: number): readonly JobRecord[] {
  const { yaml } = initScenario(toml, 'config.toml');
  const prepared = prepareScenario(yaml!, 'my.yaml', (file) => (file === 'config.toml' ? toml : undefined), {
    set: [`horizon=1d`, `managers.manager.config.machine.effective.IdleCount=${String(idleCount)}`],
    hash: String,
  });
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  const jobs: JobRecord[] = [];
  const recorder = { job: (job: JobRecord) => void jobs.push({ ...job, waits: job.waits.slice() }), machine: () => undefined };
  const run = startFleet(prepared.fleet, { seed: 1, replication: 0, recorder });
  while (run.advance(1e6) === 'more');
  const { warmup } = prepared.fleet;
  return jobs.filter(({ queuedAt, startedAt }) => queuedAt >= warmup && startedAt >= 0).sort((a, b) => waited(a) - waited(b));
}

const p95 = (jobs: readonly JobRecord[]): number => waited(jobs[Math.ceil(jobs.length * 0.95) - 1]!) / SECOND;

/** Share of all the time that jobs waited. */
function share(jobs: readonly JobRecord[], cause: WaitCause): number {
  const of = jobs.reduce((sum, { waits }) => sum + waits[WAIT_CAUSES.indexOf(cause)]!, 0);
  return of / jobs.reduce((sum, job) => sum + waited(job), 0);
}

describe('a pool that is too small by a little', () => {
  const few = play(12);
  const enough = play(20);

  test('is cured by more idle machines', () => {
    expect(p95(few)).toBeGreaterThan(30);
    expect(p95(enough)).toBeLessThan(5);
  });

  test('is what its jobs wait for: of the slowest twentieth all but a hundredth', () => {
    expect(share(few, 'boot')).toBeGreaterThan(0.8);
    expect(share(few.slice(Math.ceil(few.length * 0.95)), 'boot')).toBeGreaterThan(0.99);
  });

  test('that is large enough leaves the poll to wait for', () => expect(share(enough, 'next_poll')).toBeGreaterThan(0.85));
});
