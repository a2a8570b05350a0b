/**
 * Single passes of the pool management, cases D1 to D21 of the specification's section 8.3: a pool is put together by hand, one acquire is
 * made, and what it removed, created and answered is compared. The manager-level cases (a) to (d) run through the engine.
 */
import { describe, expect, test } from 'vitest';
import type { MachineState } from '../../../src/models/machine/cloud-machine.js';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import type { FleetOptions } from '../../support/fleet-builder.js';
import { aFleet } from '../../support/fleet-builder.js';
import type { SettingsOptions } from '../../support/pool-builder.js';
import { PoolBench } from '../../support/pool-builder.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { runFleet } from '../../support/run-fleet.js';

const IDLE_TIME = 10 * MINUTE;

/** `old`: its idle clock has run out; `due`: it has run for IdleTime exactly; `found`: it stands on the disk after a restart. */
type Kind = 'old' | 'due' | 'fresh' | 'found' | 'creating' | 'acquired' | 'used' | 'removing';

const STATES: Readonly<Record<Kind, MachineState>> = {
  old: 'idle',
  due: 'idle',
  fresh: 'idle',
  found: 'unattended',
  creating: 'creating',
  acquired: 'acquired',
  used: 'used',
  removing: 'removing',
};

interface PassCase {
  readonly id: string;
  readonly settings: SettingsOptions;
  /** Oldest first. */
  readonly pool: readonly (readonly [count: number, kind: Kind])[];
  readonly removed?: { readonly reason: 'used_up_in_walk' | 'over_limit' | 'idle_surplus'; readonly machines: readonly number[] };
  readonly created: number;
  /** The ordinal of the machine that was acquired, or what was answered without one. */
  readonly result: number | 'request' | 'no_free_executor';
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

const CASES: readonly PassCase[] = [
  { id: 'D1', settings: { idleCount: 2 }, pool: [], created: 2, result: 'no_free_executor' },
  { id: 'D2', settings: { idleCount: 50 }, pool: [], created: 50, result: 'no_free_executor' },
  { id: 'D3', settings: { idleCount: 50, maxGrowthRate: 5 }, pool: [], created: 5, result: 'no_free_executor' },
  { id: 'D4', settings: { idleCount: 50, limit: 30 }, pool: [], created: 30, result: 'no_free_executor' },
  {
    id: 'D5',
    settings: { idleCount: 2 },
    pool: [[5, 'old']],
    removed: { reason: 'idle_surplus', machines: [3, 4, 5] },
    created: 0,
    result: 2,
  },
  { id: 'D6', settings: { idleCount: 2 }, pool: [[5, 'fresh']], created: 0, result: 5 },
  { id: 'D7', settings: {}, pool: [[1, 'old']], removed: { reason: 'idle_surplus', machines: [1] }, created: 0, result: 'request' },
  { id: 'D8', settings: {}, pool: [[1, 'due']], created: 0, result: 1 },
  { id: 'D9', settings: { limit: 2 }, pool: [[2, 'used']], created: 0, result: 'no_free_executor' },
  {
    id: 'D10',
    settings: { limit: 2 },
    pool: [
      [1, 'used'],
      [1, 'removing'],
    ],
    created: 0,
    result: 'no_free_executor',
  },
  { id: 'D11', settings: { maxGrowthRate: 1 }, pool: [[1, 'creating']], created: 0, result: 'no_free_executor' },
  { id: 'D12', settings: { idleCount: 1 }, pool: [[1, 'creating']], created: 0, result: 'no_free_executor' },
  {
    id: 'D13',
    settings: { idleCount: 2 },
    pool: [
      [3, 'used'],
      [1, 'acquired'],
    ],
    created: 1,
    result: 'no_free_executor',
  },
  {
    id: 'D14',
    settings: { idleCount: 5, limit: 3 },
    pool: [
      [3, 'removing'],
      [1, 'fresh'],
    ],
    removed: { reason: 'over_limit', machines: [4] },
    created: 0,
    result: 'no_free_executor',
  },
  {
    id: 'D15',
    settings: { idleCount: 2, maxBuilds: 1 },
    pool: [[3, 'found']],
    removed: { reason: 'used_up_in_walk', machines: [1, 2, 3] },
    created: 2,
    result: 'no_free_executor',
  },
  {
    id: 'D15 with limit 4',
    settings: { idleCount: 2, maxBuilds: 1, limit: 4 },
    pool: [[3, 'found']],
    removed: { reason: 'used_up_in_walk', machines: [1, 2, 3] },
    created: 1,
    result: 'no_free_executor',
  },
  { id: 'D16', settings: { idleCount: 2, maxBuilds: 10 }, pool: [[3, 'found']], created: 0, result: 3 },
  {
    id: 'D17',
    settings: { idleCount: 100, idleCountMin: 10, idleScaleFactor: 1 },
    pool: [
      [20, 'old'],
      [50, 'used'],
    ],
    removed: { reason: 'idle_surplus', machines: range(11, 20) },
    created: 40,
    result: 10,
  },
  {
    id: 'D18',
    settings: { idleCount: 100, idleCountMin: 10, idleScaleFactor: 1 },
    pool: [
      [50, 'used'],
      [20, 'old'],
    ],
    created: 30,
    result: 70,
  },
  {
    id: 'D19',
    settings: { idleCount: 100, idleCountMin: 10, idleScaleFactor: 1.1 },
    pool: [
      [10, 'used'],
      [5, 'fresh'],
    ],
    created: 6,
    result: 15,
  },
  {
    id: 'D20',
    settings: { idleCount: 100, idleCountMin: 10, idleScaleFactor: 1.1 },
    pool: [
      [100, 'used'],
      [90, 'fresh'],
    ],
    created: 10,
    result: 190,
  },
  { id: 'D21', settings: { idleCount: 100, idleScaleFactor: 1 }, pool: [], created: 1, result: 'no_free_executor' },
];

describe('one pass', () => {
  test.each(CASES)('$id', ({ settings, pool, removed, created, result }) => {
    const bench = new PoolBench();
    const ages: Partial<Record<Kind, number>> = { old: IDLE_TIME + 1, due: IDLE_TIME };
    for (const [count, kind] of pool) bench.putAll(count, STATES[kind], { age: ages[kind] ?? 0 });
    const before = bench.pool.machines.length;
    const gone = bench.pool.machines.filter(({ state }) => state === 'removing');

    const answer = bench.acquire({ ...settings, idleTime: IDLE_TIME });

    expect(typeof answer === 'string' ? answer : answer.birth).toBe(result);
    if (typeof answer !== 'string') expect(answer.state).toBe('acquired');
    expect(bench.pool.machines.length - before).toBe(created);
    const removing = bench.pool.machines.filter((machine) => machine.state === 'removing' && !gone.includes(machine));
    expect(removing.map(({ birth, reasonRemoved }) => [birth, reasonRemoved])).toEqual(
      (removed?.machines ?? []).map((birth) => [birth, removed!.reason]),
    );
  });
});

/** Passes as `[instant in s, machines made, removed, picked]`. */
function timeline({ passes }: FleetOutcome): number[][] {
  return passes.map(({ at, made, dropped, picked }) => [at / SECOND, made, dropped, picked]);
}

describe('manager level', () => {
  describe('(a) all workers busy', () => {
    // Four machines, of which two jobs take two; then IdleCount is lowered to 1, so that a pass would remove an idle one once it is old.
    const crowded = (concurrent: number): FleetOutcome =>
      runFleet(
        aFleet({
          horizon: 4 * MINUTE,
          zone: { bootTime: { kind: 'constant', value: SECOND } },
          manager: {
            concurrent,
            configs: [
              { concurrent, entry: { requestConcurrency: 1, machine: { idleCount: 4, idleTime: 30 * SECOND } } },
              { concurrent, entry: { requestConcurrency: 1, machine: { idleCount: 1, idleTime: 30 * SECOND } } },
            ],
            configCheck: 3 * SECOND,
          },
          jobs: [
            { at: 10 * SECOND, script: 2 * MINUTE },
            { at: 10 * SECOND, script: 3 * MINUTE },
          ],
          events: [{ at: 20 * SECOND, kind: 'reload', manager: 0, config: 1 }],
        }),
      );

    test('nothing is created or removed until one is free', () => {
      const { passes, machines, views } = crowded(2);
      const [begun, ended] = [12 * SECOND, 132 * SECOND];
      expect(views.map(({ assignedAt }) => assignedAt)).toEqual([begun, begun]);
      expect(views[0]!.finishedAt).toBe(ended);
      expect(passes.filter(({ at }) => at > begun && at < ended)).toEqual([]);
      const removals = machines.filter(({ removingAt }) => removingAt >= 0);
      expect(removals.length).toBeGreaterThan(0);
      for (const { removingAt, reasonRemoved } of removals) expect([removingAt >= ended, reasonRemoved]).toEqual([true, 'idle_surplus']);
      for (const { requestedAt } of machines) expect(requestedAt > begun && requestedAt < ended).toBe(false);
    });

    test('with a worker more the pool is managed meanwhile', () => {
      const { passes, machines } = crowded(3);
      expect(passes.filter(({ at }) => at > 12 * SECOND && at < 132 * SECOND).length).toBeGreaterThan(30);
      expect(machines.some(({ removingAt }) => removingAt > 0 && removingAt < 132 * SECOND)).toBe(true);
    });
  });

  test('(b) two entries: each is fed once a check_interval, half of it apart', () => {
    const { passes } = runFleet(
      aFleet({
        horizon: 9 * SECOND,
        runners: [{}, {}],
        manager: { checkInterval: 3 * SECOND, entries: [{ machine: { idleCount: 1 } }, { machine: { idleCount: 1 } }] },
      }),
    );
    expect(passes.map(({ runner, at }) => [runner, at / SECOND])).toEqual([
      [0, 0],
      [1, 1.5],
      [0, 3],
      [1, 4.5],
      [0, 6],
      [1, 7.5],
    ]);
  });

  describe('(c) four free machines, nine queued jobs, enough workers', () => {
    const chain = (entry: { strictCheckInterval?: boolean }): FleetOutcome =>
      runFleet(
        aFleet({
          horizon: 20 * SECOND,
          instance: { requestLatency: 100_000 },
          zone: { bootTime: { kind: 'constant', value: SECOND } },
          manager: { concurrent: 20, entry: { machine: { idleCount: 4, maxBuilds: 1, maxGrowthRate: 4 }, ...entry } },
          jobs: Array.from({ length: 9 }, () => ({ at: 2 * SECOND })),
        }),
      );

    test('one feed starts four jobs, only the requests between them, then there is no free executor', () => {
      const outcome = chain({});
      expect(outcome.views.slice(0, 4).map(({ assignedAt }) => assignedAt / SECOND)).toEqual([3.1, 3.2, 3.3, 3.4]);
      const ofTheFeed = outcome.passes.filter(({ at }) => at >= 3 * SECOND && at < 4 * SECOND);
      expect(ofTheFeed.map(({ at, picked }) => [at / SECOND, picked])).toEqual([
        [3, 4],
        [3.1, 3],
        [3.2, 2],
        [3.3, 1],
        [3.4, -1],
      ]);
    });

    test('strict_check_interval: one job a feed', () => {
      const { views, passes } = chain({ strictCheckInterval: true });
      expect(views.slice(0, 4).map(({ assignedAt }) => assignedAt / SECOND)).toEqual([3.1, 6.1, 9.1, 12.1]);
      expect(passes.map(({ at }) => at / SECOND)).toEqual([0, 3, 6, 9, 12, 15, 18]);
    });
  });

  describe('(d) request_concurrency 1 during an open poll of 50 s', () => {
    const polling: FleetOptions = { horizon: 30 * SECOND, instance: { longPolling: 50 * SECOND } };
    const entry = { machine: { idleCount: 1, idleTime: MINUTE } };
    const zone = { bootTime: { kind: 'constant', value: SECOND } } as const;

    test('17.9 and later: no pass', () => {
      const outcome = runFleet(aFleet({ ...polling, zone, manager: { entry } }));
      expect(timeline(outcome)).toEqual([
        [0, 1, 0, -1],
        [3, 0, 0, 1],
      ]);
    });

    test('17.8 and earlier: a pass each feed', () => {
      const outcome = runFleet(aFleet({ ...polling, zone, manager: { entry, flags: { passAfterRequestSlot: false } } }));
      expect(timeline(outcome)).toEqual([[0, 1, 0, -1], [3, 0, 0, 1], ...[6, 9, 12, 15, 18, 21, 24, 27].map((at) => [at, 0, 0, -1])]);
      expect(outcome.requests).toHaveLength(1);
    });
  });
});
