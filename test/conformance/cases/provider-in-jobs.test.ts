/** The machine provider inside jobs: the cases of the specification's section 8.2 that are about `Use` and `Release`, through the engine. */
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { poisson } from '../../support/arrivals.js';
import { aFleet } from '../../support/fleet-builder.js';
import { given } from '../../support/given.js';
import { runFleet } from '../../support/run-fleet.js';

describe('S5: the first create fails, the second works', () => {
  test('the try fails, the job succeeds with the second, a second after the failure', () => {
    const outcome = runFleet(aFleet({ jobs: [{ script: MINUTE }] }), {
      given: given({ boots: [{ us: 20 * SECOND, ok: false }, 30 * SECOND] }),
    });
    expect(outcome.machines[0]).toMatchObject({ failed: true, readyAt: -1, reasonRemoved: 'create_failed', uses: 0 });
    expect(outcome.machines[1]).toMatchObject({ requestedAt: 21 * SECOND, readyAt: 51 * SECOND, uses: 1 });
    expect(outcome.views[0]).toMatchObject({ result: 'success', machine: 2, usedAt: 51 * SECOND });
  });

  test('when all nine creates fail, the job fails for want of a machine', () => {
    const outcome = runFleet(aFleet({ jobs: [{}] }), { given: given({ boots: [{ us: 20 * SECOND, ok: false }] }) });
    expect(outcome.machines).toHaveLength(9);
    // Each of three attempts: three tries of 20 s with a pause of 1 s, then 3 s.
    expect(outcome.jobs[0]).toMatchObject({
      status: 'runner_system_failure',
      failureReason: 'no_machine',
      finishedAt: 3 * (3 * 21 + 3) * SECOND,
    });
  });
});

test('S9: no idle pool and limit 2: a third job is not taken before one of two has ended', () => {
  const { jobs, machines } = runFleet(
    aFleet({ manager: { entry: { limit: 2, machine: { maxBuilds: 1 } } }, jobs: [{ script: MINUTE }, { script: MINUTE }, {}] }),
    { given: given({ boots: [30 * SECOND], deletes: [10 * SECOND] }) },
  );
  expect(jobs.map(({ startedAt }) => startedAt / SECOND)).toEqual([0, 0, 102]);
  // The machines of the first two stand until 100 s; they count to the limit while they are removed.
  expect(machines.map(({ requestedAt, goneAt }) => [requestedAt / SECOND, goneAt / SECOND])).toEqual([
    [0, 100],
    [0, 100],
    [102, 202],
  ]);
});

test('S15: a found machine counts one use more, so MaxBuilds 2 is reached with its first job', () => {
  const outcome = runFleet(
    aFleet({
      horizon: 10 * MINUTE,
      manager: { entry: { machine: { idleCount: 1, idleTime: HOUR, maxBuilds: 2 } } },
      jobs: [{ at: 60 * SECOND, script: MINUTE }],
      events: [
        { at: 40 * SECOND, kind: 'kill', manager: 0 },
        { at: 50 * SECOND, kind: 'start', manager: 0 },
      ],
    }),
    { given: given({ boots: [30 * SECOND] }) },
  );
  expect(outcome.views[0]).toMatchObject({ machine: 1, finishedAt: 122 * SECOND });
  expect(outcome.machines[0]).toMatchObject({ uses: 1, reasonRemoved: 'used_up', removingAt: outcome.views[0]!.finishedAt });
});

test('S19: a job whose create waits for its growth slot takes a machine that is released meanwhile', () => {
  // Requests of jobs 2 and 3 are open before anything is created; then job 2 creates, and the creation of job 3 waits for the slot.
  const { views, machines } = runFleet(
    aFleet({
      horizon: 5 * MINUTE,
      instance: { longPolling: 50 * SECOND },
      manager: { entry: { requestConcurrency: 3, adaptive: false, machine: { maxGrowthRate: 1, idleTime: HOUR } } },
      jobs: [{ script: 100 * SECOND }, { at: 50 * SECOND, script: 20 * SECOND }, { at: 50 * SECOND, script: 20 * SECOND }],
    }),
    { given: given({ boots: [SECOND, HOUR, HOUR] }) },
  );
  expect(views.map(({ assignedAt, usedAt, machine }) => [assignedAt / SECOND, usedAt / SECOND, machine])).toEqual([
    [0, 1, 1],
    [50, 101, 1],
    [50, 121, 1],
  ]);
  expect(machines.map(({ createAt }) => createAt)).toEqual([0, 50 * SECOND, -1]);
});

describe('S19b: a worker gets free while the feeder waits with the entry of a job that wants a machine', () => {
  // Job 1 boots machine 1 (1 s to 31 s) and leaves it at 51 s; job 2 is asked for with it; job 3 is asked for without one, at 63 s, and boots
  // machine 2, for 400 s. Both workers are busy then, and the feeder waits with the entry for the first that gets free: that of job 2.
  const outcome = (longPolling: number): ReturnType<typeof runFleet> =>
    runFleet(
      aFleet({
        instance: { requestLatency: SECOND, longPolling },
        manager: { concurrent: 2, entry: { requestConcurrency: 2, adaptive: false, machine: { idleTime: HOUR } } },
        jobs: [{ script: 20 * SECOND }, { at: 60 * SECOND, script: 100.5 * SECOND }, { at: 63 * SECOND, script: 20 * SECOND }],
      }),
      { given: given({ boots: [30 * SECOND, 400 * SECOND] }) },
    );

  test('its pass takes the machine; the request ends empty after a second, and the job gets it then', () => {
    const { views } = outcome(0);
    expect(views.map(({ assignedAt, usedAt, machine }) => [assignedAt / SECOND, usedAt / SECOND, machine])).toEqual([
      [1, 31, 1],
      [61, 61, 1],
      [64, 162.5, 1],
    ]);
    expect(views[1]!.finishedAt).toBe(161.5 * SECOND);
  });

  test('where the request waits for a job, each poll takes the machine again as the one before ends, and the job waits for its own', () => {
    const { views, requests } = outcome(50 * SECOND);
    expect(views.map(({ assignedAt, usedAt, machine }) => [assignedAt / SECOND, usedAt / SECOND, machine])).toEqual([
      [1, 31, 1],
      [60, 60, 1],
      [63, 463, 2],
    ]);
    expect(views[1]!.finishedAt).toBe(160.5 * SECOND);
    // A second of latency and 50 s of waiting each, one after the other while job 3 waits.
    const polls = requests.filter(({ at }) => at > 63 * SECOND && at < 463 * SECOND);
    expect(polls.map(({ at }) => at / SECOND)).toEqual([160.5, 211.5, 262.5, 313.5, 364.5, 415.5]);
  });
});

test('S20: 500 jobs at once on demand with MaxGrowthRate 10: each gets a machine', () => {
  // All are handed out before the first prepares, so that 500 creations are asked for at one instant.
  const { jobs, machines } = runFleet(
    aFleet({
      horizon: 3 * HOUR,
      manager: { concurrent: 500, entry: { machine: { maxGrowthRate: 10, maxBuilds: 1 } } },
      workload: { start: MINUTE, jobs: Array.from({ length: 500 }, () => ({ script: MINUTE })) },
    }),
    { given: given({ boots: [30 * SECOND, 40 * SECOND, 35 * SECOND], deletes: [10 * SECOND] }) },
  );
  expect(jobs).toHaveLength(500);
  expect(jobs.filter(({ status }) => status !== 'success')).toEqual([]);
  expect(new Set(jobs.map(({ machine }) => machine)).size).toBe(500);
  expect(machines.filter(({ requestedAt }) => requestedAt === MINUTE)).toHaveLength(500);
  const begun = machines.filter(({ createAt }) => createAt >= 0);
  const running = (at: number): number => begun.filter(({ createAt, readyAt }) => createAt <= at && (readyAt < 0 || at < readyAt)).length;
  expect(Math.max(...begun.map(({ createAt }) => running(createAt)))).toBe(10);
});

describe('S21: a created machine that does not answer', () => {
  test('when its credentials cannot be read the attempt fails and the machine stays; only the next search removes it', () => {
    // Checks take a second: the one before the use is at 31 s, the one for the credentials at 32 s.
    const { views, machines } = runFleet(
      aFleet({ horizon: 10 * MINUTE, zone: { connectLatency: SECOND }, manager: { concurrent: 1 }, jobs: [{}] }),
      {
        given: given({ boots: [30 * SECOND], unreachable: [{ machine: 1, from: 31.5 * SECOND, to: Infinity }] }),
      },
    );
    expect(machines[0]).toMatchObject({ readyAt: 30 * SECOND, removingAt: 36 * SECOND, reasonRemoved: 'unreachable', uses: 0 });
    expect(views[0]).toMatchObject({ result: 'success', machine: 2, usedAt: 68 * SECOND });
  });

  test('one that is dead from its boot on is removed by the search for free machines, and the job waits on without a creation', () => {
    const { views, machines } = runFleet(aFleet({ horizon: HOUR, manager: { concurrent: 1 }, jobs: [{}] }), {
      given: given({ boots: [30 * SECOND], unreachable: [{ machine: 1, from: 0, to: Infinity }] }),
    });
    expect(machines).toHaveLength(1);
    expect(machines[0]).toMatchObject({ readyAt: 30 * SECOND, removingAt: 30 * SECOND, reasonRemoved: 'unreachable' });
    expect(views[0]).toMatchObject({ result: 'none', usedAt: -1, machine: 0 });
  });
});

test('a machine is never with two jobs, whatever is released and created meanwhile', () => {
  const { jobs } = runFleet(
    aFleet({
      horizon: 6 * HOUR,
      zone: { bootTime: { kind: 'uniform', min: 10 * SECOND, max: 90 * SECOND }, bootFailure: 0.2 },
      manager: { concurrent: 15, entry: { machine: { maxGrowthRate: 3, maxBuilds: 3, idleTime: MINUTE } } },
      workload: { arrivals: poisson(1 / (12 * SECOND), { script: 90 * SECOND }) },
    }),
  );
  const used = jobs.filter(({ machine, finishedAt }) => machine > 0 && finishedAt >= 0).sort((a, b) => a.scriptAt - b.scriptAt);
  expect(used.length).toBeGreaterThan(1000);
  const freeAt = new Map<number, number>();
  for (const { machine, scriptAt, finishedAt } of used) {
    expect(scriptAt).toBeGreaterThanOrEqual(freeAt.get(machine) ?? 0);
    freeAt.set(machine, finishedAt);
  }
});
