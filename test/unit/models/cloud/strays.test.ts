/** Orphans, DropletId 0 and preemption: who pays how long, and what frees a place. */
import { describe, expect, test } from 'vitest';
import { NO_QUOTA } from '../../../../src/fleet/cloud.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { runFleet } from '../../../support/run-fleet.js';
import { outage, table } from '../../../support/machine-lines.js';

const HANGING = { interval: 15 * MINUTE, minimumAge: HOUR };

describe('orphans', () => {
  const OPTIONS = {
    horizon: 2 * HOUR,
    zone: { orphans: 1 },
    manager: { entry: { machine: { maxBuilds: 1 } } },
    jobs: [{}],
  } as const;

  test('one is billed until the first round of the cleaner in which it is old enough', () => {
    const { machines, cloudCounters, signals, counters } = runFleet(aFleet({ ...OPTIONS, cloud: { hangingCleaner: HANGING } }));
    // Boot to 30, job to 90, removed to 100; created at 0, it is an hour old in the round of 3600.
    expect(table(machines, 'createAt', 'removingAt', 'orphanedAt', 'goneAt', 'billed', 'boot', 'teardown', 'orphan')).toEqual([
      [0, 90, 100, 3600, 3600, 30, 10, 3500],
    ]);
    expect(counters[0]!.machinesRemoved).toBe(1);
    expect(cloudCounters[0]).toMatchObject({ orphaned: 1, hangingRemoved: 1 });
    const orphaned = signals.find(({ name }) => name === 'machines_orphaned')!;
    expect(orphaned.labels).toEqual({ cloud: 0 });
    expect(orphaned.signal.integral().toNumber() / SECOND).toBe(3500);
  });

  test('without a cleaner it is billed to the end, and counts to the quota', () => {
    const { machines, cloudCounters } = runFleet(
      aFleet({
        ...OPTIONS,
        cloud: { quota: { ...NO_QUOTA, machines: 1 } },
        jobs: [{}, { at: HOUR }],
        manager: { ...OPTIONS.manager, checkInterval: HOUR },
      }),
    );
    expect(table(machines.slice(0, 1), 'orphanedAt', 'goneAt', 'billed', 'orphan')).toEqual([[100, '-', 7200, 7100]]);
    // The second job tries three times three machines, and gets none.
    expect(machines.slice(1).every(({ failed, billed }) => failed && billed === 0)).toBe(true);
    expect(cloudCounters[0]).toMatchObject({ orphaned: 1, refusedByQuota: machines.length - 1 });
  });

  test('the share is drawn once a machine', () => {
    const jobs = Array.from({ length: 400 }, () => ({}));
    const fleet = aFleet({
      ...OPTIONS,
      zone: { orphans: 0.25 },
      jobs,
      manager: { ...OPTIONS.manager, concurrent: 400, entry: { ...OPTIONS.manager.entry, requestConcurrency: 400 } },
    });
    const { machines } = runFleet(fleet);
    const orphaned = machines.filter(({ orphanedAt }) => orphanedAt >= 0).length;
    expect(machines).toHaveLength(400);
    // Standard deviation 8.7.
    expect(Math.abs(orphaned - 100)).toBeLessThan(35);
  });
});

describe('DropletId 0', () => {
  const OPTIONS = {
    horizon: 3601 * SECOND,
    zone: { dropletZero: 1 },
    manager: { checkInterval: MINUTE, entry: { limit: 1, machine: { idleCount: 1, idleTime: HOUR } } },
  } as const;

  test('a directory holds the limit until its cleaner removes it, its machine is billed until the other does', () => {
    const { machines, cloudCounters, signals } = runFleet(
      aFleet({
        ...OPTIONS,
        cloud: { zeroCleaner: { interval: 5 * MINUTE, minimumAge: 10 * MINUTE }, hangingCleaner: HANGING },
      }),
    );
    // The first fails at 30; its rounds of 30, 70 ... 570 fail, at 600 the directory is removed, at 610 the removal sees that.
    // The next pass of 660 makes the second: rounds of 690, 730 ... 1490, directory removed at 1500, seen at 1530; and so on from 1560.
    expect(table(machines, 'createAt', 'failedAt', 'orphanedAt', 'goneAt', 'billed', 'boot', 'teardown', 'orphan')).toEqual([
      [0, 30, 30, 3600, 3600, 30, 0, 3570],
      [660, 690, 690, '-', 2941, 30, 0, 2911],
      [1560, 1590, 1590, '-', 2041, 30, 0, 2011],
      [2460, 2490, 2490, '-', 1141, 30, 0, 1111],
      [3360, 3390, 3390, '-', 241, 30, 0, 211],
    ]);
    expect(machines.every(({ isZero, failed }) => isZero && failed)).toBe(true);
    expect(cloudCounters[0]).toMatchObject({ zeroRecords: 5, zeroRemoved: 4, hangingRemoved: 1, orphaned: 0 });
    // Each stands in the cloud once, from its create to its end, whoever has a directory of it.
    const { signal } = signals.find(({ name }) => name === 'machines_standing')!;
    expect(signal.peak).toBe(5);
    expect(signal.timeAverage()).toBeCloseTo((3600 + 2941 + 2041 + 1141 + 241) / 3601, 12);
  });

  test('without cleaners it is removed for ever, and nothing is made in its place', () => {
    const { machines, counters } = runFleet(aFleet({ ...OPTIONS, manager: { ...OPTIONS.manager, flags: { removalGivesUp: false } } }));
    expect(table(machines, 'createAt', 'goneAt', 'billed')).toEqual([[0, '-', 3601]]);
    expect(counters[0]!.machinesRemoved).toBe(0);
  });

  test('from 19.1 on the directory is given up after its attempts; the machine stays', () => {
    const manager = { ...OPTIONS.manager, entry: { limit: 1, machine: { idleCount: 1, idleTime: HOUR, maxRemovalAttempts: 3 } } };
    const { machines } = runFleet(aFleet({ ...OPTIONS, horizon: 10 * MINUTE, manager }));
    // Rounds of 30, 70, 110; given up at 150; the pass of 180 makes the next.
    expect(table(machines, 'createAt', 'orphanedAt', 'goneAt', 'billed')).toEqual([
      [0, 30, '-', 600],
      [180, 210, '-', 420],
      [360, 390, '-', 240],
      [540, 570, '-', 60],
    ]);
    expect(machines[0]!.gaveUp).toBe(true);
  });

  test('the hanging cleaner may be first: the directory goes on holding its place', () => {
    const { machines } = runFleet(
      aFleet({
        ...OPTIONS,
        cloud: { zeroCleaner: { interval: 20 * MINUTE, minimumAge: 0 }, hangingCleaner: { interval: 10 * MINUTE, minimumAge: 0 } },
        horizon: 1250 * SECOND,
      }),
    );
    // Its machine is gone at 600, its directory at 1200; the removal sees that at 1210, and only then is a machine made in its place.
    expect(table(machines, 'orphanedAt', 'goneAt', 'billed', 'orphan')).toEqual([[30, 600, 600, 570]]);
  });
});

describe('preemption', () => {
  const preemption = { life: { kind: 'constant', value: 100 * SECOND }, cap: 0 } as const;

  test('life, charge and quota end with it; the directory when the manager sees that it does not answer', () => {
    const { machines, cloudCounters } = runFleet(
      aFleet({
        horizon: 250 * SECOND,
        zone: { quota: 1, quotaRefusal: SECOND },
        machineTypes: [{ preemption }],
        manager: { checkInterval: 60 * SECOND, flags: { remembersChecks: false }, entry: { machine: { idleCount: 1, idleTime: HOUR } } },
      }),
    );
    // Passes at 0, 60, 120 ...: that of 120 removes the first and makes none; in its place comes one at 180.
    expect(table(machines, 'createAt', 'readyAt', 'diedAt', 'removingAt', 'goneAt', 'billed', 'idle', 'teardown')).toEqual([
      [0, 30, 100, 120, 130, 100, 70, 0],
      [180, 210, '-', '-', '-', 70, 40, 0],
    ]);
    expect(machines[0]!.death).toBe('preempted');
    expect(cloudCounters[0]).toMatchObject({ preempted: 1, died: 0, refusedByQuota: 0 });
  });

  test('the cap ends what the draw leaves; one that is preempted while it boots fails at the end of its boot', () => {
    const { machines } = runFleet(
      aFleet({
        horizon: 2 * MINUTE,
        machineTypes: [{ preemption: { ...preemption, cap: 20 * SECOND } }],
        manager: { checkInterval: HOUR, entry: { machine: { idleCount: 1 } } },
      }),
    );
    expect(table(machines, 'createAt', 'failedAt', 'diedAt', 'goneAt', 'billed', 'boot')).toEqual([[0, 30, 20, 40, 20, 20]]);
  });

  test('what an outage has killed is preempted no more: it is paid for until it is removed', () => {
    const { machines, cloudCounters } = runFleet({
      ...aFleet({
        horizon: 200 * SECOND,
        machineTypes: [{ preemption }],
        manager: { checkInterval: 60 * SECOND, flags: { remembersChecks: false }, entry: { machine: { idleCount: 1, idleTime: HOUR } } },
      }),
      outages: [outage(50, 55, { machines: 'die' })],
    });
    // The pass of 60 finds it dead.
    expect(table(machines.slice(0, 1), 'createAt', 'readyAt', 'diedAt', 'removingAt', 'goneAt', 'billed')).toEqual([
      [0, 30, 50, 60, 70, 70],
    ]);
    expect(machines[0]!.death).toBe('outage');
    expect(cloudCounters[0]).toMatchObject({ preempted: 0, died: 1 });
  });

  test('the job on it is told', () => {
    const { jobs } = runFleet(
      aFleet({
        machineTypes: [{ preemption }],
        manager: { entry: { machine: {} } },
        jobs: [{ script: 5 * MINUTE }, { at: 20 * MINUTE, script: MINUTE }],
      }),
    );
    expect(jobs[0]).toMatchObject({ status: 'runner_system_failure', failureReason: 'machine_died' });
    expect(jobs[1]!.status).toBe('success');
  });
});

describe('billing', () => {
  test('a machine type may have a rule of its own', () => {
    const { machines } = runFleet(
      aFleet({
        cloud: { billing: { granularity: MINUTE, minimum: MINUTE } },
        // Both managers ask before the first is answered.
        instance: { requestLatency: SECOND },
        machineTypes: [{}, { billing: { granularity: HOUR, minimum: 24 * HOUR } }],
        runners: [{}, {}],
        managers: [{ entry: { machine: { maxBuilds: 1 } } }, { entry: { runner: 1, machine: { machineType: 1, maxBuilds: 1 } } }],
        projects: 2,
        jobs: [{}, { project: 1 }],
      }),
    );
    // Each lives for 100 s.
    expect(machines.map(({ machineType, billed }) => [machineType, billed / MINUTE]).sort()).toEqual([
      [0, 2],
      [1, 24 * 60],
    ]);
  });
});
