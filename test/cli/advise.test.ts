/** `runcast run --advise` through the command: every shown difference is what `compare` says of the same change, the report is drawn again, and what is refused. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareResultSchema } from '../../src/study/compare/compare-result.js';
import { studyResultSchema, type StudyResult } from '../../src/study/study-result.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';

const POOL = path.join(ROOT, 'scenarios/idle-pool.yaml');
const SHORT = ['--set', 'horizon=3h', '--set', 'replications=2', '-q'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-advise-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function advised(...argv: readonly string[]): Promise<StudyResult> {
  const { out, err } = await inProcess(['run', ...argv, '--advise', '--json', 'full']);
  expect(err).toBe('');
  return studyResultSchema.parse(JSON.parse(out));
}

describe('a difference', () => {
  test('is what compare says of the same change, to the byte', async () => {
    const study = await advised(POOL, ...SHORT, '--set', 'IdleCount=6', '--threshold', 'cost per_month < 100000 USD');
    const { advice } = study;
    expect(advice!.tried.length).toBeGreaterThan(4);
    for (const { set, differences, missed, undecided } of advice!.tried) {
      const shared = ['horizon=3h', 'replications=2', 'IdleCount=6'].flatMap((text) => ['--set-all', text]);
      const own = set.flatMap((text) => ['--set', text]);
      const threshold = ['--threshold', 'cost per_month < 100000 USD'];
      const { out } = await inProcess(['compare', POOL, ...own, ...shared, ...threshold, '-q', '--json']);
      const [variant] = compareResultSchema.parse(JSON.parse(out)).variants;
      expect(differences.length).toBe(5);
      for (const difference of differences) expect(variant!.differences).toContainEqual(difference);
      expect(variant!.thresholds.filter(({ verdict }) => verdict === 'fail').length).toBe(missed);
      expect(variant!.thresholds.filter(({ verdict }) => verdict === 'inconclusive').length).toBe(undecided);
    }
  }, 240_000);

  test('of a pool that is too small names more idle machines first, and says what they cost', async () => {
    const { advice } = await advised(POOL, ...SHORT, '--set', 'IdleCount=6');
    const [best] = advice!.tried;
    expect(best).toMatchObject({ group: 'srm', aim: 'boot', effect: 'helps' });
    expect(best!.label).toMatch(/^IdleCount 6 -> (?:8|12)$/u);
    const of = (figure: string): number => best!.differences.find((own) => own.scope === 'all' && own.figure === figure)!.difference;
    expect(of('queueTime.p95')).toBeLessThan(0);
    expect(of('cost.perMonth')).toBeGreaterThan(0);
  }, 120_000);

  test('of a pool that is too large names fewer, which save money; without harm only once that is shown', async () => {
    const { advice } = await advised(POOL, ...SHORT, '--set', 'IdleCount=60');
    const half = advice!.tried.find(({ label }) => label === 'IdleCount 60 -> 30')!;
    expect(half.differences.find(({ figure }) => figure === 'cost.perMonth')!.high!).toBeLessThan(0);
    // Two pairs of runs do not show that no wait is longer.
    expect(half.differences.filter(({ unit }) => unit === 's').map(({ verdict }) => verdict)).toContain('cannot_tell');
    expect(half.effect).toBe('unclear');
  }, 120_000);
});

test('nothing is tried, and nothing promised, without --advise', async () => {
  const { out } = await inProcess(['run', POOL, ...SHORT]);
  expect(out).not.toContain('tried');
  const full = await inProcess(['run', POOL, ...SHORT, '--json', 'full']);
  expect(Object.keys(JSON.parse(full.out) as object)).not.toContain('advice');
}, 120_000);

test('the rest of the result is that of the study without it', async () => {
  const { advice, rerun, ...own } = await advised(POOL, ...SHORT);
  const { out } = await inProcess(['run', POOL, ...SHORT, '--json', 'full']);
  const { rerun: plain, ...rest } = studyResultSchema.parse(JSON.parse(out));
  expect(own).toEqual(rest);
  expect(rerun).toBe(`${plain} --advise --advise-runs 60`);
  expect(advice!.runs).toBe(2 * advice!.tried.length);
}, 120_000);

test('a saved result is drawn again with its advice: terminal, page and Markdown', async () => {
  const out = path.join(folder, 'out');
  const ran = await inProcess(['run', POOL, ...SHORT, '--advise', '--out', out]);
  const again = await inProcess(['report', path.join(out, 'summary.json')]);
  expect(again.out).toBe(ran.out);
  expect(
    ran.out
      .split('\n')
      .slice(0, -2)
      .every((line) => line.length <= 80),
  ).toBe(true);
  expect(ran.out).toContain('what helps (tried, same jobs)');
  for (const file of ['report.html', 'report.md']) {
    expect(readFileSync(path.join(out, file), 'utf8')).toMatch(/Tried: IdleCount 10 -(?:>|&gt;|\\>) \d+ helps: queue time p95/u);
  }
  const { out: short } = await inProcess(['run', POOL, ...SHORT, '--advise', '--json']);
  expect((JSON.parse(short) as { advice: { tried: unknown[] } }).advice.tried.length).toBeGreaterThan(2);
}, 120_000);

test('the limit on runs is kept, and what it left out is counted', async () => {
  const { advice } = await advised(POOL, ...SHORT, '--advise-runs', '5');
  expect(advice!.tried.length).toBe(2);
  expect(advice!.runs).toBe(4);
  expect(advice!.left).toBeGreaterThan(1);
  const { out } = await inProcess(['run', POOL, ...SHORT, '--advise', '--advise-runs', '1']);
  expect(out).toMatch(/changes not tried: each takes 2 runs \(--advise-runs \d+\s+tries all\)/u);
}, 120_000);

test('what no setting relaxes is said', async () => {
  const quota = path.join(ROOT, 'scenarios/outage-zone.yaml');
  const { advice } = await advised(
    quota,
    '--set',
    'horizon=6h',
    '--set',
    'replications=1',
    '--set',
    'clouds.gce.quota={ machines: 30 }',
    '-q',
    '--advise-runs',
    '3',
  );
  expect(advice!.beyond.map(({ cause }) => cause)).toContain('quota');
}, 120_000);

test.each([
  [['--advise-runs', '5'], '--advise-runs is for --advise; give that too'],
  [['--advise', '--advise-runs', '0'], '--advise-runs 0: expected a whole number from 1 on'],
])('%s is refused', async (argv, message) => {
  const { exit, out, err } = await inProcess(['run', POOL, ...argv]);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain(message);
});
