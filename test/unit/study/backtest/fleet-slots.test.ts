/** Slots of small fleets. */
import { describe, expect, test } from 'vitest';
import { fleetSlots } from '../../../../src/study/backtest/fleet-slots.js';
import { aFleet } from '../../../support/fleet-builder.js';

const HOST = { machine: 'none' } as const;

describe('slots', () => {
  test('are as many as a process runs at once, or as its entries do together', () => {
    const fleet = aFleet({
      runners: [{}, {}],
      managers: [
        {
          concurrent: 10,
          entries: [
            { ...HOST, limit: 3 },
            { ...HOST, limit: 4 },
          ],
        },
        { concurrent: 5, entries: [HOST] },
      ],
    });
    expect(fleetSlots(fleet)).toEqual({
      limits: [10, 3, 4, 5, Infinity],
      places: [{ of: [0, 1] }, { of: [0, 2] }, { of: [3, 4] }],
      runners: [0, 1, 0],
      count: 7 + 5,
    });
  });

  test('are those at the start: of processes that run, through registrations that are not paused', () => {
    const fleet = aFleet({
      runners: [{ paused: true }, {}],
      managers: [
        {
          concurrent: 10,
          entries: [
            { ...HOST, limit: 3 },
            { ...HOST, limit: 4 },
          ],
        },
        { concurrent: 5, running: false, entries: [HOST] },
      ],
    });
    expect(fleetSlots(fleet)).toEqual({ limits: [10, 4], places: [{ of: [0, 1] }], runners: [1], count: 4 });
  });

  test('have no count where nothing bounds them', () => {
    expect(fleetSlots(aFleet({ manager: { concurrent: Infinity, entry: HOST } })).count).toBe(Infinity);
  });
});
