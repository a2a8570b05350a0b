/** What a process keeps per token: request slots and the adaptive value against the plain rule, health by its clock, failures in a row. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunnerFlags } from '../../../../src/fleet/runner-flags.js';
import type { SlotUse } from '../../../../src/models/manager/token-state.js';
import { TokenState } from '../../../../src/models/manager/token-state.js';
import { Signal } from '../../../../src/sim/signal.js';
import { MINUTE, SECOND } from '../../../../src/units/time.js';
import { anEntry, NEWEST_FLAGS } from '../../../support/fleet-builder.js';
import { PoolBench } from '../../../support/pool-builder.js';
import { Host } from '../../../../src/models/executor/host.js';

function aToken(flags: Partial<RunnerFlags> = {}): TokenState {
  const bench = new PoolBench();
  const { counters, sim } = bench;
  const busyWorkers = new Signal(sim, { name: 'workers_busy', binWidth: 1, bins: 0 });
  return new TokenState(
    { ...NEWEST_FLAGS, ...flags },
    { counters, busyWorkers, instance: bench.newInstance(), changed: () => undefined, executors: new Host() },
  );
}

describe('request slots', () => {
  test('a fresh token allows one request, jobs raise it by a tenth each, rounded up', () => {
    const entry = anEntry({ requestConcurrency: 4 });
    const token = aToken();
    const allowed = [token.allowedRequests(entry)];
    // The value is 1, 1.1, 1.21, 1.331, 1.4641, 1.61051, 1.771561, 1.9487171, 2.14358881 after 1 to 9 jobs.
    for (let jobs = 1; jobs <= 9; jobs++) {
      token.adapt(entry, 'job');
      allowed.push(token.allowedRequests(entry));
    }
    expect(allowed).toEqual([1, 1, 2, 2, 2, 2, 2, 2, 2, 3]);
  });

  test('the value stays in [1, request_concurrency] and is the plain rule of the specification, whatever happens', () => {
    const uses = fc.array(fc.constantFrom<SlotUse>('job', 'job', 'job', 'empty', 'retried', 'retried_job'), { maxLength: 80 });
    fc.assert(
      fc.property(uses, fc.integer({ min: 0, max: 12 }), fc.boolean(), (history, requestConcurrency, adaptiveHalvesOnRetry) => {
        const entry = anEntry({ requestConcurrency });
        const token = aToken({ adaptiveHalvesOnRetry });
        const hard = requestConcurrency === 0 ? 1 : requestConcurrency;
        let value = 0;
        for (const use of history) {
          token.requests++;
          token.giveSlotBack(entry, use);
          const hasJob = use === 'job' || use === 'retried_job';
          value *= adaptiveHalvesOnRetry && use.startsWith('retried') ? 0.5 : hasJob ? 1.1 : 0.95;
          if (value < 1) value = 1;
          if (value > hard) value = hard;
          expect(token.adaptiveValue).toBe(value);
          expect(token.allowedRequests(entry)).toBe(Math.ceil(value));
        }
        expect(token.requests).toBe(0);
      }),
    );
  });

  test('a lowered request_concurrency holds at once, also below the value', () => {
    const token = aToken();
    for (let i = 0; i < 40; i++) token.adapt(anEntry({ requestConcurrency: 10 }), 'job');
    expect(token.allowedRequests(anEntry({ requestConcurrency: 10 }))).toBe(10);
    expect(token.allowedRequests(anEntry({ requestConcurrency: 3 }))).toBe(3);
    expect(token.allowedRequests(anEntry({ requestConcurrency: 20 }))).toBe(10);
  });

  test('without the feature flag, or before it came, request_concurrency alone holds', () => {
    expect(aToken().allowedRequests(anEntry({ requestConcurrency: 7, adaptive: false }))).toBe(7);
    expect(aToken({ adaptiveRequestConcurrency: false }).allowedRequests(anEntry({ requestConcurrency: 7 }))).toBe(7);
    expect(aToken({ adaptiveRequestConcurrency: false }).allowedRequests(anEntry({ requestConcurrency: 0 }))).toBe(1);
  });

  test('while the flag is off the value stays where it is, and goes on from there when a reload turns it on', () => {
    const [on, off] = [anEntry({ requestConcurrency: 4 }), anEntry({ requestConcurrency: 4, adaptive: false })];
    const token = aToken();
    for (let i = 0; i < 10; i++) token.adapt(off, 'job');
    expect([token.adaptiveValue, token.allowedRequests(on)]).toEqual([0, 1]);
    for (let i = 0; i < 10; i++) token.adapt(on, 'job');
    const value = token.adaptiveValue;
    expect(token.allowedRequests(on)).toBe(3);
    for (const use of ['empty', 'retried', 'job'] as const) token.adapt(off, use);
    token.answeredEmpty(off, 0, 5);
    expect(token.adaptiveValue).toBe(value);
  });
});

describe('health', () => {
  const entry = anEntry({ unhealthyLimit: 3, unhealthyInterval: MINUTE });

  test('the third failure makes it unhealthy, until more than the interval has gone since the last good answer', () => {
    const token = aToken();
    token.markHealth(true, 10 * SECOND);
    for (const at of [11, 12]) token.markHealth(false, at * SECOND);
    expect(token.isHealthy(entry, 13 * SECOND)).toBe(true);
    token.markHealth(false, 13 * SECOND);
    expect(token.isHealthy(entry, 14 * SECOND)).toBe(false);
    expect(token.isHealthy(entry, 70 * SECOND)).toBe(false);
    expect(token.isHealthy(entry, 70 * SECOND + 1)).toBe(true);
    // Forgiven: the count begins anew, and the clock with it.
    for (let i = 0; i < 2; i++) token.markHealth(false, 71 * SECOND);
    expect(token.isHealthy(entry, 72 * SECOND)).toBe(true);
    token.markHealth(false, 72 * SECOND);
    expect(token.isHealthy(entry, 130 * SECOND)).toBe(false);
    expect(token.isHealthy(entry, 130 * SECOND + 2)).toBe(true);
  });

  test('without any good answer the clock runs from the first look', () => {
    const token = aToken();
    expect(token.isHealthy(entry, 5 * SECOND)).toBe(true);
    for (let i = 0; i < 3; i++) token.markHealth(false, 6 * SECOND);
    expect(token.isHealthy(entry, 65 * SECOND)).toBe(false);
    expect(token.isHealthy(entry, 65 * SECOND + 1)).toBe(true);
  });

  test('a good answer in between sets the count to 0', () => {
    const token = aToken();
    for (let i = 0; i < 10; i++) {
      token.markHealth(false, i);
      token.markHealth(false, i);
      token.markHealth(true, i);
    }
    expect(token.isHealthy(entry, 20)).toBe(true);
  });

  test('a reload forgives and lets the clock begin anew', () => {
    const token = aToken();
    token.markHealth(true, 0);
    for (let i = 0; i < 3; i++) token.markHealth(false, SECOND);
    expect(token.isHealthy(entry, 2 * SECOND)).toBe(false);
    token.forgetHealth();
    expect(token.isAtEase).toBe(false);
    expect(token.isHealthy(entry, 30 * SECOND)).toBe(true);
    for (let i = 0; i < 3; i++) token.markHealth(false, 31 * SECOND);
    expect(token.isHealthy(entry, 90 * SECOND)).toBe(false);
    expect(token.isHealthy(entry, 90 * SECOND + 1)).toBe(true);
  });

  test('it is at ease after a look and while no answer was bad', () => {
    const token = aToken();
    expect(token.isAtEase).toBe(false);
    token.isHealthy(entry, 0);
    expect(token.isAtEase).toBe(true);
    token.markHealth(false, 1);
    expect(token.isAtEase).toBe(false);
    token.markHealth(true, 2);
    expect(token.isAtEase).toBe(true);
  });
});

test('failures in a row: 4xx and 5xx count, a good answer ends the row, a broken connection does neither', () => {
  const token = aToken();
  const before = [500, 403, 0, 404, 204, 429, 0, 399, 400].map((status) => token.failuresBefore(status));
  expect(before).toEqual([0, 1, undefined, 2, undefined, 0, undefined, undefined, 0]);
});
