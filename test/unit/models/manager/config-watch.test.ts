/** A change of config.toml under a running process, computed by hand. One feed each 10 s, a look at the file each 3 s. */
import { describe, expect, test } from 'vitest';
import { HOUR, SECOND } from '../../../../src/units/time.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { runFleet } from '../../../support/run-fleet.js';
import { machines, notes } from '../../../support/run-tables.js';

describe('IdleCount 1, then 3, then 1 again', () => {
  const idle = (idleCount: number) => ({ checkInterval: 10 * SECOND, entry: { machine: { idleCount, idleTime: 60 * SECOND } } });
  const outcome = runFleet(
    aFleet({
      horizon: HOUR,
      manager: { configCheck: 3 * SECOND, configs: [idle(1), idle(3)] },
      events: [
        { at: 100 * SECOND, kind: 'reload', manager: 0, config: 1 },
        { at: 300 * SECOND, kind: 'reload', manager: 0, config: 0 },
      ],
    }),
  );

  test('is read at the next look, without a restart', () => {
    expect(notes(outcome)).toEqual([
      [102, 'config_in_force', 'manager-0'],
      [300, 'config_in_force', 'manager-0'],
    ]);
    expect(outcome.exits).toEqual([]);
  });

  test('is acted on by the next pass', () => {
    expect(machines(outcome)).toEqual([
      [1, 0, 0, 30, -1, -1, 0, 'none'],
      [2, 0, 110, 140, 300, 310, 0, 'idle_surplus'],
      [3, 0, 110, 140, 300, 310, 0, 'idle_surplus'],
    ]);
  });
});

test('a stopped process reads the newest file when it starts', () => {
  const outcome = runFleet(
    aFleet({
      manager: { running: false, configs: [{ entry: { machine: { idleCount: 1 } } }, { entry: { machine: { idleCount: 2 } } }] },
      events: [
        { at: 100 * SECOND, kind: 'reload', manager: 0, config: 1 },
        { at: 200 * SECOND, kind: 'start', manager: 0 },
      ],
    }),
  );
  expect(notes(outcome)).toEqual([[200, 'config_in_force', 'manager-0']]);
  expect(outcome.machines.slice(0, 2).map(({ requestedAt }) => requestedAt)).toEqual([200 * SECOND, 200 * SECOND]);
});
