/** Jobs counted by when they were queued, against the rows of the same run. */
import { expect, test } from 'vitest';
import type { JobRecord } from '../../../../src/record/job.js';
import { runPoint } from '../../../../src/study/runner.js';
import { SlotCounter } from '../../../../src/study/kept/runner-slots.js';
import { MINUTE, SECOND } from '../../../../src/units/time.js';
import { shipped } from '../../../support/plans.js';

test('slots hold what the records say, by plain counting', async () => {
  const { fleet } = await shipped('idle-pool.yaml', ['horizon=4h', 'IdleCount=4']);
  const asked = { runner: 0, width: 15 * MINUTE, lead: 5 * MINUTE, lines: [10 * SECOND, MINUTE] };
  const rows: { queuedAt: number; wait: number }[] = [];
  const boots: number[] = [];
  const { figures } = runPoint(
    { fleets: [{ spec: fleet }] },
    {
      patch: { kind: 'as_is' },
      draws: { seed: 1, replication: 0 },
      rows: true,
      figures: {
        questions: [],
        line: { labels: {}, subject: '', below: MINUTE, share: 0.95, isDefault: true },
        timeline: false,
        slots: asked,
      },
    },
    {
      recorder: () => ({
        job: ({ queuedAt, startedAt, waits }: Readonly<JobRecord>) => {
          const sofar = waits.reduce((sum, own) => sum + own, 0);
          rows.push({ queuedAt, wait: startedAt < 0 ? sofar : startedAt - queuedAt });
        },
        machine: ({ requestedAt, readyAt }) => {
          if (readyAt >= 0) boots.push((readyAt - requestedAt) / SECOND);
        },
      }),
    },
  );
  const slots = figures!.slots!;
  expect(slots.queued).toHaveLength(17);
  const within = (slot: number) => rows.filter(({ queuedAt }) => Math.floor((queuedAt + 5 * MINUTE) / (15 * MINUTE)) === slot);
  for (let slot = 0; slot < 17; slot++) {
    const own = within(slot);
    const measured = own.filter(({ queuedAt }) => queuedAt >= fleet.warmup);
    expect(slots.queued[slot]).toBe(own.length);
    expect(slots.jobs[slot]).toBe(measured.length);
    asked.lines.forEach((line, i) => expect(slots.late[i]![slot]).toBe(measured.filter(({ wait }) => wait >= line).length));
    expect(slots.waited[slot]).toBeCloseTo(
      measured.reduce((sum, { wait }) => sum + wait / SECOND, 0),
      6,
    );
  }
  expect(slots.late[0]!.reduce((sum, own) => sum + own, 0)).toBeGreaterThan(10);
  expect(slots.boots.count).toBe(boots.length);
  expect(slots.boots.seconds).toBeCloseTo(
    boots.reduce((sum, own) => sum + own, 0),
    6,
  );
  expect(slots.boots.squares).toBeCloseTo(
    boots.reduce((sum, own) => sum + own * own, 0),
    4,
  );
});

test('a job of another runner is not counted, one that nobody took is of all that may', () => {
  const counter = new SlotCounter({ runner: 1, width: MINUTE, lead: 0, lines: [SECOND] }, { horizon: 2 * MINUTE, warmup: 0 });
  const job = { queuedAt: 0, startedAt: 2 * SECOND, waits: Float64Array.of(2 * SECOND), takers: [0, 1] } as unknown as JobRecord;
  counter.job({ ...job, runner: 0 });
  counter.job({ ...job, runner: 1 });
  counter.job({ ...job, runner: -1, startedAt: -1, queuedAt: MINUTE });
  counter.job({ ...job, runner: -1, startedAt: -1, takers: [0] });
  expect([...counter.columns().jobs]).toEqual([1, 1]);
  expect([...counter.columns().late[0]!]).toEqual([1, 1]);
});
