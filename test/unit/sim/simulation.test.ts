/** What the clock promises: limits as named outcomes, merged sources, stale handles, and the programmer's errors it refuses. */
import { describe, expect, test } from 'vitest';
import { Simulation } from '../../../src/sim/index.js';

function withLog(): { sim: Simulation; log: [number, number][]; note: number } {
  const sim = new Simulation();
  const log: [number, number][] = [];
  const note = sim.register((arg) => log.push([sim.now, arg]));
  return { sim, log, note };
}

/** A source of the given times that logs its name. */
function listed(sim: Simulation, times: number[], log: [number, number][], name: number): { nextAt: number; fire(): void } {
  return {
    nextAt: times[0] ?? Infinity,
    fire() {
      log.push([sim.now, name]);
      times.shift();
      this.nextAt = times[0] ?? Infinity;
    },
  };
}

describe('advance', () => {
  test('fires what lies strictly before the time given, then stands there', () => {
    const { sim, log, note } = withLog();
    for (const at of [5, 10, 15]) sim.scheduleAt(at, 0, note, at);
    expect(sim.advance(10, Infinity)).toBe('until');
    expect([sim.now, log]).toEqual([10, [[5, 5]]]);
    expect(sim.advance(16, Infinity)).toBe('exhausted');
    expect([sim.now, log.length, sim.eventCount]).toEqual([16, 3, 3]);
  });

  test('names the limit of events only when more would have been fired', () => {
    const { sim, note } = withLog();
    for (const at of [1, 2, 3]) sim.scheduleAt(at, 0, note, at);
    expect(sim.advance(100, 2)).toBe('events');
    expect([sim.now, sim.eventCount]).toEqual([2, 2]);
    expect(sim.advance(3, 0)).toBe('until');
    expect(sim.advance(100, 1)).toBe('exhausted');
  });

  test('stops after the event that asked for it and can go on', () => {
    const { sim, log, note } = withLog();
    const halt = sim.register(() => {
      sim.stop();
    });
    sim.scheduleAt(1, 0, halt, 0);
    sim.scheduleAt(1, 1, note, 7);
    expect(sim.advance(10, Infinity)).toBe('stopped');
    expect([sim.now, log]).toEqual([1, []]);
    expect(sim.advance(10, Infinity)).toBe('exhausted');
    expect(log).toEqual([[1, 7]]);
  });

  test('stays at the last event when there is no end', () => {
    const { sim, note } = withLog();
    sim.scheduleAt(3, 0, note, 0);
    expect(sim.advance(Infinity, Infinity)).toBe('exhausted');
    expect(sim.now).toBe(3);
  });

  test('is refused from within an event, backwards, and goes on after a handler threw', () => {
    const { sim, log, note } = withLog();
    const nested = sim.register(() => sim.advance(10, 1));
    sim.scheduleAt(1, 0, nested, 0);
    sim.scheduleAt(2, 0, note, 0);
    expect(() => sim.advance(10, Infinity)).toThrow(/within an event/);
    expect(sim.advance(10, Infinity)).toBe('exhausted');
    expect(log).toEqual([[2, 0]]);
    expect(() => sim.advance(9, 1)).toThrow(/forward/);
    expect(() => sim.advance(NaN, 1)).toThrow(/forward/);
  });
});

describe('sources', () => {
  test('come before scheduled events of their priority, among themselves by priority, then by adding', () => {
    const { sim, log, note } = withLog();
    sim.scheduleAt(5, 2, note, 1);
    sim.scheduleAt(5, 1, note, 2);
    sim.addSource(listed(sim, [5, 5], log, 30), 2);
    sim.addSource(listed(sim, [5], log, 40), 1);
    sim.addSource(listed(sim, [5], log, 50), 2);
    sim.advance(6, Infinity);
    expect(log.map(([, name]) => name)).toEqual([40, 2, 30, 30, 50, 1]);
  });

  test('an input that has reserved its place comes where an event scheduled then would have come', () => {
    const { sim, log, note } = withLog();
    sim.scheduleAt(5, 2, note, 1);
    const nextOrder = sim.reserveOrder(2);
    sim.scheduleAt(5, 2, note, 2);
    sim.scheduleAt(5, 1, note, 3);
    sim.addSource(Object.assign(listed(sim, [5], log, 30), { nextOrder }), 2);
    sim.advance(6, Infinity);
    expect(log.map(([, name]) => name)).toEqual([3, 1, 30, 2]);
  });

  test('a refilled source is met after sourceChanged', () => {
    const { sim, log } = withLog();
    const times: number[] = [];
    const source = listed(sim, times, log, 9);
    const number = sim.addSource(source, 0);
    expect(sim.advance(10, Infinity)).toBe('exhausted');
    times.push(12);
    source.nextAt = 12;
    sim.sourceChanged(number);
    expect(sim.peekTime()).toBe(12);
    expect(sim.advance(20, Infinity)).toBe('exhausted');
    expect(log).toEqual([[12, 9]]);
  });

  test('one that goes back in time is refused', () => {
    const sim = new Simulation();
    const source = {
      nextAt: 5,
      fire() {
        source.nextAt = 4;
      },
    };
    sim.addSource(source, 0);
    expect(() => sim.advance(10, Infinity)).toThrow(/not past/);
  });
});

describe('handles', () => {
  test('go stale when fired or cancelled, also when the slot is used again', () => {
    const { sim, log, note } = withLog();
    const first = sim.schedule(1, 0, note, 1);
    expect(sim.cancel(first)).toBe(true);
    expect(sim.cancel(first)).toBe(false);
    const second = sim.schedule(2, 0, note, 2);
    sim.advance(3, Infinity);
    expect(sim.cancel(second)).toBe(false);
    const third = sim.schedule(2, 0, note, 3);
    expect([sim.cancel(first), sim.cancel(second)]).toEqual([false, false]);
    expect(new Set([0, first, second, third]).size).toBe(4);
    sim.advance(9, Infinity);
    expect(log.map(([, arg]) => arg)).toEqual([2, 3]);
  });

  test.each([0, -1, 0.5, NaN, Infinity, 2 ** 60])('%d was never given', (id) => {
    const { sim, note } = withLog();
    sim.schedule(1, 0, note, 1);
    expect(sim.cancel(id)).toBe(false);
    expect(sim.pending).toBe(1);
  });

  test('an event cannot cancel itself while it is fired', () => {
    const sim = new Simulation();
    const outcomes: boolean[] = [];
    let id = 0;
    const self = sim.register(() => outcomes.push(sim.cancel(id)));
    id = sim.schedule(1, 0, self, 0);
    sim.advance(2, Infinity);
    expect(outcomes).toEqual([false]);
  });
});

describe('lanes', () => {
  test('take one queue entry however long they are, and lose their head without a trace', () => {
    const { sim, log, note } = withLog();
    const lane = sim.lane(10, 1, note);
    const ids = Array.from({ length: 500 }, (_, i) => lane.push(i));
    expect([sim.pending, sim.footprint.entries]).toEqual([500, 1]);
    for (const i of [0, 1, 250, 499]) expect(sim.cancel(ids[i]!)).toBe(true);
    expect(sim.peekTime()).toBe(10);
    sim.advance(11, Infinity);
    expect(log.length).toBe(496);
    expect(log.slice(0, 2)).toEqual([
      [10, 2],
      [10, 3],
    ]);
    expect(sim.footprint.entries).toBe(0);
  });
});

test('arguments keep all bits of a safe integer', () => {
  const { sim, log, note } = withLog();
  sim.schedule(0, 0, note, Number.MAX_SAFE_INTEGER);
  sim.advance(1, 1);
  expect(log).toEqual([[0, Number.MAX_SAFE_INTEGER]]);
});

test.each([
  ['a fraction of a microsecond', (sim: Simulation, note: number) => sim.schedule(0.5, 0, note, 0)],
  ['the past', (sim: Simulation, note: number) => sim.schedule(-1, 0, note, 0)],
  ['never', (sim: Simulation, note: number) => sim.schedule(Infinity, 0, note, 0)],
  ['no time', (sim: Simulation, note: number) => sim.schedule(NaN, 0, note, 0)],
  ['a priority of 128', (sim: Simulation, note: number) => sim.schedule(1, 128, note, 0)],
  ['a priority of -1', (sim: Simulation, note: number) => sim.schedule(1, -1, note, 0)],
  ['an unknown handler', (sim: Simulation, note: number) => sim.schedule(1, 0, note + 1, 0)],
  ['a lane with a fraction', (sim: Simulation, note: number) => sim.lane(0.5, 0, note)],
  ['a fraction of an event credited', (sim: Simulation) => sim.creditEvents(0.5)],
])('%s is refused', (_what, attempt) => {
  const { sim, note } = withLog();
  expect(() => attempt(sim, note)).toThrow(/broken invariant/);
});

describe.each([NaN, undefined as unknown as number])('%s is refused and named', (value) => {
  test.each([
    ['a delay', (sim: Simulation, note: number) => sim.schedule(value, 0, note, 0)],
    ['a time', (sim: Simulation, note: number) => sim.scheduleAt(value, 0, note, 0)],
    ['a priority', (sim: Simulation, note: number) => sim.schedule(1, value, note, 0)],
    ['a handler', (sim: Simulation) => sim.schedule(1, 0, value, 0)],
    ['an argument', (sim: Simulation, note: number) => sim.schedule(1, 0, note, value)],
    ['the end of advance', (sim: Simulation) => sim.advance(value, 1)],
    ['the limit of advance', (sim: Simulation) => sim.advance(1, value)],
    ['the delay of a lane', (sim: Simulation, note: number) => sim.lane(value, 0, note)],
    ['the handler of a lane', (sim: Simulation) => sim.lane(1, 0, value)],
    ['a number of events', (sim: Simulation) => sim.creditEvents(value)],
  ])('as %s', (_what, attempt) => {
    const { sim, note } = withLog();
    // A delay of undefined is NaN once it is added to the time.
    expect(() => attempt(sim, note)).toThrow(new RegExp(`broken invariant: .*; got (${String(value)}|NaN)$`, 'u'));
    expect([sim.now, sim.pending, sim.eventCount]).toEqual([0, 0, 0]);
  });
});

describe('the books', () => {
  test('cannot be written from outside', () => {
    const sim = new Simulation() as unknown as Record<string, number>;
    expect(() => (sim['now'] = 5)).toThrow(TypeError);
    expect(() => (sim['eventCount'] = 5)).toThrow(TypeError);
  });

  test('credited events count against the limit, and one may be taken back', () => {
    const { sim, log, note } = withLog();
    const crediting = sim.register(() => sim.creditEvents(3));
    sim.schedule(1, 0, crediting, 0);
    sim.schedule(2, 0, note, 7);
    expect(sim.advance(10, 4)).toBe('events');
    expect([sim.eventCount, sim.now, log.length]).toEqual([4, 1, 0]);
    sim.creditEvents(-1);
    expect(sim.eventCount).toBe(3);
    expect(() => sim.creditEvents(-4)).toThrow(/never below none; got -4/u);
  });
});

test('a single source may tell of its own change while it fires', () => {
  const sim = new Simulation();
  const seen: number[] = [];
  const source = {
    nextAt: 1,
    fire(): void {
      seen.push(sim.now);
      source.nextAt = seen.length < 3 ? sim.now + 1 : Infinity;
      sim.sourceChanged(number);
    },
  };
  const number = sim.addSource(source, 0);
  expect(sim.advance(10, 100)).toBe('exhausted');
  expect(seen).toEqual([1, 2, 3]);
});
