/** The event queue pops in the order of (time, order), whatever is pushed, popped and dropped in between. The oracle is tinyqueue. */
import fc from 'fast-check';
import TinyQueue from 'tinyqueue';
import { describe, expect, test } from 'vitest';
import { HeapQueue } from '../../../src/sim/heap-queue.js';

interface Entry {
  readonly time: number;
  readonly order: number;
  readonly item: number;
}
type Step = { readonly push: number; readonly priority: number } | 'pop' | 'keep';

const byKey = (a: Entry, b: Entry): number => a.time - b.time || a.order - b.order;
// Small times make ties.
const anyDelay = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1e12 }));
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ push: anyDelay, priority: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 4, arbitrary: fc.constant('pop' as const) },
  { weight: 1, arbitrary: fc.constant('keep' as const) },
);

// The heap grows, and most of what is in it is of one instant.
const stepAmongEquals: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ push: fc.integer({ min: 0, max: 2 }), priority: fc.integer({ min: 0, max: 100 }) }) },
  { weight: 1, arbitrary: fc.constant('pop' as const) },
);

describe('the heap', () => {
  test('equals the oracle over random histories', () => {
    const history = (steps: readonly Step[]): void => {
      const queue = new HeapQueue(4);
      let oracle = new TinyQueue<Entry>([], byKey);
      let now = 0;
      let sequence = 0;
      const compareTop = (): void => {
        const top = oracle.peek();
        expect(queue.size).toBe(oracle.length);
        expect(queue.topTime()).toBe(top?.time ?? Infinity);
        if (top !== undefined) expect([queue.topOrder(), queue.topItem()]).toEqual([top.order, top.item]);
      };
      for (const step of steps) {
        if (step === 'pop') {
          now = oracle.pop()?.time ?? now;
          queue.pop();
        } else if (step === 'keep') {
          const wanted = (item: number): boolean => item % 3 !== 0;
          oracle = new TinyQueue(
            oracle.data.filter(({ item }) => wanted(item)),
            byKey,
          );
          queue.keep(wanted);
        } else {
          sequence++;
          const entry = { time: now + step.push, order: step.priority * 1e9 + sequence, item: sequence };
          oracle.push(entry);
          queue.push(entry.time, entry.order, entry.item);
          // Half of the time nobody looks between a pop and a push.
          if (sequence % 2 === 0) continue;
        }
        compareTop();
      }
      while (oracle.length > 0) {
        compareTop();
        oracle.pop();
        queue.pop();
      }
      compareTop();
    };
    fc.assert(fc.property(fc.array(anyStep, { maxLength: 300 }), history), { numRuns: 400 });
    fc.assert(fc.property(fc.array(stepAmongEquals, { minLength: 100, maxLength: 300 }), history), { numRuns: 100 });
  });

  test('asks keep once about each entry', () => {
    const queue = new HeapQueue(4);
    for (let i = 0; i < 100; i++) queue.push((i * 37) % 50, i, i);
    queue.pop();
    const asked: number[] = [];
    queue.keep((item) => asked.push(item) > 0 && item % 2 === 0);
    expect(asked.length).toBe(99);
    expect(new Set(asked).size).toBe(99);
    expect(queue.size).toBe(49);
  });

  test('is empty at first, and popping then does nothing', () => {
    const queue = new HeapQueue(4);
    queue.pop();
    expect(queue.size).toBe(0);
    expect(queue.topTime()).toBe(Infinity);
    queue.push(7, 1, 3);
    expect([queue.size, queue.topTime(), queue.topItem()]).toEqual([1, 7, 3]);
  });
});
