/** Lists of sections set as a whole in the text of a config.toml: what stays, what is written, and that it is read back as it was meant. */
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { overrideConfig, type ConfigOverride } from '../../../../src/scenario/config-toml/override-config.js';
import { readConfig } from '../../../../src/scenario/config-toml/read-config.js';

const MACHINE = `concurrent = 20

[[runners]]
  name = "srm"
  executor = "docker+machine"
  [runners.machine]
    IdleCount = 10 # nights
    MachineName = "m-%s"
    # office hours
    [[runners.machine.autoscaling]]
      Periods = ["* * 9-17 * * mon-fri *"] # local
      Timezone = "UTC"
      IdleCount = 50 # by hand, in May
      IdleTime = 600
    # the weekend
    [[runners.machine.autoscaling]]
      Periods = ["* * * * * sat,sun *"]
      Timezone = "UTC"
      IdleCount = 5
  [runners.cache]
    Type = "gcs"
`;
const OFFICE = { Periods: ['* * 9-17 * * mon-fri *'], Timezone: 'UTC', IdleCount: 60, IdleTime: 600 };
const WEEKEND = { Periods: ['* * * * * sat,sun *'], Timezone: 'UTC', IdleCount: 5 };
const MORNING = { Periods: ['* * 7-8 * * mon-fri *'], Timezone: 'UTC', IdleCount: 30, IdleScaleFactor: 2 };

const AUTOSCALER = `concurrent = 20
[[runners]]
  executor = "docker-autoscaler"
  [runners.autoscaler]
    plugin = "aws"
    [[runners.autoscaler.policy]]
      idle_count = 4 # always
    [runners.autoscaler.plugin_config]
      region = "eu-west-1"
    [[runners.autoscaler.policy]]
      periods = ["* 9-17 * * mon-fri"]
      idle_count = 50
`;

function setTo(text: string, value: unknown, list: readonly string[] = ['machine', 'autoscaling']) {
  return overrideConfig(text, 'c.toml', [{ path: list, value }]);
}

/** The lines that differ, as -old and +new, by the longest common run of lines at both ends. */
function changed(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return [...old.slice(head, old.length - tail).map((line) => `-${line}`), ...now.slice(head, now.length - tail).map((line) => `+${line}`)];
}

function sectionsOf(text: string): unknown {
  return (parse(text)['runners'] as { machine: { autoscaling?: unknown } }[])[0]?.machine.autoscaling ?? [];
}

describe('a list of tables', () => {
  test.each<[string, unknown[], string[]]>([
    ['a value in one of them', [OFFICE, WEEKEND], ['-      IdleCount = 50 # by hand, in May', '+      IdleCount = 60 # by hand, in May']],
    ['a key less', [{ Periods: OFFICE.Periods, Timezone: 'UTC', IdleCount: 50 }, WEEKEND], ['-      IdleTime = 600']],
    [
      'hours of their own',
      [{ ...OFFICE, IdleCount: 50, Periods: ['* * 8-17 * * mon-fri *'] }, WEEKEND],
      ['-      Periods = ["* * 9-17 * * mon-fri *"] # local', '+      Periods = ["* * 8-17 * * mon-fri *"] # local'],
    ],
    [
      'one less',
      [{ ...OFFICE, IdleCount: 50 }],
      [
        '-    [[runners.machine.autoscaling]]',
        '-      Periods = ["* * * * * sat,sun *"]',
        '-      Timezone = "UTC"',
        '-      IdleCount = 5',
      ],
    ],
    [
      'one more ahead',
      [MORNING, { ...OFFICE, IdleCount: 50 }, WEEKEND],
      [
        '+    [[runners.machine.autoscaling]]',
        '+      Periods = ["* * 7-8 * * mon-fri *"]',
        '+      Timezone = "UTC"',
        '+      IdleCount = 30',
        '+      IdleScaleFactor = 2.0',
      ],
    ],
    [
      'one more in between',
      [{ ...OFFICE, IdleCount: 50 }, MORNING, WEEKEND],
      [
        '+    [[runners.machine.autoscaling]]',
        '+      Periods = ["* * 7-8 * * mon-fri *"]',
        '+      Timezone = "UTC"',
        '+      IdleCount = 30',
        '+      IdleScaleFactor = 2.0',
      ],
    ],
    ['nothing', [{ ...OFFICE, IdleCount: 50 }, WEEKEND], []],
  ])('%s', (_, value, lines) => {
    const { text, issues } = setTo(MACHINE, value);
    expect(issues).toEqual([]);
    expect(changed(MACHINE, text)).toEqual(lines);
    expect(sectionsOf(text)).toEqual(value);
  });

  test('none at all, and the first ones again where there are none', () => {
    const bare = setTo(MACHINE, []);
    expect(bare.issues).toEqual([]);
    expect(bare.text).not.toContain('autoscaling');
    expect(bare.text).toContain('    # office hours\n    # the weekend\n  [runners.cache]\n');
    const again = setTo(bare.text, [OFFICE, WEEKEND]);
    expect(sectionsOf(again.text)).toEqual([OFFICE, WEEKEND]);
    expect(again.text).toContain(
      '    MachineName = "m-%s"\n    [[runners.machine.autoscaling]]\n      Periods = ["* * 9-17 * * mon-fri *"]\n',
    );
  });

  test('policies of docker-autoscaler, wherever they stand, and a key of one of them set afterwards', () => {
    const value = [
      { idle_count: 6, idle_time: '10m' },
      { periods: ['* 7-18 * * mon-fri'], timezone: 'Europe/Berlin', idle_count: 40 },
    ];
    const overrides: ConfigOverride[] = [
      { path: ['autoscaler', 'policy'], value },
      { path: ['autoscaler', 'policy', 1, 'idle_count'], value: 44 },
    ];
    const { text, issues } = overrideConfig(AUTOSCALER, 'c.toml', overrides);
    expect(issues).toEqual([]);
    expect(text).toContain('idle_count = 6 # always');
    const policies = readConfig(text, 'c.toml').config?.entries[0]?.autoscaler?.policies;
    expect(policies).toMatchObject([
      { idle_count: 6, idle_time: 600_000_000, periods: ['* * * * *'] },
      { idle_count: 44, periods: ['* 7-18 * * mon-fri'], timezone: 'Europe/Berlin' },
    ]);
  });

  test('durations stay as somebody spelt them, and so do the lines and comments of their policies', () => {
    const spelt = AUTOSCALER.replace(
      'idle_count = 50\n',
      'idle_count = 50 # by hand, in May\n      idle_time = "20m0s" # as GitLab writes it\n',
    );
    const value = [
      { idle_count: 4 },
      { periods: ['* 9-17 * * mon-fri'], idle_count: 60, idle_time: '20m' },
      { periods: ['* 7-8 * * mon-fri'], idle_count: 9, idle_time: '30m' },
    ];
    const { text } = overrideConfig(spelt, 'c.toml', [{ path: ['autoscaler', 'policy'], value }]);
    expect(changed(spelt, text)).toEqual([
      '-      idle_count = 50 # by hand, in May',
      '-      idle_time = "20m0s" # as GitLab writes it',
      '+      idle_count = 60 # by hand, in May',
      '+      idle_time = "20m0s" # as GitLab writes it',
      '+    [[runners.autoscaler.policy]]',
      '+      periods = ["* 7-8 * * mon-fri"]',
      '+      idle_count = 9',
      '+      idle_time = "30m"',
    ]);
  });

  test('written as a value, or in an inline table', () => {
    const inline = MACHINE.replace(
      / {4}# office[^]*(?= {2}\[runners\.cache\])/u,
      '    autoscaling = [{ Periods = ["* * * * * * *"] }] # all\n',
    );
    const { text, issues } = setTo(inline, [OFFICE]);
    expect(issues).toEqual([]);
    expect(sectionsOf(text)).toEqual([OFFICE]);
    expect(text).toContain('}] # all\n');
    const table = 'concurrent = 1\n[[runners]]\nexecutor = "docker+machine"\nmachine = { MachineName = "m-%s" }\n';
    expect(sectionsOf(setTo(table, [OFFICE, MORNING]).text)).toEqual([OFFICE, MORNING]);
  });

  test('the value beside them may be set without a warning by whoever sets them all', () => {
    const { issues } = overrideConfig(MACHINE, 'c.toml', [
      { path: ['machine', 'autoscaling'], value: [OFFICE] },
      { path: ['machine', 'IdleCount'], value: 3 },
    ]);
    expect(issues).toEqual([]);
  });
});

describe('what is no list of sections', () => {
  test.each<[unknown, RegExp]>([
    [
      3,
      /must say which autoscaling section, such as autoscaling\[0\]: the entry has 2, counted from 0; or the value be a list of them all/,
    ],
    [[3], /or the value be a list of them all, such as \[\{ Periods: /],
    [[[OFFICE]], /or the value be a list/],
    [
      [{ ...OFFICE, IdleCont: 3 }],
      /^autoscaling\[0\]: unknown key IdleCont in \[\[runners\.machine\.autoscaling\]\]; did you mean IdleCount\?/,
    ],
    [[OFFICE, { MaxBuilds: 3 }], /^autoscaling\[1\]: MaxBuilds in .* does not change a simulation/],
    [[{ IdleCount: { a: 1 } }], /autoscaling\[0\]\.IdleCount: \{"a":1\} cannot be written/],
  ])('%j', (value, message) => {
    const { text, issues } = setTo(MACHINE, value);
    expect(text).toBe(MACHINE);
    expect(issues).toMatchObject([{ severity: 'error', path: 'machine.autoscaling' }]);
    expect(issues[0]?.message).toMatch(message);
  });

  test('a form of the file that leaves no place says so', () => {
    const dotted = 'concurrent = 1\n[[runners]]\nexecutor = "docker+machine"\nmachine.MachineName = "m-%s"\n';
    expect(setTo(dotted, [OFFICE])).toMatchObject({ text: dotted, issues: [{ severity: 'error' }] });
  });
});

test('any list set upon any other is read back as it was meant, twice the same, and the rest of the file stays', () => {
  const section = fc.record(
    {
      Periods: fc.array(fc.constantFrom('* * 7-18 * * mon-fri *', '* * * * * sat *', '* * 0-5 * * * *'), { minLength: 1, maxLength: 2 }),
      Timezone: fc.constantFrom('UTC', 'Europe/Berlin'),
      IdleCount: fc.nat(200),
      IdleScaleFactor: fc.constantFrom(0.5, 1, 2),
      IdleTime: fc.nat(3600),
    },
    { requiredKeys: ['Periods'] },
  );
  const list = fc.array(section, { maxLength: 4 });
  const rest = (text: string): string[] => text.split('\n').filter((line) => !/Periods|Timezone|Idle|\[\[runners\.machine/u.test(line));
  fc.assert(
    fc.property(list, list, (first, second) => {
      const before = setTo(MACHINE, first).text;
      const { text, issues } = setTo(before, second);
      expect(issues).toEqual([]);
      expect(sectionsOf(text)).toEqual(second);
      expect(setTo(text, second).text).toBe(text);
      expect(rest(text)).toEqual(rest(MACHINE));
    }),
  );
});
