/** The plain queue against a walk from event to event, in which each free slot takes the oldest job that it may. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idealStarts, type QueuedJob } from '../../../../src/history/backtest/ideal-fifo.js';

test('two slots serve in the order of arrival', () => {
  const job = (queued: number, lasts: number): QueuedJob => ({ queued, lasts, places: [0] });
  expect(idealStarts([job(0, 10), job(1, 3), job(2, 5), job(2, 1), job(50, 1)], { limits: [2], places: [{ of: [0] }] })).toEqual([
    0, 1, 4, 9, 50,
  ]);
});

test('a place takes a slot of its process and one of its entry', () => {
  // A process of two, of which the second entry may use one.
  const field = { limits: [2, 2, 1], places: [{ of: [0, 1] }, { of: [0, 2] }] };
  const first = { queued: 0, lasts: 10, places: [0] };
  const second = { queued: 0, lasts: 10, places: [1] };
  expect(idealStarts([second, second, first, first], field)).toEqual([0, 10, 0, 10]);
  expect(idealStarts([{ queued: 3, lasts: 1, places: [] }], field)).toEqual([Infinity]);
});

/** The same, walked second by second: hosts of one slot each, the first that is free takes the job. */
function walked(jobs: readonly QueuedJob[], hosts: number): number[] {
  const starts = jobs.map(() => Infinity);
  const free = Array.from({ length: hosts }, () => 0);
  for (let now = 0; starts.some((start) => start === Infinity); now++) {
    for (const [i, { queued, lasts, places }] of jobs.entries()) {
      if (starts[i] !== Infinity || queued > now) continue;
      const host = places.find((place) => free[place]! <= now);
      if (host === undefined) continue;
      starts[i] = now;
      free[host] = now + lasts;
    }
  }
  return starts;
}

test('is the walk from second to second, also where jobs may use some of the slots only', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }).chain((hosts) =>
        fc.record({
          hosts: fc.constant(hosts),
          jobs: fc.array(
            fc.record({
              queued: fc.nat(40),
              lasts: fc.integer({ min: 1, max: 12 }),
              places: fc.uniqueArray(fc.nat(hosts - 1), { minLength: 1 }).map((own) => own.sort((a, b) => a - b)),
            }),
            { maxLength: 25 },
          ),
        }),
      ),
      ({ hosts, jobs }) => {
        const inOrder = [...jobs].sort((a, b) => a.queued - b.queued);
        const limits = Array.from({ length: hosts }, () => 1);
        expect(idealStarts(inOrder, { limits, places: limits.map((_, place) => ({ of: [place] })) })).toEqual(walked(inOrder, hosts));
      },
    ),
  ));
