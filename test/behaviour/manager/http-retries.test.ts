/** What a request does while GitLab answers 502: the HTTP layer repeats it after ever longer pauses before the answer counts, and pauses after the last call too. */
import { expect, test } from 'vitest';
import type { EventSpec } from '../../../src/fleet/event.js';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import { MILLISECOND, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import type { RunnerFlags } from '../../../src/fleet/runner-flags.js';
import { given } from '../../support/given.js';
import { runFleet } from '../../support/run-fleet.js';

/** The pauses of a request that is repeated four times, in place of draws; and of those that come after it. */
const PAUSES = { given: given({ backoff: [100, 150, 250, 450, 850].map((ms) => ms * MILLISECOND) }) };
const entry = { machine: 'none' as const, strictCheckInterval: true };

/** GitLab answers 502 in these windows. */
const badGateway = (windows: readonly { readonly from: number; readonly to: number }[]): OutageSpec => ({
  name: 'gitlab',
  target: { kind: 'instance', index: 0 },
  times: { kind: 'fixed', windows },
  effect: { kind: 'unavailable', status: 502 },
});

function requests(httpRetries: number | undefined, to: number, flags: Partial<RunnerFlags> = {}): (readonly [number, number, number])[] {
  const outages = [badGateway([{ from: 0, to }])];
  const outcome = runFleet(
    aFleet({
      horizon: 3500 * MILLISECOND,
      instance: { httpRetries, requestLatency: 50_000 },
      manager: { flags, entry },
      jobs: [{}],
      outages,
    }),
    PAUSES,
  );
  return outcome.requests.map(({ at, end, job }) => [at / MILLISECOND, end / MILLISECOND, job] as const);
}

test('a repeated request that GitLab answers in time gets the job; without repetition it is over at once', () => {
  expect(requests(0, SECOND)).toEqual([
    [0, 50, 0],
    [3000, 3050, 1],
  ]);
  // Asked at 0, 150, 350, 650 and 1150 ms (pauses of 100, 150, 250 and 450 ms after each answer of 50 ms): the last one finds GitLab back.
  expect(requests(4, SECOND)).toEqual([
    [0, 1200, 1],
    [3000, 3050, 0],
  ]);
  expect(requests(3, SECOND)).toEqual([
    [0, 700, 0],
    [3000, 3050, 1],
  ]);
});

test('how often is a matter of the version where the instance does not say', () => {
  expect(requests(undefined, SECOND)).toEqual(requests(4, SECOND));
  expect(requests(undefined, SECOND, { retriesOutsideRequest: false })).toEqual(requests(0, SECOND, { retriesOutsideRequest: false }));
});

test('the pause after the last call is inside the request: its slot is taken as long, unless the process stops', () => {
  const outcome = (events: readonly EventSpec[]): readonly (readonly [number, number])[] =>
    runFleet(
      aFleet({
        horizon: 6 * SECOND,
        instance: { httpRetries: 2, requestLatency: 0 },
        manager: { checkInterval: 500 * MILLISECOND, entry: { ...entry, requestConcurrency: 1 } },
        outages: [badGateway([{ from: 0, to: 5 * SECOND }])],
        events,
      }),
      { given: given({ backoff: [100, 150, 250, 100, 150, 250].map((ms) => ms * MILLISECOND) }) },
    )
      .requests.map(({ at, end }) => [at / MILLISECOND, end / MILLISECOND] as const)
      .slice(0, 2);
  // Calls at 0, 100 and 250 ms, and a pause of 250 ms after the last: at 500 ms the slot is free again.
  expect(outcome([])).toEqual([
    [0, 250],
    [500, 750],
  ]);
  const stop: EventSpec = { at: 300 * MILLISECOND, kind: 'stop', manager: 0, signal: 'SIGQUIT' };
  const { exits } = runFleet(
    aFleet({
      instance: { httpRetries: 2, requestLatency: 0 },
      manager: { entry },
      outages: [badGateway([{ from: 0, to: SECOND }])],
      events: [stop],
    }),
    PAUSES,
  );
  expect(exits.map(({ at }) => at / MILLISECOND)).toEqual([300]);
});

test('a request that had to be repeated halves the adaptive value, whatever came of it at last; before 19.0 it counts as what came', () => {
  const windows = [0, 3 * SECOND, 6 * SECOND].map((from) => ({ from, to: from + 60 * MILLISECOND }));
  const openAt = (flags: Partial<RunnerFlags>): number[] => {
    const { requests } = runFleet(
      aFleet({
        horizon: 20 * SECOND,
        instance: { httpRetries: 4, requestLatency: 50_000, longPolling: 50 * SECOND },
        manager: { concurrent: 10, flags, entry: { machine: 'none', requestConcurrency: 4, strictCheckInterval: true } },
        jobs: [{}, {}, {}],
        outages: [badGateway(windows)],
      }),
      { given: given({ backoff: [100, 100, 100].map((ms) => ms * MILLISECOND) }) },
    );
    return requests.map(({ at }) => at / SECOND);
  };
  // Three jobs, each got by a request that was repeated once: the value is 1 still, and one request waits for the fourth.
  expect(openAt({})).toEqual([0, 3, 6, 9]);
  // x 1.1 three times: 1.1 after the second, so that two requests are under way at a time.
  expect(openAt({ adaptiveHalvesOnRetry: false })).toEqual([0, 3, 6, 9, 12]);
});

test('the pauses are drawn: by seed and replication, by manager and registration, and nothing else moves them', () => {
  const ends = (seed: number, managers: number, replication = 0): number[] =>
    runFleet(
      aFleet({
        horizon: 10 * SECOND,
        instance: { httpRetries: 4, requestLatency: 50_000 },
        managers: Array.from({ length: managers }, () => ({ entry })),
        outages: [badGateway([{ from: 0, to: 10 * SECOND }])],
      }),
      { seed, replication },
    )
      .requests.filter(({ manager }) => manager === 0)
      .map(({ end }) => end);
  const own = ends(1, 1);
  expect(ends(1, 2)).toEqual(own);
  expect(ends(2, 1)).not.toEqual(own);
  expect(ends(1, 1, 1)).not.toEqual(own);
  // Five calls of 50 ms with four pauses between them.
  expect(own[0]!).toBeGreaterThanOrEqual(5 * 50_000 + 4 * 100 * MILLISECOND);
  expect(own[0]!).toBeLessThanOrEqual(5 * 50_000 + (100 + 200 + 400 + 800) * MILLISECOND);
  expect(new Set([1, 2, 3, 4].map((seed) => ends(seed, 1)[0]! % (10 * MILLISECOND))).size).toBe(4);
});
