/** How much of a wait lay in an outage of an entry's own cloud, host or GitLab, worked out by hand: it is counted whatever a standby waits for. */
import { describe, expect, test } from 'vitest';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import { WAIT_CAUSES } from '../../../src/record/wait-causes.js';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import type { FleetOptions } from '../../support/fleet-builder.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';

const OUTAGE = WAIT_CAUSES.indexOf('outage');
const slots = { requestConcurrency: 10, adaptive: false };
const host = { ...slots, machine: 'none' as const };
const down = { kind: 'down' as const, api: 'fails' as const, machines: 'die' as const };

/** An outage from one second to another. */
function outage(target: OutageSpec['target'], effect: OutageSpec['effect'], from: number, to: number): OutageSpec {
  return { name: `${target.kind} ${from}`, target, effect, times: { kind: 'fixed', windows: [{ from: from * SECOND, to: to * SECOND }] } };
}

/** Seconds of each job: all of its wait, that held by an outage, that within one. */
function told(options: FleetOptions): (readonly [whole: number, held: number, within: number])[] {
  return runFleet(aFleet({ horizon: 20 * MINUTE, ...options })).jobs.map(({ waits, inOutage }) => {
    const whole = waits.reduce((sum, wait) => sum + wait, 0);
    return [whole / SECOND, waits[OUTAGE]! / SECOND, inOutage / SECOND] as const;
  });
}

/** One runner, two managers in clouds of their own: the second is the standby, with one worker. */
const twoClouds = {
  clouds: [{}, {}],
  zones: [{ cloud: 0 }, { cloud: 1 }],
  runners: [{}],
  managers: [
    { hostCloud: 0, hostZone: 0, entry: { ...slots, machine: { zone: 0, idleCount: 1, idleTime: 10 * MINUTE } } },
    { hostCloud: 1, hostZone: 1, concurrent: 1, entry: host },
  ],
};

describe('a wait within an outage', () => {
  test('is all of it where nobody stands by, and none without an outage', () => {
    const manager = { entry: host };
    expect(told({ manager, jobs: [{}], outages: [outage({ kind: 'manager', index: 0 }, { kind: 'host_down' }, 0, 70)] })).toEqual([
      [70, 70, 70],
    ]);
    expect(told({ manager: { ...manager, concurrent: 1 }, jobs: [{}, {}] })).toEqual([
      [0, 0, 0],
      [60, 0, 0],
    ]);
  });

  test('is told where the standby is what the jobs wait for', () => {
    // The standby takes the first job at its feed at 99 s for 100 s, and the second at 199 s; the cloud of the other manager is gone all the while.
    const jobs = [
      { at: 97 * SECOND, script: 100 * SECOND },
      { at: 98 * SECOND, script: 10 * SECOND },
    ];
    const outages = [outage({ kind: 'cloud', index: 0 }, down, 0, 1000)];
    expect(told({ ...twoClouds, jobs, outages })).toEqual([
      [2, 0, 2],
      [101, 0, 101],
    ]);
    // With an end within the wait: the manager starts at 130 s, and its first machine is ready 30 s later.
    const [, second] = told({ ...twoClouds, jobs, outages: [outage({ kind: 'cloud', index: 0 }, down, 0, 130)] });
    expect(second).toEqual([62, 0, 32]);
  });

  test('is none where the place that is gone is that of a standby which is paused or stopped', () => {
    const jobs = [{ script: 50 * SECOND }, { script: 50 * SECOND }];
    const gone = [outage({ kind: 'cloud', index: 1 }, down, 0, 600)];
    const primary = { hostCloud: 0, hostZone: 0, concurrent: 1, entry: { ...host, runner: 0 } };
    const spare = { hostCloud: 1, hostZone: 1, entry: { ...host, runner: 1 } };
    const clouds = { clouds: [{}, {}], zones: [{ cloud: 0 }, { cloud: 1 }] };
    const of = (paused: boolean, running: boolean): unknown =>
      told({ ...clouds, runners: [{}, { paused }], managers: [primary, { ...spare, running }], jobs, outages: gone })[1];
    expect(of(true, true)).toEqual([50, 0, 0]);
    expect(of(false, false)).toEqual([50, 0, 0]);
    expect(of(false, true)).toEqual([50, 0, 50]);
  });

  test('counts a standby from the start that somebody gave it while its host was gone', () => {
    const jobs = [{ script: 50 * SECOND }, { script: 50 * SECOND }];
    const managers = [
      { concurrent: 1, entry: host },
      { running: false, hostCloud: 0, hostZone: 0, entry: host },
    ];
    const events = [{ at: 20 * SECOND, kind: 'start' as const, manager: 1 }];
    expect(told({ runners: [{}], managers, jobs, events, outages: [outage({ kind: 'cloud', index: 0 }, down, 0, 40)] })[1]).toEqual([
      40, 0, 20,
    ]);
  });

  test('holds for GitLab too, and for a place that is sold out', () => {
    const gitlab = outage({ kind: 'instance', index: 0 }, { kind: 'unavailable', status: 0 }, 1, 4);
    expect(told({ manager: { entry: host }, jobs: [{ at: 2 * SECOND }], outages: [gitlab] })).toEqual([[4, 2, 2]]);
    const entry = { ...slots, machine: { idleCount: 1, idleTime: 10 * MINUTE } };
    // Creates fail until 100 s; the feed of 102 s makes a machine that is ready at 132 s.
    const soldOut = outage({ kind: 'zone', index: 0 }, { kind: 'sold_out' }, 0, 100);
    expect(told({ zone: { quotaRefusal: SECOND }, manager: { entry }, jobs: [{ at: 90 * SECOND }], outages: [soldOut] })).toEqual([
      [42, 10, 10],
    ]);
  });
});
