/** Quotas and rate limits: what is refused, what it costs, and who comes back for more. */
import { describe, expect, test } from 'vitest';
import { NO_QUOTA, UNLIMITED_API } from '../../../src/fleet/cloud.js';
import { WAIT_CAUSES } from '../../../src/record/wait-causes.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';
import { table } from '../../support/machine-lines.js';

const ONE_PASS = HOUR;

function pool(idleCount: number, checkInterval = ONE_PASS) {
  return { checkInterval, entry: { machine: { idleCount, idleTime: HOUR } } };
}

describe('quotas', () => {
  test.each([
    ['machines of a zone', { zone: { quota: 0, quotaRefusal: 2 * SECOND } }],
    ['machines of the cloud', { cloud: { quota: { ...NO_QUOTA, machines: 0 } }, zone: { quotaRefusal: 2 * SECOND } }],
    ['CPUs of a zone', { zone: { cpuQuota: 0, quotaRefusal: 2 * SECOND } }],
  ])('of nothing: no machine is made, and jobs wait for the quota: %s', (_, own) => {
    const { machines, signals, jobs } = runFleet(aFleet({ horizon: 10 * SECOND, manager: pool(1), jobs: [{}], ...own }));
    // Refused after 2 s; its directory goes 10 s later.
    expect(table(machines, 'createAt', 'failedAt', 'goneAt', 'billed')).toEqual([[0, 2, '-', 0]]);
    expect(signals.find(({ name }) => name === 'machines_standing')!.signal.peak).toBe(0);
    expect(jobs[0]!.waits[WAIT_CAUSES.indexOf('quota')]).toBe(10 * SECOND);
  });

  test('CPUs of a zone: two machines of 2 CPUs fit in 5, the third is refused, its directory holds a place until it is removed', () => {
    const { machines, cloudCounters, signals } = runFleet(
      aFleet({
        horizon: MINUTE,
        zone: { cpuQuota: 5, quotaRefusal: 2 * SECOND },
        machineTypes: [{ cpus: 2 }],
        manager: pool(3),
      }),
    );
    expect(table(machines, 'createAt', 'readyAt', 'failedAt', 'goneAt', 'billed')).toEqual([
      [0, 30, '-', '-', 60],
      [0, 30, '-', '-', 60],
      [0, '-', 2, 12, 0],
    ]);
    expect(cloudCounters[0]).toMatchObject({ refusedByQuota: 1, calls: 0, refusedCalls: 0 });
    // Two stand in the cloud; the third is a directory.
    const [standing, all] = (['machines_standing', 'machines_all'] as const).map((own) => signals.find(({ name }) => name === own)!.signal);
    expect([standing!.peak, standing!.timeAverage()]).toEqual([2, 2]);
    expect(all!.peak).toBe(3);
  });

  test('disk of a whole cloud is shared by its zones and types', () => {
    const { machines } = runFleet(
      aFleet({
        horizon: MINUTE,
        cloud: { quota: { ...NO_QUOTA, diskGib: 100 } },
        zones: [{}, { quotaRefusal: SECOND }],
        runners: [{}, {}],
        machineTypes: [{ diskGib: 30 }, { diskGib: 50 }],
        managers: [
          pool(1),
          { startOffset: SECOND, checkInterval: ONE_PASS, entry: { runner: 1, machine: { zone: 1, machineType: 1, idleCount: 2 } } },
        ],
      }),
    );
    expect(table(machines, 'createAt', 'readyAt', 'failedAt')).toEqual([
      [0, 30, '-'],
      [1, 31, '-'],
      [1, '-', 2],
    ]);
  });

  test('a machine that is gone makes room', () => {
    const { machines } = runFleet(
      aFleet({
        horizon: 5 * MINUTE,
        cloud: { quota: { ...NO_QUOTA, machines: 1 } },
        manager: { checkInterval: 150 * SECOND, entry: { machine: { maxBuilds: 1 } } },
        jobs: [{ at: 0 }, { at: 150 * SECOND }],
      }),
    );
    // Boot 30 s, job 60 s, removal 10 s.
    expect(table(machines, 'createAt', 'readyAt', 'removingAt', 'goneAt')).toEqual([
      [0, 30, 90, 100],
      [150, 180, 240, 250],
    ]);
  });
});

describe('rate limits', () => {
  test('a create refused at its begin leaves nothing, one refused at a poll leaves a machine that is billed until it may be removed', () => {
    const api = { callsPerCreate: 2, callsPerPoll: 1, pollInterval: 10 * SECOND, callsPerDelete: 1, callsPerPass: 0, refusal: SECOND };
    const { machines, cloudCounters } = runFleet(
      aFleet({
        horizon: 2 * MINUTE,
        cloud: { api: { ...api, limits: [{ calls: 5, window: 100 * SECOND, per: 'cloud' }] } },
        manager: pool(3),
      }),
    );
    // 2 + 2 calls granted at 0, 2 refused. At 1 the third machine's removal takes the fifth: it is gone at 11. The polls of the others are
    // refused at 10, their removals at 11, 42, 73; those at 104 fall into the next window: one machine at a time from the fourth round on.
    expect(table(machines, 'failedAt', 'removingAt', 'goneAt', 'billed')).toEqual([
      [11, 11, 114, 114],
      [11, 11, '-', 120],
      [1, 1, 11, 0],
    ]);
    // 3 x 2 creates, 1 delete, 2 polls, 3 x 2 refused deletes, the deletes at 104 and 114.
    expect(cloudCounters[0]).toMatchObject({ calls: 17, refusedCalls: 10 });
  });

  test('thundering herd: an idle pool asks again in every pass, and the machines that were refused keep their places for a while', () => {
    const api = { ...UNLIMITED_API, callsPerCreate: 5, refusal: SECOND };
    const { machines, counters, cloudCounters } = runFleet(
      aFleet({
        horizon: 110 * SECOND,
        cloud: { api: { ...api, limits: [{ calls: 10, window: 100 * SECOND, per: 'cloud' }] } },
        manager: pool(4, 3 * SECOND),
      }),
    );
    // Two of four fit in the window. Each pass at 0, 3 ... 99 asks for two more in vain; that of 102 gets them.
    expect(counters[0]!.machinesRequested).toBe(2 + 34 * 2 + 2);
    expect(cloudCounters[0]).toMatchObject({ calls: 5 * 72, refusedCalls: 5 * 68 });
    expect(machines.filter(({ failed }) => !failed).map(({ createAt }) => createAt / SECOND)).toEqual([0, 0, 102, 102]);
  });

  test('a limit of each manager is no matter of the other', () => {
    const api = { ...UNLIMITED_API, callsPerCreate: 1, refusal: SECOND };
    const { machines } = runFleet(
      aFleet({
        horizon: MINUTE,
        cloud: { api: { ...api, limits: [{ calls: 2, window: MINUTE, per: 'manager' }] } },
        runners: [{}, {}],
        managers: [pool(3), { ...pool(1), entry: { runner: 1, machine: { idleCount: 1 } } }],
      }),
    );
    expect(machines.map(({ failed }) => failed)).toEqual([false, false, true, false]);
  });

  test('calls without a limit are counted, polls of a create at its end; the signal has them by minute', () => {
    const api = { ...UNLIMITED_API, callsPerCreate: 3, callsPerPoll: 2, callsPerPass: 1 };
    const { cloudCounters, signals } = runFleet(
      aFleet({
        horizon: 2 * MINUTE,
        cloud: { api },
        zone: { bootTime: { kind: 'constant', value: 70 * SECOND } },
        manager: pool(1, 40 * SECOND),
      }),
    );
    // Passes at 0, 40, 80; the create's 3 calls at 0; 69 polls between 0 and 70.
    expect(cloudCounters[0]).toMatchObject({ calls: 3 + 3 + 2 * 69, refusedCalls: 0 });
    const calls = signals.find(({ name }) => name === 'api_calls')!.signal;
    expect([calls.binAverage(0), calls.binAverage(1)]).toEqual([1 + 3 + 1, 1 + 138]);
  });

  test('polls of a create are those between its begin and its end, whenever it began', () => {
    const polls = (boot: number, pollInterval = SECOND): number => {
      const api = { ...UNLIMITED_API, callsPerPoll: 1, pollInterval };
      const { cloudCounters } = runFleet(
        aFleet({
          horizon: 3 * MINUTE,
          cloud: { api },
          zone: { bootTime: { kind: 'constant', value: boot } },
          manager: { checkInterval: HOUR, startOffset: 20 * SECOND, entry: { machine: { idleCount: 1, idleTime: HOUR } } },
        }),
      );
      return cloudCounters[0]!.calls;
    };
    // None at its begin nor at its end.
    expect([polls(70 * SECOND), polls(70.5 * SECOND), polls(70 * SECOND, 10 * SECOND)]).toEqual([69, 70, 6]);
    expect([polls(SECOND), polls(0.5 * SECOND), polls(0)]).toEqual([0, 0, 0]);
  });

  test('an outage may cut the quota of calls: creates under way are refused at their next poll, new ones at once', () => {
    const api = { ...UNLIMITED_API, callsPerCreate: 1, callsPerPoll: 1, pollInterval: 5 * SECOND, refusal: SECOND };
    const { machines, cloudCounters } = runFleet(
      aFleet({
        horizon: 100 * SECOND,
        cloud: { api },
        manager: pool(2, 40 * SECOND),
        outages: [
          {
            name: 'cut',
            target: { kind: 'cloud', index: 0 },
            times: { kind: 'fixed', windows: [{ from: 12 * SECOND, to: 70 * SECOND }] },
            effect: { kind: 'limited', calls: 1, window: MINUTE },
          },
        ],
      }),
    );
    // Polls at 5, 10; that of 15 is granted to the first and refused to the second, that of 20 refused. Creates of 40 are refused; those
    // of 80 are not.
    expect(table(machines, 'createAt', 'readyAt', 'failedAt', 'billed')).toEqual([
      [0, '-', 21, 31],
      [0, '-', 16, 26],
      [40, '-', 41, 0],
      [40, '-', 41, 0],
      [80, '-', '-', 20],
      [80, '-', '-', 20],
    ]);
    // Creates: 6. Polls: 4 and 2, one of each in vain later; 3 of each of the last two.
    expect(cloudCounters[0]).toMatchObject({ calls: 6 + 4 + 1 + 2 + 6, refusedCalls: 4 });
  });

  test('where no command makes calls there is no signal of them', () => {
    const { signals } = runFleet(aFleet({ horizon: MINUTE, manager: pool(1) }));
    expect(signals.filter(({ name }) => name === 'api_calls' || name === 'machines_orphaned')).toEqual([]);
  });
});
