/** A manager's host goes down and comes back: timelines computed by hand. One feed each 10 s, machines boot in 30 s and are gone in 10 s. */
import { describe, expect, test } from 'vitest';
import type { EventSpec } from '../../../src/fleet/event.js';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';
import { jobs, machines, notes, seconds } from '../../support/run-tables.js';

/** The host of the only manager is gone in these windows, each of an outage of its own. */
function hostOutages(...windows: readonly (readonly [from: number, to: number])[]): OutageSpec[] {
  return windows.map(([from, to], index) => ({
    name: `host-${index}`,
    target: { kind: 'manager', index: 0 },
    times: { kind: 'fixed', windows: [{ from: from * SECOND, to: to * SECOND }] },
    effect: { kind: 'host_down' },
  }));
}

describe('a host with machines that goes down at 100 s and is back at 1000 s', () => {
  const outcome = runFleet(
    aFleet({
      horizon: 3 * HOUR,
      manager: { checkInterval: 10 * SECOND, entry: { machine: { idleCount: 1, idleTime: 10 * MINUTE } } },
      jobs: [
        { at: 40 * SECOND, script: 10 * MINUTE },
        { at: 500 * SECOND, script: MINUTE },
      ],
      outages: hostOutages([100, 1000]),
    }),
  );

  test('loses its jobs: GitLab finds out at the first sweep an hour later; what waits starts with the process', () => {
    expect(jobs(outcome)).toEqual([
      // Lost at 100 s: 3500 s silent at the sweep of 3600 s, so found at that of 7200 s.
      [1, 0, 40, 7200, 'runner_system_failure', 1],
      [2, 0, 1000, 1060, 'success', 2],
    ]);
    expect(outcome.jobs[0]!.failureReason).toBe('stuck');
  });

  test('finds its machines again, with an idle clock that starts anew', () => {
    expect(machines(outcome)).toEqual([
      // Made for the pool at once; its job was lost with the process.
      [1, 0, 0, 30, -1, -1, 1, 'none'],
      // Made by the first pass after the first was used; the newest, so job 2 gets it; idle from 1060 s, one too many, seen to be so at 1670 s.
      [2, 0, 50, 80, 1670, 1680, 1, 'idle_surplus'],
    ]);
  });

  test('is told as one outage and one exit', () => {
    expect(notes(outcome)).toEqual([
      [100, 'outage_begins', 'host-0'],
      [1000, 'outage_ends', 'host-0'],
    ]);
    expect(outcome.exits.map(({ at, clean }) => [seconds(at), clean])).toEqual([[100, false]]);
  });

  test('has a process that runs for the rest of the time, and is scraped then', () => {
    const { signal } = outcome.signals.find(({ name }) => name === 'managers_running')!;
    expect(signal.timeAverage() * 10_800).toBeCloseTo(9_900, 6);
    expect(signal.peak).toBe(1);
  });
});

describe('what operators do while a host is down', () => {
  /** Starts of two jobs that come at 150 s and 400 s on a fixed host. */
  function startsOf(
    running: boolean,
    outages: OutageSpec[],
    events: readonly [at: number, kind: 'start' | 'kill' | 'SIGQUIT'][],
  ): number[] {
    const { jobs: records } = runFleet(
      aFleet({
        manager: { checkInterval: 10 * SECOND, running, entry: { machine: 'none' } },
        jobs: [
          { at: 150 * SECOND, script: SECOND },
          { at: 400 * SECOND, script: SECOND },
        ],
        outages,
        events: events.map(([at, kind]): EventSpec =>
          kind === 'SIGQUIT' ? { at: at * SECOND, kind: 'stop', manager: 0, signal: kind } : { at: at * SECOND, kind, manager: 0 },
        ),
      }),
    );
    return records.map(({ startedAt }) => seconds(startedAt));
  }

  test('holds from its end on', () => {
    const outage = hostOutages([100, 300]);
    expect(startsOf(true, outage, [])).toEqual([300, 400]);
    expect(startsOf(false, outage, [])).toEqual([-1, -1]);
    expect(startsOf(false, outage, [[200, 'start']])).toEqual([300, 400]);
    expect(startsOf(true, outage, [[200, 'SIGQUIT']])).toEqual([-1, -1]);
    expect(
      startsOf(true, outage, [
        [200, 'kill'],
        [395, 'start'],
      ]),
    ).toEqual([395, 405]);
    // At the very instant of the begin the host is gone first; at that of the end it is back first, and its first request is cut.
    expect(startsOf(false, outage, [[100, 'start']])).toEqual([300, 400]);
    expect(startsOf(true, outage, [[300, 'SIGQUIT']])).toEqual([-1, -1]);
  });

  test('it is back when the last of several outages is over', () => {
    expect(startsOf(true, hostOutages([100, 200], [150, 300]), [])).toEqual([300, 400]);
    expect(startsOf(true, hostOutages([0, 200]), [])).toEqual([200, 400]);
  });

  test('a process that was told to stop before does not come back', () => {
    const { jobs: records } = runFleet(
      aFleet({
        manager: { checkInterval: 10 * SECOND, entry: { machine: 'none' } },
        jobs: [{ script: HOUR }, { at: 350 * SECOND }],
        outages: hostOutages([100, 300]),
        events: [{ at: 90 * SECOND, kind: 'stop', manager: 0, signal: 'SIGQUIT' }],
      }),
    );
    expect(records.map(({ startedAt }) => startedAt)).toEqual([0, -1]);
  });
});

describe('the first signal on Windows', () => {
  const stop = (at: number): EventSpec => ({ at: at * SECOND, kind: 'stop', manager: 0, signal: 'SIGTERM' });
  const end = (isWindows: boolean, events: readonly EventSpec[]): unknown[] =>
    jobs(runFleet(aFleet({ manager: { isWindows, entry: { machine: 'none' } }, jobs: [{ script: 10 * MINUTE }], events })))[0]!;

  test('lets jobs run on, whatever it is; the second cuts them', () => {
    expect(end(false, [stop(60)])).toEqual([1, 0, 0, 60, 'runner_system_failure', 0]);
    expect(end(true, [stop(60)])).toEqual([1, 0, 0, 600, 'success', 0]);
    expect(end(true, [stop(60), stop(120)])).toEqual([1, 0, 0, 120, 'runner_system_failure', 0]);
  });
});
