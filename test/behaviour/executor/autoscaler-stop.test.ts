/**
 * A process of docker-autoscaler that stops, is killed or starts again, and what becomes of its instances. Two idle slots are kept, instances boot in
 * 30 s and are gone 15 s after they are asked to; a feed each 10 s. Times in seconds.
 */
import { describe, expect, test } from 'vitest';
import type { DockerAutoscalerSpec } from '../../../src/fleet/docker-autoscaler.js';
import type { EventSpec } from '../../../src/fleet/event.js';
import type { UpgradeSpec } from '../../../src/fleet/upgrade.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { autoscaled } from '../../support/autoscaled.js';
import { aFleet, type EntryOptions, type FleetOptions } from '../../support/fleet-builder.js';
import { given, type GivenOptions } from '../../support/given.js';
import { specOf } from '../../support/instance-group.js';
import { runFleet, type FleetOutcome } from '../../support/run-fleet.js';
import { jobs, machines, notes, seconds } from '../../support/run-tables.js';

const stop = (at: number, signal: 'SIGQUIT' | 'SIGTERM' = 'SIGQUIT'): EventSpec => ({ at: at * SECOND, kind: 'stop', manager: 0, signal });
const kill = (at: number): EventSpec => ({ at: at * SECOND, kind: 'kill', manager: 0 });
const start = (at: number): EventSpec => ({ at: at * SECOND, kind: 'start', manager: 0 });
const exits = ({ exits: all }: FleetOutcome): (readonly [number, boolean])[] => all.map(({ at, clean }) => [at / SECOND, clean]);
const job = (at: number, script = 60) => ({ at: at * SECOND, script: script * SECOND });

/** `delete_instances_on_shutdown` with a look each 10 s. */
const deleting = (looks: number): Partial<DockerAutoscalerSpec> => ({ shutdown: { interval: 10 * SECOND, looks } });

interface Played extends FleetOptions {
  readonly spec?: Partial<DockerAutoscalerSpec>;
  readonly idleCount?: number;
  readonly shutdownTimeout?: number;
  readonly entries?: readonly EntryOptions[];
  readonly concurrent?: number;
}

function play(
  { spec = {}, idleCount = 2, shutdownTimeout = 600, entries = [{}], concurrent = 10, ...options }: Played,
  drawn: GivenOptions = {},
): FleetOutcome {
  const manager = { checkInterval: 10 * SECOND, concurrent, shutdownTimeout: shutdownTimeout * SECOND, entries, later: [{}] };
  const fleet = autoscaled(aFleet({ horizon: 900 * SECOND, manager, ...options }), specOf(spec, { idleCount }));
  return runFleet(fleet, { given: given({ boots: [30 * SECOND], deletes: [15 * SECOND], ...drawn }) });
}

describe('a process that stops', () => {
  test('leaves its instances where they are and is gone at once; the next one removes them and makes its own', () => {
    const outcome = play({ events: [stop(200), start(300)] });
    expect(exits(outcome)).toEqual([[200, true]]);
    expect(machines(outcome).map(([number, , requested, , removing, , , reason]) => [number, requested, removing, reason])).toEqual([
      [1, 1, 300, 'preexisting'],
      [2, 1, 300, 'preexisting'],
      [3, 301, -1, 'none'],
      [4, 301, -1, 'none'],
    ]);
  });

  test('with delete_instances_on_shutdown is gone at the look that finds none left', () => {
    const outcome = play({ spec: deleting(6), events: [stop(200)] });
    // Asked to go at 200 s, gone at 215 s; looks at 210 and 220 s.
    expect(exits(outcome)).toEqual([[220, true]]);
    expect(machines(outcome).map(([, , , , ...rest]) => rest)).toEqual([
      [200, 215, 0, 'drain'],
      [200, 215, 0, 'drain'],
    ]);
  });

  test('waits for its jobs before that', () => {
    const outcome = play({ spec: deleting(6), events: [stop(200)], jobs: [job(190, 100)] });
    expect(jobs(outcome)).toEqual([[1, 0, 190, 290, 'success', 1]]);
    expect(exits(outcome)).toEqual([[310, true]]);
  });

  test('gives the deletion so many looks, and no longer than shutdown_timeout', () => {
    const slow = { deletes: [100 * SECOND] };
    expect(exits(play({ spec: deleting(6), events: [stop(200)] }, slow))).toEqual([[260, true]]);
    expect(exits(play({ spec: deleting(6), shutdownTimeout: 45, events: [stop(200)] }, slow))).toEqual([[245, true]]);
    // What was asked for goes on without it: gone in the cloud all the same.
    const late = play({ spec: deleting(6), shutdownTimeout: 45, events: [stop(200)] }, slow);
    expect(machines(late).map(([, , , , removing, gone]) => [removing, gone])).toEqual([
      [200, 300],
      [200, 300],
    ]);
  });

  test('is gone once, though all scalers are done long before shutdown_timeout', () => {
    const outcome = play({ spec: deleting(6), shutdownTimeout: 100, events: [stop(200), start(250)] });
    // Nothing of the first process ends the second at 300 s.
    expect(exits(outcome)).toEqual([[220, true]]);
    expect(machines(outcome)).toHaveLength(4);
  });

  test('waits for the last of its scalers, and not for one that never began', () => {
    const runners = [
      { tags: ['a'], runUntagged: false },
      { tags: ['b'], runUntagged: false },
    ];
    const two: Played = { runners, entries: [{ runner: 0 }, { runner: 1 }], spec: deleting(6) };
    // The first asked for instance of the second entry takes longer to go.
    const outcome = play({ ...two, idleCount: 1, events: [stop(200)] }, { deletes: [5 * SECOND, 35 * SECOND] });
    expect(exits(outcome)).toEqual([[240, true]]);
    // One worker, busy from the first feed on: the second entry is never fed.
    const busy = play({ ...two, concurrent: 1, jobs: [{ ...job(0, 300), tags: ['a'] }], idleCount: 0, events: [stop(200)] });
    expect(jobs(busy)[0]).toEqual([1, 0, 0, 331, 'success', 1]);
    expect(exits(busy)).toEqual([[351, true]]);
  });

  test('that never reserved anything is gone at once', () => {
    const entries = [{ machine: 'none' as const, runner: 0 }, { runner: 1 }];
    const runners = [{}, { tags: ['b'], runUntagged: false }];
    const outcome = play({ runners, entries, concurrent: 1, spec: deleting(6), jobs: [job(0, 300)], events: [stop(200)] });
    expect(exits(outcome)).toEqual([[300, true]]);
    expect(outcome.machines).toEqual([]);
  });
});

describe('a process that is killed', () => {
  test('while instances boot: the next one removes them as soon as they run', () => {
    const outcome = play({ events: [kill(10), start(20)] });
    expect(machines(outcome).slice(0, 2)).toEqual([
      [1, 0, 1, 31, 32, 47, 0, 'preexisting'],
      [2, 0, 1, 31, 32, 47, 0, 'preexisting'],
    ]);
  });

  test('loses its jobs, those that wait for their slot included', () => {
    const outcome = play({ idleCount: 0, jobs: [job(0, 600), job(100, 600)], events: [kill(110), start(120)] });
    // Both are running for GitLab until its sweep; the second never had a slot.
    expect(jobs(outcome).map(([number, , began, , status, machine]) => [number, began, status, machine])).toEqual([
      [1, 0, 'running', 1],
      [2, 100, 'running', 0],
    ]);
  });

  test('while instances are being deleted: these go on, and the next process does not ask again', () => {
    const outcome = play({ spec: deleting(9), events: [stop(200), kill(205), start(208)] });
    expect(machines(outcome).slice(0, 2)).toEqual([
      [1, 0, 1, 31, 200, 215, 0, 'drain'],
      [2, 0, 1, 31, 200, 215, 0, 'drain'],
    ]);
  });

  test('between the end of an instance and the look that would have found it gone: it is written as gone when it went', () => {
    // Gone at 215 s, and no look before 220 s.
    const outcome = play({ spec: deleting(9), events: [stop(200), kill(217), start(300)] });
    expect(machines(outcome).slice(0, 2)).toEqual([
      [1, 0, 1, 31, 200, 215, 0, 'drain'],
      [2, 0, 1, 31, 200, 215, 0, 'drain'],
    ]);
    expect(outcome.machines).toHaveLength(4);
  });
});

describe('an upgrade that removes the machines of its manager', () => {
  const upgrade: UpgradeSpec = {
    name: 'to-next',
    at: 200 * SECOND,
    managers: [0],
    version: 1,
    timeout: HOUR,
    forced: 'SIGTERM',
    removeMachines: true,
    install: 60 * SECOND,
  };

  test('begins to install when the last instance is gone', () => {
    const outcome = play({ upgrades: [upgrade] }, { deletes: [15 * SECOND, 40 * SECOND] });
    expect(notes(outcome)).toEqual([
      [200, 'upgrade_begins', 'to-next'],
      [200, 'manager_stopping', 'manager-0'],
      [200, 'manager_stopped', 'manager-0'],
      [300, 'manager_started', 'manager-0'],
      [300, 'upgrade_ends', 'to-next'],
    ]);
    expect(machines(outcome)).toEqual([
      [1, 0, 1, 31, 200, 215, 0, 'upgrade'],
      [2, 0, 1, 31, 200, 240, 0, 'upgrade'],
      [3, 0, 301, 331, -1, -1, 0, 'none'],
      [4, 0, 301, 331, -1, -1, 0, 'none'],
    ]);
  });

  test('leaves one whose deletion fails to the next process', () => {
    const outcome = play({ upgrades: [upgrade] }, { failDeletes: [{ machine: 2, times: 1 }] });
    expect(notes(outcome).at(-1)).toEqual([275, 'upgrade_ends', 'to-next']);
    expect(machines(outcome).map(([number, , , , , gone, , reason]) => [number, gone, reason])).toEqual([
      [1, 215, 'upgrade'],
      [2, 290, 'preexisting'],
      [3, -1, 'none'],
      [4, -1, 'none'],
    ]);
  });

  test('of a manager without instances installs at once', () => {
    expect(notes(play({ idleCount: 0, upgrades: [upgrade] })).at(-1)).toEqual([260, 'upgrade_ends', 'to-next']);
    expect(seconds(play({ idleCount: 0, upgrades: [upgrade] }).exits[0]!.at)).toBe(200);
  });
});
