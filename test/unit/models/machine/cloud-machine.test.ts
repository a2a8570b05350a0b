/** One machine, told of its life step by step: what it knows of itself, and what its time is booked to. */
import { describe, expect, test } from 'vitest';
import { CloudMachine, type CloudPool, type MachineState } from '../../../../src/models/machine/cloud-machine.js';
import { BOOT, BUSY, CHARGED_FROM, IDLE, newClocks, ORPHAN, ORPHANED, TEARDOWN } from '../../../../src/models/machine/machine-clocks.js';
import { bookTime } from '../../../../src/models/machine/machine-clocks.js';
import type { MachineTime } from '../../../../src/record/machine.js';
import { NOT_YET } from '../../../../src/record/not-yet.js';
import { NEVER } from '../../../../src/units/time.js';

const pool = { manager: 3, runner: 4 } as CloudPool;
const made = (now = 0) => new CloudMachine(pool, { zone: 1, machineType: 2 }, { number: 7, nth: 5, birth: 6 }, now, 'idle');
const timeOf = (machine: CloudMachine): MachineTime => {
  const time = { boot: -1, idle: -1, busy: -1, teardown: -1, orphan: -1 };
  machine.copyTime(time);
  return time;
};

test('a new machine knows where it belongs and nothing else', () => {
  expect(made(9)).toMatchObject({
    manager: 3,
    runner: 4,
    zone: 1,
    machineType: 2,
    number: 7,
    nth: 5,
    birth: 6,
    requestedAt: 9,
    stateSince: 9,
    reasonCreated: 'idle',
    state: 'creating',
    bootOk: false,
    bootLeavesRemains: true,
    isDoomed: false,
    isInZone: false,
    isCharged: true,
    dropped: false,
    failed: false,
    gaveUp: false,
    uses: 0,
    removeAttempts: 0,
  });
  expect(timeOf(made(9))).toEqual({ boot: 0, idle: 0, busy: 0, teardown: 0, orphan: 0 });
});

describe('its create command', () => {
  test('runs from its begin to before its end, and no more once it is ready or has failed', () => {
    const machine = made();
    expect(machine.isCreateRunning(5)).toBe(false);
    machine.createBegan(10);
    expect(machine.isCreateRunning(1e9)).toBe(true);
    machine.bootPlanned(40, true);
    expect([machine.isCreateRunning(39), machine.isCreateRunning(40), machine.bootOk]).toEqual([true, false, true]);
    const ready = made();
    ready.createBegan(10);
    ready.created(40);
    const failed = made();
    failed.createBegan(10);
    failed.createFailed(30);
    expect([ready.isCreateRunning(12), ready.readyAt, failed.isCreateRunning(12), failed.failed, failed.failedAt]).toEqual([
      false,
      40,
      false,
      true,
      30,
    ]);
  });

  test('of a machine that something happened to fails and leaves it', () => {
    const machine = made();
    machine.bootPlanned(40, true);
    machine.leavesRemains(false);
    machine.cannotComeUp();
    expect([machine.isDoomed, machine.bootOk, machine.bootLeavesRemains]).toEqual([true, false, true]);
  });
});

describe('its removal', () => {
  test('begins with the first command, and again if that is undone', () => {
    const machine = made();
    machine.removalBegan(50);
    machine.removalBegan(60);
    expect(machine.removingAt).toBe(50);
    machine.removalUndone(60, 99);
    expect(machine.removingAt).toBe(50);
    machine.removalUndone(50, 99);
    expect(machine.removingAt).toBe(NOT_YET);
    machine.removalBegan(70);
    expect(machine.removingAt).toBe(70);
  });

  test('that is undone takes the end of its stop command with it, but not its death nor an earlier stop', () => {
    const machine = made();
    machine.stops(55);
    machine.removalUndone(50, 54);
    expect(machine.stoppedAt).toBe(55);
    machine.removalUndone(50, 55);
    expect(machine.stoppedAt).toBe(NEVER);
    machine.died(58, 'outage');
    machine.stops(60);
    expect(machine.stoppedAt).toBe(58);
    machine.removalUndone(50, 58);
    expect(machine.stoppedAt).toBe(58);
  });

  test('counts its commands, and one less where the latest does not begin', () => {
    const machine = made();
    expect([machine.removeBegan(), machine.removeBegan()]).toEqual([1, 2]);
    machine.removeUndone();
    expect([machine.removeAttempts, machine.removeBegan()]).toEqual([1, 2]);
    machine.givenUp(true);
    expect(machine.gaveUp).toBe(true);
    machine.givenUp(false);
    expect(machine.gaveUp).toBe(false);
  });
});

test('its death is told to every job on it, also to one that leaves another place meanwhile, and to none that has left', () => {
  const machine = made();
  const heard: string[] = [];
  const c = { machineDied: () => void heard.push('c') };
  const a = {
    machineDied(): void {
      heard.push('a');
      machine.vacate(a);
    },
  };
  const b = { machineDied: () => void heard.push('b') };
  for (const one of [c, a, b]) machine.occupy(one);
  machine.vacate(c);
  machine.vacate(c);
  machine.died(5, 'preempted');
  expect([heard, machine.uses, machine.diedAt, machine.death, machine.stoppedAt]).toEqual([['a', 'b'], 3, 5, 'preempted', 5]);
});

describe('its books', () => {
  test('hold what lies in the measured period and is charged for, from the last change of state', () => {
    const machine = made();
    machine.entered(10);
    machine.book({ now: 40 }, { warmup: 0, horizon: 1000 });
    expect([timeOf(machine).boot, machine.stateSince]).toEqual([30, 40]);
    machine.moved('idle');
    machine.book({ now: 100 }, { warmup: 70, horizon: 1000 });
    expect(timeOf(machine).idle).toBe(30);
    machine.moved('used');
    machine.book({ now: 200 }, { warmup: 0, horizon: 150 });
    expect(timeOf(machine).busy).toBe(50);
    machine.moved('removing');
    machine.chargeEnds(205);
    machine.book({ now: 220 }, { warmup: 0, horizon: 1000 });
    expect(timeOf(machine)).toEqual({ boot: 30, idle: 30, busy: 50, teardown: 5, orphan: 0 });
    machine.book({ now: 300 }, { warmup: 0, horizon: 1000 });
    expect([timeOf(machine).teardown, machine.stateSince]).toEqual([5, 300]);
  });

  test('stay empty where it is not charged for, and are emptied where it turns out so, orphaned time apart', () => {
    const machine = made();
    machine.entered(0);
    machine.notCharged();
    machine.book({ now: 50 }, { warmup: 0, horizon: 100 });
    expect(timeOf(machine).boot).toBe(0);
    const late = made();
    late.entered(0);
    late.book({ now: 1 }, { warmup: 0, horizon: 100 });
    for (const [state, until] of [
      ['idle', 3],
      ['used', 6],
      ['removing', 10],
    ] as const) {
      late.moved(state);
      late.book({ now: until }, { warmup: 0, horizon: 100 });
    }
    late.orphaned(10);
    late.book({ now: 15 }, { warmup: 0, horizon: 100 });
    expect(timeOf(late)).toEqual({ boot: 1, idle: 2, busy: 3, teardown: 4, orphan: 5 });
    late.unbook();
    expect(timeOf(late)).toEqual({ boot: 0, idle: 0, busy: 0, teardown: 0, orphan: 5 });
  });
});

describe('time of one state', () => {
  const booked = (state: MachineState, { orphanedAt = NOT_YET, chargedFrom = 10 } = {}) => {
    const clocks = newClocks(20);
    clocks[ORPHANED] = orphanedAt;
    clocks[CHARGED_FROM] = chargedFrom;
    bookTime(state, clocks, { now: 50 }, { warmup: 0, horizon: 1000 });
    const time = { boot: clocks[BOOT], idle: clocks[IDLE], busy: clocks[BUSY], teardown: clocks[TEARDOWN], orphan: clocks[ORPHAN] };
    return Object.entries(time).filter(([, value]) => value !== 0);
  };

  test.each([
    ['creating', 'boot'],
    ['idle', 'idle'],
    ['acquired', 'idle'],
    ['unattended', 'idle'],
    ['used', 'busy'],
    ['removing', 'teardown'],
  ] as const)('%s is %s', (state, part) => expect(booked(state)).toEqual([[part, 30]]));

  test('a boot counts from when it exists', () => {
    expect(booked('creating', { chargedFrom: 35 })).toEqual([['boot', 15]]);
    expect(booked('creating', { chargedFrom: 60 })).toEqual([]);
    expect(booked('creating', { chargedFrom: NOT_YET })).toEqual([]);
  });

  test('what lies behind the begin of its life as an orphan is that', () => {
    expect(booked('used', { orphanedAt: 30 })).toEqual([
      ['busy', 10],
      ['orphan', 20],
    ]);
    expect(booked('used', { orphanedAt: 20 })).toEqual([['orphan', 30]]);
    expect(booked('used', { orphanedAt: 5 })).toEqual([['orphan', 30]]);
    expect(booked('used', { orphanedAt: 50 })).toEqual([['busy', 30]]);
    expect(booked('used', { orphanedAt: 90 })).toEqual([['busy', 30]]);
  });
});
