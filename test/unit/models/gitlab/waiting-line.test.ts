/** The line of long-polling requests: first come first served, each with one time-out that goes when the request goes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JobRequest } from '../../../../src/models/gitlab/waiting-line.js';
import { WaitingLine } from '../../../../src/models/gitlab/waiting-line.js';
import { Simulation } from '../../../../src/sim/simulation.js';
import { SECOND } from '../../../../src/units/time.js';

const POLL = 50 * SECOND;

/** A line on a clock of its own; `over` holds the requests whose wait was over, with the instant. */
class Bench {
  readonly sim = new Simulation();
  readonly over: (readonly [id: number, at: number])[] = [];
  readonly line: WaitingLine;

  constructor() {
    const handler = this.sim.register(() => {
      this.over.push([this.line.timedOut().id, this.sim.now / SECOND]);
    });
    this.line = new WaitingLine(this.sim.lane(POLL, 0, handler), this.sim);
  }

  until(at: number): void {
    this.sim.advance(at * SECOND, Infinity);
  }
}

function request(id: number, runner = 0): JobRequest {
  return { id, runner, manager: 0, lastUpdate: -1, answer: () => undefined };
}

const RUNNERS = [0, 1, 2];
const ids = (requests: readonly JobRequest[]): number[] => requests.map(({ id }) => id);

describe('the waiting line', () => {
  test('gives those that match in the order in which they came', () => {
    const { line } = new Bench();
    for (const [id, runner] of [
      [5, 0],
      [2, 1],
      [9, 0],
      [1, 0],
    ] as const)
      line.join(request(id, runner));
    expect(line.first([1, 0])?.id).toBe(5);
    expect(line.first([2])).toBeUndefined();
    expect(line.size).toBe(4);
    expect(ids(line.take([0, 2]))).toEqual([5, 9, 1]);
    expect(line.size).toBe(1);
    expect(ids(line.take())).toEqual([2]);
    expect(line.size).toBe(0);
  });

  test('lets each wait for its time and no longer', () => {
    const bench = new Bench();
    bench.line.join(request(1));
    bench.until(10);
    bench.line.join(request(2));
    bench.until(51);
    expect(bench.over).toEqual([[1, 50]]);
    expect(bench.line.size).toBe(1);
    bench.until(61);
    expect(bench.over).toEqual([
      [1, 50],
      [2, 60],
    ]);
    expect(bench.line.size).toBe(0);
  });

  test('drops the time-out of one that leaves, and stands one that comes again at its end', () => {
    const bench = new Bench();
    const [first, second] = [request(1), request(2)];
    bench.line.join(first);
    bench.line.join(second);
    bench.until(20);
    bench.line.leave(first);
    bench.line.join(first);
    expect(bench.line.first([0])?.id).toBe(2);
    bench.until(100);
    expect(bench.over).toEqual([
      [2, 50],
      [1, 70],
    ]);
  });

  test('is left alone by one that is not in it', () => {
    const bench = new Bench();
    bench.line.join(request(1));
    bench.line.leave(request(1));
    expect(bench.line.size).toBe(1);
    bench.until(51);
    expect(bench.over).toEqual([[1, 50]]);
  });

  test('is a plain list with deadlines, whatever is done to it', () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 40 }),
      kind: fc.constantFrom('join', 'join', 'join', 'leave', 'take'),
      which: fc.nat(1000),
      runner: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const bench = new Bench();
        let plain: { readonly request: JobRequest; readonly deadline: number }[] = [];
        const expired: (readonly [number, number])[] = [];
        // The clock stands between whole seconds, so that no deadline falls on a look.
        let now = 0;
        for (const [id, { wait, kind, which, runner }] of steps.entries()) {
          now += wait;
          bench.until(now + 0.5);
          for (const one of plain) if (one.deadline < now + 0.5) expired.push([one.request.id, one.deadline]);
          plain = plain.filter(({ deadline }) => deadline >= now + 0.5);
          const gone = plain[which % Math.max(plain.length, 1)];
          if (kind === 'join') {
            const one = request(id, runner);
            bench.line.join(one);
            plain.push({ request: one, deadline: bench.sim.now / SECOND + POLL / SECOND });
          } else if (kind === 'leave' && gone !== undefined) {
            bench.line.leave(gone.request);
            plain = plain.filter((one) => one !== gone);
          }
          if (kind === 'take') {
            const of = (one: { readonly request: JobRequest }): boolean => one.request.runner !== runner;
            expect(ids(bench.line.take(RUNNERS.filter((other) => other !== runner)))).toEqual(
              ids(plain.filter(of).map((one) => one.request)),
            );
            plain = plain.filter((one) => !of(one));
          }
          for (const others of [RUNNERS, [runner]])
            expect(bench.line.first(others)).toBe(plain.find((one) => others.includes(one.request.runner))?.request);
          expect(bench.line.size).toBe(plain.length);
        }
        expect(bench.over).toEqual(expired);
        expect(ids(bench.line.take())).toEqual(ids(plain.map((one) => one.request)));
      }),
    );
  });
});
