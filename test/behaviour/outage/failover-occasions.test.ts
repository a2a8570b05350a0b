/** What a failover sees, and what it does when others act at the same time; by hand, times in seconds. Machines boot in 30 s, are gone in 10 s. */
import { describe, expect, test } from 'vitest';
import type { FailbackSpec, FailoverSpec, RuleCondition } from '../../../src/fleet/failover.js';
import type { FaultEffect, FaultTarget, OutageSpec } from '../../../src/fleet/outage.js';
import type { ServiceSpec } from '../../../src/fleet/service.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { aFleet, type FleetOptions } from '../../support/fleet-builder.js';
import { given, type GivenOptions } from '../../support/given.js';
import { runFleet, type FleetOutcome } from '../../support/run-fleet.js';
import { machines, notes } from '../../support/run-tables.js';

const outage = (name: string, target: FaultTarget, effect: FaultEffect, from: number, to: number): OutageSpec => ({
  name,
  target,
  effect,
  times: { kind: 'fixed', windows: [{ from: from * SECOND, to: to * SECOND }] },
});
const hostGone = (from: number, to: number): OutageSpec => outage('gone', { kind: 'manager', index: 0 }, { kind: 'host_down' }, from, to);
const eyeDown = (index: number, from: number, to: number): OutageSpec =>
  outage(`eye-${index}`, { kind: 'service', index }, { kind: 'service_down' }, from, to);

const prometheus = (name: string): ServiceSpec => ({
  name,
  kind: 'prometheus',
  cloud: -1,
  zone: -1,
  pricePerHour: 0,
  bandwidth: 0,
  latency: 0,
  pullsPerWindow: Infinity,
  window: HOUR,
  egressPerByte: 0,
  targets: 1,
  seriesPerTarget: 0,
});

const back = (time: number, removeMachines = false): FailbackSpec => ({
  after: { kind: 'constant', value: time * SECOND },
  whenPoolReady: false,
  removeMachines,
});

function person(options: Partial<FailoverSpec>): FailoverSpec {
  return {
    name: 'standby',
    trigger: { kind: 'person', outages: [0], delay: { kind: 'constant', value: 100 * SECOND } },
    reaction: { kind: 'constant', value: 0 },
    unpause: [],
    start: [],
    reload: [],
    back: undefined,
    ...options,
  };
}

const api: RuleCondition = { kind: 'api_failing', cloud: 0 };
const onApi = (options: Partial<FailoverSpec> = {}): FailoverSpec =>
  person({ trigger: { kind: 'rule', anyOf: [api], holdsFor: 0 }, ...options });

/** What is told of the failover. */
const told = (outcome: FleetOutcome): unknown[][] =>
  notes(outcome).filter(([, kind]) => ['noticed', 'failed_over', 'failing_back', 'failed_back'].includes(String(kind)));
const noticed = (outcome: FleetOutcome): number[] => told(outcome).flatMap(([at, kind]) => (kind === 'noticed' ? [Number(at)] : []));

describe('a rule on creates', () => {
  /** One idle machine, used up by each job; boots end as given. */
  const seen = (boots: GivenOptions['boots'] = [], jobs: readonly number[] = [], idleCount = 1): number[] =>
    noticed(
      runFleet(
        aFleet({
          horizon: 300 * SECOND,
          manager: { checkInterval: 10 * SECOND, entry: { machine: { idleCount, maxBuilds: 1, maxGrowthRate: 0, idleTime: HOUR } } },
          jobs: jobs.map((at) => ({ at: at * SECOND, script: 10 * SECOND })),
          failovers: [onApi()],
        }),
        { given: given({ boots, deletes: [10 * SECOND] }) },
      ),
    );
  const good = 30 * SECOND;
  const bad = { us: 30 * SECOND, ok: false };

  test('compares with the look before: those that went well earlier do not hide one that fails', () => {
    // The second machine is asked for at 70 s and fails at 100 s.
    expect(seen([good, bad, good], [70])).toEqual([120]);
    expect(seen([good, good, bad, good], [70, 130])).toEqual([180]);
  });

  test('sees nothing in a minute of which one create went well', () => {
    expect(seen([bad, good, good], [], 2)).toEqual([]);
    expect(seen([bad, bad, 50 * SECOND], [], 2)).toEqual([60]);
  });

  test('sees an API that is down in one zone of several', () => {
    const down = outage('down', { kind: 'zone', index: 1 }, { kind: 'down', api: 'fails', machines: 'up' }, 100, 130);
    const fleet = (cloud: number): FleetOptions => ({ clouds: [{}, {}], zones: [{}, { cloud }], outages: [down], failovers: [onApi()] });
    expect(noticed(runFleet(aFleet(fleet(0))))).toEqual([120]);
    // The zone of another cloud is no matter of it.
    expect(noticed(runFleet(aFleet(fleet(1))))).toEqual([]);
  });
});

describe('looks', () => {
  const flaky = [100, 400].map((from) =>
    outage(`down-${from}`, { kind: 'zone', index: 0 }, { kind: 'down', api: 'fails', machines: 'up' }, from, from + 100),
  );

  test('are no events of the run, where they find nothing', () => {
    const events = (failovers: FailoverSpec[]): number => runFleet(aFleet({ horizon: HOUR, failovers })).events;
    expect(events([onApi()])).toBe(events([]));
  });

  test('draw for each occasion anew', () => {
    const reaction = { kind: 'uniform', min: 0, max: 50 * SECOND } as const;
    const outcome = runFleet(aFleet({ horizon: HOUR, outages: flaky, failovers: [onApi({ reaction, back: back(0) })] }));
    const at = (kind: string): number[] => told(outcome).flatMap((row) => (row[1] === kind ? [Number(row[0])] : []));
    expect(at('noticed')).toEqual([120, 420]);
    const [first, second] = at('failed_over').map((one, i) => one - at('noticed')[i]!);
    expect(first).not.toBe(second);
  });
});

describe('two Prometheus', () => {
  const services = [prometheus('a'), prometheus('b')];
  const fleet = (options: FleetOptions): FleetOptions => ({ services, runners: [{}, { paused: true }], ...options });

  test('one that is down blinds nobody', () => {
    const seen = (eyes: OutageSpec[]): number[] =>
      noticed(runFleet(aFleet(fleet({ outages: [hostGone(100, 500), ...eyes], failovers: [person({ unpause: [1] })] }))));
    expect(seen([eyeDown(0, 150, 300)])).toEqual([200]);
    expect(seen([eyeDown(1, 150, 300)])).toEqual([200]);
    // Both are down until the first is back.
    expect(seen([eyeDown(0, 150, 300), eyeDown(1, 150, 400)])).toEqual([300]);
  });
});

describe('when others act too', () => {
  const two = (options: FleetOptions): FleetOptions => ({
    runners: [{}, {}],
    managers: [
      { checkInterval: 10 * SECOND, entry: { runner: 0, machine: 'none' } },
      { checkInterval: 10 * SECOND, running: false, entry: { runner: 1, machine: { idleCount: 1, idleTime: 3 * HOUR } } },
    ],
    horizon: HOUR,
    ...options,
  });

  test('trouble that comes back while it drains is noticed anew when it is armed again', () => {
    const outcome = runFleet(
      aFleet(
        two({
          // Started at 200 s; its job runs from then until 900 s, and the way back begins at 500 s.
          jobs: [{ at: 150 * SECOND, script: 700 * SECOND }],
          outages: [
            {
              ...hostGone(100, 450),
              times: {
                kind: 'fixed',
                windows: [
                  [100, 450],
                  [600, 1200],
                ].map(([from, to]) => ({ from: from! * SECOND, to: to! * SECOND })),
              },
            },
          ],
          failovers: [person({ start: [1], back: back(50) })],
        }),
      ),
    );
    // A machine is there at 240 s: the job is over at 930 s or so; whoever notices needs 100 s from then on.
    const rows = told(outcome);
    expect(rows.map(([, kind]) => kind)).toEqual([
      'noticed',
      'failed_over',
      'failing_back',
      'failed_back',
      'noticed',
      'failed_over',
      'failing_back',
      'failed_back',
    ]);
    expect(rows.slice(0, 3).map(([at]) => at)).toEqual([200, 200, 500]);
    expect(Number(rows[4]![0]) - Number(rows[3]![0])).toBe(100);
  });

  test('the machines of a standby that somebody has stopped already are removed all the same', () => {
    const run = (removeMachines: boolean): unknown => {
      const outcome = runFleet(
        aFleet(
          two({
            outages: [hostGone(100, 450)],
            failovers: [person({ start: [1], back: back(50, removeMachines) })],
            events: [{ at: 300 * SECOND, kind: 'stop', manager: 1, signal: 'SIGQUIT' }],
          }),
        ),
      );
      return [told(outcome).slice(2), machines(outcome).map((row) => row.slice(2))];
    };
    expect(run(true)).toEqual([
      [
        [500, 'failing_back', 'standby'],
        [510, 'failed_back', 'standby'],
      ],
      [[200, 230, 500, 510, 0, 'failback']],
    ]);
    expect(run(false)).toEqual([
      [
        [500, 'failing_back', 'standby'],
        [500, 'failed_back', 'standby'],
      ],
      [[200, 230, -1, -1, 0, 'none']],
    ]);
  });

  test('another manager that stops meanwhile is no matter of it', () => {
    const outcome = runFleet(
      aFleet(
        two({
          jobs: [{ at: 150 * SECOND, script: 700 * SECOND }],
          outages: [hostGone(100, 450)],
          failovers: [person({ start: [1], back: back(50) })],
          events: [{ at: 600 * SECOND, kind: 'stop', manager: 0, signal: 'SIGQUIT' }],
        }),
      ),
    );
    const [, , , last] = told(outcome);
    expect(Number(last![0])).toBeGreaterThan(900);
  });
});
