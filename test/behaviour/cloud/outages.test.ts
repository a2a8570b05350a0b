/** Outages of a zone: its API fails or hangs, its machines die, it is slow. Machines boot in 30 s and are removed in 10 s. */
import { describe, expect, test } from 'vitest';
import { UNLIMITED_API } from '../../../src/fleet/cloud.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';
import { outage, table } from '../../support/machine-lines.js';

const CLOUD = { api: { ...UNLIMITED_API, refusal: SECOND } };

function pool(idleCount: number, checkInterval = 40 * SECOND) {
  return { checkInterval, entry: { machine: { idleCount, idleTime: HOUR } } };
}

describe('the API fails', () => {
  test('creates under way leave machines that cannot be removed, later ones leave nothing; all is well after the end', () => {
    const { machines, cloudCounters } = runFleet(
      aFleet({ horizon: 200 * SECOND, cloud: CLOUD, manager: pool(2), outages: [outage(10, 100, { api: 'fails' })] }),
    );
    // Rounds of the first two: 10, 41, 72 fail in a second; from the fourth on, at 103, one machine at a time.
    // Those begun at 40 and 80 are refused in a second; their rounds at 41, 72 and 81 fail, those at 103 and 112 do not.
    expect(table(machines, 'createAt', 'readyAt', 'failedAt', 'goneAt', 'billed')).toEqual([
      [0, '-', 10, 113, 113],
      [0, '-', 10, 123, 123],
      [40, '-', 41, 113, 0],
      [40, '-', 41, 113, 0],
      [80, '-', 81, 122, 0],
      [80, '-', 81, 122, 0],
      [120, 150, '-', '-', 80],
      [120, 150, '-', '-', 80],
    ]);
    // Creates: 2 under way, 4 refused. Rounds: 2 x 3, 2 x 2, 2 x 1.
    expect(cloudCounters[0]!.failedByOutage).toBe(6 + 12);
  });

  test('what was never made is removed in a time of its own, once the API is back', () => {
    const seen = (removeUnmade: number | undefined): unknown =>
      table(
        runFleet(
          aFleet({
            horizon: 200 * SECOND,
            cloud: CLOUD,
            zone: { stopTime: 3 * SECOND, removeUnmade },
            manager: pool(1),
            outages: [outage(10, 100, { api: 'fails' })],
          }),
        ).machines,
        'createAt',
        'failedAt',
        'goneAt',
        'billed',
      );
    // The first was made: its rounds of 10, 41 and 72 fail, that of 103 takes 3 + 10. The second, refused at 40, has rounds of 41, 72 and
    // 103; the third, refused at 80, of 81 and 112. Each of the last takes 2, or 3 + 10 where it is removed as one that was made.
    expect(seen(2 * SECOND)).toEqual([
      [0, 10, 116, 116],
      [40, 41, 105, 0],
      [80, 81, 114, 0],
      [120, '-', '-', 80],
    ]);
    expect(seen(undefined)).toEqual([
      [0, 10, 116, 116],
      [40, 41, 116, 0],
      [80, 81, 125, 0],
      [120, '-', '-', 80],
    ]);
  });

  test('a removal under way fails as the outage begins', () => {
    const { machines } = runFleet(
      aFleet({
        horizon: 3 * MINUTE,
        cloud: CLOUD,
        manager: { entry: { machine: { maxBuilds: 1 } } },
        jobs: [{}],
        outages: [outage(95, 100, { api: 'fails' })],
      }),
    );
    // The job runs from 30 to 90; the round of 90 fails at 95, that of 125 does not.
    expect(table(machines, 'removingAt', 'goneAt', 'billed')).toEqual([[90, 135, 135]]);
  });

  test('given up, a directory is removed by force: the machine lives on, for the cleaner to find', () => {
    const { machines, cloudCounters } = runFleet(
      aFleet({
        horizon: HOUR,
        cloud: { ...CLOUD, hangingCleaner: { interval: 10 * MINUTE, minimumAge: MINUTE } },
        manager: { entry: { machine: { maxBuilds: 1, maxRemovalAttempts: 2 } } },
        jobs: [{}],
        outages: [outage(80, 1000, { api: 'fails' })],
      }),
    );
    // Rounds at 90 and 121; by force at 152. The cleaner's round of 600 finds an API that is down.
    expect(table(machines, 'removingAt', 'orphanedAt', 'goneAt', 'billed', 'orphan')).toEqual([[90, 152, 1200, 1200, 1048]]);
    expect(machines[0]!.gaveUp).toBe(true);
    expect(cloudCounters[0]).toMatchObject({ orphaned: 1, hangingRemoved: 1 });
  });
});

describe('the API hangs', () => {
  test('creates under way go on afterwards for what they had left', () => {
    const { machines } = runFleet(aFleet({ horizon: 200 * SECOND, manager: pool(2), outages: [outage(10, 100, { api: 'hangs' })] }));
    expect(table(machines, 'createAt', 'readyAt', 'boot', 'idle', 'billed')).toEqual([
      [0, 120, 120, 80, 200],
      [0, 120, 120, 80, 200],
    ]);
  });

  test('a timeout ends them, and those begun meanwhile exist from the end of the outage on', () => {
    const { machines } = runFleet(
      aFleet({
        horizon: 200 * SECOND,
        manager: { ...pool(1), commandTimeout: MINUTE },
        outages: [outage(10, 100, { api: 'hangs' })],
      }),
    );
    // The first fails at 60 and its round stands still until 100. The second is begun at 80 and reaches the API at 100.
    expect(table(machines, 'createAt', 'readyAt', 'failedAt', 'removingAt', 'goneAt', 'boot', 'billed')).toEqual([
      [0, '-', 60, 60, 110, 60, 110],
      [80, 130, '-', '-', '-', 30, 100],
    ]);
  });

  test('a create that times out before the API has heard of it costs nothing; its removal times out as well', () => {
    const { machines } = runFleet(
      aFleet({
        horizon: 400 * SECOND,
        manager: { ...pool(1, HOUR), commandTimeout: MINUTE },
        outages: [outage(0, 300, { api: 'hangs' })],
      }),
    );
    // Removal: stop hangs for 60 s, remove for 60 s, pause 30 s: 60 to 180, 210 on; at 300 its remove command has 30 s left.
    expect(table(machines, 'createAt', 'failedAt', 'removingAt', 'goneAt', 'billed')).toEqual([[0, 60, 60, 310, 0]]);
  });
});

describe('the API hangs again and again', () => {
  test('a create stands still each time, and goes on with what it had left', () => {
    const hangs = [outage(10, 100, { api: 'hangs' }), outage(110, 200, { api: 'hangs' })];
    const { machines } = runFleet(aFleet({ horizon: 300 * SECOND, manager: pool(1, HOUR), outages: hangs }));
    // 10 s before the first, 10 s between the two, 10 s after the second.
    expect(table(machines, 'createAt', 'readyAt', 'boot')).toEqual([[0, 210, 210]]);
  });

  test('a removal whose stop command has ended has its remove command left, one whose stop hangs its whole stop time', () => {
    const gone = (from: number): unknown => {
      const { machines } = runFleet(
        aFleet({
          horizon: HOUR,
          zone: { stopTime: 20 * SECOND },
          manager: { ...pool(0, HOUR), commandTimeout: 5 * MINUTE, entry: { machine: { maxBuilds: 1 } } },
          jobs: [{}],
          outages: [outage(from, from + 100, { api: 'hangs' })],
        }),
      );
      return table(machines, 'removingAt', 'goneAt');
    };
    // The job ends at 90 s: stop until 110 s, remove until 120 s. Hung at 115 s, 5 s are left at 215 s.
    expect(gone(115)).toEqual([[90, 220]]);
    // Hung at 100 s, the command as a whole had 20 s left.
    expect(gone(100)).toEqual([[90, 220]]);
  });
});

describe('a zone that is sold out', () => {
  test('refuses creates as a quota does, and these are counted as failures of the outage', () => {
    const { machines, cloudCounters } = runFleet(
      aFleet({
        horizon: 3 * MINUTE,
        zone: { quotaRefusal: 2 * SECOND },
        manager: pool(1, 40 * SECOND),
        outages: [{ ...outage(0, 50), effect: { kind: 'sold_out' } }],
      }),
    );
    // Refused at 0 s and 40 s, made at 80 s.
    expect(table(machines, 'createAt', 'readyAt', 'failedAt', 'billed')).toEqual([
      [0, '-', 2, 0],
      [40, '-', 42, 0],
      [80, 110, '-', 100],
    ]);
    expect(cloudCounters[0]).toMatchObject({ failedByOutage: 2, refusedByQuota: 0 });
  });
});

describe('the machines die', () => {
  test('an idle one is taken for well while its check is remembered, and billed until it is removed', () => {
    const { machines, cloudCounters } = runFleet(
      aFleet({ horizon: 10 * MINUTE, manager: pool(1, 3 * SECOND), outages: [outage(120, 180, { machines: 'die' })] }),
    );
    // Checked at 30, when it is ready: remembered until 330.
    expect(table(machines, 'createAt', 'readyAt', 'diedAt', 'removingAt', 'goneAt', 'billed')).toEqual([
      [0, 30, 120, 330, 340, 340],
      [333, 363, '-', '-', '-', 267],
    ]);
    expect(machines.map(({ death, reasonRemoved }) => [death, reasonRemoved])).toEqual([
      ['outage', 'unreachable'],
      ['none', 'none'],
    ]);
    expect(cloudCounters[0]!.died).toBe(1);
  });

  test('the job on it is told', () => {
    const { jobs, machines } = runFleet(
      aFleet({
        horizon: 10 * MINUTE,
        manager: { entry: { machine: {} } },
        jobs: [{ script: 5 * MINUTE }],
        outages: [outage(120, 180, { machines: 'die' })],
      }),
    );
    expect(jobs[0]).toMatchObject({ status: 'runner_system_failure', failureReason: 'machine_died', machine: 1 });
    expect(table(machines, 'readyAt', 'diedAt')).toEqual([[30, 120]]);
  });

  test('a create that meets any part of it fails at its end; none comes up before the end of the outage', () => {
    const { machines } = runFleet(aFleet({ horizon: 200 * SECOND, manager: pool(1), outages: [outage(10, 60, { machines: 'die' })] }));
    expect(table(machines, 'createAt', 'readyAt', 'failedAt', 'diedAt', 'goneAt', 'billed')).toEqual([
      [0, '-', 30, '-', 40, 40],
      [40, '-', 70, '-', 80, 80 - 40],
      [80, 110, '-', '-', '-', 120],
    ]);
  });
});

describe('degradation', () => {
  test('boots begun meanwhile take longer, and so does every command', () => {
    const degraded = { kind: 'degraded', bootFactor: 3, bootFailure: 0, apiLatency: 2 * SECOND } as const;
    const { machines } = runFleet(
      aFleet({
        horizon: 10 * MINUTE,
        manager: { checkInterval: HOUR, entry: { machine: { maxBuilds: 1 } } },
        jobs: [{}],
        outages: [outage(0, 300, degraded)],
      }),
    );
    // 3 x 30 + 2; the job 60 s; a stop command of 0 + 2, a remove command of 10 + 2.
    expect(table(machines, 'createAt', 'readyAt', 'removingAt', 'goneAt')).toEqual([[0, 92, 152, 166]]);
  });

  test('the stop command before a removal too, and a forced removal', () => {
    const degraded = { kind: 'degraded', bootFactor: 1, bootFailure: 0, apiLatency: 2 * SECOND } as const;
    const machine = { maxBuilds: 1, maxRemovalAttempts: 1 };
    const gone = (fails: boolean): unknown =>
      runFleet(
        aFleet({
          horizon: 10 * MINUTE,
          zone: { stopTime: 5 * SECOND, deleteFailure: fails ? 1 : 0, forceDeleteTime: 4 * SECOND },
          manager: { checkInterval: HOUR, entry: { machine } },
          jobs: [{}],
          outages: [outage(0, 300, degraded)],
        }),
      ).machines.map(({ removingAt, goneAt }) => (goneAt - removingAt) / SECOND);
    // 5 + 2 and 10 + 2; where the remove command fails: a pause of 30 s, then 4 + 2 by force.
    expect(gone(false)).toEqual([19]);
    expect(gone(true)).toEqual([19 + 30 + 6]);
  });

  test("its chance of failure comes on top of the zone's own", () => {
    const failed = (bootFailure: number, further: number): number => {
      const degraded = { kind: 'degraded', bootFactor: 1, bootFailure: further, apiLatency: 0 } as const;
      const fleet = aFleet({ horizon: MINUTE, zone: { bootFailure }, manager: pool(1000, HOUR), outages: [outage(0, 60, degraded)] });
      return runFleet(fleet).machines.filter((machine) => machine.failed).length;
    };
    // 1 - 0.8 x 0.5 = 0.6 is the same draw as a zone whose own share is 0.6.
    expect(failed(0.2, 0.5)).toBe(failed(0.6, 0));
    expect(failed(0, 0.2)).toBe(failed(0.2, 0));
    expect(failed(0, 1)).toBe(1000);
  });
});

describe('sameness', () => {
  test.each([
    ['fails', outage(100, 400, { api: 'fails' })],
    ['hangs', outage(100, 400, { api: 'hangs' })],
    ['die', outage(100, 400, { machines: 'die' })],
  ])('%s: skipping quiet ticks gives the same bytes', (_, spec) => {
    const fleet = aFleet({
      horizon: HOUR,
      cloud: CLOUD,
      manager: { entry: { machine: { idleCount: 3, idleTime: MINUTE, maxBuilds: 1 } } },
      jobs: [
        { at: 50 * SECOND, script: 2 * MINUTE },
        { at: 90 * SECOND },
        { at: 200 * SECOND },
        { at: 390 * SECOND },
        { at: 1000 * SECOND },
      ],
      outages: [spec],
    });
    const [skipped, played] = [true, false].map((skipQuietTicks) => runFleet(fleet, { watch: false, skipQuietTicks }));
    expect(skipped!.fingerprint).toBe(played!.fingerprint);
    expect(skipped!.counters).toEqual(played!.counters);
    expect(skipped!.cloudCounters).toEqual(played!.cloudCounters);
  });
});
