/** The warm-up that is detected: of systems whose beginning is known, and what becomes of the scenario. */
import { describe, expect, test } from 'vitest';
import { openScenario } from '../../../src/scenario/open.js';
import type { PreparedScenario } from '../../../src/scenario/prepare.js';
import { detectWarmup, oneWarmup, settled } from '../../../src/study/warmup.js';
import { HOUR, MINUTE } from '../../../src/units/time.js';

async function opened(file: string, set: readonly string[]): Promise<PreparedScenario> {
  const found = await openScenario(`scenarios/${file}`, { set });
  if ('issues' in found) throw new Error(found.issues.map(({ message }) => message).join('; '));
  return found;
}

describe('a system that begins empty', () => {
  test('of ample servers settles in a few services: a(1 - exp(-t / S)) jobs are in it', async () => {
    // S = 1000 s: after 3 S 95 % are there, after 6 S all but a quarter of a percent.
    const { fleet } = await opened('mmc.yaml', ['horizon=4d', 'warmup=0s', 'concurrent=200', 'limit=200']);
    const { warmup, isSettled } = detectWarmup(fleet);
    expect(isSettled).toBe(true);
    expect(warmup).toBeGreaterThanOrEqual(30 * MINUTE);
    expect(warmup).toBeLessThanOrEqual(5 * HOUR);
    expect(warmup % MINUTE).toBe(0);
  });

  test('that is offered more than it can do never settles', async () => {
    const { fleet } = await opened('mmc.yaml', ['horizon=1d', 'warmup=0s', 'rate=400/h']);
    expect(detectWarmup(fleet)).toEqual({ warmup: 12 * HOUR, isSettled: false });
  });

  test('and whose load is a wave is cut by what it holds of what comes, not by the wave', async () => {
    const { fleet } = await opened('shared-runners.yaml', ['warmup=0s']);
    const { warmup, isSettled } = detectWarmup(fleet);
    expect(isSettled).toBe(true);
    expect(warmup).toBeLessThan(6 * HOUR);
  });

  test('settles as soon with an outage as without', async () => {
    const set = ['horizon=12h', 'warmup=0s'];
    const plain = detectWarmup((await opened('idle-pool.yaml', set)).fleet);
    const broken = detectWarmup((await opened('idle-pool.yaml', [...set, 'events[+]={at: 6h, for: 3h, outage: {cloud: gce}}'])).fleet);
    expect(broken).toEqual(plain);
  });
});

describe('a scenario', () => {
  test('that leaves its warm-up has the detected one, one that states it keeps it', async () => {
    const left = await opened('idle-pool.yaml', ['horizon=8h', 'warmup=auto']);
    expect([left.leavesWarmup, left.fleet.warmup]).toEqual([true, 0]);
    const own = settled(left);
    expect(own.fleet.warmup).toBe(detectWarmup(left.fleet).warmup);
    expect(own).toMatchObject({ leavesWarmup: false, detectedWarmup: { isSettled: true } });
    const stated = await opened('idle-pool.yaml', []);
    expect(settled(stated)).toBe(stated);
  });

  test('has the longest of those that it is compared with', async () => {
    const sides = await Promise.all(
      ['IdleCount=10', 'IdleCount=20'].map((set) => opened('idle-pool.yaml', ['horizon=8h', 'warmup=auto', set])),
    );
    const own = sides.map(settled);
    const longest = Math.max(...own.map(({ fleet }) => fleet.warmup));
    expect(oneWarmup(own).map(({ fleet }) => fleet.warmup)).toEqual([longest, longest]);
    expect(oneWarmup([own[0]!, await opened('idle-pool.yaml', [])]).map(({ fleet }) => fleet.warmup)).toEqual([own[0]!.fleet.warmup, HOUR]);
  });
});
