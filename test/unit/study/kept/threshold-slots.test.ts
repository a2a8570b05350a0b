/** Times of jobs counted by when they were queued, against the rows of the same run. */
import { expect, test } from 'vitest';
import type { JobRecord } from '../../../../src/record/job.js';
import { runPoint } from '../../../../src/study/runner.js';
import { MINUTE, SECOND } from '../../../../src/units/time.js';
import { shipped } from '../../../support/plans.js';

test('slots hold what the records say, by plain counting, of the jobs that labels select', async () => {
  const { fleet } = await shipped('idle-pool.yaml', ['horizon=3h', 'IdleCount=4']);
  const rows: { queuedAt: number; wait: number }[] = [];
  const asked = { metric: 'queue_time', width: 15 * MINUTE, lead: 5 * MINUTE, line: 10 * SECOND } as const;
  const played = (labels: object): NonNullable<NonNullable<ReturnType<typeof runPoint>['figures']>['times']> =>
    runPoint(
      { fleets: [{ spec: fleet }] },
      {
        patch: { kind: 'as_is' },
        draws: { seed: 1, replication: 0 },
        rows: true,
        figures: {
          questions: [],
          line: { labels: {}, subject: '', below: MINUTE, share: 0.95, isDefault: true },
          timeline: false,
          times: { ...asked, labels },
        },
      },
      {
        recorder: () => ({
          job: ({ queuedAt, startedAt, finishedAt }: Readonly<JobRecord>) => {
            rows.push({ queuedAt, wait: (startedAt >= 0 ? startedAt : finishedAt >= 0 ? finishedAt : fleet.horizon) - queuedAt });
          },
          machine: () => undefined,
        }),
      },
    ).figures!.times!;
  const times = played({ runner: [0] });
  expect(times.jobs).toHaveLength(13);
  const measured = rows.filter(({ queuedAt }) => queuedAt >= fleet.warmup && queuedAt < fleet.horizon);
  expect(measured.length).toBeGreaterThan(300);
  for (let slot = 0; slot < 13; slot++) {
    const own = measured.filter(({ queuedAt }) => Math.floor((queuedAt + 5 * MINUTE) / (15 * MINUTE)) === slot);
    expect(times.jobs[slot]).toBe(own.length);
    expect(times.late[slot]).toBe(own.filter(({ wait }) => wait >= 10 * SECOND).length);
    expect(times.seconds[slot]).toBeCloseTo(
      own.reduce((sum, { wait }) => sum + wait / SECOND, 0),
      6,
    );
    expect(times.longest[slot]).toBe(own.reduce((most, { wait }) => Math.max(most, wait / SECOND), 0));
  }
  expect(times.late.reduce((sum, own) => sum + own, 0)).toBeGreaterThan(10);
  expect(played({ project: [] }).jobs.every((count) => count === 0)).toBe(true);
});
