/** Requests that wait at a GitLab which goes down are answered then; those that wait at another are not. */
import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';

test('an outage ends the long polls of its own instance, as it begins', () => {
  const outages = [
    {
      name: 'down',
      target: { kind: 'instance' as const, index: 1 },
      times: { kind: 'fixed' as const, windows: [{ from: 20 * SECOND, to: 40 * SECOND }] },
      effect: { kind: 'unavailable' as const, status: 503 },
    },
  ];
  const polling = { longPolling: 50 * SECOND };
  const managers = [0, 1].map((runner) => ({ entry: { runner, machine: 'none' as const } }));
  const { requests } = runFleet(
    aFleet({ horizon: MINUTE, instances: [polling, polling], runners: [{ instance: 0 }, { instance: 1 }], managers, outages }),
  );
  const waited = (manager: number): number[][] =>
    requests.filter((one) => one.manager === manager && one.end !== one.at).map(({ at, end }) => [at / SECOND, end / SECOND]);
  // The second of each still waits at the end: from the first feed after the outage, and after 50 s, on.
  expect(waited(1).slice(0, -1)).toEqual([[0, 20]]);
  expect(waited(0).slice(0, -1)).toEqual([[0, 50]]);
  expect([waited(1).at(-1)![0], waited(0).at(-1)![0]]).toEqual([42, 51]);
});
