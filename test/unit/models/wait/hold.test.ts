/** A class of jobs that waits before two kinds of gates: every pending job is in the signal of the cause that holds its class, one each. */
import { describe, expect, test } from 'vitest';
import { BOOT, NEXT_POLL } from '../../../../src/models/wait/causes.js';
import { Hold } from '../../../../src/models/wait/hold.js';
import { WAIT_CAUSES } from '../../../../src/record/wait-causes.js';
import { Signal } from '../../../../src/sim/index.js';

const COUNT = 8;

/** A class before one entry that has `ready` machines; more jobs than that wait for a boot. */
function aClass(ready: number): {
  readonly hold: Hold;
  readonly told: () => Readonly<Record<string, number>>;
  readonly clock: { now: number };
} {
  const clock = { now: 0 };
  const columns = {
    place: new Float64Array(COUNT),
    waits: new Float64Array(COUNT * WAIT_CAUSES.length),
    overtaken: new Float64Array(COUNT),
    inOutage: new Float64Array(COUNT),
  };
  const signals = WAIT_CAUSES.map((name) => new Signal(clock, { name, binWidth: 1, bins: 0 }));
  const gate = { cause: NEXT_POLL, ready, isOut: false, look: () => false, beyond: () => BOOT };
  const hold = new Hold(clock, columns, [gate], signals, true);
  const told = (): Readonly<Record<string, number>> =>
    Object.fromEntries(signals.flatMap(({ name, value }) => (value === 0 ? [] : [[name, value]])));
  return { hold, told, clock };
}

describe('the signals of a class', () => {
  test('hold every pending job at one cause, before and after there are more jobs than ready machines', () => {
    const { hold, told } = aClass(2);
    hold.enter(0);
    expect(told()).toEqual({ next_poll: 1 });
    hold.enter(1);
    expect(told()).toEqual({ next_poll: 2 });
    hold.enter(2);
    expect(told()).toEqual({ boot: 3 });
    hold.enter(3);
    expect(told()).toEqual({ boot: 4 });
    hold.leave(0, true);
    expect(told()).toEqual({ boot: 3 });
    hold.leave(1, true);
    expect(told()).toEqual({ next_poll: 2 });
    hold.leave(2, false);
    hold.leave(3, true);
    expect(told()).toEqual({});
  });
});
