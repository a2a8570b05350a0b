/** How the rows of a history become load. */
import { describe, expect, test } from 'vitest';
import { replay, type ReplayOptions } from '../../../../src/scenario/replay/replay.js';
import { HOUR, SECOND } from '../../../../src/units/time.js';
import { row, queued, at, table } from '../../../support/trace.js';

const OPTIONS: ReplayOptions = {
  align: 'start',
  start: 0,
  horizon: 10 * HOUR,
  shift: 0,
  growth: { pipelines: 1, spread: 0 },
  loop: false,
  overhead: 0,
  bits: 0,
  projectOf: () => 0,
  tags: [],
};

const seconds = (...times: number[]) => table(...times.map((time) => row({ queued: String(time), started: '0', finished: '60' })));

function replayed(times: readonly number[], options: Partial<ReplayOptions>) {
  const result = replay(seconds(...times), { ...OPTIONS, ...options });
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

describe('a replay', () => {
  test('sorts the rows and starts with the first', () => {
    const result = replayed([300, 100, 200], {});
    expect(queued(result)).toEqual([0, 100, 200]);
    expect(result.outOfOrder).toBe(true);
  });

  test('keeps the clock, leaves out and counts what lies outside of the run', () => {
    const result = replayed([10, 20, 40_000], { align: 'clock', shift: 5 * SECOND });
    expect(queued(result)).toEqual([15, 25]);
    expect(result).toMatchObject({ afterHorizon: 1, beforeStart: 0 });
    const text = table(row({ queued: at('08:00:00') }), row({ queued: at('09:00:00') }));
    const clock = replay(text, { ...OPTIONS, align: 'clock', start: 1_538_382_600 * SECOND });
    expect(clock).toMatchObject({ beforeStart: 1 });
  });

  test('begins anew after its span and a mean gap, or a stated round', () => {
    expect(queued(replayed([0, 100, 200], { loop: true, horizon: 700 * SECOND }))).toEqual([0, 100, 200, 300, 400, 500, 600]);
    expect(queued(replayed([0, 100], { loop: 250 * SECOND, horizon: 400 * SECOND }))).toEqual([0, 100, 250, 350]);
    expect(replay(seconds(0, 100), { ...OPTIONS, loop: 50 * SECOND })).toMatchObject({
      problem: expect.stringMatching(/shorter than the trace/u) as unknown,
    });
  });

  test('takes off what the model adds and counts the rows that are shorter', () => {
    const result = replayed([0, 1], { overhead: 70 * SECOND });
    expect([...result.arrivals.script]).toEqual([0, 0]);
    expect(result.clipped).toBe(2);
  });
});
