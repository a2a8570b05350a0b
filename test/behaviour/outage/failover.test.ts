/** Failovers, computed by hand. Manager 0 works, manager 1 stands by; one feed each 10 s, machines boot in 30 s. Times in seconds. */
import { describe, expect, test } from 'vitest';
import type { FailbackSpec, FailoverSpec, RuleCondition } from '../../../src/fleet/failover.js';
import type { FaultEffect, FaultTarget, OutageSpec } from '../../../src/fleet/outage.js';
import type { ServiceSpec } from '../../../src/fleet/service.js';
import type { DistributionSpec } from '../../../src/sim/random/index.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import type { JobOptions } from '../../support/arrivals.js';
import { aFleet, type FleetOptions } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';
import { jobs, machines, notes, seconds } from '../../support/run-tables.js';

const after = (time: number): DistributionSpec => ({ kind: 'constant', value: time * SECOND });
const back = (time: number, options: Partial<FailbackSpec> = {}): FailbackSpec => ({
  after: after(time),
  whenPoolReady: false,
  removeMachines: false,
  ...options,
});

function outage(name: string, target: FaultTarget, effect: FaultEffect, ...windows: readonly (readonly [number, number])[]): OutageSpec {
  return {
    name,
    target,
    effect,
    times: { kind: 'fixed', windows: windows.map(([from, to]) => ({ from: from * SECOND, to: to * SECOND })) },
  };
}

/** The host of manager 0 is gone. */
const hostGone = (...windows: readonly (readonly [number, number])[]): OutageSpec =>
  outage('gone', { kind: 'manager', index: 0 }, { kind: 'host_down' }, ...windows);
/** The API of the only cloud fails. */
const apiGone = (...windows: readonly (readonly [number, number])[]): OutageSpec =>
  outage('api', { kind: 'cloud', index: 0 }, { kind: 'down', api: 'fails', machines: 'up' }, ...windows);
const blind = (...windows: readonly (readonly [number, number])[]): OutageSpec =>
  outage('blind', { kind: 'service', index: 0 }, { kind: 'service_down' }, ...windows);

const prometheus: ServiceSpec = {
  name: 'prometheus',
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
};

function person(delay: number, options: Partial<FailoverSpec> = {}): FailoverSpec {
  return {
    name: 'standby',
    trigger: { kind: 'person', outages: [0], delay: after(delay) },
    reaction: after(0),
    unpause: [],
    start: [],
    reload: [],
    back: undefined,
    ...options,
  };
}

function rule(holdsFor: number, anyOf: readonly RuleCondition[], options: Partial<FailoverSpec> = {}): FailoverSpec {
  return { ...person(0, options), trigger: { kind: 'rule', anyOf, holdsFor: holdsFor * SECOND } };
}

const job = (at: number, script: number): JobOptions => ({ at: at * SECOND, script: script * SECOND });

/** Two hosts of one slot a worker; the registration of the second is paused. */
function twoHosts(options: FleetOptions): FleetOptions {
  const manager = { checkInterval: 10 * SECOND, concurrent: 10 };
  return {
    horizon: 3 * HOUR,
    runners: [{}, { paused: true }],
    managers: [0, 1].map((runner) => ({ ...manager, entry: { runner, machine: 'none' as const } })),
    ...options,
  };
}

describe('warm: a person unpauses a pool', () => {
  const outcome = runFleet(
    aFleet(
      twoHosts({
        managers: [
          { checkInterval: 10 * SECOND, entry: { runner: 0, machine: 'none' } },
          { checkInterval: 10 * SECOND, entry: { runner: 1, machine: { idleCount: 1, idleTime: 3 * HOUR } } },
        ],
        jobs: [job(590, 300), job(700, 60), job(1790, 100), job(2500, 10)],
        outages: [hostGone([600, 1800])],
        failovers: [person(300, { reaction: after(60), unpause: [1], back: back(600) })],
      }),
    ),
  );

  test('is told as noticed, failed over, failing back and failed back', () => {
    expect(notes(outcome)).toEqual([
      [600, 'outage_begins', 'gone'],
      [900, 'noticed', 'standby'],
      [960, 'failed_over', 'standby'],
      [1800, 'outage_ends', 'gone'],
      [2400, 'failing_back', 'standby'],
      // Nothing was started, so nothing has to be drained.
      [2400, 'failed_back', 'standby'],
    ]);
  });

  test('jobs wait for it, and go home again', () => {
    expect(jobs(outcome)).toEqual([
      [1, 0, 590, 7200, 'runner_system_failure', 0],
      [2, 1, 960, 1020, 'success', 1],
      [3, 1, 1790, 1890, 'success', 2],
      [4, 0, 2500, 2510, 'success', 0],
    ]);
  });

  test('the pool was warm from the start and grew with its first job', () => {
    expect(machines(outcome)).toEqual([
      [1, 1, 0, 30, -1, -1, 1, 'none'],
      [2, 1, 970, 1000, -1, -1, 1, 'none'],
      // At 1800 s the first is idle and the second busy: the pool of one is whole.
    ]);
  });
});

describe('cold: a person starts a process, which is drained on the way back', () => {
  const outcome = runFleet(
    aFleet(
      twoHosts({
        runners: [{}, {}],
        managers: [
          { checkInterval: 10 * SECOND, entry: { runner: 0, machine: 'none' } },
          {
            running: false,
            configs: [10, 1].map((concurrent) => ({
              checkInterval: 10 * SECOND,
              concurrent,
              entry: { runner: 1, machine: 'none' as const },
            })),
          },
        ],
        jobs: [job(650, 900), job(710, 60), job(2050, 60)],
        outages: [hostGone([600, 1200], [2000, 2300])],
        failovers: [person(100, { start: [1], reload: [{ manager: 1, config: 1 }], back: back(60) })],
        events: [{ at: 3000 * SECOND, kind: 'start', manager: 1 }],
      }),
    ),
  );

  test('is armed again when the last job of it has ended', () => {
    expect(notes(outcome)).toEqual([
      [600, 'outage_begins', 'gone'],
      [700, 'noticed', 'standby'],
      // The file was written before the start, so that the start reads it.
      [700, 'config_in_force', 'manager-1'],
      [700, 'failed_over', 'standby'],
      [1200, 'outage_ends', 'gone'],
      [1260, 'failing_back', 'standby'],
      [1600, 'failed_back', 'standby'],
      [2000, 'outage_begins', 'gone'],
      [2100, 'noticed', 'standby'],
      [2100, 'failed_over', 'standby'],
      [2300, 'outage_ends', 'gone'],
      [2360, 'failing_back', 'standby'],
      [2360, 'failed_back', 'standby'],
      // What was in the file before is there again.
      [3000, 'config_in_force', 'manager-1'],
    ]);
    expect(outcome.exits.map(({ manager, at, clean }) => [manager, seconds(at), clean])).toEqual([
      [0, 600, false],
      [1, 1600, true],
      [0, 2000, false],
      [1, 2360, true],
    ]);
  });

  test('jobs that run when the way back begins run to their end', () => {
    expect(jobs(outcome)).toEqual([
      [1, 1, 700, 1600, 'success', 0],
      // One worker was taken: this one waits for the host that is back.
      [2, 0, 1200, 1260, 'success', 0],
      [3, 1, 2100, 2160, 'success', 0],
    ]);
  });
});

describe('back when the pools of the fleet itself stand', () => {
  /** When it fails back: a pool of two, whose machines are used up when their process finds them again and boot 50 s, one at a time. The host is gone. */
  const failsBack = (options: Partial<FailoverSpec>, outages: OutageSpec[], services: ServiceSpec[] = []): number[] =>
    notes(
      runFleet(
        aFleet(
          twoHosts({
            zone: { bootTime: after(50) },
            managers: [
              {
                checkInterval: 10 * SECOND,
                entry: { runner: 0, machine: { idleCount: 2, maxGrowthRate: 1, maxBuilds: 1, idleTime: 3 * HOUR } },
              },
              { checkInterval: 10 * SECOND, entry: { runner: 1, machine: 'none' } },
            ],
            outages,
            services,
            failovers: [person(60, { unpause: [1], ...options })],
          }),
        ),
      ),
    ).flatMap(([at, kind]) => (kind === 'failing_back' ? [Number(at)] : []));
  const ready = { back: back(0, { whenPoolReady: true }) };

  test('waits for the last machine of their idle targets, at the next look', () => {
    expect(failsBack({ back: back(0) }, [hostGone([600, 1800])])).toEqual([1800]);
    // Machines are ready at 1850 and 1900 s.
    expect(failsBack(ready, [hostGone([600, 1800])])).toEqual([1920]);
  });

  test('not before its own time has run, and at once then', () => {
    expect(failsBack({ back: back(1000, { whenPoolReady: true }) }, [hostGone([600, 1800])])).toEqual([2800]);
  });

  test('begins anew when there is trouble again meanwhile', () => {
    expect(failsBack(ready, [hostGone([600, 1800], [1830, 2400])])).toEqual([2520]);
  });

  test('waits for whoever would see it', () => {
    // A look at 1980 s is blind, at 2040 s it is not.
    expect(failsBack(ready, [hostGone([600, 1800]), blind([1910, 2000])], [prometheus])).toEqual([2040]);
  });

  test('does not wait for machines that are dead', () => {
    // The process stays, and its two idle machines die at 600 s. A good check of the newest, at 100 and 400 s, is remembered for 5 minutes, so they are
    // found dead some 100 s later; two that boot one after the other are there before 840 s and after 780 s.
    const gone = outage('gone', { kind: 'zone', index: 0 }, { kind: 'down', api: 'up', machines: 'die' }, [600, 660]);
    expect(failsBack({ ...ready, trigger: { kind: 'person', outages: [0], delay: after(0) } }, [gone])).toEqual([840]);
  });
});

describe('the machines of a cold standby', () => {
  const told = (removeMachines: boolean): unknown => {
    const outcome = runFleet(
      aFleet(
        twoHosts({
          runners: [{}, {}],
          managers: [
            { checkInterval: 10 * SECOND, entry: { runner: 0, machine: 'none' } },
            { checkInterval: 10 * SECOND, running: false, entry: { runner: 1, machine: { idleCount: 1, idleTime: 3 * HOUR } } },
          ],
          outages: [hostGone([600, 1200])],
          failovers: [person(100, { start: [1], back: back(60, { removeMachines }) })],
        }),
      ),
    );
    return [machines(outcome), notes(outcome).filter(([, kind]) => String(kind).startsWith('fail'))];
  };

  test('stand on when it is stopped', () => {
    expect(told(false)).toEqual([
      [[1, 1, 700, 730, -1, -1, 0, 'none']],
      [
        [700, 'failed_over', 'standby'],
        [1260, 'failing_back', 'standby'],
        [1260, 'failed_back', 'standby'],
      ],
    ]);
  });

  test('are removed where that is asked for: it has failed back when they are gone', () => {
    expect(told(true)).toEqual([
      [[1, 1, 700, 730, 1260, 1270, 0, 'failback']],
      [
        [700, 'failed_over', 'standby'],
        [1260, 'failing_back', 'standby'],
        [1270, 'failed_back', 'standby'],
      ],
    ]);
  });
});

describe('a person', () => {
  const told = (failover: Partial<FailoverSpec>, outages: OutageSpec[], services: ServiceSpec[] = []): unknown[][] =>
    notes(runFleet(aFleet(twoHosts({ outages, services, failovers: [person(300, { unpause: [1], ...failover })] })))).filter(
      ([, kind]) => !String(kind).startsWith('outage'),
    );

  test('does nothing when all is over before the delay has run', () => {
    expect(told({}, [hostGone([600, 899], [2000, 2301])])).toEqual([
      [2300, 'noticed', 'standby'],
      [2300, 'failed_over', 'standby'],
    ]);
  });

  test('acts once noticed, also if it is over by then, and goes back from there', () => {
    expect(told({ reaction: after(400), back: back(50) }, [hostGone([600, 950])])).toEqual([
      [900, 'noticed', 'standby'],
      [1300, 'failed_over', 'standby'],
      [1350, 'failing_back', 'standby'],
      [1350, 'failed_back', 'standby'],
    ]);
  });

  test('notices overlapping outages once, and waits for the end of the last', () => {
    const both: FailoverSpec['trigger'] = { kind: 'person', outages: [0, 1], delay: after(300) };
    expect(told({ trigger: both, back: back(50) }, [hostGone([600, 1000]), apiGone([800, 1400])])).toEqual([
      [900, 'noticed', 'standby'],
      [900, 'failed_over', 'standby'],
      [1450, 'failing_back', 'standby'],
      [1450, 'failed_back', 'standby'],
    ]);
  });

  test('stays failed over when it breaks again before the way back', () => {
    expect(told({ back: back(100) }, [hostGone([600, 1000], [1050, 1200])])).toEqual([
      [900, 'noticed', 'standby'],
      [900, 'failed_over', 'standby'],
      [1300, 'failing_back', 'standby'],
      [1300, 'failed_back', 'standby'],
    ]);
  });

  test('sees nothing while Prometheus is down', () => {
    const outages = [hostGone([600, 2000]), blind([650, 1100])];
    expect(told({}, outages)).toEqual([
      [900, 'noticed', 'standby'],
      [900, 'failed_over', 'standby'],
    ]);
    expect(told({}, outages, [prometheus])).toEqual([
      [1100, 'noticed', 'standby'],
      [1100, 'failed_over', 'standby'],
    ]);
    expect(told({}, [hostGone([600, 1000]), blind([650, 1100])], [prometheus])).toEqual([]);
  });

  test('re-pauses only what was paused, and writes back only its own file', () => {
    const outcome = runFleet(
      aFleet(
        twoHosts({
          runners: [{}, {}],
          managers: [
            { checkInterval: 10 * SECOND, entry: { runner: 0, machine: 'none' } },
            {
              configs: [1, 2, 3].map((concurrent) => ({
                checkInterval: 10 * SECOND,
                concurrent,
                entry: { runner: 1, machine: 'none' as const },
              })),
            },
          ],
          jobs: [job(2000, 100), job(2000, 100), job(2000, 100), job(2000, 100)],
          outages: [hostGone([600, 1000])],
          failovers: [person(100, { unpause: [1], start: [1], reload: [{ manager: 1, config: 1 }], back: back(0) })],
          events: [
            { at: 900 * SECOND, kind: 'reload', manager: 1, config: 2 },
            { at: 1100 * SECOND, kind: 'stop', manager: 0, signal: 'SIGQUIT' },
          ],
        }),
      ),
    );
    // Manager 1 ran before and runs on, not paused, with the three workers of the file that came in between.
    expect(jobs(outcome).map(([, manager, start]) => [manager, start])).toEqual([
      [1, 2000],
      [1, 2000],
      [1, 2000],
      [1, 2100],
    ]);
  });
});

describe('a rule', () => {
  const queueTime: RuleCondition = { kind: 'queue_time', level: 0.5, above: 60 * SECOND, over: 300 * SECOND, workloads: [] };

  test('goes by the waits of those started of late and of those that still wait', () => {
    const outcome = runFleet(
      aFleet(
        twoHosts({
          jobs: [job(610, 30), job(620, 30), job(1250, 30)],
          outages: [hostGone([600, 1500])],
          failovers: [rule(120, [queueTime], { unpause: [1], back: back(180) })],
        }),
      ),
    );
    // 660 s: 50 s and 40 s so far. 720 s: 110 s and 100 s, too long; at 840 s for 120 s. Started at 850 s after 240 s and 230 s, they are
    // of late until 1140 s. At 1200 s there is nothing to see, at 1260 s a job that did not wait: 180 s after 1200 s it goes back.
    expect(notes(outcome)).toEqual([
      [600, 'outage_begins', 'gone'],
      [840, 'noticed', 'standby', 720],
      [840, 'failed_over', 'standby'],
      [1380, 'failing_back', 'standby'],
      [1380, 'failed_back', 'standby'],
      [1500, 'outage_ends', 'gone'],
    ]);
    expect(jobs(outcome).map(([, manager, start]) => [manager, start])).toEqual([
      [1, 850],
      [1, 850],
      [1, 1250],
    ]);
  });

  /** When it is noticed that jobs at these instants wait, none of which is ever started. */
  const noticed = (condition: RuleCondition, at: readonly number[], workloads = 1): unknown[][] => {
    const silent = Array.from({ length: workloads - 1 }, () => ({ jobs: [] }));
    return notes(
      runFleet(
        aFleet(
          twoHosts({
            horizon: 900 * SECOND,
            runners: [{ paused: true }, { paused: true }],
            workloads: [...silent, { jobs: at.map((one) => job(one, 30)) }],
            failovers: [rule(0, [condition], { unpause: [] })],
          }),
        ),
      ),
    ).slice(0, 1);
  };

  test('takes the order statistic of rank ceil(level x n), and asks for more than the bound', () => {
    // At 120 s the waits are 120, 100, 80 and 59 s.
    const at = [0, 20, 40, 61];
    const level = (value: number, above: number): unknown => noticed({ ...queueTime, level: value, above: above * SECOND }, at)[0]?.[0];
    expect(level(0.25, 59)).toBe(180);
    expect(level(0.25, 58)).toBe(120);
    expect(level(0.26, 79)).toBe(120);
    expect(level(0.5, 79)).toBe(120);
    expect(level(0.5, 80)).toBe(180);
    expect(level(0.9, 119)).toBe(120);
    expect(level(0.9, 120)).toBe(180);
    // A job that becomes pending at the instant of a look is seen by it, with no wait: three of five wait more than 79 s, not three of four.
    expect(noticed({ ...queueTime, level: 0.4, above: 79 * SECOND }, [...at, 120])[0]?.[0]).toBe(180);
  });

  test('looks at the workloads it names only', () => {
    expect(noticed({ ...queueTime, workloads: [1] }, [0], 2)[0]?.[0]).toBe(120);
    expect(noticed({ ...queueTime, workloads: [0] }, [0], 2)).toEqual([]);
    expect(noticed({ ...queueTime, workloads: [] }, [0], 2)[0]?.[0]).toBe(120);
  });

  const api: RuleCondition = { kind: 'api_failing', cloud: 0 };

  test('on an API that is down begins its way back anew when it fails again', () => {
    const outcome = runFleet(
      aFleet(
        twoHosts({
          horizon: HOUR,
          outages: [apiGone([600, 900], [950, 1000])],
          failovers: [rule(0, [api], { reaction: after(30), unpause: [1], back: back(120) })],
        }),
      ),
    );
    expect(notes(outcome).filter(([, kind]) => !String(kind).startsWith('outage'))).toEqual([
      [600, 'noticed', 'standby', 600],
      [630, 'failed_over', 'standby'],
      // Not at 900 + 120 = 1020 s: the look of 960 s found it failing. 1020 + 120 s.
      [1140, 'failing_back', 'standby'],
      [1140, 'failed_back', 'standby'],
    ]);
  });

  test('on an API sees creates that fail, if all do', () => {
    const fleet = (bootFailure: number): FleetOptions => ({
      zone: { bootFailure },
      manager: { entry: { machine: { idleCount: 1 } } },
      failovers: [rule(0, [api])],
    });
    expect(notes(runFleet(aFleet(fleet(1))))).toEqual([
      [60, 'noticed', 'standby', 60],
      [60, 'failed_over', 'standby'],
    ]);
    expect(notes(runFleet(aFleet(fleet(0))))).toEqual([]);
  });

  test('is blind while Prometheus is down, which breaks a run of looks', () => {
    const outcome = runFleet(
      aFleet(
        twoHosts({
          horizon: HOUR,
          services: [prometheus],
          outages: [apiGone([600, 2000]), blind([670, 800])],
          failovers: [rule(120, [api])],
        }),
      ),
    );
    expect(notes(outcome).filter(([, kind]) => kind === 'noticed')).toEqual([[960, 'noticed', 'standby', 840]]);
  });
});
