/** Answers that are given instead of drawn, at their edges. */
import { describe, expect, test } from 'vitest';
import type { BootDraw, MachineKey } from '../../../src/models/draws.js';
import { cyclic, GivenDraws } from '../../../src/models/given.js';
import { aFleet } from '../../support/fleet-builder.js';
import { given, type GivenOptions } from '../../support/given.js';

const draws = (options: GivenOptions, requestLatency = 0): GivenDraws =>
  new GivenDraws(aFleet({ instance: { requestLatency } }), given(options));
const machine = (nth: number, manager = 0): MachineKey => ({ manager, nth, number: nth }) as unknown as MachineKey;

describe('what is given', () => {
  test('to the machines of a manager is used again from the start; to those of another it is no matter', () => {
    const own = draws({ boots: [10, { us: 20, ok: false, dir: false }], deletes: [1, 2, 3] });
    const boot = (key: MachineKey): BootDraw => {
      const out = { time: -1, ok: true, leavesRemains: true };
      own.boot(key, out);
      return out;
    };
    expect([1, 2, 3].map((nth) => boot(machine(nth)))).toEqual([
      { time: 10, ok: true, leavesRemains: true },
      { time: 20, ok: false, leavesRemains: false },
      { time: 10, ok: true, leavesRemains: true },
    ]);
    expect(boot(machine(1, 1))).toEqual({ time: 0, ok: true, leavesRemains: true });
    expect([1, 2, 3, 4].map((nth) => own.deleteTime(machine(nth)))).toEqual([1, 2, 3, 1]);
    expect([cyclic(undefined, 1, 'none'), cyclic([], 1, 'none'), cyclic(['one'], 7, 'none')]).toEqual(['none', 'none', 'one']);
  });

  test('of deletions that fail are so many of one machine', () => {
    const own = draws({ failDeletes: [{ machine: 2, times: 2 }] });
    expect([1, 2, 3].map((attempt) => own.deleteFails(machine(2), attempt))).toEqual([true, true, false]);
    expect(own.deleteFails(machine(1), 1)).toBe(false);
  });

  test('of requests that fail are those within a time, its begin included and its end not', () => {
    const own = draws({
      failRequests: [
        { from: 10, to: 20, status: 500 },
        { from: 15, to: 30, status: 403 },
      ],
    });
    expect([9, 10, 19, 20, 29, 30].map((at) => own.requestStatus(0, at))).toEqual([200, 500, 500, 403, 403, 200]);
  });

  test('of the latency of requests is a jitter on top of the own of their GitLab', () => {
    expect([1, 2, 3].map((nth) => draws({}, 100).requestLatency(0, nth))).toEqual([100, 100, 100]);
    expect([1, 2, 3].map((nth) => draws({ requestJitter: [7, 10] }, 100).requestLatency(0, nth))).toEqual([107, 104, 101]);
  });

  test('of pauses is one a failure, then none; of starts one a job, then that of its workload', () => {
    const own = draws({ backoff: [5, 6], starts: [7, 8] });
    expect([1, 2, 3].map((failed) => own.requestPause({ manager: 0, runner: 0, failures: 9, ordinal: 9, number: failed }))).toEqual([
      5, 6, 0,
    ]);
    expect([1, 2, 3].map((ordinal) => own.start(0, ordinal))).toEqual([7, 8, 0]);
  });
});
