/** Rolling upgrades, computed by hand. One feed each 10 s, machines boot in 30 s and are gone in 10 s. */
import { describe, expect, test } from 'vitest';
import type { UpgradeSpec } from '../../../../src/fleet/upgrade.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { aFleet, type FleetOptions } from '../../../support/fleet-builder.js';
import { given } from '../../../support/given.js';
import { runFleet } from '../../../support/run-fleet.js';
import { jobs, machines, notes, seconds } from '../../../support/run-tables.js';

function upgrade(options: Partial<UpgradeSpec>): UpgradeSpec {
  return {
    name: 'to-next',
    at: 600 * SECOND,
    managers: [0],
    version: 1,
    timeout: 2 * HOUR,
    forced: 'SIGTERM',
    removeMachines: false,
    install: MINUTE,
    ...options,
  };
}

/** The next version has a stage more at the end of a job: 5 s by which its jobs are known. */
const versions = { flags: { cleanupStage: false }, later: [{ cleanupStage: true }] };
const stages = { cleanup: 5 * SECOND };

describe('two managers with running jobs, one after the other', () => {
  const outcome = runFleet(
    aFleet({
      runners: [
        { tags: ['a'], runUntagged: false },
        { tags: ['b'], runUntagged: false },
      ],
      managers: [
        {
          checkInterval: 10 * SECOND,
          ...versions,
          entry: { runner: 0, limit: 1, machine: { idleCount: 1, maxBuilds: 1, idleTime: HOUR } },
        },
        { checkInterval: 10 * SECOND, ...versions, entry: { runner: 1, machine: { idleCount: 1, idleTime: HOUR } } },
      ],
      workload: { stages },
      jobs: [
        { at: 40 * SECOND, script: 15 * MINUTE, tags: ['a'] },
        { at: 40 * SECOND, script: 20 * MINUTE, tags: ['b'] },
        { at: 60 * SECOND, script: MINUTE, tags: ['a'] },
        { at: 1100 * SECOND, script: MINUTE, tags: ['b'] },
      ],
      upgrades: [upgrade({ managers: [0, 1] })],
    }),
  );

  test('goes as the notes say', () => {
    expect(notes(outcome)).toEqual([
      [600, 'upgrade_begins', 'to-next'],
      [600, 'manager_stopping', 'manager-0'],
      [940, 'manager_stopped', 'manager-0'],
      [1000, 'manager_started', 'manager-0'],
      [1000, 'manager_stopping', 'manager-1'],
      [1240, 'manager_stopped', 'manager-1'],
      [1300, 'manager_started', 'manager-1'],
      [1300, 'upgrade_ends', 'to-next'],
    ]);
    expect(outcome.exits.map(({ manager, at, clean }) => [manager, seconds(at), clean])).toEqual([
      [0, 940, true],
      [1, 1240, true],
    ]);
  });

  test('lets jobs end with the version they began with; later ones have the next', () => {
    expect(jobs(outcome)).toEqual([
      [1, 0, 40, 940, 'success', 1],
      [2, 1, 40, 1240, 'success', 2],
      // Kept by `limit` 1, then by the upgrade, then by the machine that was used up, then by the boot of the next.
      [3, 0, 1040, 1105, 'success', 4],
      [4, 1, 1300, 1365, 'success', 3],
    ]);
  });

  test('finds machines on disk', () => {
    expect(machines(outcome)).toEqual([
      // Used up at 940 s; the process does not wait for its removal. Found at 1000 s and, with MaxBuilds 1, removed in the first pass.
      [1, 0, 0, 30, 940, 1010, 1, 'used_up_in_walk'],
      [2, 1, 0, 30, -1, -1, 1, 'none'],
      [3, 1, 50, 80, -1, -1, 1, 'none'],
      // `limit` 1 counts the machine that is being removed until 1010 s.
      [4, 0, 1010, 1040, 1105, 1115, 1, 'used_up'],
      [5, 0, 1120, 1150, -1, -1, 0, 'none'],
    ]);
  });
});

describe('jobs that run past the timeout', () => {
  const fleet = (forced: UpgradeSpec['forced']): FleetOptions => ({
    horizon: 3 * HOUR,
    manager: { checkInterval: 10 * SECOND, ...versions, entry: { machine: 'none' } },
    workload: { stages },
    jobs: [{ script: HOUR }, { at: 610 * SECOND, script: MINUTE }],
    upgrades: [upgrade({ timeout: 300 * SECOND, forced })],
  });
  const told = [
    [600, 'upgrade_begins', 'to-next'],
    [600, 'manager_stopping', 'manager-0'],
    [900, 'manager_stopped', 'manager-0'],
    [960, 'manager_started', 'manager-0'],
    [960, 'upgrade_ends', 'to-next'],
  ];

  test('are aborted by SIGTERM', () => {
    const outcome = runFleet(aFleet(fleet('SIGTERM')));
    expect(notes(outcome)).toEqual(told);
    expect(jobs(outcome)).toEqual([
      [1, 0, 0, 900, 'runner_system_failure', 0],
      [2, 0, 960, 1025, 'success', 0],
    ]);
    expect(outcome.jobs[0]!.failureReason).toBe('interrupted');
  });

  test('are lost by a kill, which GitLab notices at its sweep', () => {
    const outcome = runFleet(aFleet(fleet('kill')));
    expect(notes(outcome)).toEqual(told);
    expect(jobs(outcome)).toEqual([
      [1, 0, 0, 7200, 'runner_system_failure', 0],
      [2, 0, 960, 1025, 'success', 0],
    ]);
  });

  test('are waited for by a SIGTERM whose shutdown_timeout runs out', () => {
    // A job that waits for a machine cannot be aborted by SIGTERM: its process ends at shutdown_timeout.
    const { manager, ...rest } = fleet('SIGTERM');
    const outcome = runFleet(
      aFleet({
        ...rest,
        zone: { bootTime: { kind: 'constant', value: 2 * HOUR } },
        manager: { ...manager, shutdownTimeout: 45 * SECOND, entry: { machine: {} } },
      }),
    );
    expect(notes(outcome).slice(2)).toEqual([
      [945, 'manager_stopped', 'manager-0'],
      [1005, 'manager_started', 'manager-0'],
      [1005, 'upgrade_ends', 'to-next'],
    ]);
  });
});

describe('other managers', () => {
  /** One is upgraded while its job runs until 660 s, the other is killed at 630 s. */
  const outcome = runFleet(
    aFleet({
      runners: [
        { tags: ['a'], runUntagged: false },
        { tags: ['b'], runUntagged: false },
      ],
      managers: [0, 1].map((runner) => ({ checkInterval: 10 * SECOND, ...versions, entry: { runner, machine: 'none' as const } })),
      jobs: [{ at: 60 * SECOND, script: 600 * SECOND, tags: ['a'] }],
      upgrades: [upgrade({ removeMachines: true })],
      events: [
        { at: 630 * SECOND, kind: 'kill', manager: 1 },
        { at: 640 * SECOND, kind: 'start', manager: 1 },
      ],
    }),
  );

  test('that go down or start meanwhile are no part of it', () => {
    expect(notes(outcome)).toEqual([
      [600, 'upgrade_begins', 'to-next'],
      [600, 'manager_stopping', 'manager-0'],
      [660, 'manager_stopped', 'manager-0'],
      [720, 'manager_started', 'manager-0'],
      [720, 'upgrade_ends', 'to-next'],
    ]);
    expect(jobs(outcome)).toEqual([[1, 0, 60, 660, 'success', 0]]);
  });
});

describe('machines that are removed before the start', () => {
  const fleet = aFleet({
    manager: { checkInterval: 10 * SECOND, entry: { machine: { idleCount: 3, idleTime: HOUR } }, later: [{}] },
    upgrades: [upgrade({ removeMachines: true })],
  });
  const slow = { boots: [30 * SECOND], deletes: [10 * SECOND, 20 * SECOND, 15 * SECOND] };

  test('go all at once; the next version is installed when the last is gone and makes a pool of its own', () => {
    const outcome = runFleet(fleet, { given: given(slow) });
    expect(notes(outcome).slice(1)).toEqual([
      [600, 'manager_stopping', 'manager-0'],
      [600, 'manager_stopped', 'manager-0'],
      [680, 'manager_started', 'manager-0'],
      [680, 'upgrade_ends', 'to-next'],
    ]);
    expect(machines(outcome)).toEqual([
      [1, 0, 0, 30, 600, 610, 0, 'upgrade'],
      [2, 0, 0, 30, 600, 620, 0, 'upgrade'],
      [3, 0, 0, 30, 600, 615, 0, 'upgrade'],
      [4, 0, 680, 710, -1, -1, 0, 'none'],
      [5, 0, 680, 710, -1, -1, 0, 'none'],
      [6, 0, 680, 710, -1, -1, 0, 'none'],
    ]);
    // 30 s of boot, 570 s idle, then the time of its own command.
    expect(outcome.machines.slice(0, 3).map(({ time }) => [seconds(time.idle), seconds(time.teardown)])).toEqual([
      [570, 10],
      [570, 20],
      [570, 15],
    ]);
  });

  test('somebody who starts the process before the last is gone is taken as done, and nothing of it is installed again', () => {
    const start = { at: 605 * SECOND, kind: 'start', manager: 0 } as const;
    const outcome = runFleet({ ...fleet, events: [start] }, { given: given(slow) });
    expect(notes(outcome).slice(2)).toEqual([
      [600, 'manager_stopped', 'manager-0'],
      [605, 'manager_started', 'manager-0'],
      [605, 'upgrade_ends', 'to-next'],
    ]);
  });

  test('one whose command fails is found on disk', () => {
    const outcome = runFleet(fleet, { given: given({ ...slow, failDeletes: [{ machine: 2, times: 1 }] }) });
    expect(machines(outcome)).toEqual([
      [1, 0, 0, 30, 600, 610, 0, 'upgrade'],
      [2, 0, 0, 30, 600, -1, 0, 'upgrade'],
      [3, 0, 0, 30, 600, 615, 0, 'upgrade'],
      [4, 0, 680, 710, -1, -1, 0, 'none'],
      [5, 0, 680, 710, -1, -1, 0, 'none'],
    ]);
  });
});

describe('a manager that does not run', () => {
  const two = {
    horizon: HOUR,
    managers: [0, 1].map((index) => ({
      checkInterval: 10 * SECOND,
      ...versions,
      running: index === 1,
      entry: { runner: index, machine: 'none' as const },
    })),
    runners: [
      { tags: ['a'], runUntagged: false },
      { tags: ['b'], runUntagged: false },
    ],
    workload: { stages },
    jobs: [{ at: 1200 * SECOND, script: MINUTE, tags: ['a'] }],
    upgrades: [upgrade({ managers: [0, 1] })],
  };
  const told = [
    [600, 'upgrade_begins', 'to-next'],
    [600, 'manager_stopping', 'manager-1'],
    [600, 'manager_stopped', 'manager-1'],
    [660, 'manager_started', 'manager-1'],
    [660, 'upgrade_ends', 'to-next'],
  ];

  test('is only given the version, and has it when somebody starts it', () => {
    const outcome = runFleet(aFleet({ ...two, events: [{ at: 1500 * SECOND, kind: 'start', manager: 0 }] }));
    expect(notes(outcome)).toEqual(told);
    expect(jobs(outcome)).toEqual([[1, 0, 1500, 1565, 'success', 0]]);
  });

  test('so is one whose host is down: it has it when the host is back', () => {
    const outcome = runFleet(
      aFleet({
        ...two,
        managers: two.managers.map((manager) => ({ ...manager, running: true })),
        outages: [
          {
            name: 'host',
            target: { kind: 'manager', index: 0 },
            times: { kind: 'fixed', windows: [{ from: 500 * SECOND, to: 1500 * SECOND }] },
            effect: { kind: 'host_down' },
          },
        ],
      }),
    );
    expect(notes(outcome)).toEqual([[500, 'outage_begins', 'host'], ...told, [1500, 'outage_ends', 'host']]);
    expect(jobs(outcome)).toEqual([[1, 0, 1500, 1565, 'success', 0]]);
  });

  test('a host that goes down in the middle is waited for', () => {
    const outcome = runFleet(
      aFleet({
        ...two,
        managers: two.managers.map((manager) => ({ ...manager, running: true })),
        outages: [
          {
            name: 'host',
            target: { kind: 'manager', index: 0 },
            times: { kind: 'fixed', windows: [{ from: 630 * SECOND, to: 900 * SECOND }] },
            effect: { kind: 'host_down' },
          },
        ],
      }),
    );
    expect(notes(outcome)).toEqual([
      [600, 'upgrade_begins', 'to-next'],
      [600, 'manager_stopping', 'manager-0'],
      [600, 'manager_stopped', 'manager-0'],
      [630, 'outage_begins', 'host'],
      [900, 'outage_ends', 'host'],
      [900, 'manager_started', 'manager-0'],
      [900, 'manager_stopping', 'manager-1'],
      [900, 'manager_stopped', 'manager-1'],
      [960, 'manager_started', 'manager-1'],
      [960, 'upgrade_ends', 'to-next'],
    ]);
  });

  test('one that somebody starts during the installation is taken as done', () => {
    const outcome = runFleet(
      aFleet({
        ...two,
        managers: two.managers.map((manager) => ({ ...manager, running: true })),
        events: [{ at: 620 * SECOND, kind: 'start', manager: 0 }],
      }),
    );
    expect(notes(outcome).slice(3, 5)).toEqual([
      [620, 'manager_started', 'manager-0'],
      [620, 'manager_stopping', 'manager-1'],
    ]);
    expect(jobs(outcome)).toEqual([[1, 0, 1200, 1265, 'success', 0]]);
  });
});
