/** Runs with different outcomes have different keys; what changes no outcome changes no key. */
import { describe, expect, test } from 'vitest';
import { fleetHash, runKey } from '../../../../src/cli/store/run-key.js';
import type { FleetSpec } from '../../../../src/fleet/fleet.js';
import type { Point } from '../../../../src/study/point.js';
import { pointsOf, smallStudy } from '../../../support/small-study.js';

const hashOf = async (...set: readonly string[]): Promise<string> => fleetHash((await smallStudy(set)).fleets[0]!.spec);

describe('the hash of a fleet', () => {
  test('is the same for the same scenario, read again, and for what changes no run of it', async () => {
    const own = await hashOf();
    expect(own).toMatch(/^[\da-f]{64}$/u);
    expect(await hashOf()).toBe(own);
    expect(await hashOf('name=Another', 'replications=9', 'thresholds.queue_time=["avg < 3s"]')).toBe(own);
  });

  test('is not of the tokens, but of which entries share one', async () => {
    const { spec } = (await smallStudy()).fleets[0]!;
    const renamed = (token: (nth: number) => string): FleetSpec => {
      let nth = 0;
      const managers = spec.managers.map((manager) => ({
        ...manager,
        configs: manager.configs.map((config) => ({
          ...config,
          entries: config.entries.map((entry) => ({ ...entry, token: token(nth++) })),
        })),
      }));
      return { ...spec, managers: [...managers, ...managers.slice(0, 1)] };
    };
    expect(fleetHash(renamed(() => 'a'))).toBe(fleetHash(renamed(() => 'b')));
  });

  test.each(['IdleCount=9', 'horizon=3h', 'warmup=20m', 'check_interval=5'])('is another with %s', async (set) => {
    expect(await hashOf(set)).not.toBe(await hashOf());
  });
});

describe('the key of a run', () => {
  test('is of all that decides its outcome', async () => {
    const [first, second] = pointsOf(await smallStudy());
    const own = first!;
    const key = (point: Point, runcast = '1.0.0', fleet = 'f'): string => runKey(runcast, fleet, point);
    const others = [
      key(second!),
      key(own, '1.0.1'),
      key(own, '1.0.0', 'g'),
      key({ ...own, patch: { kind: 'without_faults' } }),
      key({ ...own, draws: { ...own.draws, seed: 2 } }),
      key({ ...own, draws: { ...own.draws, seed: '1' } }),
      key({ ...own, figures: { ...own.figures!, questions: [] } }),
      key({ ...own, figures: { ...own.figures!, timeline: false } }),
      key({ ...own, figures: { ...own.figures!, compact: true } }),
      key({ ...own, ledger: { bound: 1, share: 0.5 } }),
      key({ ...own, traced: { firstLine: 2, rows: 9 } }),
      key({ ...own, comparedWaits: { hasBoots: false, leftOut: [] } }),
      key({ ...own, comparedWaits: { hasBoots: true, leftOut: [] } }),
      key({ ...own, comparedWaits: { hasBoots: true, leftOut: [2] } }),
    ];
    expect(new Set([key(own), ...others]).size).toBe(1 + others.length);
    // Where a point's fleet stands in the list, and whether rows are written, decide nothing.
    expect(key({ ...own, fleet: 3, rows: true })).toBe(key(own));
    expect(key(structuredClone(own))).toBe(key(own));
  });
});
