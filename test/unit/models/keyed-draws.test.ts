/** Draws by key: a machine boots, fails and goes the same whatever else is drawn, and as the zone says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BootDraw, MachineKey, RequestPause } from '../../../src/models/draws.js';
import type { DockerMachineDraws } from '../../../src/models/executor/docker-machine/draws.js';
import { dockerMachineDraws } from '../../../src/models/executor/docker-machine/draws.js';
import { KeyedDraws } from '../../../src/models/keyed-draws.js';
import { MachineStreams } from '../../../src/models/machine-streams.js';
import { RequestStreams } from '../../../src/models/request-streams.js';
import { Streams } from '../../../src/sim/random/index.js';
import { MILLISECOND, SECOND } from '../../../src/units/time.js';
import type { FleetOptions } from '../../support/fleet-builder.js';
import { aFleet } from '../../support/fleet-builder.js';

const LIFE = {
  bootTime: { kind: 'lognormal', mu: Math.log(35 * SECOND), sigma: 0.4 },
  deleteTime: { kind: 'exponential', mean: 20 * SECOND },
  bootFailure: 0.3,
  deleteFailure: 0.2,
  provisionFailure: 0.6,
} as const;
const FLEET: FleetOptions = { zone: LIFE, runners: [{}, {}], managers: [{}, {}] };

/** What is drawn whatever the executor, and what docker-machine draws of its own from the same streams. */
type AllDraws = KeyedDraws & { readonly own: DockerMachineDraws };

function draws(options: FleetOptions = FLEET, seed: number | string = 1, replication = 0): AllDraws {
  const fleet = aFleet(options);
  const machines = new MachineStreams(fleet, new Streams(seed, replication));
  const requests = new RequestStreams(fleet, new Streams(seed, replication));
  return Object.assign(new KeyedDraws(fleet, machines, requests), { own: dockerMachineDraws({ kind: 'drawn', machines }, fleet) });
}

function machine(birth: number, key: Partial<MachineKey> = {}): MachineKey {
  return { number: birth, manager: 0, runner: 0, zone: 0, birth, nth: birth, ...key };
}

function boot(from: AllDraws, key: MachineKey): BootDraw {
  const out = { time: -1, ok: false, leavesRemains: false };
  from.boot(key, out);
  return out;
}

/** Everything that is drawn for one machine. */
function life(from: AllDraws, key: MachineKey): unknown {
  const attempts = [1, 2, 3];
  return {
    boot: boot(from, key),
    deletes: attempts.map((attempt) => [from.deleteTime(key, attempt), from.deleteFails(key, attempt)]),
    provisions: attempts.map((attempt) => from.own.provisionSucceeds(key, attempt)),
  };
}

const births = Array.from({ length: 4000 }, (_, i) => i);
const share = (is: (birth: number) => boolean): number => births.filter(is).length / births.length;

describe('a machine', () => {
  test('has the same life in whatever order, and however often, lives are drawn', () => {
    const keys = fc.array(fc.record({ birth: fc.nat(50), manager: fc.nat(1), runner: fc.nat(1) }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(keys, (list) => {
        const one = draws();
        const other = draws();
        const forward = list.map(({ birth, ...key }) => life(one, machine(birth, key)));
        const back = [...list].reverse().map(({ birth, ...key }) => life(other, machine(birth, key)));
        expect(back.reverse()).toEqual(forward);
      }),
    );
  });

  test('is known by manager, runner and birth, not by its numbers over the run', () => {
    const from = draws();
    const lives = (key: Partial<MachineKey>): unknown => births.slice(0, 20).map((birth) => life(from, machine(birth, key)));
    expect(lives({ number: 777, nth: 88 })).toEqual(lives({}));
    expect(lives({ manager: 1 })).not.toEqual(lives({}));
    expect(lives({ runner: 1 })).not.toEqual(lives({}));
  });

  test('keeps its life when other managers and runners come: names are the key, not places', () => {
    const before = draws({ ...FLEET, runners: [{ name: 'r' }], managers: [{ name: 'm' }] });
    const after = draws({ ...FLEET, runners: [{ name: 'a' }, { name: 'r' }, {}], managers: [{ name: 'b' }, { name: 'c' }, { name: 'm' }] });
    for (const birth of births.slice(0, 50))
      expect(life(after, machine(birth, { manager: 2, runner: 1 }))).toEqual(life(before, machine(birth)));
  });

  test('boots as long where more boots fail, and fails again where they fail at a lower share', () => {
    const few = draws({ ...FLEET, zone: { ...LIFE, bootFailure: 0.1 } });
    const many = draws({ ...FLEET, zone: { ...LIFE, bootFailure: 0.5 } });
    for (const birth of births.slice(0, 300)) {
      const [a, b] = [boot(few, machine(birth)), boot(many, machine(birth))];
      expect(a.time).toBe(b.time);
      if (!a.ok) expect(b.ok).toBe(false);
    }
  });

  test('has another life under another seed and in another replication', () => {
    const lives = (from: AllDraws): string => JSON.stringify(births.slice(0, 20).map((birth) => life(from, machine(birth))));
    expect(new Set([draws(), draws(FLEET, 2), draws(FLEET, 'word'), draws(FLEET, 1, 1)].map(lives)).size).toBe(4);
    expect(lives(draws(FLEET, 2))).toBe(lives(draws(FLEET, 2)));
  });
});

describe('as the zone says', () => {
  test('times are whole micros with the mean of their distribution', () => {
    const from = draws();
    const boots = births.map((birth) => boot(from, machine(birth)).time);
    const deletes = births.map((birth) => from.deleteTime(machine(birth), 1));
    expect([...boots, ...deletes].every((time) => Number.isInteger(time) && time >= 0)).toBe(true);
    const mean = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length / SECOND;
    // Means are 35 s x exp(0.4^2 / 2) = 37.9 s (deviation 15.8) and 20 s (20): four deviations of the mean of 4000 are 1.0 and 1.27.
    expect(Math.abs(mean(boots) - 35 * Math.exp(0.08))).toBeLessThan(1);
    expect(Math.abs(mean(deletes) - 20)).toBeLessThan(1.27);
  });

  test('shares of failures are met within four deviations, each attempt for itself', () => {
    const from = draws();
    // Deviations of a share of 4000: 0.0072 (0.3), 0.0063 (0.2), 0.0077 (0.4), 0.0031 (0.04).
    expect(Math.abs(share((birth) => !boot(from, machine(birth)).ok) - 0.3)).toBeLessThan(0.029);
    expect(Math.abs(share((birth) => from.deleteFails(machine(birth), 1)) - 0.2)).toBeLessThan(0.026);
    expect(Math.abs(share((birth) => from.deleteFails(machine(birth), 1) && from.deleteFails(machine(birth), 2)) - 0.04)).toBeLessThan(
      0.0125,
    );
    expect(Math.abs(share((birth) => from.own.provisionSucceeds(machine(birth), 1)) - 0.4)).toBeLessThan(0.031);
  });

  test('a share of 0 never fails and one of 1 always does', () => {
    const never = draws({ zone: { bootFailure: 0, deleteFailure: 0, provisionFailure: 0 } });
    const always = draws({ zone: { bootFailure: 1, deleteFailure: 1, provisionFailure: 1 } });
    for (const birth of births.slice(0, 200)) {
      const key = machine(birth);
      expect([boot(never, key).ok, never.deleteFails(key, 1), never.own.provisionSucceeds(key, 1)]).toEqual([true, false, true]);
      expect([boot(always, key).ok, always.deleteFails(key, 1), always.own.provisionSucceeds(key, 1)]).toEqual([false, true, false]);
    }
  });

  test('a failed boot leaves a directory exactly where it is billed', () => {
    for (const failedBootIsBilled of [true, false]) {
      const from = draws({ zone: { bootFailure: 0.5, failedBootIsBilled } });
      const seen = births.slice(0, 100).map((birth) => boot(from, machine(birth)));
      expect(seen.filter(({ ok }) => ok).every(({ leavesRemains }) => leavesRemains)).toBe(true);
      expect(seen.filter(({ ok }) => !ok).length).toBeGreaterThan(20);
      expect(seen.filter(({ ok }) => !ok).every(({ leavesRemains }) => leavesRemains === failedBootIsBilled)).toBe(true);
    }
  });

  test('each zone has its own times', () => {
    const constant = (seconds: number) => ({ kind: 'constant', value: seconds * SECOND }) as const;
    const from = draws({
      zones: [
        { bootTime: constant(10), deleteTime: constant(1), provisionTime: 4 * SECOND, forceDeleteTime: 6 * SECOND },
        { bootTime: constant(20), deleteTime: constant(2), provisionTime: 5 * SECOND, forceDeleteTime: 7 * SECOND },
      ],
    });
    const seen = [0, 1].map((zone) => {
      const key = machine(3, { zone });
      return [boot(from, key).time, from.deleteTime(key, 1), from.own.provisionTime(key, 1), from.own.forceDeleteTime(key)].map(
        (at) => at / SECOND,
      );
    });
    expect(seen).toEqual([
      [10, 1, 4, 6],
      [20, 2, 5, 7],
    ]);
  });
});

describe('the pause inside a failed request', () => {
  const pauses = (failures: number, count = 4000, from = draws(), key: Partial<RequestPause> = {}): number[] =>
    Array.from({ length: count }, (_, ordinal) => {
      const pause = { manager: 0, runner: 0, ordinal, number: 1, failures, ...key };
      return from.requestPause(pause) / MILLISECOND;
    });

  test('is 100 ms after the first failure, for which nothing is drawn', () => {
    const streams = new Streams(1, 0);
    const requests = new RequestStreams(aFleet(FLEET), streams);
    expect(requests.pause({ manager: 0, runner: 0, ordinal: 0, number: 1, failures: 0 })).toBe(100 * MILLISECOND);
    expect(streams.drawCounts()).toEqual([]);
  });

  test.each([1, 2, 5, 9])('after %d more is anywhere from 100 ms to 100 ms x 2^n', (failures) => {
    const most = 100 * [1, 2, 4, 8, 16, 32, 64, 128, 256, 512][failures]!;
    const found = pauses(failures).map((pause) => (pause - 100) / (most - 100));
    const mean = found.reduce((sum, share) => sum + share, 0) / found.length;
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...found)).toBeLessThanOrEqual(1);
    expect(mean).toBeCloseTo(0.5, 1);
    // A uniform's.
    const variance = found.reduce((sum, share) => sum + (share - mean) * (share - mean), 0) / found.length;
    expect(variance * 12).toBeCloseTo(1, 1);
  });

  test('what is longer than a minute is a minute: the draw is cut, not its range', () => {
    const isMinute = (failures: number): number => pauses(failures).filter((pause) => pause === 60_000).length / 4000;
    // 100 ms x 2^10 is 102.4 s, x 2^12 409.6 s.
    expect(isMinute(10)).toBeCloseTo(42.4 / 102.3, 1);
    expect(isMinute(12)).toBeCloseTo(349.6 / 409.5, 1);
    expect(pauses(100).every((pause) => pause === 60_000)).toBe(true);
  });

  test('is keyed by manager, registration and ordinal, and moves no other draw', () => {
    const [one, other] = [draws(), draws()];
    const machinesAfter = pauses(3, 5, one).map(() => boot(one, machine(1)).time);
    expect(new Set(machinesAfter)).toEqual(new Set([boot(other, machine(1)).time]));
    expect(pauses(3, 5)).toEqual(pauses(3, 5));
    for (const key of [{ manager: 1 }, { runner: 1 }]) expect(pauses(3, 5, draws(), key)).not.toEqual(pauses(3, 5));
    expect(pauses(3, 5, draws(FLEET, 2))).not.toEqual(pauses(3, 5));
    // The number over the run is for what is given.
    expect(pauses(3, 5, draws(), { number: 9 })).toEqual(pauses(3, 5));
  });
});

test('requests and starts take what the scenario says', () => {
  const from = draws({ instances: [{ requestLatency: 5 }, { requestLatency: 9 }], workloads: [{ start: 3 }, { start: 4 }] });
  expect([from.requestLatency(0), from.requestLatency(1), from.start(0), from.start(1)]).toEqual([5, 9, 3, 4]);
});
