/** Why jobs waited, worked out by hand: a feed each 3 s, no latencies, machines that boot 30 s. */
import { describe, expect, test } from 'vitest';
import type { JobRecord } from '../../../src/record/job.js';
import { WAIT_CAUSES } from '../../../src/record/wait-causes.js';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import type { FleetOptions } from '../../support/fleet-builder.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';

/** Seconds a job waited by cause, those without any left out. */
function causes(job: Readonly<JobRecord>): Record<string, number> {
  return Object.fromEntries(WAIT_CAUSES.flatMap((cause, i) => (job.waits[i] === 0 ? [] : [[cause, job.waits[i]! / SECOND]])));
}

function waits(options: FleetOptions): Record<string, number>[] {
  return runFleet(aFleet({ horizon: 10 * MINUTE, ...options })).jobs.map(causes);
}

const host = { machine: 'none' as const, requestConcurrency: 10, adaptive: false };
const two = [{}, {}];

describe('a job waits for', () => {
  test('the next poll', () => {
    expect(waits({ manager: { entry: host }, jobs: [{ at: SECOND }] })).toEqual([{ next_poll: 2 }]);
  });

  test('a worker', () => {
    expect(waits({ manager: { concurrent: 1, entry: host }, jobs: two })).toEqual([{}, { concurrent: 60 }]);
  });

  test('the limit', () => {
    expect(waits({ manager: { entry: { ...host, limit: 1 } }, jobs: two })).toEqual([{}, { limit: 60 }]);
  });

  test('the slot of a request that is under way', () => {
    // Fed at 0, 10 …; a request takes two seconds, and one that got a job is followed by the next at once: 10 to 12, 14 and 16 s.
    const manager = { checkInterval: 10 * SECOND, entry: { ...host, requestConcurrency: 1 } };
    const jobs = [5, 6, 11].map((at) => ({ at: at * SECOND }));
    expect(waits({ instance: { requestLatency: 2 * SECOND }, manager, jobs })).toEqual([
      { next_poll: 5, request_slot: 2 },
      { next_poll: 4, request_slot: 4 },
      { request_slot: 5 },
    ]);
  });

  test('a process that stops, from the signal on, though it still has a job', () => {
    const events = [{ at: MINUTE, kind: 'stop' as const, manager: 0, signal: 'SIGQUIT' as const }];
    const jobs = [{ script: 5 * MINUTE }, { at: SECOND }];
    expect(waits({ manager: { concurrent: 1, entry: host }, jobs, events })).toEqual([{}, { concurrent: 59, paused: 540 }]);
  });

  test('a boot, and then nothing but the poll', () => {
    const entry = { machine: { idleCount: 1, idleTime: 10 * MINUTE } };
    expect(waits({ manager: { entry }, jobs: [{}] })).toEqual([{ boot: 30 }]);
    expect(waits({ manager: { checkInterval: 20 * SECOND, entry }, jobs: [{}] })).toEqual([{ boot: 30, next_poll: 10 }]);
  });

  describe('machines, where more jobs wait than are ready', () => {
    // Fed at 0, 20, 40 … A machine is asked for at 0 and stands idle from 30 s on.
    const pool = (idleCount: number, startOffset = 0) => ({
      checkInterval: 20 * SECOND,
      startOffset,
      entry: { machine: { idleCount, idleTime: 10 * MINUTE } },
    });
    const jobs = (count: number, at: number) => Array.from({ length: count }, () => ({ at: at * SECOND, script: 5 * MINUTE }));

    test('one machine, two jobs: the idle machine goes at 60 s, the next is asked for at 80 s, and is polled for at 120 s', () => {
      expect(waits({ manager: pool(1), jobs: jobs(2, 45) })).toEqual([{ boot: 15 }, { boot: 65, next_poll: 10 }]);
    });

    test('two machines, two jobs: nothing but the poll', () => {
      expect(waits({ manager: pool(2), jobs: jobs(2, 45) })).toEqual([{ next_poll: 15 }, { next_poll: 15 }]);
    });

    test('a second job comes while one machine stands: from then on both wait for machines', () => {
      const [first, second] = waits({ manager: pool(1), jobs: [...jobs(1, 45), ...jobs(1, 51)] });
      expect([first, second]).toEqual([
        { next_poll: 6, boot: 9 },
        { boot: 59, next_poll: 10 },
      ]);
    });

    test('what is ready counts over all managers', () => {
      const managers = [pool(1), pool(1, 5 * SECOND)];
      const one = [{}];
      expect(waits({ runners: one, managers, jobs: jobs(2, 46) })).toEqual([{ next_poll: 14 }, { next_poll: 19 }]);
      // The third is taken by the first manager again, at 120 s with a machine of 80 s to 110 s.
      expect(waits({ runners: one, managers, jobs: jobs(3, 46) })).toEqual([{ boot: 14 }, { boot: 19 }, { boot: 64, next_poll: 10 }]);
    });
  });

  test('the growth rate, as long as more machines are wanted than may be made at a time', () => {
    const entry = { machine: { idleCount: 2, maxGrowthRate: 1, idleTime: 10 * MINUTE } };
    expect(waits({ manager: { entry }, jobs: [{}] })).toEqual([{ growth_rate: 30 }]);
  });

  test('the limit of machines', () => {
    const entry = { limit: 1, machine: { idleCount: 1, idleTime: 10 * MINUTE } };
    expect(waits({ manager: { entry }, jobs: two })).toEqual([{ boot: 30 }, { boot: 30, limit: 60 }]);
  });

  test('a quota', () => {
    const entry = { machine: { idleCount: 1, idleTime: 10 * MINUTE } };
    const [first, second] = waits({ manager: { entry }, zone: { quota: 1, quotaRefusal: SECOND }, jobs: two });
    expect([first, second]).toEqual([{ boot: 30 }, { boot: 30, quota: 60 }]);
  });

  test('somebody to unpause its runner', () => {
    const events = [{ at: 100 * SECOND, kind: 'unpause' as const, runner: 0 }];
    expect(waits({ runner: { paused: true }, manager: { entry: host }, jobs: [{}], events })).toEqual([{ paused: 100, next_poll: 2 }]);
  });

  test('a manager whose host is down', () => {
    const outages = [
      {
        name: 'host',
        target: { kind: 'manager' as const, index: 0 },
        times: { kind: 'fixed' as const, windows: [{ from: 0, to: 70 * SECOND }] },
        effect: { kind: 'host_down' as const },
      },
    ];
    expect(waits({ manager: { entry: host }, jobs: [{}], outages })).toEqual([{ outage: 70 }]);
  });

  test('GitLab, and then for the entry to be fed again', () => {
    const outages = [
      {
        name: 'gitlab',
        target: { kind: 'instance' as const, index: 0 },
        times: { kind: 'fixed' as const, windows: [{ from: SECOND, to: 4 * SECOND }] },
        effect: { kind: 'unavailable' as const, status: 0 },
      },
    ];
    expect(waits({ manager: { entry: host }, jobs: [{ at: 2 * SECOND }], outages })).toEqual([{ outage: 2, next_poll: 2 }]);
    const long = [{ ...outages[0]!, times: { kind: 'fixed' as const, windows: [{ from: SECOND, to: 100 * SECOND }] } }];
    // Fed at 3, 6 and 9 s with an error each: unhealthy until more than an hour after the last good answer, that at 0 s.
    const [job] = waits({ horizon: 90 * MINUTE, manager: { entry: host }, jobs: [{ at: 2 * SECOND }], outages: long });
    expect(job).toEqual({ outage: 98, paused: 3603 - 100 });
  });

  test('no runner at all', () => {
    expect(waits({ runner: { tags: ['big'] }, jobs: [{ tags: ['small'] }] })).toEqual([{ no_runner: 600 }]);
  });

  test('the least blocked of two managers', () => {
    const options = {
      runners: [{}],
      managers: [
        { concurrent: 1, entry: host },
        { startOffset: 1, concurrent: 1, entry: host },
      ],
    };
    const jobs = [{ script: 20 * SECOND }, { script: 50 * SECOND }, {}];
    // The feeder that is free first stands with its entry already.
    expect(waits({ ...options, jobs })[2]).toEqual({ concurrent: 20 });
  });
});
