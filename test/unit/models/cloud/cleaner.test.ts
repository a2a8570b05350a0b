/** Rounds of a cleaner: when they are, what they find, and that none is played for nothing. */
import { expect, test } from 'vitest';
import { Cleaner } from '../../../../src/models/cloud/cleaner.js';
import type { DockerMachine } from '../../../../src/models/executor/docker-machine/docker-machine.js';
import { HOUR, MINUTE } from '../../../../src/units/time.js';
import { PoolBench } from '../../../support/pool-builder.js';

const SPEC = { interval: 15 * MINUTE, minimumAge: 20 * MINUTE };

interface Found {
  readonly cleaner: Cleaner<DockerMachine>;
  /** Minutes after the hour at which the bench begins, and ordinals of the machines. */
  readonly finds: [number, number][];
}

/** A cleaner of the second of two clouds, which takes away what it finds. */
function aCleaner(bench: PoolBench, takes = true): Found {
  const finds: [number, number][] = [];
  const cleaner = new Cleaner<DockerMachine>(bench.sim, [undefined, SPEC], (machine) => {
    finds.push([(bench.now - HOUR) / MINUTE, machine.birth]);
    if (takes) cleaner.delete(1, machine);
  });
  return { cleaner, finds };
}

test('what is old enough is found at the next multiple of the interval, the younger later', () => {
  const bench = new PoolBench();
  const { cleaner, finds } = aCleaner(bench);
  const [old, young] = [bench.put('idle', { age: 10 * MINUTE }), bench.put('idle', { age: 1 })];
  bench.wait(MINUTE);
  cleaner.add(1, young);
  cleaner.add(1, old);
  bench.wait(2 * HOUR);
  expect(finds).toEqual([
    [15, old.birth],
    [30, young.birth],
  ]);
});

test('what comes at the instant of a round is seen by it', () => {
  const bench = new PoolBench();
  const { cleaner, finds } = aCleaner(bench);
  const machine = bench.put('idle', { age: HOUR });
  const comes = bench.sim.register(() => cleaner.add(1, machine));
  bench.sim.schedule(15 * MINUTE, 0, comes, 0);
  bench.wait(HOUR);
  expect(finds).toEqual([[15, machine.birth]]);
});

test('without anything to find, or without a cleaner, no round is played', () => {
  const bench = new PoolBench();
  const { cleaner, finds } = aCleaner(bench);
  const { eventCount } = bench.sim;
  const machine = bench.put('idle', { age: HOUR });
  bench.wait(10 * HOUR);
  cleaner.add(0, machine);
  bench.wait(10 * HOUR);
  expect([finds, bench.sim.eventCount - eventCount]).toEqual([[], 0]);
  expect([...cleaner.machines(0)]).toEqual([machine]);
});

test('what is found and stays is found again in the next round', () => {
  const bench = new PoolBench();
  const { cleaner, finds } = aCleaner(bench, false);
  cleaner.add(1, bench.put('idle', { age: HOUR }));
  bench.wait(45 * MINUTE);
  // The first is now: an hour after the start is a multiple of 15 minutes.
  expect(finds.map(([at]) => at)).toEqual([0, 15, 30, 45]);
});
