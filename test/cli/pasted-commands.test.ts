/** What is printed to be typed next can be pasted: a shell finds the words in it that were meant, whatever blanks and quotes files and values have. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HELP_WIDTH } from '../../src/cli/command.js';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { plainFleet, plainHistory, plainJobs } from '../support/backtests.js';
import { inProcess } from '../support/in-process.js';
import { hasShell, shellCommands, shellWords } from '../support/shell-words.js';
import { SMALL_SCENARIO } from '../support/small-scenario.js';

const CLOUD = 'clouds: { c: { driver: google, zones: { z: { boot_time: 50s } }, machine_types: { m: 0.1 USD/h } } }\n';

let folder = '';
const at = (name: string): string => path.join(folder, name);

beforeAll(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'runcast-pasted-')), "it's $mine");
  mkdirSync(path.join(folder, 'out'), { recursive: true });
  writeFileSync(path.join(folder, 'out', 'scenario.yaml'), SMALL_SCENARIO['s.yaml']);
  const fleet = plainFleet(3);
  const files = {
    ...SMALL_SCENARIO,
    'last month.csv': plainHistory(plainJobs(2, 3, 0.7), 3),
    'fleet.yaml': fleet['fleet.yaml']!.replace('c.toml', 'fleet.toml'),
    'fleet.toml': fleet['c.toml']!,
    'priced.yaml': `${SMALL_SCENARIO['s.yaml'].replace('config: c.toml', 'config: c.toml, host: { cloud: c, machine_type: m }')}${CLOUD}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
});
afterAll(() => {
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

/** The words of the last line of an answer that names the command. */
function printed(out: string, command: string): string[] {
  const line = out
    .split('\n')
    .map((text) => text.trim())
    .findLast((text) => text.startsWith(`runcast ${command} `));
  return shellWords(line ?? '');
}

const SHORT = ['--set', 'horizon=1h 30m', '--set', 'warmup=10m', '--threshold', 'queue_time: p(95) < 1h'];
const TWICE = ['--replications', '2', '--seed', "blue moon's"];
const REPEATED: readonly (readonly [command: string, words: () => readonly string[]])[] = [
  ['run', () => [at('s.yaml'), ...SHORT, ...TWICE]],
  [
    'compare',
    () => [at('s.yaml'), '--set', 'concurrent=6', '--set-all', 'horizon=1h 30m', '--threshold', 'queue_time: p(95) < 1h', ...TWICE],
  ],
  ['sweep', () => [at('s.yaml'), '--point', 'concurrent=6 check_interval=5', ...SHORT, ...TWICE]],
  ['plan', () => [at('priced.yaml'), '--vary', 'concurrent=4,8', ...SHORT, '--developer-time', '50 USD/h', '--seed', "blue moon's"]],
  ['headroom', () => [at('s.yaml'), '--growth', '3 %/month', ...SHORT, ...TWICE]],
  ['backtest', () => [at('fleet.yaml'), '--history', at('last month.csv'), '--by', 'day,tags', '--seed', "blue moon's"]],
];

describe.skipIf(!hasShell)('the command that repeats', () => {
  test.each(REPEATED)('%s has the words that were typed', async (command, words) => {
    const typed = [command, ...words()];
    const { out, err } = await inProcess([...typed, '-q']);
    expect(err).toBe('');
    const again = printed(out, command);
    expect([...again].sort()).toEqual(['runcast', ...typed].sort());
    expect((await inProcess([...again.slice(1), '-q'])).out).toBe(out);
  });

  test('outage has the words that were typed', async () => {
    const typed = [
      'outage',
      at('s.yaml'),
      '--target',
      'instance=gitlab',
      '--every',
      '6h',
      '--for',
      '10m',
      '--set',
      'horizon=6h 30m',
      '--no-week',
    ];
    const { out } = await inProcess([...typed, '-q']);
    const again = printed(out, 'outage');
    const added = ['--years', '1', '--seed', '1'];
    expect([...again].sort()).toEqual(['runcast', ...typed, ...added].sort());
    expect((await inProcess([...again.slice(1), '-q'])).out).toBe(out);
  });
});

describe.skipIf(!hasShell)('what is advised', () => {
  test('by compare gives both sides the same time, to the second', async () => {
    const { err } = await inProcess(['compare', at('s.yaml'), '--set-all', 'horizon=3w4d5h6m7s', '--set', 'horizon=2h']);
    const advice = err.slice(err.indexOf('--set-all')).trim();
    expect(shellWords(advice)).toEqual(['--set-all', 'warmup=1h', '--set-all', 'horizon=3w4d5h6m7s']);
  });

  test('by describe and import names the file that is there', async () => {
    const { out } = await inProcess(['describe', at('last month.csv')]);
    expect(printed(out, 'fit').slice(1)).toEqual(['fit', at('last month.csv'), '-o', 'forecast.yaml']);
    const made = await inProcess(['import', at('last month.csv'), '-o', at('made of it.csv')]);
    expect(printed(made.out, 'describe')).toEqual(['runcast', 'describe', at('made of it.csv')]);
  });

  test('by fit names the scenario that was written', async () => {
    const { out } = await inProcess(['fit', at('last month.csv'), '-o', at('next month.yaml'), '-q']);
    expect(printed(out, 'run')).toEqual(['runcast', 'run', at('next month.yaml')]);
  });

  test.each([
    ['run', 'last month.csv', (file: string) => ['init', 'config.toml', '--jobs', file, '-o', 'my.yaml']],
    ['run', 'c.toml', (file: string) => ['init', file, '-o', 'my.yaml']],
    ['init', 's.yaml', (file: string) => ['run', file]],
    ['report', 'last month.csv', (file: string) => ['init', 'config.toml', '--jobs', file, '-o', 'my.yaml']],
    ['run', 'out', (file: string) => ['run', path.join(file, 'scenario.yaml')]],
  ])('by %s of another kind of file, %s, names it', async (command, file, words) => {
    const { err } = await inProcess([command, at(file)]);
    const advised = words(at(file));
    expect(printed(err.replace(/^.* by: /mu, ''), advised[0]!)).toEqual(['runcast', ...advised]);
  });

  test('by the help of every command is as many commands as it has examples, within its width', async () => {
    for (const name of ['', ...COMMANDS.map((own) => own.name)]) {
      const { out } = await inProcess([...(name === '' ? [] : [name]), '--help']);
      const examples = out.slice(out.indexOf('Examples:\n') + 'Examples:\n'.length).split('\n\n')[0]!;
      const lines = examples.split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(HELP_WIDTH);
      const begun = lines.filter((line) => line.startsWith('  runcast ')).length;
      expect(begun).toBeGreaterThan(0);
      expect(shellCommands(examples, folder)).toHaveLength(begun);
    }
  });
});
