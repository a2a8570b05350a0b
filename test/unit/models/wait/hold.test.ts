/**
 * A class of jobs that waits before its gates: every pending job is in the signal of the cause that holds its class, one each, and a gate that decides alone
 * changes nothing but how many are looked at.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOOT, CONCURRENT, NEXT_POLL, PAUSED, REQUEST_SLOT } from '../../../../src/models/wait/causes.js';
import { Hold, type HoldGate } from '../../../../src/models/wait/hold.js';
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
    causes: [],
    overtaken: new Float64Array(COUNT),
    inOutage: new Float64Array(COUNT),
  };
  const signals = WAIT_CAUSES.map((name) => new Signal(clock, { name, binWidth: 1, bins: 0 }));
  const gate = { cause: NEXT_POLL, ready, isOut: false, takesAny: false, look: () => false, beyond: () => BOOT };
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

/** What a gate would see if it looked. */
interface Sight {
  readonly cause: number;
  readonly ready: number;
}

/** A gate as `Gate` is: it knows what it saw when it looked last. */
class LookingGate implements HoldGate {
  cause = PAUSED;
  ready = 0;
  isOut = false;
  takesAny = false;
  looks = 0;
  sight: Sight = { cause: NEXT_POLL, ready: Infinity };
  readonly #decides: boolean;

  constructor(decides: boolean) {
    this.#decides = decides;
  }

  look(): boolean {
    this.looks++;
    const { cause, ready } = this.sight;
    const isChanged = cause !== this.cause || ready !== this.ready;
    this.cause = cause;
    this.ready = ready;
    this.takesAny = this.#decides && cause === NEXT_POLL && ready === Infinity;
    return isChanged;
  }

  beyond(): number {
    return Math.min(BOOT, this.cause);
  }
}

type Step =
  | { readonly kind: 'enter' | 'leave'; readonly wait: number }
  | { readonly kind: 'gate'; readonly wait: number; readonly gate: number; readonly sight: Sight };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ wait: fc.nat(3), kind: fc.constantFrom('enter' as const, 'leave' as const) }) },
  fc.record({
    wait: fc.nat(3),
    kind: fc.constant('gate' as const),
    gate: fc.nat(3),
    sight: fc.constantFrom<Sight>(
      { cause: NEXT_POLL, ready: Infinity },
      { cause: NEXT_POLL, ready: Infinity },
      { cause: REQUEST_SLOT, ready: Infinity },
      { cause: NEXT_POLL, ready: 1 },
      { cause: CONCURRENT, ready: 0 },
    ),
  }),
);

/** Plays the steps; returns the waits by cause of every job that left, and how often gates were looked at. */
function waitsOf(steps: readonly Step[], decides: boolean): { readonly waits: readonly number[][]; readonly looks: number } {
  const clock = { now: 0 };
  const size = steps.length + 1;
  const columns = {
    place: new Float64Array(size),
    waits: new Float64Array(size * WAIT_CAUSES.length),
    causes: [],
    overtaken: new Float64Array(size),
    inOutage: new Float64Array(size),
  };
  const gates = Array.from({ length: 4 }, () => new LookingGate(decides));
  const signals = WAIT_CAUSES.map((name) => new Signal(clock, { name, binWidth: 1, bins: 0 }));
  const hold = new Hold(clock, columns, gates, signals, true);
  const waiting: number[] = [];
  const waits: number[][] = [];
  let entered = 0;
  for (const one of steps) {
    clock.now += one.wait;
    if (one.kind === 'gate') {
      const gate = gates[one.gate]!;
      gate.sight = one.sight;
      // As `Gates` tells of it.
      if (hold.size > 0 && !hold.isDecidedBeside(gate) && (gate.look() || hold.isShort)) hold.gateChanged();
    } else if (one.kind === 'enter') {
      waiting.push(entered);
      hold.enter(entered++);
    } else {
      const job = waiting.shift();
      if (job === undefined) continue;
      hold.leave(job, true);
      waits.push([...columns.waits.subarray(job * WAIT_CAUSES.length, (job + 1) * WAIT_CAUSES.length)]);
    }
    const held = signals.reduce((sum, { value }) => sum + value, 0);
    expect(held).toBe(waiting.length);
  }
  return { waits, looks: gates.reduce((sum, { looks }) => sum + looks, 0) };
}

test('an entry that could take any number of jobs decides alone, and every job has waited for the same', () => {
  let [alone, all] = [0, 0];
  fc.assert(
    fc.property(fc.array(step, { minLength: 30, maxLength: 80 }), (steps) => {
      const decided = waitsOf(steps, true);
      const looked = waitsOf(steps, false);
      expect(decided.waits).toEqual(looked.waits);
      alone += decided.looks;
      all += looked.looks;
    }),
    { numRuns: 300 },
  );
  expect(alone).toBeLessThan(0.6 * all);
});
