/** What is in service at some time of a run. */
import { expect, test } from 'vitest';
import { managersInService, runnersInService } from '../../../src/fleet/in-service.js';
import type { FailoverSpec } from '../../../src/fleet/failover.js';
import { aFleet } from '../../support/fleet-builder.js';

const never = (): boolean => false;
const at = { kind: 'constant', value: 0 } as const;

function aFailover(name: string, over: Partial<FailoverSpec>): FailoverSpec {
  const trigger = { kind: 'person', outages: [], delay: at } as const;
  return { name, trigger, reaction: at, unpause: [], start: [], reload: [], back: undefined, ...over };
}

test('a process that runs at the start, or that an event or a failover starts', () => {
  const managers = [{}, { running: false }, { running: false }, { running: false }].map((own) => ({ ...own, entry: { runner: 0 } }));
  expect(managersInService(aFleet({ managers }))).toEqual([true, false, false, false]);
  const events = [
    { at: 5, kind: 'start', manager: 1 },
    { at: 6, kind: 'kill', manager: 2 },
  ] as const;
  expect(managersInService(aFleet({ managers, events, failovers: [aFailover('f', { start: [3] })] }))).toEqual([true, true, false, true]);
});

test('a registration that is not paused, or that an event or a failover that came unpauses', () => {
  const runners = [{}, { paused: true }, { paused: true }, { paused: true }];
  expect(runnersInService(aFleet({ runners }), never)).toEqual([true, false, false, false]);
  const events = [
    { at: 5, kind: 'unpause', runner: 1 },
    { at: 6, kind: 'pause', runner: 2 },
  ] as const;
  const fleet = aFleet({ runners, events, failovers: [aFailover('f', { unpause: [2] }), aFailover('g', { unpause: [3] })] });
  expect(runnersInService(fleet, never)).toEqual([true, true, false, false]);
  expect(runnersInService(fleet, (name) => name === 'g')).toEqual([true, true, false, true]);
});
