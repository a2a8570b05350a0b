/** What it takes to draw up the result of a fleet grows with its processes, not with their square: every look at an entry, a signal and a cell is counted. */
import { expect, test } from 'vitest';
import { Collector } from '../../../src/results/collector.js';
import type { KeptSignal } from '../../../src/results/pool-stats.js';
import type { RunResult } from '../../../src/results/run-result.js';
import { aJob, aMachine, anEnd, aPendingJob, cast, options, signals } from './support.js';

/** Returns the result of a fleet of so many processes, each with a job and a machine, and how often it was asked which process something belongs to. */
function drawnUp(processes: number): { readonly result: RunResult; readonly looks: number } {
  let looks = 0;
  const counted = <T extends object>(manager: number, rest: T): T & { readonly manager: number } =>
    Object.defineProperty({ ...rest }, 'manager', { enumerable: true, get: () => (looks++, manager) }) as T & { readonly manager: number };
  const numbers = Array.from({ length: processes }, (_, index) => index);
  const idle = (n: number): KeptSignal => signals({ machines_idle: n }).find(({ name }) => name === 'machines_idle')!;
  const [counter] = anEnd().counters;
  const collector = new Collector(
    options({
      cast: { ...cast, groups: ['linux'], managers: numbers.map((n) => ({ name: `linux-${n}`, group: 0 })) },
      entries: numbers.map((n) => counted(n, { runner: 0, limit: n + 1, zone: 0 })),
      managers: numbers.map((n) => ({ concurrent: 2 * processes, runs: true, hostPricePerHour: n })),
    }),
  );
  for (const manager of numbers) {
    collector.job(aJob(4000, manager, { manager }));
    collector.machine(aMachine({ manager, uses: manager }));
  }
  collector.job(aPendingJob(4000));
  looks = 0;
  const result = collector.finish(
    anEnd({
      signals: numbers.map((n) => ({ ...idle(n), labels: counted(n, { runner: 0 }) })),
      counters: numbers.map((n) => counted(n, { ...counter!, requests: n })),
    }),
  );
  return { result, looks };
}

test('twice the processes take no more than some twice the looks', () => {
  const [few, many] = [drawnUp(150), drawnUp(300)];
  expect(few.looks).toBeGreaterThan(150);
  expect(many.looks).toBeLessThan(2.2 * few.looks);
});

test('and each of them has what is its own', () => {
  const { jobs, pools } = drawnUp(40).result;
  for (const [n, pool] of pools.managers.entries()) {
    expect([pool.name, pool.capacity, pool.requests, pool.lives.usesMax]).toEqual([`linux-${n}`, n + 1, n, n]);
    expect(pool.machines.idle.average).toBe(n);
    expect(pool.cost.hosts).toBe(2 * n);
  }
  // Each has the job that it got, and the one that it may still get.
  for (const [n, own] of jobs.managers.entries()) expect([own.name, own.jobs, own.notStarted]).toEqual([`linux-${n}`, 2, 1]);
  expect(pools.all.cost.hosts).toBe(39 * 40);
});
