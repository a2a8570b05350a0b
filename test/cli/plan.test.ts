/** `runcast plan` through the command: figures worked out again by single runs, the patch, what is refused, and what it prints and writes. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planAnswerSchema, type PlanAnswer } from '../../src/study/plan/plan-answer.js';
import { studyResultSchema } from '../../src/study/study-result.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';

let folder = '';
let POOL = '';
let TOML = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-plan-'));
  POOL = path.join(folder, 'pool.yaml');
  TOML = path.join(folder, 'idle-pool.toml');
  copyFileSync(path.join(ROOT, 'scenarios/idle-pool.yaml'), POOL);
  copyFileSync(path.join(ROOT, 'scenarios/idle-pool.toml'), TOML);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const SHORT = ['--set', 'horizon=3h', '--most', '60', '-q'];
const ONE = ['--vary', 'IdleCount=4..14:2', ...SHORT];

async function planned(...argv: readonly string[]): Promise<PlanAnswer> {
  const { out, err } = await inProcess(['plan', POOL, ...argv, '--json']);
  expect(err).toBe('');
  return planAnswerSchema.parse(JSON.parse(out));
}

async function refused(...argv: readonly string[]): Promise<string> {
  const { exit, out, err } = await inProcess(['plan', ...argv]);
  expect(exit).toBe(2);
  expect(out).toBe('');
  expect(err).not.toMatch(/\n\s+at /u);
  return err.replace(/\s+/gu, ' ').trim();
}

describe('figures', () => {
  test('are those of single runs with the same settings, and the patch is what makes the plan', async () => {
    const answer = await planned(...ONE);
    expect(answer.verdict).toBe('met');
    const own = answer.tried[answer.plan!]!;
    for (const index of new Set([answer.plan!, answer.today])) {
      const { set, runs, costPerMonth, thresholds } = answer.tried[index]!;
      const words = ['horizon=3h', `replications=${runs}`, ...set].flatMap((text) => ['--set', text]);
      const { out } = await inProcess(['run', POOL, ...words, '--json', 'full', '-q']);
      const study = studyResultSchema.parse(JSON.parse(out));
      expect(study.replications).toBe(runs);
      const cost = study.figures.find(({ scope, figure }) => scope === 'all' && figure === 'cost.perMonth');
      expect(costPerMonth.estimate).toBeCloseTo(cost!.estimate!, 6);
      for (const [i, { threshold }] of thresholds.entries()) {
        const other = study.thresholds[i]!;
        // A plan keeps the times of quantiles in a histogram; its shares and means are exact.
        if (threshold.stat.kind === 'quantile') expect(Math.abs(threshold.estimate! / other.estimate! - 1)).toBeLessThan(0.004);
        else expect(threshold.estimate).toBe(other.estimate);
      }
    }
    // The saving is the mean of the differences, run by run; over the same draws that is the difference of means.
    if (answer.tried[answer.today]!.runs === own.runs)
      expect(answer.costSaving!.estimate).toBeCloseTo(answer.tried[answer.today]!.costPerMonth.estimate - own.costPerMonth.estimate, 6);
    const [patch] = answer.patches;
    expect(patch!.file).toBe(TOML);
    const place = mkdtempSync(path.join(folder, 'applied-'));
    copyFileSync(TOML, path.join(place, 'idle-pool.toml'));
    execFileSync('git', ['apply', '-p0', '-'], {
      cwd: place,
      input: patch!.diff.replaceAll(TOML, 'idle-pool.toml').replaceAll(/^([-+]{3}) .*idle-pool.toml/gmu, '$1 idle-pool.toml'),
    });
    const before = readFileSync(TOML, 'utf8');
    expect(readFileSync(path.join(place, 'idle-pool.toml'), 'utf8')).toBe(before.replace('IdleCount = 10', `IdleCount = ${own.values[0]}`));
  }, 120_000);

  test('are the same to the byte when it is repeated by its own command', async () => {
    const first = await inProcess(['plan', POOL, ...ONE, '--json']);
    const { rerun } = planAnswerSchema.parse(JSON.parse(first.out));
    const words = rerun.split(' ').slice(1);
    expect((await inProcess([...words, '-q', '--json'])).out).toBe(first.out);
  }, 60_000);

  test('what the scenario says may vary needs no option, and an option is stronger', async () => {
    const file = path.join(folder, 'stated.yaml');
    writeFileSync(
      file,
      `${readFileSync(POOL, 'utf8')}\nplan:\n  vary: { IdleCount: [6, 12], IdleTime: [10m, 30m] }\n  runs: 40\n  confidence: 90%\n`,
    );
    const { out } = await inProcess(['plan', file, '--set', 'horizon=3h', '-q', '--json', '--vary', 'IdleCount=8,12']);
    const answer = planAnswerSchema.parse(JSON.parse(out));
    expect(answer.variables.map(({ name, values, today }) => [name, values, today])).toEqual([
      ['IdleCount', ['8', '12'], '10'],
      ['IdleTime', ['10m', '30m'], '30m'],
    ]);
    expect([answer.mostRuns, answer.confidence]).toEqual([40, 0.9]);
  }, 60_000);

  test('the type of the machines is written where MachineOptions say it', async () => {
    const words = ['--vary', 'machine_type=n1-standard-1,n1-micro', '--vary', 'managers=1,2', '--set', 'horizon=2h', '--most', '40', '-q'];
    const file = path.join(folder, 'cheap.yaml');
    writeFileSync(file, readFileSync(POOL, 'utf8').replace('{ n1-standard-1:', '{ n1-micro: 0.01 USD/h, n1-standard-1:'));
    const { out } = await inProcess(['plan', file, ...words, '--json']);
    const { plan, tried, variables, patches, unplaced } = planAnswerSchema.parse(JSON.parse(out));
    expect(variables).toMatchObject([
      { name: 'machine_type', values: ['n1-standard-1', 'n1-micro'], today: 'n1-standard-1' },
      { name: 'managers', values: ['1', '2'], today: '1' },
    ]);
    expect([tried[plan!]!.values, unplaced]).toEqual([['n1-micro', '1'], []]);
    expect(patches).toHaveLength(1);
    expect(patches[0]!.diff).toContain('+    MachineOptions = ["google-zone=us-east1-d", "google-machine-type=n1-micro"]');
    expect(await refused(POOL, ...words)).toContain(
      "machine_type cannot be n1-micro: idle-pool.toml:21:49 runners[0].machine.MachineOptions: the machine type 'n1-micro' has no price in cloud gce",
    );
  }, 60_000);

  test('without a word IdleCount varies, up to more than the load needs', async () => {
    const { variables } = await planned('--set', 'horizon=3h', '--most', '20', '-q');
    expect(variables.map(({ name, today, isMonotone }) => [name, today, isMonotone])).toEqual([['IdleCount', '10', true]]);
    expect(variables[0]!.values[0]).toBe('1');
    expect(Number(variables[0]!.values.at(-1))).toBeGreaterThan(10);
  }, 60_000);
});

describe('an outage', () => {
  test('is one more state of the world in which thresholds must hold', async () => {
    const answer = await planned('--vary', 'IdleCount=10,14', ...SHORT, '--under', 'cloud=gce 2h 10m');
    expect(answer.outages).toEqual(['gce gone at 2h for 10m']);
    const held = answer.tried[0]!.thresholds;
    expect(held.map(({ under }) => under)).toEqual(['', '', ...Array.from({ length: 2 }, () => 'gce gone at 2h for 10m')]);
    const estimates = held.map(({ threshold }) => threshold.estimate!);
    expect(estimates[2]).toBeGreaterThan(estimates[0]!);
  }, 60_000);
});

describe('what nothing meets', () => {
  test('is said with the nearest miss, and no patch', async () => {
    const { exit, out } = await inProcess(['plan', POOL, ...ONE, '--threshold', 'cost per_month < 100 USD', '--apply', TOML]);
    expect(exit).toBe(99);
    expect(out).toMatch(/^✗ No settings that are allowed meet all 3 thresholds, for certain \(95 %\)/u);
    expect(out.replace(/\s+/gu, ' ')).toContain('nearest miss: IdleCount');
    expect(out).not.toContain('@@');
    expect(readdirSync(folder).filter((name) => name.includes('.bak'))).toEqual([]);
  }, 60_000);
});

describe('what is printed', () => {
  test('is at most 80 columns wide but for the command, ends with it, and fits one screen', async () => {
    const { out, exit } = await inProcess(['plan', POOL, ...ONE]);
    expect(exit).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.slice(0, -1).filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines[0]).toMatch(/^✓ /u);
    expect(out.replace(/\s+/gu, ' ')).toMatch(/ allowed; worst at 0[12]-0[23] UTC: [\d.]+ % late of \d{3} jobs \(one run\) /u);
    expect(lines.at(-1)).toMatch(/^ {2}runcast plan .* --seed 1$/u);
    expect(out).toContain(' -    IdleCount = 10');
  }, 60_000);

  test('has a value that is a list on lines of its own', async () => {
    const value = '[{ Periods: ["* * 7-18 * * mon-fri *"], Timezone: UTC, IdleCount: 12, IdleTime: 1800 }]';
    const words = ['--set', 'horizon=2h', '--set', `autoscaling=${value}`, '--vary', `autoscaling=${value},[]`, '--most', '12', '-q'];
    const { out } = await inProcess(['plan', POOL, ...words]);
    const lines = out.trimEnd().split('\n').slice(0, -1);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.find((line) => line.startsWith('    today: [{'))).toContain('"Periods"');
    expect(lines.some((line) => line.startsWith('    plan: ') || line.startsWith('    nearest: '))).toBe(true);
  }, 60_000);

  test('and a folder holds the page, the table of all that was tried, the patch and the result', async () => {
    const out = path.join(folder, 'out');
    await inProcess(['plan', POOL, ...ONE, '--out', out]);
    expect(readdirSync(out).sort()).toEqual(['.runcast', 'plan.csv', 'plan.html', 'plan.json', 'plan.md', 'plan.patch']);
    const answer = planAnswerSchema.parse(JSON.parse(readFileSync(path.join(out, 'plan.json'), 'utf8')));
    const rows = readFileSync(path.join(out, 'plan.csv'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(rows).toHaveLength(answer.tried.length + 1);
    const at = (name: string): number => rows[0]!.indexOf(name);
    expect(answer.waitingPrice).toBeNull();
    const planned = answer.tried[answer.plan!]!.costPerMonth.estimate;
    for (const [i, own] of answer.tried.entries()) {
      expect(rows[i + 1]!.slice(0, 1)).toEqual(own.values);
      // That of the plan, and the paired difference to it.
      expect(Number(rows[i + 1]![at('cost_per_month')])).toBeCloseTo(planned + (own.againstPlan?.estimate ?? 0), 6);
      expect(rows[i + 1]![at('is_plan')]).toBe(String(i === answer.plan));
    }
    const page = readFileSync(path.join(out, 'plan.html'), 'utf8');
    expect(page).not.toMatch(/<script|http:|https:/u);
    expect(page.match(/ transform="scale\((?:3\.5|6)\)" /gu)).toHaveLength(answer.tried.length);
    expect(page).toContain('<p class="lead pass"><b>✓ Cheapest settings');
    // What words and intervals mean is no alarm above all figures.
    expect(page.search(/Cheapest: to within [\d.,]+ USD a month[^<]*\./u)).toBeGreaterThan(page.indexOf('<h2>Today and the plan'));
    expect(page.slice(0, page.indexOf('<h2>'))).not.toContain('to within');
    const markdown = readFileSync(path.join(out, 'plan.md'), 'utf8');
    expect(markdown).toContain('```diff\n--- ');
    expect(markdown).toContain('\n**✓ Cheapest settings');
  }, 60_000);
});

describe('--apply', () => {
  const copy = (name: string): string => {
    const file = path.join(folder, name);
    copyFileSync(path.join(ROOT, 'scenarios/idle-pool.toml'), file);
    return file;
  };

  test('writes the settings beside a backup, with the permissions of the file; the next backup has a number', async () => {
    const [host, before] = [copy('host.toml'), readFileSync(TOML, 'utf8')];
    chmodSync(host, 0o600);
    const { exit, err } = await inProcess(['plan', POOL, ...ONE, '--apply', host]);
    expect(exit).toBe(0);
    expect(err).toContain(`written to ${host}; what it was is in ${host}.bak`);
    expect(readFileSync(`${host}.bak`, 'utf8')).toBe(before);
    const after = readFileSync(host, 'utf8');
    expect(after).not.toBe(before);
    expect(after.replace(/IdleCount = \d+/u, '')).toBe(before.replace(/IdleCount = \d+/u, ''));
    expect([host, `${host}.bak`].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
    writeFileSync(host, before);
    await inProcess(['plan', POOL, ...ONE, '--apply', host]);
    expect(existsSync(`${host}.bak.1`)).toBe(true);
    expect(readFileSync(host, 'utf8')).toBe(after);
  }, 120_000);

  test('refuses what is not the file that was planned for, before anything is played', async () => {
    const other = path.join(folder, 'other.toml');
    writeFileSync(other, 'concurrent = 3\n');
    expect(await refused(POOL, ...ONE, '--apply', other)).toContain(
      'this is not a file that the plan is for, nor a copy of one as it was read; expected',
    );
    expect(readFileSync(other, 'utf8')).toBe('concurrent = 3\n');
    expect(await refused(POOL, ...ONE, '--apply', path.join(folder, 'nowhere.toml'))).toContain('there is no such file');
  });
});

describe('what is refused', () => {
  test.each([
    [['--vary', 'IdleCont=1..3'], 'did you mean'],
    [['--vary', 'IdleCount=5..5'], 'has no room'],
    [['--vary', 'IdleCount=9..5'], 'runs backwards'],
    [['--vary', 'IdleCount=10'], 'IdleCount may only be what it is today; give it room'],
    [['--vary', 'IdleCount=1..3', '--vary', 'IdleCount=5..6'], 'IdleCount is varied twice'],
    [['--vary', 'IdleCount=-9..-5'], 'IdleCount can be neither -9 nor -5'],
    [['--vary', 'IdleCount=1..3', '--under', 'gce gone'], 'expected what, when and how long'],
    [['--vary', 'IdleCount=1..3', '--under', 'cloud=gcp Mon 14:00 1h'], "there is no cloud 'gcp'"],
    [['--developer-time', '60'], 'expected a price with its unit'],
    [['--confidence', '40%'], 'a confidence is between 50 % and 100 %'],
    [['--most', '3'], 'expected a whole number from 10'],
    [['--set', 'thresholds={}'], 'there is nothing to meet'],
    [['--set', 'clouds.gce.machine_types.n1-standard-1="0 USD/h"'], 'nothing has a price'],
  ] as const)('%j', async (argv, message) => {
    expect(await refused(POOL, '-q', ...argv)).toContain(message);
  });

  test('a scenario without pools, where nothing is named', async () => {
    expect(await refused(path.join(ROOT, 'scenarios/mmc.yaml'), '-q')).toContain(
      'no pool of machines runs in this scenario, so nothing varies by itself',
    );
  });
});
