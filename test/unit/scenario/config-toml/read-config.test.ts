/** Reading config.toml: what a good file says, and what is said about a bad one. */
import { describe, expect, test } from 'vitest';
import type { RunnerConfig, RunnerVersion } from '../../../../src/scenario/config-toml/config.js';
import { readConfig } from '../../../../src/scenario/config-toml/read-config.js';
import { formatIssue, suggestion, withExcerpt, type Issue } from '../../../../src/scenario/text/issue.js';
import { MINUTE, SECOND } from '../../../../src/units/time.js';

const WHOLE = `concurrent = 20
check_interval = 3
shutdown_timeout = 60
listen_address = ":9252"

[session_server]
  session_timeout = 1800

[machine.shutdown_drain]
  enabled = true
  retry_backoff = "7s"

[[runners]]
  name = "srm"
  url = "https://gitlab.com/"
  token = "t1" # redacted
  executor = "docker+machine"
  limit = 40
  request_concurrency = 4
  unhealthy_interval = "1h30m"
  prepare_timeout = "1m5s"
  [runners.feature_flags]
    FF_USE_ADAPTIVE_REQUEST_CONCURRENCY = false
  [runners.docker]
    image = "ruby"
    nonsense_here = true
  [runners.machine]
    IdleCount = 10
    IdleScaleFactor = 1.1
    IdleCountMin = 2
    IdleTime = 600
    MaxBuilds = 1
    MachineName = "srm-%s"
    MachineDriver = "google"
    MachineOptions = [
      "google-zone=us-east1-c",
      "google-machine-type n1-standard-1",
      "google-use-internal-ip",
      "google-accelerator=count=1,type=t4",
    ]
    [[runners.machine.autoscaling]]
      Periods = ["* * 9-17 * * mon-fri *"]
      Timezone = "Europe/Berlin"
      IdleCount = 50
      IdleTime = 3600

[[runners]]
  name = "host"
  token = "t2"
  executor = "shell"
`;

const MACHINE = (body: string): string =>
  `concurrent = 1\n[[runners]]\n  executor = "docker+machine"\n  [runners.machine]\n    MachineName = "m-%s"\n${body}\n`;

function read(text: string, runnerVersion?: RunnerVersion): { config?: RunnerConfig; issues: Issue[] } {
  return readConfig(text, 'c.toml', runnerVersion === undefined ? {} : { runnerVersion });
}

/** The issues as `severity line:column path: message`, for short expectations. */
function told(text: string, runnerVersion?: RunnerVersion): string[] {
  return read(text, runnerVersion).issues.map(
    ({ severity, position, path, message }) => `${severity} ${position?.line}:${position?.column} ${path ?? ''}: ${message}`,
  );
}

describe('a whole file', () => {
  const { config, issues } = read(WHOLE);
  const [first, second] = config?.entries ?? [];

  test('gives its values and defaults, and nothing to say', () => {
    expect(issues).toEqual([]);
    expect(config).toMatchObject({ concurrent: 20, check_interval: 3, shutdown_timeout: 60 * SECOND });
    expect(config?.drain).toEqual({ enabled: true, concurrency: 3, max_retries: 3, retry_backoff: 7 * SECOND });
    expect(first).toMatchObject({
      index: 0,
      limit: 40,
      request_concurrency: 4,
      strict_check_interval: false,
      unhealthy_requests_limit: 3,
      unhealthy_interval: 90 * MINUTE,
      prepare_timeout: 65 * SECOND,
      job_status_final_update_retry_limit: 10,
      outputLimit: 4096,
      featureFlags: { FF_USE_ADAPTIVE_REQUEST_CONCURRENCY: false },
      tokenPosition: { line: 16, column: 11 },
    });
    expect(second).toMatchObject({
      index: 1,
      name: 'host',
      executor: 'shell',
      limit: 0,
      request_concurrency: 0,
      unhealthy_interval: 60 * MINUTE,
    });
    expect(second?.machine).toBeUndefined();
    expect(second).not.toHaveProperty('prepare_timeout');
  });

  test('has its driver options as keys and values, with places', () => {
    expect(first?.machine?.MachineOptions).toEqual({
      'google-zone': 'us-east1-c',
      'google-machine-type': 'n1-standard-1',
      'google-use-internal-ip': 'true',
      'google-accelerator': 'count=1,type=t4',
    });
    expect(first?.machine?.optionPositions['google-zone']).toEqual({ line: 36, column: 7 });
  });

  test('a key missing in an autoscaling section is 0, not the root value', () => {
    expect(first?.machine?.autoscaling).toEqual([
      {
        Periods: ['* * 9-17 * * mon-fri *'],
        Timezone: 'Europe/Berlin',
        IdleCount: 50,
        IdleCountMin: 0,
        IdleScaleFactor: 0,
        IdleTime: 3600,
        position: { line: 41, column: 5 },
      },
    ]);
  });

  test('line breaks of Windows and a byte order mark change nothing', () => {
    const windows = read(`\uFEFF${WHOLE.replaceAll('\n', '\r\n')}`);
    expect(windows.issues).toEqual([]);
    expect(JSON.stringify(windows.config?.entries)).toBe(JSON.stringify(config?.entries));
  });
});

describe('errors', () => {
  test.each([
    ['[[runners]]\nexecutor = "shell"\n', 'error 1:1 concurrent: required'],
    ['concurrent = 0\n[[runners]]\nexecutor = "shell"\n', 'error 1:14 concurrent: 0 is less than 1'],
    ['concurrent = "10"\n[[runners]]\nexecutor = "shell"\n', 'error 1:14 concurrent: expected a whole number, found a string ("10")'],
    ['concurrent = 1.0\n[[runners]]\nexecutor = "shell"\n', 'error 1:14 concurrent: expected a whole number, found a float'],
    ['concurrent = 99999999\n[[runners]]\nexecutor = "shell"\n', 'error 1:14 concurrent: 99999999 is out of range'],
    ['concurrent = 1\n', 'error 1:1 runners: the file holds no [[runners]] entry'],
    ['concurrent = 1\n[runners]\nexecutor = "shell"\n', 'error 2:1 runners: expected tables opened by [[runners]]'],
    ['concurrent = 1\n[[runners]]\n', 'error 2:1 runners[0].executor: required'],
    ['concurrent = 1\n[[runners]]\nexecutor = "docker+machin"\n', 'error 3:12 runners[0].executor: GitLab Runner has no executor'],
    [
      'concurrent = 1\n[[runners]]\nexecutor = "docker+machine"\n',
      'error 3:12 runners[0].executor: docker+machine needs a [runners.machine]',
    ],
    ['concurrent = 1\n[[runners]]\nexecutor = "instance"\n', 'error 3:12 runners[0].executor: instance needs a [runners.autoscaler]'],
    ['concurrent = 1\n[[runners]]\nexecutor = "shell"\nlimit = -1\n', 'error 4:9 runners[0].limit: -1 is out of range'],
    ['concurrent = 1\n[[runners]]\nexecutor = "shell"\nlimitt = 1\n', 'error 4:1 runners[0].limitt: unknown key; did you mean limit?'],
    [
      'concurrent = 1\n[[runners]]\nexecutor = "shell"\nprepare_timeout = 5\n',
      'error 4:19 runners[0].prepare_timeout: expected a duration in quotes',
    ],
    [
      'concurrent = 1\n[[runners]]\nexecutor = "shell"\nprepare_timeout = "1d"\n',
      "error 4:19 runners[0].prepare_timeout: '1d' is not a duration",
    ],
    ['concurrent = 1\nConcurrent = 2\n[[runners]]\nexecutor = "shell"\n', 'error 2:1 Concurrent: given twice'],
    [MACHINE('    IdleCout = 3'), 'error 6:5 runners[0].machine.IdleCout: unknown key; did you mean IdleCount?'],
    [MACHINE('    IdleCount = -3'), 'error 6:17 runners[0].machine.IdleCount: -3 is out of range'],
    [MACHINE('    IdleCount = 9007199254740993'), 'error 6:17 runners[0].machine.IdleCount: '],
    [MACHINE('    IdleScaleFactor = 1'), 'error 6:23 runners[0].machine.IdleScaleFactor: GitLab Runner needs a float here; write 1.0'],
    [MACHINE('    IdleScaleFactor = nan'), 'error 6:23 runners[0].machine.IdleScaleFactor: NaN is out of range'],
    [MACHINE('    IdleScaleFactor = -inf'), 'error 6:23 runners[0].machine.IdleScaleFactor: -Infinity is out of range'],
    [
      MACHINE('    IdleCount = "{{ n }}"'),
      'error 6:17 runners[0].machine.IdleCount: expected a whole number, found a string ("{{ n }}"); this is a Jinja',
    ],
    [MACHINE('    MachineOptions = [1]'), 'error 6:23 runners[0].machine.MachineOptions: expected text in quotes, found an integer (1)'],
    [
      MACHINE('    [[runners.machine.autoscaling]]\n    Periods = ["* * * * * * *", "nope"]'),
      "error 7:33 runners[0].machine.autoscaling[0].Periods: 'nope' has 1 fields",
    ],
    [
      MACHINE('    [[runners.machine.autoscaling]]\n    Periods = []\n    Timezone = "Mars"'),
      "error 8:16 runners[0].machine.autoscaling[0].Timezone: 'Mars' is not a time zone",
    ],
    [MACHINE('').replace('m-%s', 'm'), "error 5:19 runners[0].machine.MachineName: 'm' must hold %s exactly once"],
  ])('%j', (text, expected) => {
    expect(
      told(text).find((line) => line.startsWith(expected)),
      told(text).join('\n'),
    ).toBeDefined();
    expect(read(text).config).toBeUndefined();
  });

  test.each([
    ['concurrent = 1\nconcurrent = 2\n', 2, /defining a key multiple times/],
    ['concurrent = {{ n }}\n', 1, /Jinja or Go template.*render/],
    ['concurrent = ${n}\n', 1, /template variable.*render/],
    ['concurrent = X\n', 1, /placeholder for a number/],
    ['concurrent = $N\n', 1, /shell variable/],
    ['concurrent = <number>\n', 1, /placeholder \(<…>\)/],
    ['%{ for x in y ~}\n', 1, /Terraform/],
    ['concurrent = 1\n(...)\n', 2, /left out/],
    ['concurrent = 1 2\n', 1, /something follows/],
    ['concurrent =\n', 2, /not valid TOML/],
  ])('is no TOML: %j', (text, line, message) => {
    const { config, issues } = read(text);
    expect(config).toBeUndefined();
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ severity: 'error', position: { line } });
    expect(issues[0]?.message).toMatch(message);
    expect(issues[0]?.excerpt).toContain('^');
  });

  test('all issues of a file come at once, in its order', () => {
    const lines = told('concurrent = "1"\ncheck_interval = true\n[[runners]]\nexecutor = "shell"\nlimit = 1.5\n');
    expect(lines.map((line) => line.slice(0, 12))).toEqual(['error 1:14 c', 'error 2:18 c', 'error 5:9 ru']);
  });
});

describe('warnings', () => {
  test.each([
    [
      'concurrent = 1\nmetrics_server = ":1"\n[[runners]]\nexecutor = "shell"\n',
      'warning 2:1 metrics_server: not used by GitLab Runner; renamed to listen_address',
    ],
    [
      'concurrent = 1\nzzzzzzzz = 1\n[[runners]]\nexecutor = "shell"\n',
      'warning 2:1 zzzzzzzz: unknown key, ignored; known here: concurrent',
    ],
    [
      'concurrent = 1\nlog_levle = "x"\n[[runners]]\nexecutor = "shell"\n',
      'warning 2:1 log_levle: unknown key, ignored; did you mean log_level?',
    ],
    ['concurrent = 1\n[[runners]]\nexecutor = "shell"\ntags = ["a"]\n', 'warning 4:1 runners[0].tags: not a key of config.toml'],
    [
      'concurrent = 1\n[[runners]]\nexecutor = "kubernetes"\n',
      'warning 3:12 runners[0].executor: the kubernetes executor is not simulated',
    ],
    [
      'concurrent = 1\n[[runners]]\nexecutor = "shell"\n[[runners.monitoring.job_queuing_durations]]\nthreshold = "1m"\n',
      'warning 4:1 runners[0].monitoring.job_queuing_durations: not simulated',
    ],
    [
      MACHINE('    [[runners.machine.autoscaling]]\n    MaxBuilds = 1\n    Periods = ["* * * * * * *"]'),
      'warning 7:5 runners[0].machine.autoscaling[0].MaxBuilds: ',
    ],
    [
      MACHINE('    [[runners.machine.autoscaling]]\n    IdleCount = 1'),
      'warning 6:5 runners[0].machine.autoscaling[0].Periods: missing or empty',
    ],
  ])('%j', (text, expected) => {
    expect(told(text).map((line) => line.slice(0, expected.length))).toEqual([expected]);
    expect(read(text).config).toBeDefined();
  });

  test('keys are found without regard to case, as in GitLab Runner', () => {
    expect(read(MACHINE('    idlecount = 7')).config?.entries[0]?.machine?.IdleCount).toBe(7);
  });
});

describe('runner versions', () => {
  const OFF_PEAK = MACHINE(
    '    OffPeakPeriods = ["* * * * * sat,sun *"]\n    OffPeakTimezone = "UTC"\n    OffPeakIdleCount = 5\n    OffPeakIdleTime = 60',
  );

  test('OffPeak is in force before 14.0 and explained after', () => {
    expect(read(OFF_PEAK, [11, 4]).config?.entries[0]?.machine?.offPeak).toMatchObject({
      periods: ['* * * * * sat,sun *'],
      timezone: 'UTC',
      IdleCount: 5,
      IdleTime: 60,
    });
    expect(told(OFF_PEAK, [11, 4])).toEqual([]);
    expect(read(OFF_PEAK, [14, 0]).config?.entries[0]?.machine?.offPeak).toBeUndefined();
    expect(told(OFF_PEAK, [14, 0])).toHaveLength(1);
    expect(told(OFF_PEAK)[0]).toMatch(
      /6:5.*OffPeakPeriods: ignored since GitLab Runner 14\.0; use a \[\[runners\.machine\.autoscaling\]\]/,
    );
  });

  test('P1: an invalid OffPeak expression is an error before 14.0, ignored after', () => {
    const invalid = OFF_PEAK.replace('sat,sun', 'nope');
    expect(read(invalid, [11, 4]).config).toBeUndefined();
    expect(read(invalid, [19, 0]).config).toBeDefined();
  });

  test('13.x does not look at OffPeak beside autoscaling sections; 12.x knows no such sections', () => {
    const both = `${OFF_PEAK}    [[runners.machine.autoscaling]]\n      Periods = ["* * * * * * *"]\n      IdleCount = 9\n`;
    expect(read(both, [13, 12]).config?.entries[0]?.machine).not.toHaveProperty('offPeak');
    expect(read(both, [13, 12]).config?.entries[0]?.machine?.autoscaling).toHaveLength(1);
    expect(told(both, [13, 12])[0]).toMatch(/OffPeakPeriods: ignored beside/);
    expect(read(both, [12, 10]).config?.entries[0]?.machine?.offPeak).toBeDefined();
    expect(read(both, [12, 10]).config?.entries[0]?.machine?.autoscaling).toEqual([]);
    expect(told(both, [12, 10])[0]).toMatch(/autoscaling: ignored: GitLab Runner 12\.10 does not know this key, 13\.0 was the first/);
  });

  test('keys newer than the version keep their defaults', () => {
    const text = MACHINE('    IdleScaleFactor = 1.5\n    MaxGrowthRate = 4').replace(
      'concurrent = 1',
      'concurrent = 1\nshutdown_timeout = 90',
    );
    expect(read(text, [11, 4]).config).toMatchObject({ shutdown_timeout: 30 * SECOND });
    expect(read(text, [11, 4]).config?.entries[0]?.machine).toMatchObject({ IdleScaleFactor: 0, MaxGrowthRate: 0 });
    expect(told(text, [11, 4])).toHaveLength(3);
    expect(read(text, [14, 6]).config?.entries[0]?.machine).toMatchObject({ IdleScaleFactor: 1.5, MaxGrowthRate: 4 });
  });
});

describe('issues as text', () => {
  test('place, path, message and a caret below the column', () => {
    const [issue] = read(MACHINE('    IdleCout = 3')).issues;
    expect(issue === undefined ? '' : formatIssue(issue)).toBe(
      [
        'c.toml:6:5 runners[0].machine.IdleCout: unknown key; did you mean IdleCount?',
        '  GitLab Runner would ignore it without a word',
        '        IdleCout = 3',
        '        ^',
      ].join('\n'),
    );
  });

  test('a long line is cut around its caret to 80 columns', () => {
    const line = `key = "${'x'.repeat(300)}"`;
    for (const column of [1, 40, 150, 308]) {
      const [shown = '', caret = ''] = withExcerpt(line, { line: 1, column }).split('\n');
      expect(shown.length).toBeLessThanOrEqual(76);
      expect(shown[caret.length - 1]).toBe(line[column - 1]);
    }
    const text = formatIssue({
      severity: 'error',
      file: 'f',
      position: { line: 1, column: 150 },
      message: 'word '.repeat(60).trim(),
      excerpt: withExcerpt(line, { line: 1, column: 150 }),
    });
    for (const row of text.split('\n')) expect(row.length).toBeLessThanOrEqual(80);
  });

  test.each([
    ['IdleCout', 'IdleCount'],
    ['idle_count', 'IdleCount'],
    ['IdelTime', 'IdleTime'],
    ['zzz', undefined],
    ['', undefined],
  ])('suggestion for %j is %s', (word, expected) => {
    expect(suggestion(word, ['IdleCount', 'IdleTime', 'MaxBuilds'])).toBe(expected);
  });
});
