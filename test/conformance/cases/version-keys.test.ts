/**
 * Rows of the version matrix (specification 1.11) that are a key of config.toml: a version below the row does not know the key, warns of it
 * and behaves as if it were not there. From the text of the files to the run, so that the reader's rule is tested too; nothing is drawn,
 * and the expectations are worked out by hand, in seconds.
 */
import { describe, expect, test } from 'vitest';
import { prepareScenario } from '../../../src/scenario/prepare.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { SECOND } from '../../../src/units/time.js';
import type { GivenOptions } from '../../support/given.js';
import { given } from '../../support/given.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { runFleet } from '../../support/run-fleet.js';

interface Case {
  /** Lines above `[[runners]]`. */
  readonly top?: string;
  /** Lines of the entry. */
  readonly entry?: string;
  /** Lines of `[runners.machine]`; without them the entry is a fixed host. */
  readonly machine?: string;
  readonly zone?: string;
  readonly stages?: string;
  readonly jobs?: number;
  readonly duration?: string;
  readonly horizon?: string;
  readonly stopAt?: string;
  readonly signal?: string;
  readonly given?: GivenOptions;
}

function toml({ top = '', entry = '', machine }: Case): string {
  const executor = machine === undefined ? 'docker' : 'docker+machine';
  const options = 'MachineOptions = ["google-zone=z", "google-machine-type=t"]';
  const pool = machine === undefined ? '' : `[runners.machine]\nMachineName = "m-%s"\nMachineDriver = "google"\n${options}\n${machine}\n`;
  return `concurrent = 10\ncheck_interval = 3\n${top}\n[[runners]]\nname = "r"\ntoken = "r-token"\nexecutor = "${executor}"\n${entry}\n${pool}`;
}

/** No latency anywhere; a fixed host unless the case has machines, which boot in 10 s and are removed in 10 s. */
function yaml(version: string, one: Case): string {
  const { zone = '', stages = '', jobs = 1, duration = '10s', horizon = '1h', stopAt, signal = 'SIGQUIT' } = one;
  const own = zone === '' ? '' : `, ${zone}`;
  const boot = zone.includes('boot_time') ? '' : 'boot_time: 10s, ';
  const noStages = 'prepare: 0s, prepare_script: 0s, get_sources: 0s, cleanup: 0s';
  return `name: case
start: 2018-10-08T00:00:00Z
timezone: UTC
horizon: ${horizon}
warmup: 0s
instances:
  gitlab:
    { request_latency: 0s, update_latency: 0s, final_update_latency: 0s, long_polling: off, trace: { output: off } }
runners:
  r: { token: r-token }
clouds:
  gce:
    driver: google
    zones:
      z: { ${boot}delete_time: 10s, stop_time: 0s, connect_latency: 0s, provision_time: 0s${own} }
    machine_types: { t: 1 USD/h }
managers:
  m: { config: m.toml, runner_version: "${version}" }
workloads:
  w:
    burst: { jobs: ${jobs} }
    duration: ${duration}
    start: 0s
    stages: { ${stages === '' ? noStages : stages} }
${stopAt === undefined ? '' : `events:\n  - { at: ${stopAt}, stop: { manager: m-1, signal: ${signal} } }\n`}`;
}

interface Outcome extends FleetOutcome {
  /** Keys that the version was said not to know, or to know no more. */
  readonly ignored: readonly (string | undefined)[];
}

function under(version: string, one: Case): Outcome {
  const text = toml(one);
  const prepared = prepareScenario(yaml(version, one), 's.yaml', (file) => (file === 'm.toml' ? text : undefined), { hash: () => '' });
  if ('issues' in prepared) throw new Error(prepared.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  const outcome = runFleet(prepared.fleet, one.given === undefined ? {} : { given: given(one.given) });
  const ignored = prepared.warnings.filter(({ message }) => message.startsWith('ignored')).map(({ path }) => path);
  return { ...outcome, ignored };
}

const s = (at: number | undefined): number => (at === undefined || at === NOT_YET ? NaN : at / SECOND);
const createdAt = ({ machines }: FleetOutcome): number[] => machines.map(({ createAt }) => s(createAt));

/** Below the row the key is warned of and ignored; at the row it holds, without a warning. */
function row(key: string, one: Case, seen: (outcome: Outcome) => unknown, below: [string, unknown], at: [string, unknown]): void {
  describe(key, () => {
    test.each([
      [...below, [key]],
      [...at, []],
    ])('%s', (version, expected, ignored) => {
      const outcome = under(version, one);
      expect(outcome.ignored).toEqual(ignored);
      expect(seen(outcome)).toEqual(expected);
    });
  });
}

// Root IdleCount 1, a section that always holds says 2.
row(
  'runners[0].machine.autoscaling',
  {
    machine: 'IdleCount = 1\nIdleTime = 600\n[[runners.machine.autoscaling]]\nPeriods = ["* * * * * * *"]\nIdleCount = 2\nIdleTime = 600',
    jobs: 1,
    horizon: '1s',
  },
  createdAt,
  ['12.10', [0]],
  ['13.0', [0, 0]],
);

// IdleCount 4: the pass at 0 makes all four. With MaxGrowthRate 1 it makes one, ready at 10; the passes at 12, 24 and 36 find nothing
// creating and make one each (ready at 22, 34, 46). The script of the job is longer than the horizon, and its machine leaves the count of
// available ones: a fifth is made by the pass at 48 (at 15 where there is no MaxGrowthRate: the job has its machine since 12).
row(
  'runners[0].machine.MaxGrowthRate',
  { machine: 'IdleCount = 4\nIdleTime = 3600\nMaxGrowthRate = 1', duration: '30m', horizon: '60s' },
  createdAt,
  ['13.5', [0, 0, 0, 0, 15]],
  ['13.6', [0, 12, 24, 36, 48]],
);

// The create command fails at 10. With provisions of no length it has failed at 13, with the flag at 10.
row(
  'runners[0].feature_flags.FF_SKIP_DOCKER_MACHINE_PROVISION_ON_CREATION_FAILURE',
  {
    entry: '[runners.feature_flags]\nFF_SKIP_DOCKER_MACHINE_PROVISION_ON_CREATION_FAILURE = true',
    machine: 'IdleCount = 1\nIdleTime = 600',
    zone: 'boot_failure: 100%',
    horizon: '14s',
  },
  ({ machines }) => s(machines[0]?.failedAt),
  ['13.10', 13],
  ['13.11', 10],
);

// IdleCount 5 with a factor of 1.0 and none used: the target is IdleCountMin, 2. Two keys are ignored below 14.6.
describe('runners[0].machine.IdleScaleFactor and IdleCountMin', () => {
  const one: Case = { machine: 'IdleCount = 5\nIdleCountMin = 2\nIdleScaleFactor = 1.0\nIdleTime = 600', horizon: '1s' };
  const keys = ['runners[0].machine.IdleCountMin', 'runners[0].machine.IdleScaleFactor'];

  test.each([
    ['14.5', [0, 0, 0, 0, 0], keys],
    ['14.6', [0, 0], []],
  ])('%s', (version, expected, ignored) => {
    const outcome = under(version, one);
    expect(outcome.ignored).toEqual(ignored);
    expect(createdAt(outcome)).toEqual(expected);
  });
});

// OffPeak at all times, with IdleCount 1 against 3: the other way round, for the newer version does not know it.
describe('runners[0].machine.OffPeakPeriods', () => {
  const offPeak = 'OffPeakPeriods = ["* * * * * * *"]\nOffPeakTimezone = "UTC"\nOffPeakIdleCount = 1\nOffPeakIdleTime = 600';
  const one: Case = { machine: `IdleCount = 3\nIdleTime = 600\n${offPeak}`, horizon: '1s' };

  test.each([
    ['13.12', [0], []],
    // One warning stands for the four keys.
    ['14.0', [0, 0, 0], ['runners[0].machine.OffPeakPeriods']],
  ])('%s', (version, expected, ignored) => {
    const outcome = under(version, one);
    expect(outcome.ignored).toEqual(ignored);
    expect(createdAt(outcome)).toEqual(expected);
  });
});

// SIGTERM at 20 while the only job waits for a machine that boots for ever: the process ends shutdown_timeout later, 30 s if unset.
row(
  'shutdown_timeout',
  { top: 'shutdown_timeout = 5', machine: 'IdleCount = 0\nIdleTime = 600', zone: 'boot_time: 10h', stopAt: '20s', signal: 'SIGTERM' },
  ({ exits }) => exits.map(({ at }) => s(at)),
  ['15.5', [50]],
  ['15.6', [25]],
);

// Every request is forbidden. Defaults: the feeds at 0, 3 and 6 ask, then none for an hour. With a limit of 1 and an interval of 30 s: the
// request at 0 is one too many; more than 30 s after it, at 33, it is forgiven and asks again, and so at 66 (the mark is then at 33).
describe('unhealthy_requests_limit and unhealthy_interval', () => {
  const one: Case = {
    entry: 'unhealthy_requests_limit = 1\nunhealthy_interval = "30s"',
    horizon: '90s',
    given: { failRequests: [{ from: 0, to: 90 * SECOND, status: 403 }] },
  };
  test.each([
    ['15.6', [0, 3, 6], ['runners[0].unhealthy_requests_limit', 'runners[0].unhealthy_interval']],
    ['15.7', [0, 33, 66], []],
  ])('%s', (version, expected, ignored) => {
    const outcome = under(version, one);
    expect(outcome.ignored).toEqual(ignored);
    expect(outcome.requests.map(({ at }) => s(at))).toEqual(expected);
  });
});

// 18.4: no key but the default of the scenario's command_timeout. A boot of 2 h goes through before; then it is cut after 1 h.
describe('command_timeout', () => {
  const one: Case = { machine: 'IdleCount = 1\nIdleTime = 600', zone: 'boot_time: 2h', horizon: '3h' };
  const seen = (version: string): unknown => {
    const first = under(version, one).machines[0];
    return { readyAt: s(first?.readyAt), failedAt: s(first?.failedAt) };
  };

  test('18.3', () => expect(seen('18.3')).toEqual({ readyAt: 7200, failedAt: NaN }));
  test('18.4', () => expect(seen('18.4')).toEqual({ readyAt: NaN, failedAt: 3600 }));
});

// Three jobs on slots of the host. The re-offers after each hand-out start all at 0; strictly, each takes a feed of its own.
row(
  'runners[0].strict_check_interval',
  { entry: 'strict_check_interval = true', jobs: 3 },
  ({ jobs }) => jobs.map(({ startedAt }) => s(startedAt)),
  ['18.8', [0, 0, 0]],
  ['18.9', [0, 3, 6]],
);

// The machine is ready at 10, has the job from 12 to 22 and is idle at SIGQUIT at 40; the pass at 15 made machine 2, idle too. The drain
// removes both by force, which takes 7 s, one at a time: gone at 47 and 54, the end of the process. Without it both are left at 40.
row(
  'machine',
  {
    top: '[machine.shutdown_drain]\nenabled = true\nconcurrency = 1',
    machine: 'IdleCount = 1\nIdleTime = 3600',
    zone: 'force_delete_time: 7s',
    stopAt: '40s',
  },
  ({ exits, machines }) => ({ exit: s(exits[0]?.at), gone: machines.map(({ goneAt, reasonRemoved }) => [s(goneAt), reasonRemoved]) }),
  [
    '18.9',
    {
      exit: 40,
      gone: [
        [NaN, 'none'],
        [NaN, 'none'],
      ],
    },
  ],
  [
    '18.10',
    {
      exit: 54,
      gone: [
        [47, 'drain'],
        [54, 'drain'],
      ],
    },
  ],
);

// The machine for the job is there at 60, 40 s after its preparation should have been over: from 19.0 on it times out then.
row(
  'runners[0].prepare_timeout',
  { entry: 'prepare_timeout = "20s"', machine: 'IdleCount = 0\nIdleTime = 3600', zone: 'boot_time: 60s' },
  ({ jobs }) => jobs.map(({ status, finishedAt }) => [status, s(finishedAt)]),
  ['18.11', [['success', 70]]],
  ['19.0', [['timed_out', 60]]],
);

// prepare 2, prepare_script 3, get_sources 20 with a limit of 5: cut at 10. Before, the script runs from 25 to 35.
row(
  'runners[0].get_sources_timeout',
  {
    entry: 'get_sources_timeout = "5s"',
    stages: 'prepare: 2s, prepare_script: 3s, get_sources: 20s, cleanup: 0s',
  },
  ({ jobs }) => jobs.map(({ status, scriptAt, finishedAt }) => [status, s(scriptAt), s(finishedAt)]),
  ['19.0', [['success', 25, 35]]],
  ['19.1', [['timed_out', NaN, 10]]],
);

// Boot to 10, script to 20, and every remove command fails after 10, a pause of 30 behind it. Two rounds end at 100; the forced remove takes
// no time. 19.0 goes on for ever.
row(
  'runners[0].machine.MaxRemovalAttempts',
  { machine: 'IdleCount = 0\nIdleTime = 600\nMaxBuilds = 1\nMaxRemovalAttempts = 2', zone: 'delete_failure: 100%' },
  ({ machines }) => machines.map(({ removingAt, goneAt, gaveUp }) => [s(removingAt), s(goneAt), gaveUp]),
  ['19.0', [[20, NaN, false]]],
  ['19.1', [[20, 100, true]]],
);
