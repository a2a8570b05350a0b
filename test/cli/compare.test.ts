/** `runcast compare` through the command: figures worked out again from jobs.csv, equal sides, what is refused, and what it prints. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import quantile from '@stdlib/stats-base-dists-t-quantile';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareResultSchema, type CompareResult, type Difference } from '../../src/study/compare/compare-result.js';
import { differenceLookup } from '../../src/study/compare/difference-lookup.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';

const POOL = path.join(ROOT, 'scenarios/idle-pool.yaml');
const SHORT = ['--set-all', 'horizon=4h', '--set-all', 'replications=3', '-q'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-compare-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function compared(...argv: readonly string[]): Promise<CompareResult> {
  const { out, err } = await inProcess(['compare', ...argv, ...SHORT, '--json']);
  expect(err).toBe('');
  return compareResultSchema.parse(JSON.parse(out));
}

async function refused(...argv: readonly string[]): Promise<string> {
  const { exit, out, err } = await inProcess(['compare', ...argv]);
  expect(exit).toBe(2);
  expect(out).toBe('');
  return err.replace(/\s+/gu, ' ').trim();
}

describe('figures', () => {
  /** Queue times of the jobs of each replication, seconds, as `run --rows all` writes them. */
  async function queueTimes(...set: readonly string[]): Promise<number[][]> {
    const out = path.join(folder, `rows-${set.join('-')}`);
    const values = ['horizon=4h', 'replications=3', ...set].flatMap((text) => ['--set', text]);
    await inProcess(['run', POOL, ...values, '--rows', 'all', '--out', out, '-q']);
    const [head = '', ...lines] = readFileSync(path.join(out, 'jobs.csv'), 'utf8').trimEnd().split('\n');
    const columns = head.split(',');
    const at = (name: string): number => columns.indexOf(name);
    const runs: number[][] = [[], [], []];
    for (const line of lines) {
      const cells = line.split(',');
      const queued = Number(cells[at('queued_at')]);
      const started = cells[at('started_at')] ?? '';
      // One that still waits has waited until the end.
      if (queued >= 3600) runs[Number(cells[at('replication')])]!.push((started === '' ? 14_400 : Number(started)) - queued);
    }
    return runs;
  }

  test('are those of jobs.csv, worked out by plain arithmetic', async () => {
    const result = await compared(POOL, '--set', 'IdleCount=12');
    const [base, own] = [await queueTimes(), await queueTimes('IdleCount=12')];
    const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
    const find = differenceLookup(result.variants[0]!);

    const differences = base.map((values, run) => mean(own[run]!) - mean(values));
    const middle = mean(differences);
    const s = Math.sqrt(differences.reduce((sum, x) => sum + (x - middle) ** 2, 0) / 2);
    const found = find('queueTime.mean')!;
    expect(found.difference).toBeCloseTo(middle, 5);
    expect(found.high! - found.difference).toBeCloseTo((quantile(0.975, 2) * s) / Math.sqrt(3), 5);
    expect(found.difference - found.low!).toBeCloseTo((quantile(0.975, 2) * s) / Math.sqrt(3), 5);

    const p95 = (runs: readonly number[][]): number => {
      const sorted = runs.flat().sort((a, b) => a - b);
      return sorted[Math.ceil(0.95 * sorted.length) - 1]!;
    };
    expect(find('queueTime.p95')!.difference).toBeCloseTo(p95(own) - p95(base), 5);
    expect(find('jobs')!.verdict).toBe('same');
  }, 120_000);
});

describe('equal sides', () => {
  const copy = (name: string, change: (text: string) => string = (text) => text): string => {
    const file = path.join(folder, name);
    const config = path.join(ROOT, 'scenarios/idle-pool.toml');
    writeFileSync(file, change(readFileSync(POOL, 'utf8').replace('config: idle-pool.toml', `config: ${config}`)));
    return file;
  };

  test('are the same to the byte: another name is another scenario with equal figures', async () => {
    const { base, variants } = await compared(
      copy('a.yaml'),
      copy('b.yaml', (text) => text.replace('name: Idle', 'name: Another idle')),
    );
    const [own] = variants;
    expect(own!.differences.length).toBeGreaterThan(100);
    const said = own!.differences.map(({ verdict, difference, low, high }) => [verdict, difference, low, high]);
    expect([...new Set(said.map((one) => JSON.stringify(one)))]).toEqual(['["same",0,0,0]']);
    expect(JSON.stringify(own!.thresholds)).toBe(JSON.stringify(base.thresholds));
  });

  test('of one scenario are refused: nothing would be said', async () => {
    expect(await refused(copy('a.yaml'), copy('c.yaml'))).toContain('changes nothing: both scenarios are the same to the last value');
    expect(await refused(POOL, '--set', 'horizon=1d')).toContain('horizon=1d changes nothing');
  });

  test('are not twice among the variants, in whatever words', async () => {
    const other = copy('d.yaml', (text) => `# a comment\n${text}`);
    expect(await refused(copy('a.yaml'), '--set', 'IdleCount=12', '--vs', other, '--set', 'IdleCount=12')).toMatch(
      /d\.yaml with IdleCount=12 and IdleCount 10 -> 12 are the same scenario to the last value; leave one of them out/u,
    );
  });
});

describe('several variants', () => {
  test('have the order in which they are typed, and wider intervals than one alone', async () => {
    const { variants, confidenceLevel } = await compared(POOL, '--set', 'IdleCount=12', '--vs', '--set', 'check_interval=1');
    expect(variants.map(({ label }) => label)).toEqual(['IdleCount 10 -> 12', 'check_interval 3 -> 1']);
    expect(confidenceLevel).toBeCloseTo(0.975, 12);
    const alone = await compared(POOL, '--set', 'IdleCount=12');
    const width = ({ variants: [first] }: Pick<CompareResult, 'variants'>, figure: 'queueTime.mean' | 'queueTime.p95'): number => {
      const { low, high } = differenceLookup(first!)(figure) as Difference;
      return high! - low!;
    };
    for (const figure of ['queueTime.mean', 'queueTime.p95'] as const) {
      // Student's quantiles for three pairs.
      expect(width({ variants }, figure) / width(alone, figure)).toBeCloseTo(quantile(0.9875, 2) / quantile(0.975, 2), 9);
    }
  });

  test('are not twice the same: each more makes every interval wider', async () => {
    expect(await refused(POOL, '--set', 'IdleCount=12', '--vs', '--set', 'limit=9', '--vs', '--set', 'IdleCount=12')).toContain(
      'IdleCount 10 -> 12 is there twice; leave one of them out',
    );
  });
});

describe('what is refused', () => {
  test('nothing to compare with', async () => {
    expect(await refused(POOL)).toContain('there is nothing to compare with; give a second scenario, or --set path=value');
    expect(await refused(POOL, '--vs')).toContain('--vs has nothing behind it');
  });

  test('other times: with what would make them the same', async () => {
    expect(await refused(POOL, '--set', 'horizon=2h', '-q')).toContain(
      `horizon 1d -> 2h measures 1h to 2h and ${POOL} 1h to 1d, so their figures are of different times; give both the same, such as --set-all warmup=1h --set-all horizon=1d`,
    );
    expect(await refused(POOL, '--set', 'start=2018-10-09T00:00:00Z', '-q')).toContain(
      'give both the same, such as --set-all start=2018-10-08',
    );
  });

  test('replications of a variant alone, which would be lost', async () => {
    const words =
      '--set replications=3 changes nothing: every side is played as often as the base; give --replications instead, or --set-all';
    expect(await refused(POOL, '--set', 'replications=3', '-q')).toContain(words);
    expect(await refused(POOL, '--set', 'IdleCount=9', '--vs', '--set', 'replications=3', '-q')).toContain(words);
  });

  test('prices on one side only', async () => {
    const free = '--set=clouds.gce.machine_types.n1-standard-1="0 USD/h"';
    expect(await refused(POOL, free, '-q')).toMatch(/has no prices and .* has, so what they cost cannot be compared/u);
  });

  test('a value that is none, with its own place', async () => {
    expect(await refused(POOL, '--set', 'IdleCont=3')).toContain('did you mean');
    expect(await refused(POOL, 'nowhere.yaml')).toContain('nowhere.yaml: cannot read this file');
    expect(await refused(POOL, 'a.yaml', 'b.yaml')).toContain('unexpected word b.yaml: compare takes two files, further ones behind --vs');
  });
});

describe('what is printed', () => {
  const LONG = ['--set', 'IdleCount=12', ...SHORT];

  test('is at most 80 columns wide but for the command, ends with it, and fits one screen', async () => {
    for (const more of [[], ['--vs', '--set', 'check_interval=1', '--vs', '--set', 'IdleCount=2']]) {
      const { out } = await inProcess(['compare', POOL, ...LONG, ...more]);
      const lines = out.trimEnd().split('\n');
      expect(lines.slice(0, -1).filter((line) => line.length > 80)).toEqual([]);
      expect(lines.length).toBeLessThanOrEqual(40);
      expect(lines.at(-1)).toMatch(/^ {2}runcast compare .* --seed 1$/u);
    }
  });

  test('repeats the comparison to the byte', async () => {
    const first = await inProcess(['compare', POOL, ...LONG, '--vs', '--set', 'check_interval=1']);
    const words = first.out.trimEnd().split('\n').at(-1)!.trim().split(' ').slice(1);
    expect((await inProcess([...words, '-q'])).out).toBe(first.out);
  });

  test('is Markdown on demand, into a file too', async () => {
    const file = path.join(folder, 'comparison.md');
    const { out } = await inProcess(['compare', POOL, ...LONG, '--format', 'markdown', '-o', file]);
    expect(out).toBe('');
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^# Compared with /u);
    expect(text).toMatch(/\| within 10 s +\| +[\d.]+ % \| +[\d.]+ % \| +\\\+[\d.]+ pts .*\| better +\|/u);
    expect(text).toContain('| cost a month');
  });

  test('fails where a variant misses a threshold, whatever the base does', async () => {
    const missed = await inProcess(['compare', POOL, ...SHORT, '--set', 'IdleCount=3']);
    expect(missed.exit).toBe(99);
    const missedBefore = await inProcess(['compare', POOL, ...SHORT, '--set-all', 'IdleCount=3', '--set', 'IdleCount=12']);
    expect(missedBefore.exit).toBe(0);
    expect(missedBefore.out).toContain('✗ -> ✓ queue_time p(95) < 2m');
  });
});
