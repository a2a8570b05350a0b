/** What part of a week of starts a scenario holds, worked out from its warm-up, its horizon and the first and last job of its history. */
import { describe, expect, test } from 'vitest';
import type { FleetSpec } from '../../../../src/fleet/fleet.js';
import type { PreparedScenario } from '../../../../src/scenario/prepare.js';
import { weekOfStarts } from '../../../../src/study/outage/held.js';
import { HOUR, WEEK } from '../../../../src/units/time.js';
import { fleet as small } from '../../../support/prepared-engine.js';

const LONGEST = 3 * HOUR;
const ROOM = 2 * HOUR;
const WARMUP = 5 * HOUR;

type Asked = Pick<PreparedScenario, 'fleet' | 'scenario'>;

/** A scenario with a workload for each list of instants at which a history has jobs; `loops` says which of them begin again at their end. */
function asked(horizon: number, histories: readonly (readonly number[])[] = [], loops: readonly boolean[] = []): Asked {
  const [model] = small.workloads;
  const traced = histories.map((queuedAt, index) => ({
    ...model!,
    name: `history-${index}`,
    arrivals: { kind: 'trace', count: queuedAt.length, queuedAt: Float64Array.from(queuedAt) },
  }));
  const fleet = { ...small, warmup: WARMUP, horizon, workloads: [model!, ...traced] } as unknown as FleetSpec;
  const workloads = Object.fromEntries(histories.map((_, index) => [`history-${index}`, { trace: { loop: loops[index] ?? false } }]));
  return { fleet, scenario: { workloads } as unknown as PreparedScenario['scenario'] };
}

describe('rates and schedules, which know every hour of the week', () => {
  const whole = WARMUP + WEEK + LONGEST;

  test('hold it with room behind the last outage: nothing is missing and nothing longer would help', () => {
    expect(weekOfStarts(asked(whole + ROOM), LONGEST, ROOM)).toEqual({ held: undefined, longer: undefined });
  });

  test('hold it without that room: a longer horizon would give it', () => {
    for (const horizon of [whole, whole + ROOM - 1]) {
      expect(weekOfStarts(asked(horizon), LONGEST, ROOM)).toEqual({ held: undefined, longer: whole + ROOM });
    }
  });

  test('hold a part where the longest outage of the last start does not end by the horizon', () => {
    expect(weekOfStarts(asked(whole - 1), LONGEST, ROOM)).toEqual({
      held: { because: 'scenario', from: WARMUP, until: whole - 1 },
      longer: whole + ROOM,
    });
  });

  test('a history that begins again at its end is as good as a rate', () => {
    expect(weekOfStarts(asked(whole + ROOM, [[HOUR, 9 * HOUR]], [true]), LONGEST, ROOM).held).toBeUndefined();
  });
});

describe('a replayed history', () => {
  test('of a single job at its very start holds that microsecond', () => {
    const { fleet, scenario } = asked(WEEK, [[0]]);
    expect(weekOfStarts({ fleet: { ...fleet, warmup: 0 }, scenario }, LONGEST, ROOM).held).toEqual({
      because: 'history',
      from: 0,
      until: 1,
    });
  });

  test('holds what lies between its first and its last job, to the microsecond after it; no longer horizon helps', () => {
    expect(weekOfStarts(asked(3 * WEEK, [[20 * HOUR, 30 * HOUR, 40 * HOUR]]), LONGEST, ROOM)).toEqual({
      held: { because: 'history', from: 20 * HOUR, until: 40 * HOUR + 1 },
      longer: undefined,
    });
  });

  test('counts from the end of the warm-up where its first job is earlier, and to the horizon where its last is later', () => {
    expect(weekOfStarts(asked(30 * HOUR, [[HOUR, 40 * HOUR]]), LONGEST, ROOM).held).toEqual({
      because: 'history',
      from: WARMUP,
      until: 30 * HOUR,
    });
  });

  test('reaches over all histories: the earliest first job and the latest last; one without jobs says nothing', () => {
    const { held } = weekOfStarts(asked(WEEK, [[50 * HOUR, 60 * HOUR], [], [20 * HOUR, 30 * HOUR]]), LONGEST, ROOM);
    expect(held).toEqual({ because: 'history', from: 20 * HOUR, until: 60 * HOUR + 1 });
  });

  test('holds nothing where its first job comes at or after the horizon, or where none has a job', () => {
    expect(weekOfStarts(asked(30 * HOUR, [[40 * HOUR, 50 * HOUR]]), LONGEST, ROOM).held).toMatchObject({
      from: 30 * HOUR,
      until: 30 * HOUR,
    });
    expect(weekOfStarts(asked(30 * HOUR, [[]]), LONGEST, ROOM).held).toMatchObject({ from: 30 * HOUR, until: 30 * HOUR });
  });

  test('holds nothing where its last job is over before the warm-up', () => {
    expect(weekOfStarts(asked(30 * HOUR, [[HOUR, 2 * HOUR]]), LONGEST, ROOM).held).toMatchObject({ from: WARMUP, until: WARMUP });
  });

  test('holds the whole week where jobs come through it and the longest outage of its last start ends by the horizon', () => {
    const jobs = [WARMUP, WARMUP + WEEK - 1];
    expect(weekOfStarts(asked(WARMUP + WEEK + LONGEST, [jobs]), LONGEST, ROOM)).toEqual({ held: undefined, longer: undefined });
    expect(weekOfStarts(asked(WARMUP + WEEK + LONGEST - 1, [jobs]), LONGEST, ROOM).held).toBeDefined();
    expect(weekOfStarts(asked(3 * WEEK, [[WARMUP, WARMUP + WEEK - 2]]), LONGEST, ROOM).held).toBeDefined();
  });
});
