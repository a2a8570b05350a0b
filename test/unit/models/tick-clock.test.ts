/** Ticks and ends among the events of a clock: each in its place, played or not, and each counted once. */
import { describe, expect, test, vi } from 'vitest';
import * as Priority from '../../../src/models/priority.js';
import type { Ender } from '../../../src/models/quiet-ends.js';
import { FEEDS, TickClock } from '../../../src/models/tick-clock.js';
import { orderOfPlace, Simulation } from '../../../src/sim/simulation.js';
import { NEVER } from '../../../src/units/time.js';

/** Ticks at 10, 20 ..., each of which begins something that ends `delay` later. */
class Bench implements Ender {
  readonly sim = new Simulation();
  readonly clock: TickClock;
  readonly log: string[] = [];
  isQuiet = true;
  endsAreQuiet = true;
  readonly #delay: number;
  readonly #ticker: number;
  readonly #note: number;

  constructor(delay: number, { maxEvents = 1e6, skips = true } = {}) {
    this.#delay = delay;
    this.clock = new TickClock(this.sim, 100, maxEvents, skips);
    this.clock.ends.tell(this);
    this.#ticker = this.clock.add(
      {
        tick: () => {
          this.log.push(`tick ${this.sim.now}`);
          this.clock.plan(this.#ticker, this.sim.now + 10);
        },
        skipTick: (at) => {
          if (!this.isQuiet) return NEVER;
          this.log.push(`skipped tick ${at}`);
          this.sim.creditEvents(1);
          this.clock.ends.begin(at + this.#delay, at, this.sim.reserveOrder(Priority.REQUEST));
          return at + 10;
        },
      },
      FEEDS,
    );
    this.#note = this.sim.register((arg) => this.log.push(`event ${arg}`));
    this.clock.plan(this.#ticker, 10);
  }

  event(at: number, priority: number, arg = at): void {
    this.sim.scheduleAt(at, priority, this.#note, arg);
  }

  eventInOrder(at: number, order: number): void {
    this.sim.scheduleInOrder(at, order, this.#note, at);
  }

  skipEnd(item: number, at: number): boolean {
    if (this.endsAreQuiet) this.log.push(`skipped end ${item} at ${at}`);
    return this.endsAreQuiet;
  }

  end(item: number): void {
    this.log.push(`end ${item} at ${this.sim.now}`);
  }

  until(at: number): readonly string[] {
    this.sim.advance(at, Infinity);
    return this.log.splice(0);
  }
}

describe('the clock of ticks', () => {
  test('skips ticks and ends in the order of their times, up to the next event', () => {
    const bench = new Bench(4);
    bench.event(22, Priority.JOB);
    expect(bench.until(23)).toEqual(['skipped tick 10', 'skipped end 10 at 14', 'skipped tick 20', 'event 22']);
    expect(bench.sim.eventCount).toBe(4);
    expect(bench.until(31)).toEqual(expect.arrayContaining(['skipped end 20 at 24', 'skipped tick 30']));
  });

  test('counts what it skips as it would be counted when played', () => {
    const bench = new Bench(4);
    bench.until(100);
    // Nine ticks before the horizon of 100, and the end of each.
    expect(bench.sim.eventCount).toBe(18);
  });

  test('knows, while it skips an end before its time, what comes before that', () => {
    const bench = new Bench(4);
    const { clock, sim } = bench;
    const said: (readonly unknown[])[] = [];
    vi.spyOn(bench, 'skipEnd').mockImplementation((_, at) => {
      const { skippedOrder } = clock.ends;
      const passed = [at - 1, at, at + 1].map((time) => clock.hasPassed(time, skippedOrder));
      said.push([sim.now, clock.instant, ...passed, clock.hasPassed(at, skippedOrder + 1), clock.isPast(0, at - 1), clock.isPast(0, at)]);
      return true;
    });
    bench.event(16, Priority.RULE);
    expect(bench.until(17)).toEqual(['skipped tick 10', 'event 16']);
    expect(said).toEqual([[10, 14, true, true, false, false, true, false]]);
    // And when it does not, what comes before now.
    expect([clock.instant, clock.hasPassed(16, Infinity), clock.hasPassed(17, 0)]).toEqual([17, true, false]);
  });

  test('plays an end that is not quiet, at its instant', () => {
    const bench = new Bench(4);
    bench.endsAreQuiet = false;
    expect(bench.until(19)).toEqual(['skipped tick 10', 'end 10 at 14']);
    expect(bench.sim.eventCount).toBe(2);
  });

  test('puts an end behind the events of its instant and priority that were scheduled before it began, and before those after', () => {
    const bench = new Bench(4);
    bench.endsAreQuiet = false;
    bench.event(14, Priority.REQUEST, 1);
    bench.event(14, Priority.JOB, 2);
    bench.event(14, Priority.RUNNING, 3);
    bench.event(11, Priority.JOB, 4);
    expect(bench.until(12)).toEqual(['skipped tick 10', 'event 4']);
    bench.event(14, Priority.REQUEST, 5);
    expect(bench.until(15)).toEqual(['event 2', 'event 1', 'end 10 at 14', 'event 5', 'event 3']);
    expect(bench.sim.eventCount).toBe(7);
  });

  test('forgets an end that is taken back', () => {
    const bench = new Bench(25);
    bench.event(31, Priority.JOB);
    bench.until(32);
    bench.clock.ends.takeBack(10);
    const rest = bench.until(100);
    expect(rest).toContain('skipped end 20 at 45');
    expect(rest.join()).not.toContain('end 10');
  });

  describe('with ends in places of their own', () => {
    const places = [0, 1, 2, 3].map((place) => orderOfPlace(Priority.REQUEST, place)) as [number, number, number, number];

    /** Nothing is quiet, and one of the places at 5 is that of an event. */
    function played(event?: number): Bench {
      const bench = new Bench(4);
      bench.isQuiet = false;
      bench.endsAreQuiet = false;
      if (event !== undefined) bench.eventInOrder(5, places[event]!);
      return bench;
    }

    test('an end that begins later may come first', () => {
      const bench = played(1);
      bench.clock.ends.begin(5, 3, places[2]);
      bench.clock.ends.begin(5, 4, places[0]);
      expect(bench.until(6)).toEqual(['end 4 at 5', 'event 5', 'end 3 at 5']);
    });

    test('the place of one that is taken back is not that of the next', () => {
      const bench = played(1);
      bench.clock.ends.begin(5, 3, places[0]);
      bench.clock.ends.begin(5, 4, places[2]);
      bench.clock.ends.takeBack(3);
      expect(bench.until(6)).toEqual(['event 5', 'end 4 at 5']);
    });

    test('what was taken back and has begun anew ends once, and in its new place', () => {
      const bench = played();
      const { ends } = bench.clock;
      ends.begin(5, 2, places[0]);
      ends.begin(5, 1, places[1]);
      ends.takeBack(1);
      ends.begin(5, 3, places[2]);
      ends.begin(5, 1, places[3]);
      expect(bench.until(6)).toEqual(['end 2 at 5', 'end 3 at 5', 'end 1 at 5']);
      // The same place at another time.
      ends.begin(7, 1, places[2]);
      ends.takeBack(1);
      ends.begin(8, 1, places[2]);
      expect(bench.until(9)).toEqual(['end 1 at 8']);
      expect(bench.sim.eventCount).toBe(4);
    });
  });

  test('plays every tick where it is not to skip, and near the limit of events', () => {
    expect(new Bench(4, { skips: false }).until(25)).toEqual(['tick 10', 'tick 20']);
    expect(new Bench(4, { maxEvents: 100_000 }).until(25)).toEqual(['tick 10', 'tick 20']);
  });
});

test('a ticker whose tick plans only that of another has no further turn', () => {
  const sim = new Simulation();
  const clock = new TickClock(sim, 100, 1e6, false);
  const log: string[] = [];
  const never = (): number => NEVER;
  const other = clock.add({ tick: () => log.push(`other ${sim.now}`), skipTick: never }, FEEDS);
  const one = clock.add(
    {
      tick: () => {
        log.push(`one ${sim.now}`);
        clock.plan(other, sim.now + 5);
      },
      skipTick: never,
    },
    FEEDS,
  );
  clock.plan(one, 10);
  expect(sim.advance(100, 10)).toBe('exhausted');
  expect(log).toEqual(['one 10', 'other 15']);
});
