/** What it takes to draw up the result of a fleet grows with its processes, not with their square: every look at an entry, a signal and a cell is counted. */
import { expect, test, vi } from 'vitest';
import { Collector } from '../../../src/results/collector.js';
import type * as Entries from '../../../src/results/entries.js';
import type { KeptSignal } from '../../../src/results/pools/pool-stats.js';
import type { RunResult } from '../../../src/results/run-result.js';
import { aFleet } from '../../support/fleet-builder.js';
import { aJob, aMachine, anEnd, aPendingJob, fleet, options, signals } from '../../support/records.js';

let looks = 0;

/** Something of a process, which counts how often it is asked whose it is. */
function counted<T extends object>(manager: number, rest: T): T & { readonly manager: number } {
  return Object.defineProperty({ ...rest }, 'manager', { enumerable: true, get: () => (looks++, manager) }) as T & {
    readonly manager: number;
  };
}

vi.mock('../../../src/results/entries.js', async (original) => {
  const { entriesOf } = await original<typeof Entries>();
  return { entriesOf: (...given: Parameters<typeof entriesOf>) => entriesOf(...given).map((entry) => counted(entry.manager, entry)) };
});

/** Returns the result of a fleet of so many processes, each with a job and a machine, and how often it was asked which process something belongs to. */
function drawnUp(processes: number): { readonly result: RunResult; readonly looks: number } {
  const numbers = Array.from({ length: processes }, (_, index) => index);
  const idle = (n: number): KeptSignal => signals({ machines_idle: n }).find(({ name }) => name === 'machines_idle')!;
  const [counter] = anEnd().counters;
  const { managers } = aFleet({
    managers: numbers.map((n) => ({
      name: `linux-${n}`,
      concurrent: 2 * processes,
      hostPricePerHour: n,
      entry: { runner: 0, limit: n + 1, machine: { zone: 0 } },
    })),
  });
  const collector = new Collector(options({ fleet: { ...fleet, groups: ['linux'], managers } }));
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
