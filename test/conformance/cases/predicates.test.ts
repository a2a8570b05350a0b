/**
 * The predicates of the pool management against the upstream tables: cases 1 to 35 of the specification's section 8.1, which are 15 checks
 * of idle creation, 18 of creation on demand and 17 of removal.
 */
import { describe, expect, test } from 'vitest';
import type { RemovalCandidate } from '../../../src/models/executor/docker-machine/policy.js';
import type { MachineCounts } from '../../../src/models/machine/machine-pool.js';
import { canCreateOnDemand, removalReason, roomToCreate } from '../../../src/models/executor/docker-machine/policy.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import type { SettingsOptions } from '../../support/pool-builder.js';
import { settingsOf } from '../../support/pool-builder.js';

/** The letters of the tables: G MaxGrowthRate, L limit, I IdleCount, M IdleCountMin, F IdleScaleFactor, T IdleTime in s, B MaxBuilds. */
type Letters = Partial<Record<'G' | 'L' | 'I' | 'M' | 'F' | 'T' | 'B', number>>;
/** c creating, i idle, u used. */
type Counters = Partial<Record<'c' | 'i' | 'u', number>>;

function settings({ G = 0, L = 0, I = 0, M = 0, F = 0, T = 0, B = 0 }: Letters): ReturnType<typeof settingsOf> {
  const options: SettingsOptions = { maxGrowthRate: G, limit: L, idleCount: I, idleCountMin: M, idleScaleFactor: F, maxBuilds: B };
  return settingsOf({ ...options, idleTime: T * SECOND });
}

function counts({ c = 0, i = 0, u = 0 }: Counters): MachineCounts {
  return { creating: c, idle: i, acquired: 0, used: u, removing: 0 };
}

interface CreationCase {
  readonly id: number;
  readonly config: Letters;
  readonly counters: Counters;
  /** Undefined: not tested upstream. */
  readonly idle: boolean | undefined;
  readonly demand: boolean;
  /** What upstream's test of creation on demand has besides. */
  readonly demandConfig?: Letters;
}

const CREATION: readonly CreationCase[] = [
  { id: 1, config: { G: 10 }, demandConfig: { I: 1 }, counters: { c: 10 }, idle: false, demand: false },
  { id: 2, config: { G: 10 }, demandConfig: { I: 1 }, counters: { c: 1 }, idle: false, demand: false },
  { id: 3, config: { L: 10 }, demandConfig: { I: 1 }, counters: { c: 5, i: 3, u: 2 }, idle: false, demand: false },
  { id: 4, config: { L: 10, I: 10 }, counters: { i: 3, u: 2 }, idle: true, demand: true },
  { id: 5, config: { I: 100, M: 10, F: 1 }, counters: {}, idle: true, demand: true },
  { id: 6, config: { I: 100, M: 10, F: 1 }, counters: { u: 1 }, idle: true, demand: true },
  { id: 7, config: { I: 100, M: 10, F: 1 }, counters: { i: 5, u: 1 }, idle: true, demand: true },
  { id: 8, config: { I: 100, M: 10, F: 1 }, counters: { i: 10, u: 15 }, idle: true, demand: true },
  { id: 9, config: { I: 100, M: 10, F: 1 }, counters: { i: 10, u: 1 }, idle: false, demand: false },
  { id: 10, config: { I: 100, F: 1 }, counters: {}, idle: true, demand: true },
  { id: 11, config: { I: 10, F: 1 }, counters: { i: 10, u: 100 }, idle: false, demand: false },
  { id: 12, config: { I: 10 }, counters: { i: 10 }, idle: false, demand: false },
  { id: 13, config: { I: 10 }, counters: { i: 1 }, idle: true, demand: true },
  { id: 14, config: { I: 5, M: 10 }, counters: { i: 8 }, idle: false, demand: false },
  { id: 15, config: { I: 5, M: 10, F: 1 }, counters: { i: 8, u: 9 }, idle: false, demand: false },
  { id: 16, config: { M: 10, F: 1 }, counters: { u: 10 }, idle: undefined, demand: true },
  { id: 17, config: { M: 10, F: 1, L: 10 }, counters: { i: 3, u: 2 }, idle: undefined, demand: true },
  { id: 18, config: { M: 10, F: 1, L: 10 }, counters: { u: 10 }, idle: undefined, demand: false },
];

interface RemovalCase {
  readonly id: number;
  readonly config: Letters;
  readonly counters: Counters;
  readonly machine: { readonly state?: 'creating' | 'idle'; readonly uses?: number; readonly age?: number };
  readonly reason: ReturnType<typeof removalReason>;
}

const REMOVAL: readonly RemovalCase[] = [
  { id: 19, config: {}, counters: {}, machine: { state: 'creating' }, reason: undefined },
  { id: 20, config: { I: 10, B: 1 }, counters: { i: 1 }, machine: { uses: 1 }, reason: 'used_up_in_walk' },
  { id: 21, config: { I: 10, B: 10 }, counters: { i: 1 }, machine: { uses: 1 }, reason: undefined },
  { id: 22, config: { I: 10, L: 15 }, counters: { c: 5, i: 5, u: 5 }, machine: {}, reason: 'over_limit' },
  { id: 23, config: { I: 10, T: 3600 }, counters: { i: 5 }, machine: { age: 60 }, reason: undefined },
  { id: 24, config: { I: 10, T: 3600 }, counters: { i: 10 }, machine: { age: 60 }, reason: undefined },
  { id: 25, config: { I: 10, T: 10 }, counters: { i: 5 }, machine: { age: 60 }, reason: undefined },
  { id: 26, config: { I: 10, T: 10 }, counters: { i: 10 }, machine: { age: 60 }, reason: 'idle_surplus' },
  { id: 27, config: { I: 100, M: 10, F: 1, T: 10 }, counters: {}, machine: { age: 60 }, reason: undefined },
  { id: 28, config: { I: 100, M: 10, F: 1, T: 10 }, counters: { u: 1 }, machine: { age: 60 }, reason: undefined },
  { id: 29, config: { I: 100, M: 10, F: 1, T: 10 }, counters: { i: 5, u: 1 }, machine: { age: 60 }, reason: undefined },
  { id: 30, config: { I: 100, M: 10, F: 1, T: 10 }, counters: { i: 10, u: 15 }, machine: { age: 60 }, reason: undefined },
  { id: 31, config: { I: 100, M: 10, F: 1, T: 10 }, counters: { i: 10, u: 1 }, machine: { age: 60 }, reason: 'idle_surplus' },
  { id: 32, config: { I: 100, F: 1, T: 10 }, counters: {}, machine: { age: 60 }, reason: undefined },
  { id: 33, config: { I: 10, F: 1, T: 10 }, counters: { i: 10, u: 100 }, machine: { age: 60 }, reason: 'idle_surplus' },
  { id: 34, config: { I: 5, M: 10, T: 10 }, counters: { i: 8 }, machine: { age: 60 }, reason: 'idle_surplus' },
  { id: 35, config: { I: 5, M: 10, F: 1, T: 10 }, counters: { i: 8, u: 9 }, machine: { age: 60 }, reason: 'idle_surplus' },
];

describe('creation of idle machines', () => {
  test.each(CREATION.filter(({ idle }) => idle !== undefined))('$id: $config with $counters -> $idle', ({ config, counters, idle }) => {
    expect(roomToCreate(settings(config), counts(counters)) > 0).toBe(idle);
  });
});

describe('creation on demand', () => {
  test.each(CREATION)('$id: $config with $counters -> $demand', ({ config, demandConfig, counters, demand }) => {
    const inForce = settings({ ...config, ...demandConfig });
    expect(canCreateOnDemand(inForce, counts(counters))).toBe(demand);
  });
});

describe('removal', () => {
  const now = 10 * HOUR;

  test.each(REMOVAL)('$id: $config after $counters, $machine -> $reason', ({ config, counters, machine, reason }) => {
    const { state = 'idle', uses = 0, age = 0 } = machine;
    const candidate: RemovalCandidate = { state, usedCount: uses, usedAt: now - age * SECOND };
    expect(removalReason(settings(config), counts(counters), candidate, now)).toBe(reason);
  });
});

test('the tables hold the 50 checks of upstream', () => {
  expect([CREATION.filter(({ idle }) => idle !== undefined).length, CREATION.length, REMOVAL.length]).toEqual([15, 18, 17]);
});
