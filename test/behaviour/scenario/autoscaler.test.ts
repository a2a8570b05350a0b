/** `[runners.autoscaler]` from the text of a config.toml to the fleet: its keys and defaults, its periods, where its instances are made. */
import { describe, expect, test } from 'vitest';
import type { DockerAutoscalerSpec } from '../../../src/fleet/docker-autoscaler.js';
import { readConfig } from '../../../src/scenario/config-toml/read-config.js';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { minuteIntervals, parseMinutePeriods } from '../../../src/scenario/periods/minute-periods.js';
import { prepareScenario } from '../../../src/scenario/prepare.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';

function toml(autoscaler: string): string {
  return `concurrent = 4
[[runners]]
  name = "fleet"
  url = "https://gitlab.com/"
  token = "t"
  executor = "docker-autoscaler"
  [runners.autoscaler]
${autoscaler}`;
}

const PLUGIN = '    plugin = "googlecloud"\n';

function said(text: string): string[] {
  return readConfig(text, 'config.toml').issues.map(
    ({ severity, position, path, message }) => `${severity} ${position?.line ?? 0}:${position?.column ?? 0} ${path ?? ''}: ${message}`,
  );
}

function settings(text: string) {
  const { config, issues } = readConfig(text, 'config.toml');
  if (config === undefined) throw new Error(issues.map(formatIssue).join('\n'));
  return config.entries[0]!.autoscaler!;
}

describe('the keys', () => {
  test('that are absent have the defaults of GitLab Runner', () => {
    expect(settings(toml(PLUGIN))).toMatchObject({
      capacity_per_instance: 1,
      max_use_count: 0,
      max_instances: 0,
      update_interval: MINUTE,
      update_interval_when_expecting: 2 * SECOND,
      deletion_retry_interval: MINUTE,
      instance_acquire_timeout: 15 * MINUTE,
      scale_throttle: { limit: 100, burst: 100 },
      reservation_throttling: true,
      delete_instances_on_shutdown: false,
      shutdown_deletion_interval: 10 * SECOND,
      shutdown_deletion_retries: 3,
      policies: [],
    });
  });

  test('that are written are read, those of other tables without a word', () => {
    const text = toml(`${PLUGIN}    capacity_per_instance = 4
    max_instances = 7
    instance_ready_command = "cloud-init status --wait"
    failure_threshold = 5
    [runners.autoscaler.plugin_config]
      name = "group"
      project = "p"
      zone = "europe-west1-c"
      credentials_file = "/secret.json"
    [runners.autoscaler.connector_config]
      username = "runner"
      use_external_addr = true
    [[runners.autoscaler.policy]]
      idle_count = 8
      idle_time = "20m0s"
      scale_factor = 0.5
      scale_factor_limit = 4
    [[runners.autoscaler.policy]]
      periods = ["* 8-17 * * mon-fri"]
      timezone = "Europe/Berlin"
`);
    expect(said(text).filter((line) => line.includes('autoscaler'))).toEqual([]);
    expect(settings(text)).toMatchObject({
      capacity_per_instance: 4,
      instance_ready_command: 'cloud-init status --wait',
      plugin_config: { zone: 'europe-west1-c' },
      scale_throttle: { limit: 100, burst: 7 },
      policies: [
        { periods: ['* * * * *'], idle_count: 8, idle_time: 20 * MINUTE, scale_factor: 0.5, scale_factor_limit: 4, preemptive_mode: true },
        { periods: ['* 8-17 * * mon-fri'], timezone: 'Europe/Berlin', idle_count: 0, idle_time: 0, preemptive_mode: false },
      ],
    });
    expect(settings(text).plugin_config).not.toHaveProperty('credentials_file');
  });

  test.each([
    ['limit = -1', { limit: Infinity, burst: Infinity }],
    ['limit = 3', { limit: 3, burst: 3 }],
    ['limit = 3\n      burst = 9', { limit: 3, burst: 9 }],
  ])('scale_throttle with %s', (lines, throttle) => {
    expect(settings(toml(`${PLUGIN}    [runners.autoscaler.scale_throttle]\n      ${lines}\n`)).scale_throttle).toEqual(throttle);
  });

  test.each([
    ['', /^error 7:3 runners\[0\]\.autoscaler\.plugin: required/],
    [`${PLUGIN}    max_instance = 4\n`, /^error 9:5 runners\[0\]\.autoscaler\.max_instance: unknown key; did you mean max_instances\?/],
    [`${PLUGIN}    capacity_per_instance = "4"\n`, /^error 9:29 .*expected a whole number, found a string/],
    [`${PLUGIN}    update_interval = "1 day"\n`, /^error 9:23 .*'1 day' is not a duration/],
    [
      `${PLUGIN}    [[runners.autoscaler.policy]]\n      periods = ["* * * * * *"]\n`,
      /^error 10:18 runners\[0\]\.autoscaler\.policy\[0\]\.periods: '\* \* \* \* \* \*' has 6 fields; expected 5/,
    ],
    [`${PLUGIN}    [[runners.autoscaler.policy]]\n      timezone = "Mars"\n`, /^error 10:18 .*'Mars' is not a time zone/],
    [
      `${PLUGIN}    [[runners.autoscaler.policy]]\n      scale_factor = 1\n`,
      /^error 10:22 .*GitLab Runner needs a float here; write 1\.0 instead of 1/,
    ],
    [
      `${PLUGIN}    [[runners.autoscaler.policy]]\n      preemptive_mode = true\n`,
      /^warning 10:25 .*no job is taken while this policy holds/,
    ],
    [`${PLUGIN}    [runners.autoscaler.state_storage]\n      enabled = true\n`, /^warning 10:7 .*state_storage\.enabled: not simulated/],
  ])('what is wrong in %j is said at its place', (lines, expected) => {
    expect(said(toml(lines)).filter((line) => line.includes('autoscaler'))).toEqual([expect.stringMatching(expected)]);
  });
});

test('a version of GitLab Runner before the first that is played is warned of', () => {
  const told = (runnerVersion?: [number, number]): string[] =>
    readConfig(toml(PLUGIN), 'config.toml', runnerVersion === undefined ? {} : { runnerVersion })
      .issues.filter(({ path }) => path === 'runners[0].executor')
      .map(({ severity, position, message }) => `${severity} ${position?.line ?? 0}: ${message}`);
  expect(told([17, 8])).toEqual([
    'warning 6: docker-autoscaler is played as GitLab Runner does it from 17.9 on; what 17.8 does otherwise is not known, and is not simulated',
  ]);
  for (const version of [[17, 9], [19, 4], undefined] as const) expect(told(version === undefined ? undefined : [...version])).toEqual([]);
});

describe('periods', () => {
  // A Saturday.
  const START = Date.UTC(2000, 0, 1);
  const hold = (expression: string, zone = '', horizon = 48 * HOUR): number[][] =>
    minuteIntervals(parseMinutePeriods([expression], zone), START, horizon, 'UTC').map(({ from, to }) => [from / MINUTE, to / MINUTE]);

  test('hold in the minutes that match, nothing is shifted', () => {
    expect(hold('1-2 0 * * *')).toEqual([
      [1, 3],
      [1441, 1443],
    ]);
    expect(hold('*/30 12 1 jan *')).toEqual([
      [720, 721],
      [750, 751],
    ]);
    expect(hold('50/5 3 1 1 *')).toEqual([
      [230, 231],
      [235, 236],
    ]);
  });

  test('both day fields must match, Sunday is 0 and 7, names are of any case', () => {
    expect(hold('* * 1 * SUN')).toEqual([]);
    for (const sunday of ['0', '7', 'Sun', '5-7'].slice(0, 3)) expect(hold(`* * * * ${sunday}`)).toEqual([[1440, 2880]]);
    expect(hold('* * 2 * 5-7')).toEqual([[1440, 2880]]);
  });

  test('follow the local clock, over a change of it too', () => {
    expect(hold('* 9 * * *', 'Europe/Berlin', 24 * HOUR)).toEqual([[480, 540]]);
    const spring = Date.UTC(2026, 2, 29);
    const periods = parseMinutePeriods(['* 1-3 * * *'], 'Europe/Berlin');
    // 01:00 is 00:00 UTC; at 01:00 UTC the clock goes from 02:00 to 03:00.
    expect(minuteIntervals(periods, spring, 12 * HOUR, 'UTC').map(({ from, to }) => [from / HOUR, to / HOUR])).toEqual([[0, 2]]);
  });

  test.each(['* * * *', '60 * * * *', '5-3 * * * *', '*/0 * * * *', '* * * * mun'])('%j is refused', (expression) => {
    expect(() => parseMinutePeriods([expression], '')).toThrow(/field/);
  });
});

describe('in a scenario', () => {
  const scenario = (cloud: string, entries = ''): string => `name: autoscaled
start: 2026-03-02T00:00:00Z
horizon: 1d
instances: { gitlab.com: {} }
runners: { fleet: { instance: gitlab.com, token: t } }
clouds:
${cloud}
managers: { fleet: { config: fleet.toml${entries} } }
workloads:
  all: { projects: [a], pipelines: { rate: 4/h }, duration: 5m }
`;
  const GCE = '  gce: { driver: google, zones: { europe-west1-c: {} }, machine_types: { n1-standard-1: 0.05 USD/h } }';
  const load = (text: string, config: string) =>
    prepareScenario(text, 's.yaml', (file) => (file === 'fleet.toml' ? config : undefined), { hash: () => '' });
  const specOf = (text: string, config: string): DockerAutoscalerSpec => {
    const prepared = load(text, config);
    if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
    const { executor } = prepared.fleet.managers[0]!.configs[0]!.entries[0]!;
    if (executor.kind !== 'docker-autoscaler') throw new Error(executor.kind);
    return executor;
  };
  const errorsOf = (text: string, config: string): string => {
    const prepared = load(text, config);
    return 'issues' in prepared ? prepared.issues.map(formatIssue).join('\n').replace(/\n +/gu, ' ') : 'none';
  };

  test('F8: the last policy that holds is in force, and outside of all of them a pool without idle slots', () => {
    const text = toml(`${PLUGIN}    [runners.autoscaler.plugin_config]
      zone = "europe-west1-c"
    [[runners.autoscaler.policy]]
      periods = ["* 6-23 * * *"]
    [[runners.autoscaler.policy]]
      periods = ["* 8-17 * * mon-fri"]
      timezone = "UTC"
      idle_count = 5
`);
    const { policies } = specOf(scenario(GCE), text);
    expect(policies.map(({ at, policy }) => [at / HOUR, policy.idleCount, policy.idleTime / MINUTE, policy.isPreemptive])).toEqual([
      [0, 0, 5, false],
      [6, 0, 0, false],
      [8, 5, 0, true],
      [18, 0, 0, false],
    ]);
  });

  test('what a ready command takes is told as assumed of the zone where an entry has one, of no other', () => {
    const cloud = GCE.replace('europe-west1-c: {}', 'europe-west1-c: {}, europe-west1-d: {}');
    const entries = ', entries: { fleet: { runner: fleet, zone: europe-west1-d } }';
    const assumed = (config: string, zones = cloud): [string, string][] => {
      const prepared = load(scenario(zones, entries), toml(config));
      if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
      return prepared.defaults.flatMap(({ path, value }): [string, string][] => (path.includes('.ready_') ? [[path, value]] : []));
    };
    const ready = `${PLUGIN}    instance_ready_command = "cloud-init status --wait"\n`;
    expect(assumed(ready)).toEqual([
      ['clouds.gce.zones.europe-west1-d.ready_time', '15s'],
      ['clouds.gce.zones.europe-west1-d.ready_failure', '0%'],
    ]);
    expect(assumed(ready, cloud.replace('1-d: {}', '1-d: { ready_time: 20s, ready_failure: 1% }'))).toEqual([]);
    expect(assumed(PLUGIN)).toEqual([]);
  });

  test('plugins are joined to clouds by driver', () => {
    for (const plugin of [
      'googlecloud',
      'googlecloud:latest',
      'fleeting-plugin-googlecompute',
      'registry.example.com/x/fleeting-plugin-googlecloud:1',
    ]) {
      expect(specOf(scenario(GCE), toml(`    plugin = "${plugin}"\n`))).toMatchObject({ zone: 0, machineType: 0 });
    }
    const aws = '  aws: { driver: amazonec2, zones: { us-east-1a: {}, eu-west-1b: {} }, machine_types: { m5.large: 0.1 USD/h } }';
    const region = toml('    plugin = "aws"\n    [runners.autoscaler.plugin_config]\n      region = "us-east-1"\n');
    expect(specOf(scenario(aws), region).zone).toBe(1);
  });

  test.each([
    [
      'no such cloud',
      GCE,
      'plugin = "azure"',
      /no cloud has the driver 'azure', which the plugin 'azure' is for, .* add a cloud with driver: azure/,
    ],
    [
      'an unknown zone',
      GCE.replace('{ europe-west1-c: {} }', '{ a: {}, b: {} }'),
      'plugin = "googlecloud"',
      /the zone of its machines is unknown: .*plugin_config\] does not say it .* state it: entries: \{ "fleet": \{ runner: NAME, zone: ZONE \} \}/,
    ],
    [
      'an unknown machine type',
      GCE.replace('{ n1-standard-1: 0.05 USD/h }', '{ a: 1 USD/h, b: 2 USD/h }'),
      'plugin = "googlecloud"',
      /the machine type is unknown: cloud gce has 2 types; state it: entries/,
    ],
  ])('%s is told with what to do', (_, cloud, plugin, message) => {
    expect(errorsOf(scenario(cloud), toml(`    ${plugin}\n`))).toMatch(message);
  });

  test('the scenario states zone and type where the plugin does not', () => {
    const cloud = '  gce: { driver: google, zones: { a: {}, b: {} }, machine_types: { x: 1 USD/h, y: 2 USD/h } }';
    const entries = ', entries: { fleet: { runner: fleet, zone: b, machine_type: y } }';
    expect(specOf(scenario(cloud, entries), toml(PLUGIN))).toMatchObject({ zone: 1, machineType: 1 });
  });
});
