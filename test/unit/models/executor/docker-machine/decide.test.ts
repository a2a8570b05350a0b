/**
 * The decision of a pass over random histories of a pool: it is what the plain walk over all machines and the plain loop of creations come
 * to, a short cut is taken only where that walk removes nothing, and a pass does what was decided, no more and no less.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DockerMachine } from '../../../../../src/models/executor/docker-machine/docker-machine.js';
import { decide, newDecision } from '../../../../../src/models/executor/docker-machine/decide.js';
import type { MachineCounts } from '../../../../../src/models/machine/machine-pool.js';
import { isGrowthFull, isIdleFull, isTotalFull, removalReason } from '../../../../../src/models/executor/docker-machine/policy.js';
import { NEXT_POLL } from '../../../../../src/models/wait/causes.js';
import { SECOND } from '../../../../../src/units/time.js';
import type { SettingsOptions } from '../../../../support/pool-builder.js';
import { aMachine } from '../../../../support/fleet-builder.js';
import { PoolBench, settingsOf } from '../../../../support/pool-builder.js';

type Step =
  | { readonly kind: 'wait'; readonly time: number }
  | { readonly kind: 'pass'; readonly settings: number; readonly keep: 'machine' | 'job' | 'nothing' }
  | { readonly kind: 'create'; readonly maxGrowthRate: number }
  | { readonly kind: 'end'; readonly which: number; readonly settings: number }
  | { readonly kind: 'restart' };

const settings: fc.Arbitrary<SettingsOptions> = fc.record({
  limit: fc.constantFrom(0, 0, 2, 4, 8),
  maxBuilds: fc.constantFrom(0, 1, 2, 3),
  maxGrowthRate: fc.constantFrom(0, 0, 2),
  idleTestIgnoresBusy: fc.boolean(),
  idleCount: fc.integer({ min: 0, max: 5 }),
  idleCountMin: fc.integer({ min: 0, max: 3 }),
  idleScaleFactor: fc.constantFrom(0, 0, 0.5, 1.5),
  idleTime: fc.integer({ min: 0, max: 15 }).map((s) => s * SECOND),
});
const which = fc.nat(100);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), time: fc.integer({ min: 0, max: 12 * SECOND }) }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), settings: which, keep: fc.constantFrom('machine', 'job', 'nothing') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('create' as const), maxGrowthRate: fc.constantFrom(0, 1) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('end' as const), which, settings: which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

/** What the walk of the specification removes, oldest first: counters hold only the machines walked before. */
function plainWalk(bench: PoolBench, options: SettingsOptions): DockerMachine[] {
  const before: MachineCounts = { creating: 0, idle: 0, acquired: 0, used: 0, removing: 0 };
  const removed: DockerMachine[] = [];
  for (const machine of bench.pool.machines) {
    if (machine.state === 'unattended') throw new Error('all machines are known when a pass walks');
    const isRemoved = removalReason(settingsOf(options), before, machine, bench.now) !== undefined;
    if (isRemoved) removed.push(machine);
    before[isRemoved ? 'removing' : machine.state]++;
  }
  return removed;
}

/** How many machines the specification's loop creates, one after another, from these counters on. */
function plainCreates(options: SettingsOptions, from: Readonly<MachineCounts>): number {
  const inForce = settingsOf(options);
  const counts = { ...from };
  let made = 0;
  while (!isGrowthFull(inForce, counts) && !isTotalFull(inForce, counts) && !isIdleFull(inForce.idle, counts)) {
    counts.creating++;
    made++;
  }
  return made;
}

/** How often the short cut was taken with idle machines there, and how often a walk removed something. */
const seen = { short: 0, walks: 0, removed: 0 };

function pass(bench: PoolBench, options: SettingsOptions): DockerMachine | undefined {
  const { pool } = bench;
  // A pass gets to know the directories on the disk first.
  pool.discover();
  const decision = newDecision();
  const counts = { ...pool.counts };
  decide(bench.view.of(aMachine()), settingsOf(options), bench.now, decision);
  expect(pool.counts).toEqual(counts);
  const isShort = !decision.walked;
  const expected = plainWalk(bench, options);
  expect(decision.removals).toEqual(expected);
  expect(decision.asks).toBe(decision.cause === NEXT_POLL);
  const walked = { ...counts, idle: counts.idle - expected.length, removing: counts.removing + expected.length };
  expect(decision.creates).toBe(plainCreates(options, walked));
  if (isShort) expect(expected).toEqual([]);
  if (isShort && pool.counts.idle > 0) seen.short++;
  if (!isShort) seen.walks++;
  if (expected.length > 0) seen.removed++;
  const removing = new Set(pool.machines.filter(({ state }) => state === 'removing'));

  const born = pool.newestBirth;
  const answer = bench.acquire(options);
  expect(pool.newestBirth - born).toBe(decision.creates);
  if (typeof answer === 'string') expect(answer).toBe(decision.asks ? 'request' : 'no_free_executor');

  const gone = pool.machines.filter((one) => one.state === 'removing' && !removing.has(one) && one.reasonRemoved !== 'unreachable');
  expect(gone).toEqual(expected);
  return typeof answer === 'string' ? undefined : answer;
}

function use(bench: PoolBench, machine: DockerMachine): void {
  bench.pool.setState(machine, 'used');
  machine.used({ machineDied: () => undefined }, bench.now);
}

/** A worker gives back the machine of a job or of an empty request; MaxBuilds may be an earlier one than that of the next pass. */
function end(bench: PoolBench, machine: DockerMachine, { maxBuilds = 0 }: SettingsOptions): void {
  if (machine.state === 'used') machine.clockStarts(bench.now);
  if (maxBuilds > 0 && machine.usedCount >= maxBuilds) bench.remove(machine);
  else bench.release(machine);
}

/** The first of the settings holds most of the time; another one (a period, a reload, an old job's) comes in now and then. */
function inForce(choices: readonly SettingsOptions[], which: number): SettingsOptions {
  return choices[which < 85 ? 0 : which % choices.length]!;
}

function play(bench: PoolBench, step: Step, choices: readonly SettingsOptions[]): void {
  switch (step.kind) {
    case 'wait':
      bench.wait(step.time);
      break;
    case 'pass': {
      const chosen = inForce(choices, step.settings);
      const machine = pass(bench, chosen);
      if (machine === undefined) break;
      if (step.keep === 'job') use(bench, machine);
      if (step.keep === 'nothing') end(bench, machine, chosen);
      break;
    }
    case 'create':
      bench.create(step.maxGrowthRate);
      break;
    case 'end': {
      const held = bench.pool.machines.filter(({ state }) => state === 'used' || state === 'acquired');
      const machine = held[step.which % held.length];
      if (machine !== undefined) end(bench, machine, inForce(choices, step.settings));
      break;
    }
    case 'restart':
      bench.restart();
  }
}

function checkCounts({ pool }: PoolBench): void {
  const states = pool.machines.map(({ state }) => state);
  for (const state of ['creating', 'idle', 'acquired', 'used', 'removing'] as const) {
    expect(pool.counts[state]).toBe(states.filter((one) => one === state).length);
  }
  expect(pool.unattended).toBe(states.filter((one) => one === 'unattended').length);
  expect(pool.machines.map(({ birth }) => birth)).toEqual([...pool.machines].map(({ birth }) => birth).sort((a, b) => a - b));
}

test('a pass removes, creates and asks as decided, and that is what the plain walk and loop come to', () => {
  fc.assert(
    fc.property(
      fc.array(settings, { minLength: 1, maxLength: 3 }),
      fc.array(step, { minLength: 20, maxLength: 120, size: 'max' }),
      (choices, steps) => {
        const bench = new PoolBench({
          given: {
            boots: [2 * SECOND, 5 * SECOND, { us: 4 * SECOND, ok: false }, 9 * SECOND, { us: SECOND, ok: false, dir: false }],
            deletes: [3 * SECOND, 40 * SECOND],
            failDeletes: [{ machine: 2, times: Infinity }],
            failForceDeletes: [{ machine: 2, times: 1 }],
            unreachable: [{ machine: 4, from: 0, to: Infinity }],
          },
          maxRemovalAttempts: 1,
        });
        for (const one of steps) {
          play(bench, one, choices);
          checkCounts(bench);
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(seen.short).toBeGreaterThan(1000);
  expect(seen.walks).toBeGreaterThan(1000);
  expect(seen.removed).toBeGreaterThan(200);
});
