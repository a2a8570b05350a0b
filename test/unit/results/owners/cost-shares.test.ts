/** The cost of a fleet is shared without a remainder, whatever its pools were used for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MachineRecord } from '../../../../src/record/machine.js';
import { CostShares, poolCount, poolOf } from '../../../../src/results/owners/cost-shares.js';
import { entriesOf } from '../../../../src/results/entries.js';
import { MachineCell } from '../../../../src/results/pools/machine-usage.js';
import { poolScopes } from '../../../../src/results/pools/pool-scopes.js';
import type { PoolSources } from '../../../../src/results/pools/pool-stats.js';
import { HOUR, SECOND } from '../../../../src/units/time.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { aMachine } from '../../../support/records.js';

const service = { kind: 'other', zone: -1, bandwidth: 0, latency: 0, pullsPerWindow: Infinity, window: HOUR, egressPerByte: 0, targets: 0, seriesPerTarget: 0 } as const; // prettier-ignore

/** Two clouds; one group on machines of the first, one on machines of the second beside fixed hosts. */
const fleet = aFleet({
  runners: [{ name: 'a' }, { name: 'b' }, { name: 'host' }],
  clouds: [{ name: 'c' }, { name: 'd' }],
  zones: [{ cloud: 0 }, { cloud: 1 }],
  machineTypes: [{ pricePerHour: 0.36 }, { cloud: 1, pricePerHour: 1.23 }],
  groups: ['one', 'two'],
  managers: [
    { group: 0, hostPricePerHour: 0.1, entry: { runner: 0, machine: { zone: 0 } } },
    { group: 0, hostPricePerHour: 0.3, entry: { runner: 0, machine: { zone: 0 } } },
    { group: 1, hostPricePerHour: 0.7, entries: [{ runner: 1, machine: { zone: 1 } }, { runner: 2, machine: 'none' }] }, // prettier-ignore
  ],
  services: [
    { ...service, name: 'mirror', cloud: 1, pricePerHour: 0.05 },
    { ...service, name: 'consul', cloud: -1, pricePerHour: 0.02 },
  ],
});
const PLACES = [
  [0, 0],
  [1, 0],
  [2, 1],
  [2, 2],
] as const;

function sourcesOf(machines: readonly MachineRecord[], egress: ReadonlyMap<number, number>): PoolSources {
  const cells = machines.map((record) => {
    const cell = new MachineCell(record);
    cell.add(record, 0, HOUR);
    return cell;
  });
  return { fleet, entries: entriesOf(fleet), runs: [true, true, true], signals: [], counters: [], cells, egress, length: HOUR };
}

const machine = (manager: number, time: Partial<MachineRecord['time']>): MachineRecord =>
  aMachine({
    manager,
    runner: manager < 2 ? 0 : 1,
    zone: manager < 2 ? 0 : 1,
    machineType: manager < 2 ? 0 : 1,
    time: { boot: 0, idle: 0, busy: 0, teardown: 0, orphan: 0, ...time },
    rounding: 0,
  });

test('payers and nobody together pay what the fleet costs', () => {
  const seconds = fc.integer({ min: 0, max: 100_000 }).map((s) => s * SECOND);
  const time = fc.record({ boot: seconds, idle: seconds, busy: seconds, teardown: seconds, orphan: seconds });
  const machines = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), time, seconds), { maxLength: 6 });
  const held = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom(...PLACES), seconds), { maxLength: 8 });
  const egress = fc.tuple(...[-1, 0, 1].map((cloud) => fc.tuple(fc.constant(cloud), fc.double({ min: 0, max: 9, noNaN: true }))));
  fc.assert(
    fc.property(machines, held, egress, (records, jobs, usd) => {
      const sources = sourcesOf(
        records.map(([manager, own, rounding]) => ({ ...machine(manager, own), rounding })),
        new Map(usd),
      );
      const all = jobs.map(([payer, [manager, runner], micros]) => [payer, poolOf(fleet, manager, runner), micros] as const);
      const shares = new CostShares(
        sources,
        all.map(([, pool, micros]) => [pool, micros]),
      );
      const paid = [0, 1, 2, 3, 4].map((payer) =>
        shares.share(all.flatMap(([own, pool, micros]) => (own === payer ? [[pool, micros] as const] : []))),
      );
      const total = poolScopes(sources).all.cost.total;
      const sum = paid.reduce((sum, { total: own }) => sum + own, shares.nobodys);
      expect(Math.abs(sum - total)).toBeLessThanOrEqual(1e-12 * total);
      for (const { own, shared, total: both } of paid) expect(Math.min(own, shared, both - own)).toBeGreaterThanOrEqual(-1e-12 * both);
    }),
  );
});

test('machines of a pool are paid by held time, whichever manager they were of; hosts by that of their group, helpers by that of their cloud', () => {
  const sources = sourcesOf(
    [machine(0, { busy: HOUR, idle: HOUR }), machine(1, { boot: HOUR }), machine(2, { busy: HOUR })],
    new Map([[0, 4]]),
  );
  const [a, b, host] = [poolOf(fleet, 0, 0), poolOf(fleet, 2, 1), poolOf(fleet, 2, 2)];
  expect([poolOf(fleet, 1, 0), poolCount(fleet)]).toEqual([a, 6]);
  const shares = new CostShares(sources, [
    [a, 3 * HOUR],
    [a, HOUR],
    [b, HOUR],
    [host, 3 * HOUR],
  ]);
  const most = shares.share([[a, 3 * HOUR]]);
  // Of its group: both hosts; of its cloud: the egress; of all held time three eighths of what has no cloud.
  expect(most.own).toBeCloseTo(0.75 * 0.36, 12);
  expect(most.shared).toBeCloseTo(0.75 * (2 * 0.36 + 0.4 + 4) + (3 / 8) * 0.02, 12);
  const hosted = shares.share([[host, 3 * HOUR]]);
  expect([hosted.own, hosted.heldSeconds]).toEqual([0, 3 * 3600]);
  expect(hosted.shared).toBeCloseTo(0.75 * 0.7 + (3 / 8) * 0.02, 12);
  expect(shares.share([[b, HOUR]]).total).toBeCloseTo(1.23 + 0.25 * 0.7 + 0.05 + (1 / 8) * 0.02, 12);
  expect(shares.nobodys).toBe(0);
});

test('where no job ran, all of it is nobody’s', () => {
  const sources = sourcesOf([machine(0, { idle: HOUR })], new Map());
  const shares = new CostShares(sources, []);
  expect(shares.nobodys).toBeCloseTo(0.36 + 0.4 + 0.7 + 0.07, 12);
  expect(shares.share([])).toEqual({ heldSeconds: 0, own: 0, shared: 0, total: 0, perMonth: 0 });
});
