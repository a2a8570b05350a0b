/** A scaler alone before a cloud, by the sections of the reference. Times are seconds. */
import { describe, expect, test } from 'vitest';
import { ScalerBench, specOf, type Waiter } from '../../../../support/instance-group.js';
import { SECOND } from '../../../../../src/units/time.js';

describe('looks at the cloud (section 4)', () => {
  test('the next is two seconds after a creation, then every two while it is outstanding, then a minute later', () => {
    const bench = new ScalerBench(specOf({}, { idleCount: 1 }), { boots: [{ time: 4.5 * SECOND, ok: true }] });
    bench.until(30);
    // Asked for at 1, looks at 3, 5, 7; it runs from 5.5.
    expect(bench.group.instances[0]).toMatchObject({ seenAt: 7, readyAt: 7 });
  });

  test('a failed creation is forgotten and replaced without back-off', () => {
    const bench = new ScalerBench(specOf({}, { idleCount: 1 }), {
      boots: [
        { time: 4 * SECOND, ok: false },
        { time: 4 * SECOND, ok: true },
      ],
    });
    bench.until(30);
    expect(bench.group.instances[0]).toMatchObject({ forgottenAt: 5, reasons: [] });
    expect(bench.passes.filter(({ created }) => created > 0).map(({ at }) => at)).toEqual([1, 5]);
    expect(bench.group.instances[1]?.readyAt).toBe(9);
  });

  test('a deletion without effect is asked for again when the interval is over, at the next look', () => {
    const spec = specOf({ deletionRetryInterval: 7 * SECOND }, { idleCount: 0, idleTime: 10 * SECOND });
    const bench = new ScalerBench(spec, { deletes: [SECOND], failDeletes: { 1: 2 } });
    let job: Waiter | undefined;
    bench.at(0.5, () => (job = bench.acquire()));
    bench.at(40, () => job!.leave());
    bench.until(100);
    // Idle for more than ten seconds at 51; looks at 53 ...: asked again at 59 (8 s after) and 67.
    expect(bench.group.instances[0]).toMatchObject({ reasons: ['idle_surplus', 'again', 'again'], forgottenAt: 69 });
  });

  test('ready commands that end at one instant end by number, whichever began first', () => {
    const bench = new ScalerBench(specOf({ hasReadyCommand: true, capacity: 1 }, { idleCount: 0 }), {
      boots: [
        { time: 6 * SECOND, ok: true },
        { time: 2 * SECOND, ok: true },
      ],
      readies: [
        { time: 3 * SECOND, ok: true },
        { time: 7 * SECOND, ok: true },
      ],
    });
    const jobs: Waiter[] = [];
    bench.at(0.5, () => jobs.push(bench.acquire(), bench.acquire()));
    bench.until(20);
    // Seen at 7 and 3: both are ready at 10.
    expect(jobs.map(({ at, instance }) => [at, instance])).toEqual([
      [10, 1],
      [10, 2],
    ]);
  });

  test('a ready command that fails holds creations back, one that ends well lets them go', () => {
    const bench = new ScalerBench(specOf({ hasReadyCommand: true }, { idleCount: 1 }), {
      boots: [{ time: 2 * SECOND, ok: true }],
      deletes: [1.5 * SECOND],
      readies: [
        { time: 0.5 * SECOND, ok: false },
        { time: 0.5 * SECOND, ok: false },
        { time: 0.5 * SECOND, ok: true },
      ],
    });
    bench.until(60);
    // Seen 3, fails 3.5, gate 4.5: created 5. Seen 7, fails 7.5, gate 9.5: created 10.
    expect(bench.passes.filter(({ created }) => created > 0).map(({ at }) => at)).toEqual([1, 5, 10]);
    expect(bench.group.instances.map(({ readyAt }) => readyAt)).toEqual([undefined, undefined, 12.5]);
  });
});

describe('reservations and slots (section 5)', () => {
  test('first fit: the lowest number with room, its lowest free slot', () => {
    const bench = new ScalerBench(specOf({ capacity: 2 }, { idleCount: 4 }));
    const jobs: Waiter[] = [];
    bench.at(40, () => {
      for (let i = 0; i < 3; i++) jobs.push(bench.acquire());
      jobs[0]!.leave();
      jobs.push(bench.acquire());
    });
    bench.until(41);
    expect(jobs.map(({ instance, slot }) => [instance, slot])).toEqual([
      [1, 0],
      [1, 1],
      [2, 0],
      [1, 0],
    ]);
  });

  test('a used up instance goes when its last job leaves, and takes no further one before', () => {
    const bench = new ScalerBench(specOf({ capacity: 2, maxUses: 2 }, { idleCount: 2 }));
    const jobs: Waiter[] = [];
    bench.at(40, () => jobs.push(bench.acquire(), bench.acquire()));
    bench.at(50, () => jobs[0]!.leave());
    bench.at(51.5, () => expect(bench.scaler.roster.view).toMatchObject({ acquired: 1, unavailable: 1 }));
    bench.at(60, () => jobs[1]!.leave());
    bench.until(61);
    expect(bench.group.instances[0]?.reasons).toEqual(['used_up']);
  });

  test('a job waits no longer than its timeout; what comes at that instant is not too late', () => {
    const bench = new ScalerBench(specOf({ acquireTimeout: 31 * SECOND, maxInstances: 1 }));
    let first: Waiter | undefined;
    bench.at(0, () => (first = bench.acquire()));
    // All there may ever be is taken.
    bench.at(12, () => expect(bench.scaler.reserve()).toBe(false));
    bench.until(40);
    // Asked for at 1, it runs at 31: the timeout is at 31 too.
    expect(first).toMatchObject({ at: 31, timeouts: 0 });
  });

  test('after a timeout the key is reserved again', () => {
    const bench = new ScalerBench(specOf({ acquireTimeout: 5 * SECOND }));
    let job: Waiter | undefined;
    bench.at(0, () => (job = bench.acquire()));
    bench.at(4, () => expect(bench.scaler.reservations).toMatchObject({ reserved: 0, pending: 1 }));
    bench.until(6);
    expect(job).toMatchObject({ at: undefined, timeouts: 1 });
    expect(bench.scaler.reservations).toMatchObject({ reserved: 1, pending: 0 });
  });
});

describe('the scale pass (section 6)', () => {
  test('of those idle for equally long the highest number goes first, and reservations keep what serves them', () => {
    const bench = new ScalerBench(specOf({ throttlesReservations: false }, { idleCount: 3, idleTime: 5 * SECOND }));
    const none = specOf({}, { idleCount: 0, idleTime: 5 * SECOND, isPreemptive: true }).policies;
    bench.at(40, () => expect([bench.scaler.reserve(none), bench.scaler.reserve(none)]).toEqual([true, true]));
    bench.at(50, () => bench.scaler.reservations.unreserve());
    bench.until(60);
    expect(bench.group.instances.map(({ reasons }) => reasons.length)).toEqual([0, 1, 1]);
    expect(bench.passes.filter(({ removed }) => removed > 0).map(({ at, removed }) => [at, removed])).toEqual([
      [40, 1],
      [50, 1],
    ]);
  });

  test('a pass that is foreseen as quiet does nothing', () => {
    const bench = new ScalerBench(specOf({ capacity: 2, maxUses: 9, maxInstances: 4 }, { idleCount: 1, idleTime: 20 * SECOND }));
    const jobs: Waiter[] = [];
    for (let at = 40; at < 200; at += 7) {
      bench.at(at, () => {
        if (jobs.length > 4) jobs.shift()!.leave();
        if (bench.scaler.reserve()) {
          bench.scaler.reservations.unreserve();
          jobs.push(bench.acquire());
        }
      });
    }
    bench.at(205, () => {
      for (const job of jobs) job.leave();
    });
    let quiet = 0;
    const quietAt = new Map<number, boolean>();
    for (let at = 2; at < 300; at++) {
      bench.at(at, () => {
        const isQuiet = bench.scaler.isPassQuiet(bench.sim.now);
        if (isQuiet) quiet++;
        quietAt.set(at, isQuiet);
      });
    }
    bench.until(300);
    for (const { at, created, removed } of bench.passes) if (quietAt.get(at) === true) expect([at, created, removed]).toEqual([at, 0, 0]);
    expect(quiet).toBeGreaterThan(200);
    expect(bench.passes.some(({ removed }) => removed > 0)).toBe(true);
  });
});

describe('stop and restart (section 7)', () => {
  test('a new scaler removes what runs, counts what boots until it runs, and removes it then', () => {
    const boots = [10, 40].map((time) => ({ time: time * SECOND, ok: true }));
    const bench = new ScalerBench(specOf({ maxInstances: 2 }, { idleCount: 2 }), { boots });
    bench.at(20, () => {
      bench.stopPasses();
      bench.scaler.close();
      bench.begin(specOf({ maxInstances: 2 }, { idleCount: 2 }));
      expect(bench.scaler.roster.view).toMatchObject({ instances: 1, deleting: 1 });
    });
    bench.until(60);
    expect(bench.group.instances[0]).toMatchObject({ reasons: ['preexisting'], forgottenAt: 30 });
    expect(bench.group.instances[1]).toMatchObject({ reasons: ['preexisting'], seenAt: 42 });
  });

  test('with deletion it waits for the instances, asks again, and gives up at the last look', () => {
    const shutdown = { interval: 10 * SECOND, looks: 3 };
    const bench = new ScalerBench(specOf({ shutdown }, { idleCount: 2 }), { deletes: [5 * SECOND], failDeletes: { 2: 9 } });
    let endedAt = 0;
    bench.at(50, () => {
      bench.stopPasses();
      bench.scaler.shutdown(() => (endedAt = bench.sim.now / SECOND));
    });
    bench.until(100);
    expect(bench.group.instances.map(({ reasons, forgottenAt }) => [reasons.length, forgottenAt])).toEqual([
      [1, 60],
      [3, undefined],
    ]);
    expect(endedAt).toBe(80);
  });

  test('without deletion, and with nothing to delete, it is done at once', () => {
    for (const shutdown of [undefined, { interval: SECOND, looks: 3 }]) {
      const bench = new ScalerBench(specOf({ shutdown }));
      let isDone = false;
      bench.scaler.shutdown(() => (isDone = true));
      expect(isDone).toBe(true);
    }
  });
});
