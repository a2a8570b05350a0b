/** The entries of a fleet: limits and zones of the first configuration that has them, settings over all of them. */
import { expect, test } from 'vitest';
import { entriesOf } from '../../../src/results/entries.js';
import { settingsByGroup } from '../../../src/results/settings.js';
import { SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { fleet } from '../../support/records.js';

test('stand in the order of managers and files, a fixed host without a zone', () => {
  expect(entriesOf(fleet).map(({ manager, runner, limit, zone }) => [manager, runner, limit, zone])).toEqual([
    [0, 0, 0, 0],
    [1, 0, 5, 1],
    [2, 1, 0, -1],
  ]);
});

test('one that a reload brings or changes', () => {
  const reloaded = aFleet({
    runners: [{}, {}],
    zones: [{}, {}],
    manager: {
      configs: [
        { concurrent: 4, checkInterval: 3 * SECOND, entries: [{ name: 'a', limit: 2, machine: { zone: 1, idleCount: 3, maxBuilds: 1 } }] },
        {
          concurrent: 9,
          checkInterval: 1 * SECOND,
          entries: [
            { name: 'a', limit: 7, machine: { zone: 0, idleCount: 5, maxBuilds: 1 } },
            { name: 'b', requestConcurrency: 2, machine: 'none' },
          ],
        },
      ],
    },
  });
  const entries = entriesOf(reloaded);
  expect(entries.map(({ manager, runner, limit, zone }) => [manager, runner, limit, zone])).toEqual([
    [0, 0, 2, 1],
    [0, 1, 0, -1],
  ]);
  expect(settingsByGroup(reloaded, entries)).toEqual([
    {
      group: 'group-0',
      entry: 'a',
      concurrent: [4, 9],
      checkInterval: [1, 3],
      limit: [2, 7],
      requestConcurrency: [1, 1],
      idleCount: [3, 5],
      maxGrowthRate: [0, 0],
      maxBuilds: [1, 1],
    },
    { group: 'group-0', entry: 'b', concurrent: [9, 9], checkInterval: [1, 1], limit: [0, 0], requestConcurrency: [2, 2] },
  ]);
});

test('the limit of an entry that a reload brings to another executor is that of its machines', () => {
  const fleet = aFleet({
    manager: {
      configs: [
        { concurrent: 4, entries: [{ limit: 1, machine: { idleCount: 1 } }] },
        { concurrent: 4, entries: [{ limit: 9, machine: 'none' }] },
      ],
    },
  });
  expect(settingsByGroup(fleet, entriesOf(fleet))[0]).toMatchObject({ idleCount: [1, 1], limit: [1, 1] });
});
