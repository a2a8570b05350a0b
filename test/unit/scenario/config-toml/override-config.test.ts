/** Setting keys in the text of a config.toml, and the long polling warnings. */
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { configWarnings } from '../../../../src/scenario/config-toml/config-warnings.js';
import { overrideConfig } from '../../../../src/scenario/config-toml/override-config.js';
import { readConfig } from '../../../../src/scenario/config-toml/read-config.js';
import type { Segment } from '../../../../src/scenario/config-toml/override-path.js';

const ONE = `# the fleet
concurrent = 20 # workers

[[runners]]
  name = "srm"
  executor = "docker+machine"
  limit = 40
  [runners.machine]
    IdleCount = 10 # pool
    MachineName = "m-%s"
    [[runners.machine.autoscaling]]
      Periods = ["* * 9-17 * * mon-fri *"]
      IdleCount = 50
    [[runners.machine.autoscaling]]
      Periods = ["* * * * * sat,sun *"]
`;

const TWO = `concurrent = 2
[[runners]]
name = "a"
executor = "shell"
[[runners]]
name = "b"
executor = "shell"
feature_flags = { FF_X = true }
`;

const AUTOSCALED = `concurrent = 20
[[runners]]
  name = "fleet"
  executor = "docker-autoscaler"
  limit = 40
  [runners.autoscaler]
    plugin = "googlecloud"
    capacity_per_instance = 2
    [runners.autoscaler.plugin_config]
      zone = "a"
    [[runners.autoscaler.policy]]
      idle_count = 4
    [[runners.autoscaler.policy]]
      periods = ["* 9-17 * * mon-fri"]
      idle_count = 50
`;
const WITHOUT_POLICY = `concurrent = 20
[[runners]]
  executor = "instance"
  [runners.autoscaler]
    plugin = "aws"
    [runners.autoscaler.plugin_config]
      region = "eu-west-1"
`;

function set(text: string, path: Segment[], value: unknown, version?: [number, number]) {
  return overrideConfig(text, 'c.toml', [{ path, value }], version === undefined ? {} : { runnerVersion: version });
}

/** The lines that differ, as -old and +new. */
function changed(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

describe('edits', () => {
  test('a byte order mark stays first, and once, before a key that is put before the first table', () => {
    const [first, more] = ['[[runners]]\nname = "a"\nexecutor = "shell"\n', '  [[runners]]\n  name = "a"\n  executor = "shell"\n'];
    const after = (text: string): string | undefined => set(text, ['concurrent'], 5).text;
    expect(after(`\uFEFF${first}`)).toBe(`\uFEFFconcurrent = 5\n${first}`);
    expect(after(first)).toBe(`concurrent = 5\n${first}`);
    expect(after(`\uFEFF${more}`)?.replace(/^\uFEFF *concurrent = 5\n/, '')).toBe(more);
    // Behind a key that is there it has a line of its own.
    expect(set(`\uFEFFconcurrent = 1\n${first}`, ['check_interval'], 2).text).toBe(`\uFEFFconcurrent = 1\ncheck_interval = 2\n${first}`);
  });

  test.each<[Segment[], unknown, string[]]>([
    [['concurrent'], 30, ['-concurrent = 20 # workers', '+concurrent = 30 # workers']],
    [['check_interval'], 5, ['+check_interval = 5']],
    [['limit'], 60, ['-  limit = 40', '+  limit = 60']],
    [['runners', 0, 'limit'], 60, ['-  limit = 40', '+  limit = 60']],
    [['runners', 'srm', 'limit'], 60, ['-  limit = 40', '+  limit = 60']],
    [['request_concurrency'], 3, ['+  request_concurrency = 3']],
    [['machine', 'MaxBuilds'], 1, ['+    MaxBuilds = 1']],
    [['machine', 'autoscaling', 0, 'IdleCount'], 7, ['-      IdleCount = 50', '+      IdleCount = 7']],
    [['machine', 'autoscaling', 1, 'IdleScaleFactor'], 2, ['+      IdleScaleFactor = 2.0']],
    [['machine', 'MachineOptions'], ['google-zone=a', 'x"y'], ['+    MachineOptions = ["google-zone=a", "x\\"y"]']],
    [['feature_flags', 'FF_X'], true, ['+  [runners.feature_flags]', '+    FF_X = true']],
    [['machine', 'shutdown_drain', 'enabled'], true, ['+[machine.shutdown_drain]', '+  enabled = true']],
    [['prepare_timeout'], '90s', ['+  prepare_timeout = "90s"']],
  ])('%j = %j', (path, value, expected) => {
    const { text, issues } = set(ONE, path, value);
    expect(issues).toEqual([]);
    expect(changed(ONE, text)).toEqual(expected);
    expect(readConfig(text, 'c.toml').config).toBeDefined();
  });

  test.each<[Segment[], unknown, string[]]>([
    [['autoscaler', 'capacity_per_instance'], 4, ['-    capacity_per_instance = 2', '+    capacity_per_instance = 4']],
    [['autoscaler', 'max_use_count'], 1, ['+    max_use_count = 1']],
    [['runners', 'fleet', 'autoscaler', 'update_interval'], '30s', ['+    update_interval = "30s"']],
    [['autoscaler', 'policy', 0, 'idle_count'], 8, ['-      idle_count = 4', '+      idle_count = 8']],
    [['autoscaler', 'policy', '1', 'scale_factor'], 1, ['+      scale_factor = 1.0']],
    [['autoscaler', 'policy', 1, 'periods'], ['* * * * *'], ['-      periods = ["* 9-17 * * mon-fri"]', '+      periods = ["* * * * *"]']],
    [['autoscaler', 'scale_throttle', 'limit'], -1, ['+    [runners.autoscaler.scale_throttle]', '+      limit = -1']],
    [['autoscaler', 'plugin_config', 'zone'], 'b', ['-      zone = "a"', '+      zone = "b"']],
  ])('of an autoscaler: %j = %j', (path, value, expected) => {
    const { text, issues } = set(AUTOSCALED, path, value);
    expect(issues).toEqual([]);
    expect(changed(AUTOSCALED, text)).toEqual(expected);
    expect(readConfig(text, 'c.toml').config).toBeDefined();
  });

  test('a number of seconds may be given as a duration; a text of another key stays one', () => {
    expect(changed(ONE, set(ONE, ['machine', 'IdleTime'], '10m').text)).toEqual(['+    IdleTime = 600']);
    expect(changed(ONE, set(ONE, ['check_interval'], '1m30s').text)).toEqual(['+check_interval = 90']);
    // What is no whole number of them is left to the reader of the file, which says so.
    expect(changed(ONE, set(ONE, ['check_interval'], '1500ms').text)).toEqual(['+check_interval = "1500ms"']);
    expect(changed(ONE, set(ONE, ['name'], '10m').text)).toEqual(['-  name = "srm"', '+  name = "10m"']);
  });

  test('a list that stays as long keeps its lines and comments', () => {
    const text =
      '[[runners]]\n  executor = "docker+machine"\n  [runners.machine]\n    MachineOptions = [\n      "a=1", # one\n      "b=2", # two\n    ]\n';
    const path = ['machine', 'MachineOptions'];
    expect(set(text, path, ['a=1', 'b=3']).text).toBe(text.replace('b=2', 'b=3'));
    expect(set(text, path, ['c', 'b=2']).text).toBe(text.replace('a=1', 'c'));
    expect(parse(set(text, path, ['c']).text)).toEqual({ runners: [{ executor: 'docker+machine', machine: { MachineOptions: ['c'] } }] });
  });

  test('an autoscaler without a policy gets its first', () => {
    const { text, issues } = overrideConfig(WITHOUT_POLICY, 'c.toml', [
      { path: ['autoscaler', 'policy', 0, 'idle_count'], value: 3 },
      { path: ['autoscaler', 'policy', 0, 'idle_time'], value: '10m' },
    ]);
    expect(issues).toEqual([]);
    expect(changed(WITHOUT_POLICY, text)).toEqual([
      '+    [[runners.autoscaler.policy]]',
      '+      idle_count = 3',
      '+      idle_time = "10m"',
    ]);
    expect(readConfig(text, 'c.toml').config?.entries[0]?.autoscaler).toMatchObject({
      policies: [{ idle_count: 3, idle_time: 600_000_000 }],
      plugin_config: { region: 'eu-west-1' },
    });
  });

  test('an inline table grows inside its braces', () => {
    expect(changed(TWO, set(TWO, ['runners', 'b', 'feature_flags', 'FF_Y'], false).text)).toContain(
      '+feature_flags = { FF_X = true, FF_Y = false }',
    );
  });

  test('a table that is only implied by dotted keys or a longer header still takes keys', () => {
    const dotted = 'concurrent = 1\n[[runners]]\nexecutor = "docker+machine"\nmachine.MachineName = "m-%s"\n';
    const { text, issues } = set(dotted, ['machine', 'IdleCount'], 3);
    expect(issues).toEqual([]);
    expect(readConfig(text, 'c.toml').config?.entries[0]?.machine).toMatchObject({ MachineName: 'm-%s', IdleCount: 3 });
    const header =
      'concurrent = 1\n[[runners]]\nexecutor = "docker+machine"\n[[runners.machine.autoscaling]]\nPeriods = ["* * * * * * *"]\n';
    const made = overrideConfig(header, 'c.toml', [{ path: ['machine', 'MachineName'], value: 'm-%s' }]);
    expect(readConfig(made.text, 'c.toml').config?.entries[0]?.machine).toMatchObject({ MachineName: 'm-%s' });
  });

  test('a file without a last line break, and one with those of Windows', () => {
    const bare = 'concurrent = 1\n[[runners]]\nexecutor = "shell"';
    expect(set(bare, ['limit'], 2).text).toBe('concurrent = 1\n[[runners]]\nexecutor = "shell"\nlimit = 2\n');
    const windows = ONE.replaceAll('\n', '\r\n');
    expect(set(windows, ['check_interval'], 5).text).toBe(windows.replace('# workers\r\n', '# workers\r\ncheck_interval = 5\r\n'));
  });

  test('later overrides see earlier ones', () => {
    const { text } = overrideConfig(ONE, 'c.toml', [
      { path: ['machine', 'MaxGrowthRate'], value: 1 },
      { path: ['machine', 'MaxGrowthRate'], value: 12 },
    ]);
    expect(text.match(/MaxGrowthRate/gu)).toHaveLength(1);
    expect(readConfig(text, 'c.toml').config?.entries[0]?.machine?.MaxGrowthRate).toBe(12);
  });
});

describe('what replaces a root value', () => {
  test('setting it warns and names the path that sets it always', () => {
    const { text, issues } = set(ONE, ['machine', 'IdleCount'], 25);
    expect(changed(ONE, text)).toEqual(['-    IdleCount = 10 # pool', '+    IdleCount = 25 # pool']);
    expect(issues).toMatchObject([{ severity: 'warning', path: 'machine.IdleCount' }]);
    expect(issues[0]?.message).toMatch(/2 autoscaling sections replace.*set machine\.effective\.IdleCount/);
    expect(set(ONE, ['machine', 'MaxBuilds'], 1).issues).toEqual([]);
  });

  test('effective sets the root, every section and OffPeak', () => {
    const { text, issues } = set(ONE, ['machine', 'effective', 'IdleCount'], 25);
    expect(issues).toEqual([]);
    const machine = readConfig(text, 'c.toml').config?.entries[0]?.machine;
    expect([machine?.IdleCount, ...(machine?.autoscaling ?? []).map(({ IdleCount }) => IdleCount)]).toEqual([25, 25, 25]);
    const old =
      'concurrent = 1\n[[runners]]\nexecutor = "docker+machine"\n[runners.machine]\nMachineName = "m-%s"\nOffPeakPeriods = ["* * * * * * *"]\n';
    const set11 = set(old, ['machine', 'effective', 'IdleTime'], 70, [11, 4]);
    expect(readConfig(set11.text, 'c.toml', { runnerVersion: [11, 4] }).config?.entries[0]?.machine).toMatchObject({
      IdleTime: 70,
      offPeak: { IdleTime: 70, IdleCount: 0 },
    });
    expect(set(old, ['machine', 'IdleTime'], 70, [11, 4]).issues[0]?.message).toMatch(/OffPeak replaces/);
    expect(set(old, ['machine', 'IdleTime'], 70, [14, 0]).issues).toEqual([]);
  });
});

describe('paths that lead nowhere', () => {
  test.each<[string, Segment[], RegExp]>([
    [ONE, ['machine', 'IdleCout'], /unknown key IdleCout in \[runners\.machine\]; did you mean IdleCount\? Known here: IdleCount, /],
    [ONE, ['machine', 'effective', 'MaxBuilds'], /machine\.effective has no MaxBuilds.*IdleCount, IdleCountMin/],
    [ONE, ['machine', 'effective'], /machine\.effective has no value of its own/],
    [ONE, ['machine'], /the path ends at \[runners\.machine\]/],
    [ONE, ['machine', 'autoscaling', 2, 'IdleCount'], /no autoscaling section 2; the entry has 2/],
    [ONE, ['machine', 'autoscaling', 0, 'Nope'], /unknown key Nope/],
    [ONE, ['concurent'], /did you mean concurrent\?/],
    [ONE, ['limit', 'x'], /limit holds a value/],
    [ONE, ['docker', 'image'], /does not change a simulation/],
    [ONE, [], /the path ends at config\.toml/],
    [AUTOSCALED, ['autoscaler', 'policy', 'idle_count'], /no policy section idle_count; the entry has 2, counted from 0/],
    [AUTOSCALED, ['autoscaler', 'policy', 2, 'idle_count'], /no policy section 2; the entry has 2/],
    [AUTOSCALED, ['autoscaler', 'policy'], /must say which policy section, such as policy\[0\]: the entry has 2/],
    [WITHOUT_POLICY, ['autoscaler', 'policy', 1, 'idle_count'], /no policy section 1; the entry has 0/],
    [ONE, ['machine', 'autoscaling', 0], /the path ends at \[\[runners\.machine\.autoscaling\]\]/],
    [AUTOSCALED, ['autoscaler', 'policy', 0, 'IdleCount'], /unknown key IdleCount in \[\[runners\.autoscaler\.policy\]\]/],
    [AUTOSCALED, ['autoscaler', 'max_instance'], /unknown key max_instance in \[runners\.autoscaler\]; did you mean max_instances\?/],
    [AUTOSCALED, ['autoscaler', 'state_storage', 'enabled'], /state_storage does not change a simulation/],
    [AUTOSCALED, ['autoscaler', 'failure_threshold'], /failure_threshold in \[runners\.autoscaler\] does not change a simulation/],
    [AUTOSCALED, ['autoscaler', 'plugin_config', 'project'], /unknown key project in \[runners\.autoscaler\.plugin_config\]/],
    [TWO, ['limit'], /limit belongs to a \[\[runners\]\] entry; write runners\[name or index\] before it: the file has 2/],
    [TWO, ['machine', 'IdleCount'], /machine belongs to a \[\[runners\]\] entry/],
    [TWO, ['runners', 'c', 'limit'], /no \[\[runners\]\] entry "c"; it has 0 \("a"\), 1 \("b"\)/],
    [TWO, ['runners', 2, 'limit'], /no \[\[runners\]\] entry "2"/],
    [TWO, ['runners'], /must say which \[\[runners\]\] entry/],
    [TWO.replace('"b"', '"a"'), ['runners', 'a', 'limit'], /2 \[\[runners\]\] entries are named "a"/],
  ])('%#: %j %j', (text, path, message) => {
    const result = set(text, path, 1);
    expect(result.text).toBe(text);
    expect(result.issues).toHaveLength(1);
    expect(result.issues[0]).toMatchObject({ severity: 'error', file: 'c.toml' });
    expect(result.issues[0]?.message).toMatch(message);
  });

  test('a value TOML cannot hold, and a text that is no TOML', () => {
    for (const value of [NaN, Infinity, undefined, null, {}, [[1]]])
      expect(set(ONE, ['limit'], value).issues).toMatchObject([{ severity: 'error', path: 'limit' }]);
    expect(set('concurrent = X\n', ['limit'], 1)).toMatchObject({
      text: 'concurrent = X\n',
      issues: [{ severity: 'error', position: { line: 1, column: 14 } }],
    });
  });
});

test('any text set as a value is read back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const { text, issues } = set(ONE, ['runners', 0, 'name'], name);
      expect(issues).toEqual([]);
      expect(readConfig(text, 'c.toml').config?.entries[0]?.name).toBe(name);
      expect((parse(text)['runners'] as { name: string }[])[0]?.name).toBe(name);
    }),
  );
});

describe('long polling warnings, upstream cases M9 to M13', () => {
  const kinds = (concurrent: number, entries: [requestConcurrency: number, limit: number][]): string[] => {
    const body = entries.map(([rc, limit]) => `[[runners]]\nexecutor = "shell"\nrequest_concurrency = ${rc}\nlimit = ${limit}\n`).join('');
    const { config } = readConfig(`concurrent = ${concurrent}\n${body}`, 'c.toml');
    return config === undefined ? ['not read'] : configWarnings(config).map(({ message }) => message.split(':')[0] ?? '');
  };

  test('M9', () =>
    expect(
      kinds(2, [
        [2, 0],
        [2, 0],
        [2, 0],
      ]),
    ).toEqual(['worker starvation']));
  test('M10', () =>
    expect(
      kinds(4, [
        [1, 10],
        [1, 8],
      ]),
    ).toEqual(['request bottleneck']));
  test('M11', () =>
    expect(
      kinds(4, [
        [1, 2],
        [1, 1],
      ]),
    ).toEqual(['request bottleneck', 'build limit bottleneck']));
  test('M12', () =>
    expect(
      kinds(6, [
        [3, 10],
        [2, 5],
      ]),
    ).toEqual([]));
  test('M13', () =>
    expect(
      kinds(3, [
        [2, 0],
        [2, 0],
        [2, 0],
      ]),
    ).toEqual([]));
  test('an unset request_concurrency is one; a limit of 0 is no bottleneck', () => {
    expect(kinds(1, [[0, 0]])).toEqual(['request bottleneck']);
  });
  test('each has a place and advice', () => {
    const { config } = readConfig(
      'concurrent = 1\n[[runners]]\nexecutor = "shell"\nlimit = 1\n[[runners]]\nexecutor = "shell"\n',
      'c.toml',
    );
    const warnings = config === undefined ? [] : configWarnings(config);
    expect(warnings.map(({ path, position }) => [path, position])).toEqual([
      ['concurrent', { line: 1, column: 1 }],
      ['runners[0].request_concurrency', { line: 2, column: 1 }],
      ['runners[0].limit', { line: 4, column: 1 }],
    ]);
    for (const { message } of warnings) expect(message).toMatch(/set|raise/);
  });
});
