/** Averages of minutes, and when pools stand again, machine by machine. */
import { describe, expect, test } from 'vitest';
import { NOT_YET } from '../../../../src/record/not-yet.js';
import { LivingMachines, type IdleTargets } from '../../../../src/results/pools/living-machines.js';
import { MinuteAverages } from '../../../../src/results/pools/minute-averages.js';
import { MINUTE } from '../../../../src/units/time.js';
import { aJob, aMachine, fleet } from '../../../support/records.js';

const at = (minutes: number): number => minutes * MINUTE;

describe('averages of minutes', () => {
  const of = (spans: readonly (readonly [from: number, to: number, by?: 1 | -1])[], to = 5): number[] => {
    const averages = MinuteAverages.upTo(at(5));
    for (const [from, until, by = 1] of spans) averages.add(at(from), at(until), by);
    return [...averages.averages(at(to))];
  };

  test('a thing counts by the part of the minute in which it is there', () => {
    expect(of([[0.25, 0.75]])).toEqual([0.5, 0, 0, 0, 0]);
    expect(of([[0.5, 3.25]])).toEqual([0.5, 1, 1, 0.25, 0]);
    expect(of([[1, 3]])).toEqual([0, 1, 1, 0, 0]);
    expect(of([[0.5, 1.5]])).toEqual([0.5, 0.5, 0, 0, 0]);
    expect(of([[2, 2]])).toEqual([0, 0, 0, 0, 0]);
    expect(of([[3, 2]])).toEqual([0, 0, 0, 0, 0]);
  });

  test('things add up, and are taken away', () => {
    expect(
      of([
        [0, 5],
        [1, 3],
        [2.5, 4, -1],
      ]),
    ).toEqual([1, 2, 1.5, 0, 1]);
  });

  test('what goes on behind the end, or begins there, and a last minute that is cut', () => {
    expect(of([[3.5, Infinity]])).toEqual([0, 0, 0, 0.5, 1]);
    expect(of([[20, 30]])).toEqual([0, 0, 0, 0, 0]);
    // Half a minute of which the thing is there for a quarter of a minute.
    expect(
      of(
        [
          [0, 1],
          [4.25, 4.5],
        ],
        4.5,
      ),
    ).toEqual([1, 0, 0, 0, 0.5]);
    expect(of([[0, 9]], 2)).toEqual([1, 1]);
  });
});

describe('pools', () => {
  const HORIZON = 300;
  /** Machines that are ready from one minute to another. */
  const pool = (spans: readonly (readonly [from: number, to: number | undefined, manager?: number])[]): LivingMachines => {
    const living = new LivingMachines({ ...fleet, horizon: at(HORIZON) });
    for (const [from, to, manager = 0] of spans)
      living.machine(
        aMachine({ manager, readyAt: at(from), removingAt: to === undefined ? NOT_YET : at(to), diedAt: NOT_YET, goneAt: NOT_YET }),
      );
    return living;
  };
  const none: IdleTargets = () => undefined;
  /** Minute of the begin, of the end, and up to which is looked. */
  const again = (
    living: LivingMachines,
    [start, end, to]: readonly [number, number, number] = [100, 110, HORIZON],
    targets = none,
  ): number | undefined => {
    const found = living.standsAgain(at(start), at(end), at(to), targets);
    return found === undefined ? undefined : found / MINUTE;
  };

  test('a pool that keeps half of its machines is not broken, with less it is', () => {
    expect(
      again(
        pool([
          [0, undefined],
          [0, 100],
        ]),
      ),
    ).toBe(110);
    expect(
      again(
        pool([
          [0, undefined],
          [0, 100],
          [0, 100],
        ]),
      ),
    ).toBeUndefined();
    expect(
      again(
        pool([
          [0, undefined],
          [0, 100],
          [0, 100],
          [130, undefined],
          [140, undefined],
        ]),
      ),
    ).toBe(140);
  });

  test('what it loses before the outage or after its end does not break it', () => {
    expect(again(pool([[0, 110]]))).toBe(110);
    expect(again(pool([[0, 110]]), [100, 110, 105])).toBe(110);
    expect(again(pool([[0, 109]]))).toBeUndefined();
    // What it lost, it had again before the outage began.
    expect(
      again(
        pool([
          [0, 70],
          [80, undefined],
        ]),
      ),
    ).toBe(110);
  });

  test('it stands again no sooner than the outage ends, at the next whole minute', () => {
    expect(
      again(
        pool([
          [0, 100],
          [105, undefined],
        ]),
      ),
    ).toBe(110);
    expect(
      again(
        pool([
          [0, 100],
          [105, undefined],
        ]),
        [100, 109.5, HORIZON],
      ),
    ).toBe(110);
    expect(
      again(
        pool([
          [0, 100],
          [120.5, undefined],
        ]),
      ),
    ).toBe(121);
  });

  test('usual is the mean of the hour before, of whole minutes, however short the run was until then', () => {
    // Two machines in half of the hour: one is enough.
    expect(
      again(
        pool([
          [0, 70],
          [0, 100],
          [120, undefined],
        ]),
      ),
    ).toBeUndefined();
    expect(
      again(
        pool([
          [0, 70],
          [0, 100],
          [120, undefined],
          [150, undefined],
        ]),
      ),
    ).toBe(150);
    expect(
      again(
        pool([
          [0, 40],
          [0, 100],
          [120, undefined],
        ]),
      ),
    ).toBe(120);
    expect(
      again(
        pool([
          [0, 10],
          [12, undefined],
        ]),
        [10, 11, HORIZON],
      ),
    ).toBe(12);
    expect(
      again(
        pool([
          [0, 10],
          [12, undefined],
        ]),
        [0.5, 11, HORIZON],
      ),
    ).toBe(11);
  });

  test('a pool need not have more than it wants, or than the same run has without the outage', () => {
    const broken = pool([
      [0, 100],
      [0, 100],
      [0, 100],
      [0, 100],
      [120, undefined],
    ]);
    expect(again(broken)).toBeUndefined();
    expect(again(broken, [100, 110, HORIZON], () => 1)).toBe(120);
    const wants: IdleTargets = (_manager, instant) => (instant < at(150) ? 4 : 1);
    expect(again(broken, [100, 110, HORIZON], wants)).toBe(150);
    const plain = pool([
      [0, undefined],
      [0, 100],
      [0, 100],
      [0, 130],
    ]);
    expect(broken.standsAgain(at(100), at(110), at(HORIZON), none, plain)).toBe(at(130));
  });

  test('the last of several pools counts; one whose manager has no other machines is found too', () => {
    const spans = [
      [0, 100, 0],
      [115, undefined, 0],
      [0, 100, 2],
      [125, undefined, 2],
    ] as const;
    expect(again(pool(spans))).toBe(125);
    expect(again(pool(spans.slice(0, 3)))).toBeUndefined();
  });

  test('a machine lives until the first of its removal, its death and its end, and from when it is ready', () => {
    const living = new LivingMachines({ ...fleet, horizon: at(10) });
    living.machine(aMachine({ readyAt: at(1), removingAt: at(6), diedAt: at(4), goneAt: at(8) }));
    // Died before it was ready, as its record has it: that is no end of it.
    living.machine(aMachine({ zone: 1, readyAt: at(2), removingAt: NOT_YET, diedAt: at(1), goneAt: at(9) }));
    living.machine(aMachine({ readyAt: NOT_YET, removingAt: NOT_YET, diedAt: NOT_YET, goneAt: at(9) }));
    expect(living.standing(at(10)).map((averages) => [...averages])).toEqual([[0, 1, 2, 2, 1, 1, 1, 1, 1, 0]]);
  });

  test('a machine with a job is not idle; a job without a machine, or that was lost before, takes none', () => {
    const busy = (over: Parameters<typeof aJob>[2]): number | undefined => {
      const living = pool([
        [0, undefined],
        [0, undefined],
      ]);
      for (const machine of [1, 2]) living.job(aJob(0, 0, { machine, startedAt: at(100), finishedAt: at(130), ...over }));
      return again(living);
    };
    expect(busy({})).toBe(130);
    expect(busy({ finishedAt: NOT_YET })).toBeUndefined();
    expect(busy({ machine: 0 })).toBe(110);
    expect(busy({ startedAt: NOT_YET })).toBe(110);
    expect(busy({ failureReason: 'stuck' })).toBe(110);
    expect(busy({ failureReason: 'no_machine' })).toBe(110);
    expect(busy({ failureReason: 'machine_died' })).toBe(130);
  });
});
