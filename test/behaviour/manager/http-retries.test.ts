/** What a request does while GitLab answers 502: the HTTP layer repeats it after 100 ms, 200 ms ... before the answer counts. */
import { expect, test } from 'vitest';
import { MILLISECOND, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';

const entry = { machine: 'none' as const, strictCheckInterval: true };

function requests(httpRetries: number, to: number): (readonly [number, number, number])[] {
  const outages = [
    {
      name: 'gitlab',
      target: { kind: 'instance' as const, index: 0 },
      times: { kind: 'fixed' as const, windows: [{ from: 0, to }] },
      effect: { kind: 'unavailable' as const, status: 502 },
    },
  ];
  const outcome = runFleet(
    aFleet({ horizon: 3500 * MILLISECOND, instance: { httpRetries, requestLatency: 50_000 }, manager: { entry }, jobs: [{}], outages }),
  );
  return outcome.requests.map(({ at, end, job }) => [at / MILLISECOND, end / MILLISECOND, job] as const);
}

test('a repeated request that GitLab answers in time gets the job; without repetition it is over at once', () => {
  expect(requests(0, SECOND)).toEqual([
    [0, 50, 0],
    [3000, 3050, 1],
  ]);
  // Asked at 0, 150, 400, 850 and 1700 ms (pauses of 100, 200, 400 and 800 ms after each answer of 50 ms): the last one finds GitLab back.
  expect(requests(4, SECOND)).toEqual([
    [0, 1750, 1],
    [3000, 3050, 0],
  ]);
  expect(requests(3, SECOND)).toEqual([
    [0, 900, 0],
    [3000, 3050, 1],
  ]);
});
