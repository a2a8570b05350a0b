/** Requests that are on their way, wait, or pause after a failure when their process stops or is killed. Times in seconds; a feed each 10 s. */
import { describe, expect, test } from 'vitest';
import type { EventSpec } from '../../../src/fleet/event.js';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import { SECOND } from '../../../src/units/time.js';
import { aFleet, type FleetOptions, type ManagerOptions } from '../../support/fleet-builder.js';
import { given } from '../../support/given.js';
import { runFleet, type FleetOutcome } from '../../support/run-fleet.js';

const stop = (at: number): EventSpec => ({ at: at * SECOND, kind: 'stop', manager: 0, signal: 'SIGQUIT' });
const kill = (at: number): EventSpec => ({ at: at * SECOND, kind: 'kill', manager: 0 });
const start = (at: number): EventSpec => ({ at: at * SECOND, kind: 'start', manager: 0 });
const job = (at: number, script = 100) => ({ at: at * SECOND, script: script * SECOND });
const host: ManagerOptions = { checkInterval: 10 * SECOND, entry: { machine: 'none' } };

const run = (options: FleetOptions, drawn?: Parameters<typeof given>[0]): FleetOutcome =>
  runFleet(aFleet({ horizon: 60 * SECOND, manager: host, ...options }), drawn === undefined ? {} : { given: given(drawn) });
/** Begin and end of each request, and the job it got. */
const requests = ({ requests: all }: FleetOutcome): number[][] =>
  all.map(({ at, end, job: got }) => [at / SECOND, end < 0 ? -1 : end / SECOND, got]);
const exits = ({ exits: all }: FleetOutcome): (readonly [number, boolean])[] => all.map(({ at, clean }) => [at / SECOND, clean]);

describe('a request on its way to GitLab', () => {
  const slow: FleetOptions = { instance: { requestLatency: 5 * SECOND }, jobs: [job(1)] };

  test('is cut by a stop, and gets no job', () => {
    const outcome = run({ ...slow, events: [stop(2)], manager: { ...host, flags: { stopCutsRequests: true } } });
    expect(requests(outcome)).toEqual([[0, 2, 0]]);
    expect(exits(outcome)).toEqual([[2, true]]);
    expect(outcome.jobs[0]!.status).toBe('pending');
    expect(outcome.counters[0]).toMatchObject({ requests: 1, emptyRequests: 1 });
  });

  test('is waited for in older versions, and its job is played', () => {
    const outcome = run({ ...slow, events: [stop(2)], manager: { ...host, flags: { stopCutsRequests: false } }, horizon: 200 * SECOND });
    expect(requests(outcome)).toEqual([[0, 5, 1]]);
    expect(exits(outcome)).toEqual([[105, true]]);
  });

  test('has no end where its process is killed, and is no empty one; the next process has its own', () => {
    const outcome = run({ ...slow, events: [kill(2), start(20)] });
    expect(requests(outcome).slice(0, 2)).toEqual([
      [0, -1, 0],
      [20, 25, 1],
    ]);
    expect(outcome.jobs[0]).toMatchObject({ status: 'running', startedAt: 25 * SECOND });
    expect(run({ ...slow, events: [kill(2)] }).counters[0]).toMatchObject({ requests: 1, emptyRequests: 0 });
  });
});

describe('a request that waits at GitLab', () => {
  test('has no end where its process is killed, and gets no job', () => {
    const outcome = run({ instance: { longPolling: 50 * SECOND }, jobs: [job(5)], events: [kill(2)] });
    expect(requests(outcome)).toEqual([[0, -1, 0]]);
    expect(outcome.jobs[0]!.status).toBe('pending');
  });
});

describe('a request that has failed and pauses, before 12.0', () => {
  const down: OutageSpec = {
    name: 'down',
    target: { kind: 'instance', index: 0 },
    times: { kind: 'fixed', windows: [{ from: 0, to: 5 * SECOND }] },
    effect: { kind: 'unavailable', status: 500 },
  };
  const manager = { ...host, concurrent: 1, flags: { retriesOutsideRequest: false } };
  const pauses = { backoff: [30 * SECOND, 40 * SECOND] };

  test('holds its worker until the pause is over', () => {
    const outcome = run({ outages: [down], manager, jobs: [job(6)] }, pauses);
    expect(outcome.jobs[0]!.startedAt).toBe(30 * SECOND);
  });

  test('is gone with its process: the next one asks anew and ends no pause of the other', () => {
    const outcome = run({ outages: [down], manager, jobs: [job(6, 3), job(21, 3), job(31, 3)], events: [kill(7), start(20)] }, pauses);
    expect(outcome.jobs.map(({ startedAt }) => startedAt / SECOND)).toEqual([20, 30, 40]);
  });
});
