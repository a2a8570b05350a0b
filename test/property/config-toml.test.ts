/** config.toml under hostile input: no text makes the reader or the editor throw, and each says what it owes. */
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { overrideConfig } from '../../src/scenario/config-toml/override-config.js';
import { readConfig } from '../../src/scenario/config-toml/read-config.js';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { parsePeriods, PeriodError } from '../../src/scenario/periods/periods.js';

const GOOD = `concurrent = 20 # workers
[[runners]]
  name = "srm"
  executor = "docker+machine"
  request_concurrency = 2
  unhealthy_interval = "1h"
  [runners.feature_flags]
    FF_A = true
  [runners.machine]
    IdleCount = 10
    IdleScaleFactor = 1.5
    MachineName = "m-%s"
    MachineOptions = ["google-zone=a", "flag"]
    [[runners.machine.autoscaling]]
      Periods = ["* * 9-17 * * mon-fri *"]
      Timezone = "UTC"
      IdleCount = 50
[[runners]]
  executor = "shell"
  machine = { IdleCount = 1, MachineName = "x-%s" }
`;

const SNIPPETS = [
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  '=',
  '\n',
  '#',
  '.',
  '-',
  '1',
  'x',
  '[[',
  '${x}',
  '{{ y }}',
  '\\',
  '\u0000',
  '\uFEFF',
  '😀',
  '__proto__ = 1\n',
  '[constructor]\n',
  '1e999',
  'nan',
  '"""',
];

/** The good file with a few characters cut out and others put in. */
const mangled = fc
  .array(fc.tuple(fc.nat(GOOD.length), fc.nat(12), fc.constantFrom('', ...SNIPPETS)), { minLength: 1, maxLength: 4 })
  .map((edits) => edits.reduce((text, [at, cut, insert]) => text.slice(0, at) + insert + text.slice(at + cut), GOOD));

test('reading never throws; the settings are absent exactly when an error is told; every issue can be shown in 80 columns', () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: mangled }, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      const { config, issues } = readConfig(text, 'c.toml');
      expect(config === undefined).toBe(issues.some(({ severity }) => severity === 'error'));
      for (const issue of issues) {
        expect(issue.position).toBeDefined();
        for (const row of formatIssue(issue).split('\n').slice(1))
          expect(row.split(' ').every((word) => word.length > 70) || row.length <= 80, row).toBe(true);
      }
    }),
    { numRuns: 1500 },
  );
});

const segment = fc.oneof(
  fc.constantFrom(
    'runners',
    'machine',
    'effective',
    'autoscaling',
    'IdleCount',
    'IdleTime',
    'srm',
    'concurrent',
    'limit',
    'feature_flags',
    'shutdown_drain',
    'MachineOptions',
    '__proto__',
    'constructor',
    'toString',
  ),
  fc.nat(3),
  fc.string(),
);

test('editing never throws, and what it returns is TOML whenever the text was', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constant(GOOD), mangled),
      fc.array(segment, { maxLength: 5 }),
      fc.oneof(fc.nat(), fc.double(), fc.string(), fc.boolean(), fc.anything()),
      (text, path, value) => {
        const result = overrideConfig(text, 'c.toml', [{ path, value }]);
        const isError = result.issues.some(({ severity }) => severity === 'error');
        if (isError) expect(result.text).toBe(text);
        else expect(() => parse(result.text)).not.toThrow();
      },
    ),
    { numRuns: 1500 },
  );
});

test('an override changes what it names and nothing else', () => {
  const keys = fc.constantFrom('limit', 'request_concurrency', 'job_status_final_update_retry_limit');
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 1000 }), fc.nat(1), (key, value, index) => {
      const before = readConfig(GOOD, 'c.toml').config;
      const after = readConfig(overrideConfig(GOOD, 'c.toml', [{ path: ['runners', index, key], value }]).text, 'c.toml').config;
      const bare = (config: typeof before): unknown =>
        JSON.parse(JSON.stringify(config, (name: string, item: unknown) => (/position/iu.test(name) ? undefined : item)));
      const wanted = bare(before) as { entries: Record<string, unknown>[] };
      Object.assign(wanted.entries[index] ?? {}, { [key]: value });
      expect(bare(after)).toEqual(wanted);
    }),
  );
});

test('deep nesting is refused, not followed until the stack ends', () => {
  for (const text of [
    `a = ${'['.repeat(200_000)}`,
    `a = ${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `a = ${'{a='.repeat(20_000)}1${'}'.repeat(20_000)}`,
    `${'a.'.repeat(20_000)}a = 1`,
  ]) {
    const { config, issues } = readConfig(text, 'c.toml');
    expect(config).toBeUndefined();
    expect(issues.length).toBeGreaterThan(0);
  }
});

test('any text is a period or a PeriodError', () => {
  const word = fc.oneof(
    fc.constantFrom('*', '?', '1-5', '*/2', 'mon', 'L', '@daily', 'constructor', '__proto__', '/', '-', ','),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 8 }),
      fc.oneof(fc.constantFrom('', 'UTC', 'Local', 'Europe/Berlin'), fc.string()),
      (words, zone) => {
        try {
          parsePeriods([words.join(' ')], zone);
        } catch (error) {
          expect(error).toBeInstanceOf(PeriodError);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
