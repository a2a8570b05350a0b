/** The manager's limits and its adaptive request concurrency: cases M1 to M7 of the specification's section 8.4. */
import { describe, expect, test } from 'vitest';
import type { EntrySpec } from '../../../src/fleet/config.js';
import type { RunnerFlags } from '../../../src/fleet/runner-flags.js';
import type { SlotUse } from '../../../src/models/manager/token-state.js';
import { slotUse, TokenState } from '../../../src/models/manager/token-state.js';
import { Signal } from '../../../src/sim/signal.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import type { JobOptions } from '../../support/arrivals.js';
import type { EntryOptions } from '../../support/fleet-builder.js';
import { aFleet, anEntry, NEWEST_FLAGS } from '../../support/fleet-builder.js';
import { PoolBench } from '../../support/pool-builder.js';
import type { FleetOutcome, RequestView } from '../../support/run-fleet.js';
import { runFleet } from '../../support/run-fleet.js';
import { Host } from '../../../src/models/executor/host.js';

const LONG_POLL = 50 * SECOND;

/** A manager of fixed slots that polls for 50 s. */
function poll(entry: EntryOptions, jobs: readonly JobOptions[] = [], concurrent = 10): FleetOutcome {
  return runFleet(
    aFleet({
      horizon: 5 * MINUTE,
      instance: { longPolling: LONG_POLL },
      manager: { concurrent, entry: { machine: 'none', ...entry } },
      jobs,
    }),
  );
}

/** Requests that were open at an instant (their begin included, their end not). */
function open(requests: readonly RequestView[], instant: number): number {
  return requests.filter(({ at, end }) => at <= instant && (end < 0 || instant < end)).length;
}

function mostOpen({ requests }: FleetOutcome): number {
  return Math.max(...requests.map(({ at }) => open(requests, at)));
}

function aToken(flags: Partial<RunnerFlags> = {}): TokenState {
  const bench = new PoolBench();
  const { counters, sim } = bench;
  const busyWorkers = new Signal(sim, { name: 'workers_busy', binWidth: 1, bins: 0 });
  return new TokenState(
    { ...NEWEST_FLAGS, ...flags },
    { counters, busyWorkers, instance: bench.newInstance(), changed: () => undefined, executors: new Host() },
  );
}

/** Requests one after another. */
function answers(token: TokenState, entry: EntrySpec, count: number, use: SlotUse): void {
  for (let i = 0; i < count; i++) {
    token.requests++;
    token.giveSlotBack(entry, use);
  }
}

describe('M1: limit of builds', () => {
  const jobs = [{ script: 20 * SECOND }, { script: 20 * SECOND }];

  test('limit 1 refuses the second until the first is over', () => {
    const { views } = poll({ limit: 1, requestConcurrency: 5, adaptive: false }, jobs);
    expect(views.map(({ assignedAt }) => assignedAt / SECOND)).toEqual([0, 21]);
  });

  test('limit 1 counts a worker that polls', () => {
    expect(mostOpen(poll({ limit: 1, requestConcurrency: 5, adaptive: false }))).toBe(1);
  });

  test('limit 0 never refuses', () => {
    const many = Array.from({ length: 10 }, () => ({ script: 20 * SECOND }));
    const { views } = poll({ limit: 0, requestConcurrency: 5, adaptive: false }, many);
    expect(views.map(({ assignedAt }) => assignedAt)).toEqual(many.map(() => 0));
  });
});

describe('M2: request slots', () => {
  test.each([0, 1])('request_concurrency %i: one request at a time, the next after it was given back', (requestConcurrency) => {
    const outcome = poll({ requestConcurrency, adaptive: false });
    expect(mostOpen(outcome)).toBe(1);
    // A poll ends at 50 s, and the next begins with the feed after it.
    expect(outcome.requests.map(({ at }) => at / SECOND)).toEqual([0, 51, 102, 153, 204, 255]);
  });

  test('a slot is given back once: none is left taken, and none is in debt', () => {
    const token = aToken();
    answers(token, anEntry(), 3, 'empty');
    expect(token.requests).toBe(0);
  });

  test('M2b: request_concurrency 2, adaptive, fresh: the second request is refused', () => {
    const entry = anEntry({ requestConcurrency: 2 });
    expect(aToken().allowedRequests(entry)).toBe(1);
    expect(mostOpen(poll({ requestConcurrency: 2 }))).toBe(1);
  });

  test('M2c: request_concurrency 2 with the adaptive value raised by a job: two, and no third', () => {
    const entry = anEntry({ requestConcurrency: 2 });
    const token = aToken();
    answers(token, entry, 1, 'job');
    answers(token, entry, 1, 'job');
    expect(token.adaptiveValue).toBeGreaterThan(1);
    expect(token.allowedRequests(entry)).toBe(2);
    const outcome = poll({ requestConcurrency: 2 }, [{ script: HOUR }, { script: HOUR }]);
    expect(outcome.views).toHaveLength(2);
    expect(mostOpen(outcome)).toBe(2);
  });

  test('without the adaptive limit two at once', () => {
    expect(mostOpen(poll({ requestConcurrency: 2, adaptive: false }))).toBe(2);
  });
});

describe('adaptive request concurrency', () => {
  test('M3: hard limit 10, 50 jobs one after another: 10', () => {
    const entry = anEntry({ requestConcurrency: 10 });
    const token = aToken();
    answers(token, entry, 50, 'job');
    expect([token.adaptiveValue, token.allowedRequests(entry)]).toEqual([10, 10]);
  });

  test('M4: hard limit 10, 20 retried: it stays 1', () => {
    const entry = anEntry({ requestConcurrency: 10 });
    const token = aToken();
    answers(token, entry, 20, 'retried');
    expect([token.adaptiveValue, token.allowedRequests(entry)]).toEqual([1, 1]);
  });

  test('M5: hard limit 20, 100 jobs, then 6 retried: 20, then 1', () => {
    const entry = anEntry({ requestConcurrency: 20 });
    const token = aToken();
    answers(token, entry, 100, 'job');
    expect(token.adaptiveValue).toBe(20);
    answers(token, entry, 6, 'retried');
    expect(token.adaptiveValue).toBe(1);
  });

  test('M6: retried ends lower than empty from the same start; without the flag neither matters', () => {
    const after = (use: SlotUse, entry: EntrySpec, flags?: Partial<RunnerFlags>): TokenState => {
      const token = aToken(flags);
      answers(token, entry, 100, 'job');
      answers(token, entry, 3, use);
      return token;
    };
    const adaptive = anEntry({ requestConcurrency: 20 });
    expect(after('retried', adaptive).adaptiveValue).toBe(2.5);
    expect(after('empty', adaptive).adaptiveValue).toBeCloseTo(20 * 0.95 * 0.95 * 0.95, 9);
    expect(after('retried', adaptive).allowedRequests(adaptive)).toBeLessThan(after('empty', adaptive).allowedRequests(adaptive));

    const fixed = anEntry({ requestConcurrency: 20, adaptive: false });
    for (const use of ['retried', 'empty'] as const) expect(after(use, fixed).allowedRequests(fixed)).toBe(20);
    const old = { adaptiveRequestConcurrency: false };
    for (const use of ['retried', 'empty'] as const) expect(after(use, adaptive, old).allowedRequests(adaptive)).toBe(20);
    const before19 = { adaptiveHalvesOnRetry: false };
    expect(after('retried', adaptive, before19).adaptiveValue).toBe(after('empty', adaptive).adaptiveValue);
  });

  test('which statuses count as retried', () => {
    const retried = [0, 200, 204, 403, 404, 408, 409, 429, 500, 501, 502, 503, 504, 511, 512, 599].filter(
      (status) => slotUse(status) === 'retried',
    );
    expect(retried).toEqual([408, 429, 500, 502, 503, 504, 512, 599]);
  });
});

test('M7: limit 2, request_concurrency 10, three workers: one is refused', () => {
  const outcome = poll({ limit: 2, requestConcurrency: 10, adaptive: false }, [], 3);
  expect(mostOpen(outcome)).toBe(2);
  // The third feed, at 6 s, is refused although a worker and a slot are free; without the limit it is not.
  expect(outcome.requests.filter(({ at }) => at < LONG_POLL).map(({ at }) => at / SECOND)).toEqual([0, 3]);
  const without = poll({ requestConcurrency: 10, adaptive: false }, [], 3);
  expect(without.requests.filter(({ at }) => at < LONG_POLL).map(({ at }) => at / SECOND)).toEqual([0, 3, 6]);
});
