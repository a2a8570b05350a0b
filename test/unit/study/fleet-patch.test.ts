/** Who notices a studied outage: a person by the places of the outages they watch for, a rule always. */
import { expect, test } from 'vitest';
import type { FaultTarget, OutageSpec } from '../../../src/fleet/outage.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { patchedFleet, STUDIED, withOutage } from '../../../src/study/fleet-patch.js';
import { fleet as small } from '../../support/prepared-engine.js';

const effect = { kind: 'down', api: 'fails', machines: 'die' } as const;
const outage = (kind: FaultTarget['kind'], index: number): OutageSpec => ({
  name: `${kind} ${index}`,
  target: { kind, index },
  times: { kind: 'fixed', windows: [] },
  effect,
});
const zone = (cloud: number) => ({ ...small.zones[0]!, cloud }) as FleetSpec['zones'][number];

/** Zones 0 and 1 are of cloud 0, zone 2 is of cloud 1; the person watches for these outages of the fleet. */
function fleetWatching(...watched: readonly number[]): FleetSpec {
  const failover = { name: 'f', reaction: { kind: 'constant', value: 0 }, unpause: [], start: [], reload: [], back: undefined } as const;
  return {
    ...small,
    zones: [zone(0), zone(0), zone(1)],
    outages: [outage('zone', 0), outage('manager', 1), outage('cloud', 1)],
    failovers: [
      { ...failover, trigger: { kind: 'person', outages: watched, delay: { kind: 'constant', value: 0 } } },
      { ...failover, name: 'rule', trigger: { kind: 'rule', anyOf: [], holdsFor: 0 } },
    ],
  };
}

function noticed(watched: readonly number[], kind: FaultTarget['kind'], index: number): boolean {
  const put = withOutage(fleetWatching(...watched), { target: { kind, index }, effect, from: 1, to: 2 }, 9);
  expect(put.failovers.at(-1)!.name).toBe('rule');
  const [person] = put.failovers;
  if (person!.name !== 'f') return false;
  // It is the only outage there is now, whatever number the watched one had.
  expect(person!.trigger).toMatchObject({ kind: 'person', outages: [0] });
  return true;
}

test.each([
  ['a zone and its cloud are one place', [0], 'cloud', 0, true],
  ['so are two zones of a cloud', [0], 'zone', 1, true],
  ['another cloud is another', [0], 'cloud', 1, false],
  ['and so are its zones', [0], 'zone', 2, false],
  ['a cloud that is watched for is met in its zone', [2], 'zone', 2, true],
  ['a manager is a place of its own', [1], 'manager', 1, true],
  ['the one beside it is not', [1], 'manager', 2, false],
  ['nor is a cloud of the same number', [1], 'cloud', 1, false],
  ['one of several that are watched for is enough', [1, 0], 'zone', 1, true],
  ['who watches for none notices clouds', [], 'cloud', 1, true],
  ['and zones', [], 'zone', 2, true],
  ['but not a manager', [], 'manager', 0, false],
  ['nor an instance', [], 'instance', 0, false],
  ['an outage that is not of the fleet is met nowhere', [7], 'cloud', 0, false],
] as const)('%s', (_, watched, kind, index, isNoticed) => expect(noticed(watched, kind, index)).toBe(isNoticed));

test('the studied outage is alone, at its time, in a run that ends when it is told to', () => {
  const target = { kind: 'cloud', index: 1 } as FaultTarget;
  const put = patchedFleet(fleetWatching(0), { kind: 'one_outage', outage: { target, effect, from: 3, to: 5 }, until: 9 });
  expect(put.horizon).toBe(9);
  expect(put.outages).toEqual([{ name: STUDIED, target, times: { kind: 'fixed', windows: [{ from: 3, to: 5 }] }, effect }]);
});

test('a patch of nothing is the fleet itself', () => {
  const fleet = fleetWatching(0);
  expect(patchedFleet(fleet, { kind: 'as_is' })).toBe(fleet);
  expect(patchedFleet(fleet, { kind: 'without_faults' })).toMatchObject({ outages: [], failovers: [{ name: 'rule' }] });
});
