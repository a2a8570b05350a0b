/** Random histories of scheduling, lanes, sources and cancels fire in exactly the order that a sorted list says, and leave nothing behind. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventId, Simulation, type SourceInput } from '../../../src/sim/index.js';

interface Planned {
  readonly at: number;
  readonly priority: number;
  readonly sequence: number;
  readonly label: number;
}
type Action =
  | { readonly kind: 'schedule'; readonly delay: number; readonly priority: number }
  | { readonly kind: 'lane'; readonly which: number }
  | { readonly kind: 'cancel'; readonly which: number }
  | { readonly kind: 'advance'; readonly by: number };

const LANES = [
  { delay: 0, priority: 2 },
  { delay: 7, priority: 1 },
  { delay: 30, priority: 1 },
];
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('schedule' as const), delay: fc.integer({ min: 0, max: 40 }), priority: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant('lane' as const), which: fc.nat(LANES.length - 1) }),
  fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(1000) }),
  fc.record({ kind: fc.constant('advance' as const), by: fc.integer({ min: 0, max: 20 }) }),
);
const earliest = (a: Planned, b: Planned): number => a.at - b.at || a.priority - b.priority || a.sequence - b.sequence;

function sourceOf(times: readonly number[], fire: (at: number) => void): SourceInput {
  let i = 0;
  return {
    get nextAt() {
      return times[i] ?? Infinity;
    },
    fire() {
      fire(times[i++]!);
    },
  };
}

function checkHistory(actions: readonly Action[], inputs: readonly number[]): void {
  const sim = new Simulation();
  const fired: string[] = [];
  const handler = sim.register((label) => fired.push(`${sim.now}:${label}`));
  const lanes = LANES.map(({ delay, priority }) => sim.lane(delay, priority, handler));
  const sorted = [...inputs].sort((a, b) => a - b);
  sim.addSource(
    sourceOf(sorted, (at) => fired.push(`${at}:source`)),
    1,
  );

  const expected: string[] = [];
  // Sequence 0: a source comes before scheduled events of its priority.
  let planned: Planned[] = sorted.map((at) => ({ at, priority: 1, sequence: 0, label: -1 }));
  const ids: { readonly id: EventId; readonly label: number }[] = [];
  let label = 0;
  const plan = (at: number, priority: number, id: EventId): void => {
    ids.push({ id, label });
    planned.push({ at, priority, sequence: label + 1, label });
    label++;
  };
  const expectUntil = (until: number): void => {
    const due = planned.filter(({ at }) => at < until).sort(earliest);
    planned = planned.filter(({ at }) => at >= until);
    for (const event of due) expected.push(`${event.at}:${event.label < 0 ? 'source' : event.label}`);
  };

  for (const action of actions) {
    if (action.kind === 'schedule')
      plan(sim.now + action.delay, action.priority, sim.schedule(action.delay, action.priority, handler, label));
    else if (action.kind === 'lane')
      plan(sim.now + LANES[action.which]!.delay, LANES[action.which]!.priority, lanes[action.which]!.push(label));
    else if (action.kind === 'cancel') {
      const target = ids[action.which % Math.max(1, ids.length)];
      if (target === undefined) continue;
      const isPending = planned.some((event) => event.label === target.label);
      expect(sim.cancel(target.id)).toBe(isPending);
      planned = planned.filter((event) => event.label !== target.label);
    } else {
      const until = sim.now + action.by;
      expectUntil(until);
      sim.advance(until, Infinity);
      expect(sim.now).toBe(until);
    }
    expect(sim.pending).toBe(planned.filter((event) => event.label >= 0).length);
    expect(sim.peekTime()).toBe(planned.reduce((least, { at }) => Math.min(least, at), Infinity));
  }
  expectUntil(Infinity);
  expect(sim.advance(Infinity, Infinity)).toBe('exhausted');
  expect(fired).toEqual(expected);
  expect(sim.eventCount).toBe(expected.length);
  expect(sim.pending).toBe(0);
}

describe('the clock', () => {
  test('fires in the total order of (time, priority, sequence)', () => {
    const anyHistory = fc.array(anyAction, { maxLength: 150 });
    const anyInputs = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 30 });
    fc.assert(
      fc.property(anyHistory, anyInputs, (actions, inputs) => {
        checkHistory(actions, inputs);
      }),
      { numRuns: 400 },
    );
  });

  test('two million events scheduled and cancelled do not pile up', () => {
    const sim = new Simulation();
    const handler = sim.register(() => undefined);
    const timeouts = sim.lane(1_000_000_000, 1, handler);
    for (let i = 0; i < 50; i++) sim.schedule(2_000_000_000, 1, handler, i);
    let cancelled = 0;
    for (let i = 0; i < 1_000_000; i++) {
      const far = sim.schedule(1_000_000_000 + i, 1, handler, i);
      const timeout = timeouts.push(i);
      if (sim.cancel(far) && sim.cancel(timeout)) cancelled++;
    }
    const { slots, entries, residue } = sim.footprint;
    expect([cancelled, sim.pending]).toEqual([1_000_000, 50]);
    expect(residue).toBeLessThanOrEqual(50 / 2 + 64);
    // 50 live ones, the residue, and one for the lane.
    expect(entries).toBeLessThanOrEqual(50 + residue + 1);
    expect(slots).toBe(256);
    expect(sim.advance(Infinity, Infinity)).toBe('exhausted');
    expect(sim.eventCount).toBe(50);
  });
});
