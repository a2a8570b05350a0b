/**
 * A cloud is gone for a minute, worked out by hand: IdleCount 2, limit 6, a feed each 3 s, boots of 30 s, removals of 10 s, jobs of 120 s that come
 * again when they are killed. Checks are not remembered (as before runner 11.1), so that the pool finds its dead machines at the next feed.
 */
import { expect, test } from 'vitest';
import { NOT_YET } from '../../../src/record/not-yet.js';
import type { Micros } from '../../../src/units/time.js';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';

const seconds = (at: Micros): number | undefined => (at === NOT_YET ? undefined : at / SECOND);

test('an outage with kill and retry, job by job and machine by machine', () => {
  const { jobs, machines } = runFleet(
    aFleet({
      horizon: 320 * SECOND,
      manager: {
        flags: { remembersChecks: false },
        entry: { limit: 6, requestConcurrency: 5, adaptive: false, machine: { idleCount: 2, idleTime: 10 * MINUTE } },
      },
      workload: {
        jobs: [
          { at: 40 * SECOND, script: 120 * SECOND },
          { at: 41 * SECOND, script: 120 * SECOND },
        ],
        retry: { max: 2, when: ['runner_system_failure'] },
      },
      outages: [
        {
          name: 'gone',
          target: { kind: 'cloud', index: 0 },
          times: { kind: 'fixed', windows: [{ from: 90 * SECOND, to: 150 * SECOND }] },
          effect: { kind: 'down', api: 'fails', machines: 'die' },
        },
      ],
    }),
  );

  // Both jobs are handed out at the feed at 42 s, the first on the newest machine. Killed at 90 s they come again at once. The feed at 90 s has
  // counted idle machines before it finds all four of them dead, so it asks for a job without one (specification 1.5, the corner): the first retry
  // makes nine tries on demand, at 90, 91, 92, 96, 97, 98, 102, 103 and 104 s, all refused, and fails at 108 s, to come again. The other one waits
  // in the queue. Both get the machines that are made after the outage.
  expect(
    jobs.map((job) => [
      job.job,
      job.attempt,
      seconds(job.queuedAt),
      seconds(job.startedAt),
      seconds(job.finishedAt),
      job.failureReason,
      job.machine,
    ]),
  ).toEqual([
    [1, 0, 40, 42, 90, 'machine_died', 2],
    [2, 0, 41, 42, 90, 'machine_died', 1],
    [3, 1, 90, 90, 108, 'no_machine', 0],
    [4, 1, 90, 198, 318, 'none', 17],
    [5, 2, 108, 198, 318, 'none', 16],
  ]);

  // The pass that follows a hand-out counts the machine just handed out as acquired still, so only one of two is replaced then, and the other at
  // the next feed (45 and 201 s).
  // Every removal begun while the cloud is gone fails, is tried again every 30 s, and works from 150 s on, 10 s long. Beside the dead (1 to 4) and the
  // tries of the job (7 to 15) there are two that the pass after the job's hand-out has asked for (5 and 6). They all hold the limit of 6: at 162 s
  // six of them are left, at 165 s too, at 168 s three, and the feed makes two machines.
  expect(
    machines.map((machine) => [
      machine.machine,
      seconds(machine.createAt),
      seconds(machine.readyAt),
      seconds(machine.diedAt),
      seconds(machine.removingAt),
      seconds(machine.goneAt),
      machine.reasonRemoved,
      machine.billed / SECOND,
    ]),
  ).toEqual([
    [1, 0, 30, 90, 90, 160, 'unreachable', 160],
    [2, 0, 30, 90, 90, 160, 'unreachable', 160],
    [3, 42, 72, 90, 90, 160, 'unreachable', 118],
    [4, 45, 75, 90, 90, 160, 'unreachable', 115],
    ...[90, 90, 90, 91, 92, 96, 97, 98, 102, 103, 104].map((at, i) => [5 + i, at, undefined, undefined, at, at + 70, 'create_failed', 0]),
    [16, 168, 198, undefined, undefined, undefined, 'none', 152],
    [17, 168, 198, undefined, undefined, undefined, 'none', 152],
    [18, 198, 228, undefined, undefined, undefined, 'none', 122],
    [19, 201, 231, undefined, undefined, undefined, 'none', 119],
  ]);
});
