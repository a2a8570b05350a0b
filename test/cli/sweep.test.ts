/** `runcast sweep` through the command: figures against single runs, the order of what varies, threads, what is refused, and what it prints. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Figure } from '../../src/study/figures/figures.js';
import { studyResultSchema } from '../../src/study/study-result.js';
import { sweepResultSchema, type SweepPoint, type SweepResult } from '../../src/study/sweep/sweep-result.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { ensureBuilt, inPlace } from './process.js';

const POOL = path.join(ROOT, 'scenarios/idle-pool.yaml');
const SHORT = ['--set', 'horizon=2h', '--replications', '2', '-q'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-sweep-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function swept(...argv: readonly string[]): Promise<SweepResult> {
  const { out, err } = await inProcess(['sweep', POOL, ...argv, ...SHORT, '--json']);
  expect(err).toBe('');
  return sweepResultSchema.parse(JSON.parse(out));
}

async function refused(...argv: readonly string[]): Promise<string> {
  const { exit, out, err } = await inProcess(['sweep', POOL, ...argv]);
  expect(exit).toBe(2);
  expect(out).toBe('');
  return err.replace(/\s+/gu, ' ').trim();
}

const GRID = ['--vary', 'IdleCount=4,12', '--vary', 'check_interval=1,3'];

/** A point without its place among the others. */
function ownOf({ settings, label: _label, frontier: _place, beatenBy: _by, ...rest }: SweepPoint): string {
  const sorted = settings.map(({ path: name, value }) => `${name}=${value}`).sort();
  return JSON.stringify([sorted, rest]);
}

describe('figures', () => {
  test('are those of runcast run with the same settings, point by point', async () => {
    const { points, base } = await swept(...GRID);
    expect(points.map(({ label }) => label)).toEqual([
      'IdleCount=4 check_interval=1',
      'IdleCount=4 check_interval=3',
      'IdleCount=12 check_interval=1',
      'IdleCount=12 check_interval=3',
    ]);
    for (const point of [base!, ...points]) {
      const set = ['horizon=2h', 'replications=2', ...point.settings.map(({ path: name, value }) => `${name}=${value}`)];
      const { out } = await inProcess(['run', POOL, ...set.flatMap((text) => ['--set', text]), '--json', 'full', '-q']);
      const study = studyResultSchema.parse(JSON.parse(out));
      const find = (own: Figure): Figure | undefined =>
        study.figures.find(({ scope, name, figure }) => scope === own.scope && name === own.name && figure === own.figure);
      expect(point.figures.length).toBeGreaterThan(15);
      for (const own of point.figures) expect(own).toEqual(find(own));
      expect(point.thresholds).toEqual(study.thresholds);
      expect(point.verdict).toBe(study.verdict);
    }
  }, 120_000);

  test('do not depend on the order of what varies', async () => {
    const [there, back] = [await swept(...GRID), await swept('--vary', 'check_interval=3,1', '--vary', 'IdleCount=12,4')];
    expect(back.points.map(ownOf).sort()).toEqual(there.points.map(ownOf).sort());
    expect(back.points.map(({ label }) => label)[0]).toBe('check_interval=3 IdleCount=12');
  });

  test('are the same bytes for 1 and 3 threads', async () => {
    ensureBuilt();
    await inPlace({}, async (place) => {
      const of = async (workers: string): Promise<string> =>
        (await place.runcast(['sweep', POOL, ...GRID, ...SHORT, '--json', '--workers', workers])).out;
      const one = await of('1');
      expect(sweepResultSchema.parse(JSON.parse(one)).points).toHaveLength(4);
      expect(await of('3')).toBe(one);
    });
  });

  test('of a point that is the scenario as it is are those of the base, and are played once', async () => {
    const { points, base } = await swept('--vary', 'IdleCount=8,10');
    const own = points.find(({ isBase }) => isBase)!;
    expect(own.label).toBe('IdleCount=10');
    expect(own.figures).toEqual(base!.figures);
    expect(own.differences).toEqual([]);
    expect(points[0]!.differences.find(({ figure }) => figure === 'cost.perMonth')!.difference).toBeCloseTo(
      costOf(points[0]!) - costOf(base!),
      9,
    );
    expect((await swept('--vary', 'IdleCount=8', '--base', 'no')).base).toBeNull();
  });
});

function costOf({ figures }: SweepPoint): number {
  return figures.find(({ scope, figure }) => scope === 'all' && figure === 'cost.perMonth')!.estimate!;
}

describe('points', () => {
  test('of a space-filling design are all different, and more of them begin with the same', async () => {
    const design = ['--vary', 'IdleCount=4..20', '--vary', 'check_interval=1..5', '--design', 'sobol', '--replications', '2'];
    const of = async (count: number): Promise<string[]> => {
      const { out } = await inProcess(['sweep', POOL, ...design, '--points', String(count), '--set', 'horizon=2h', '-q', '--json']);
      return sweepResultSchema.parse(JSON.parse(out)).points.map(({ label }) => label);
    };
    const [few, more] = [await of(3), await of(6)];
    expect(more.slice(0, 3)).toEqual(few);
    expect(new Set(more).size).toBe(6);
  });

  test('that are named come from words and from a file', async () => {
    const file = path.join(folder, 'points.csv');
    writeFileSync(file, 'IdleCount,check_interval\n8,\n12,1\n');
    const { points, design } = await swept('--point', 'IdleCount=4 limit=20', '--point', file);
    expect(design).toBe('list');
    expect(points.map(({ label }) => label)).toEqual(['IdleCount=4 limit=20', 'IdleCount=8', 'IdleCount=12 check_interval=1']);
  });
});

describe('a combination that is no scenario', () => {
  const IMPOSSIBLE = ['--vary', 'duration.lognormal.median=3m,20m', '--vary', 'duration.lognormal.p95=15m,30m'];

  test('is left out with its reason, and the others are played', async () => {
    const { out, err } = await inProcess(['sweep', POOL, ...IMPOSSIBLE, '--set', 'horizon=2h', '--replications', '2', '--json']);
    expect(err).toContain('left out: duration.lognormal.median=20m duration.lognormal.p95=15m: ');
    const { points, refused } = sweepResultSchema.parse(JSON.parse(out));
    expect(points).toHaveLength(3);
    expect(refused).toHaveLength(1);
    expect(refused[0]!.reason).toContain('its p95 (15m) is below its median (20m)');
  });

  test('is an error where it was named', async () => {
    expect(await refused('--point', 'IdleCount=5', '--point', 'duration.lognormal.median=20m')).toContain('is below its median (20m)');
  });
});

describe('what is refused', () => {
  test.each([
    [[], 'there is nothing to vary; give --vary path=values'],
    [['--vary', 'IdleCount=60..10:10'], 'runs backwards, so it is empty'],
    [['--vary', 'IdleCount=10..60:0'], 'has a step of 0'],
    [['--vary', 'IdleCount=1,2', '--vary', 'IdleCount=3'], '--vary: IdleCount is varied twice'],
    [['--vary', 'IdleCount=0..60', '--vary', 'limit=10..60'], 'these are 3111 points: 61 x 51, more than 200; --yes plays them'],
    [['--vary', 'IdleCount=0..999', '--vary', 'limit=10..60', '--yes'], 'these are 51000 points: 1000 x 51; expected 5000 at most'],
    [['--vary', 'IdleCont=1,2'], 'did you mean'],
    [['--vary', 'IdleCount=5,abc'], 'expected a whole number, found a string ("abc")'],
    [['--point', 'IdleCount=5', '--point', 'IdleCount=abc'], 'expected a whole number'],
    [['--point', 'IdleCount=5', '--point', 'IdleCount=5'], 'IdleCount=5 and IdleCount=5 are the same scenario to the last value'],
    [['--vary', 'IdleCount=5', '--vary', 'srm.IdleCount=7,8'], 'two of these set the same value'],
    [['--vary', 'horizon=4h,5h'], 'so their figures are of different times'],
    [['--vary', 'IdleCount=5', '--point', 'limit=3'], 'give one of the two'],
    [['--vary', 'replications=2,3'], 'replications cannot vary: every point is played as often as the others; give --replications'],
    [['--point', 'IdleCount=5 replications=2'], 'replications cannot vary'],
    [['--point', 'IdleCount'], '--point: IdleCount is no path=value'],
    [['--point', 'nowhere.csv'], 'nowhere.csv: cannot read this file (there is no such file)'],
    [['--vary', 'IdleCount=5', '--points', '3'], '--points is for --design sobol'],
    [['--vary', 'IdleCount=5,6', '--design', 'sobol'], '--design sobol needs --points'],
    [['--vary', 'IdleCount=5,6', '--design', 'sobol', '--points', '3'], '3 points are wanted, and there are only 2 combinations'],
    [['--vary', 'IdleCount=5', '--of', 'queueTime.p96'], 'a sweep weighs no such figure; did you mean'],
    [['--vary', 'IdleCount=5', '--precision', '2'], '--precision 2: expected a percentage'],
    [['--vary', 'IdleCount=5', '-o', 'answer.pdf'], 'cannot tell from answer.pdf what to write; end it in .csv'],
  ])('%j', async (argv, words) => {
    expect(await refused(...argv)).toContain(words);
  });
});

describe('what is printed', () => {
  test('is at most 80 columns wide but for the command, and ends with it', async () => {
    for (const argv of [GRID, ['--vary', 'IdleCount=4..12:4', '--precision', '5%']]) {
      const { out } = await inProcess(['sweep', POOL, ...argv, ...SHORT]);
      const lines = out.trimEnd().split('\n');
      expect(lines.slice(0, -1).filter((line) => line.length > 80)).toEqual([]);
      expect(lines.at(-1)).toMatch(/^ {2}runcast sweep .* --seed 1$/u);
    }
  });

  test('repeats the sweep to the byte', async () => {
    ensureBuilt();
    await inPlace({}, async (place) => {
      const first = await place.runcast(['sweep', POOL, '--point', 'IdleCount=4 limit=20', '--of', 'queueTime.mean', ...SHORT]);
      const again = await place.shell(`${first.out.trimEnd().split('\n').at(-1)!.trim()} -q`);
      expect(first.exit).toBe(0);
      expect(again).toEqual(first);
    });
  });

  test('names the cheapest of those that meet all thresholds, by plain arithmetic', async () => {
    const file = path.join(folder, 'best.json');
    const argv = ['sweep', POOL, '--vary', 'IdleCount=4..16:4', '--set', 'horizon=3h', '-q'];
    await inProcess([...argv, '-o', file]);
    const { points, best } = sweepResultSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const meeting = points.filter(({ verdict }) => verdict === 'pass');
    expect(meeting.length).toBeGreaterThan(0);
    expect(meeting.length).toBeLessThan(points.length);
    const least = Math.min(...meeting.map(costOf));
    expect(costOf(points[best!]!)).toBeLessThanOrEqual(least + Math.max(10, least / 100));
    expect(points[best!]!.verdict).toBe('pass');
    const { out } = await inProcess(argv);
    expect(out.replace(/\s+/gu, ' ')).toMatch(new RegExp(`all thresholds; (the cheapest: )?${points[best!]!.label}`, 'u'));
  });

  test('goes into a file, whole', async () => {
    const file = path.join(folder, 'sweep.json');
    const { out } = await inProcess(['sweep', POOL, '--vary', 'IdleCount=4,8', ...SHORT, '-o', file]);
    expect(out).toBe('');
    expect(sweepResultSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).points).toHaveLength(2);
  });
});

describe('a sweep with a folder', () => {
  const FILES = ['sweep.csv', 'sweep.html', 'sweep.json'];
  const argv = (values: string, replications: string, ...more: readonly string[]): string[] => [
    ...['sweep', POOL, '--vary', `IdleCount=${values}`, '--replications', replications],
    ...['--set', 'horizon=2h', ...more],
  ];

  test('is extended later: what stands is not run again, and the end is that of a fresh sweep of the whole, to the byte', async () => {
    const [grown, fresh] = [path.join(folder, 'grown'), path.join(folder, 'fresh')];
    const first = await inProcess([...argv('4,12', '2'), '-o', grown]);
    // Two points and the scenario as it is.
    expect(first.err).toContain('0 of 6 runs were there already');
    const more = await inProcess([...argv('4,8,12', '3'), '-o', grown]);
    expect(more.err).toContain('6 of 12 runs were there already');
    const whole = await inProcess([...argv('4,8,12', '3'), '-o', fresh]);
    expect(whole.err).toContain('0 of 12 runs were there already');
    expect(more.out).toBe(whole.out);
    for (const name of FILES) expect(readFileSync(path.join(grown, name), 'utf8')).toBe(readFileSync(path.join(fresh, name), 'utf8'));
    expect(readFileSync(path.join(grown, 'sweep.json'), 'utf8')).toBe((await inProcess([...argv('4,8,12', '3'), '--json', '-q'])).out);

    const again = await inProcess([...argv('4,8,12', '3'), '-o', grown]);
    expect(again.err).toContain('12 of 12 runs were there already');
    // Of a changed scenario nothing stands; what was changed back does.
    expect((await inProcess([...argv('4', '2', '--set', 'MaxBuilds=2'), '-o', grown])).err).toContain('0 of 4 runs were there already');
    expect((await inProcess([...argv('12', '2'), '-o', grown])).err).toContain('4 of 4 runs were there already');
  }, 120_000);

  test('that holds something else is left as it is', async () => {
    const other = path.join(folder, 'other');
    mkdirSync(other);
    writeFileSync(path.join(other, 'notes.txt'), 'mine');
    const { exit, err } = await inProcess([...argv('4', '2'), '-o', other, '-q']);
    expect(exit).toBe(2);
    expect(err).toContain('exists and holds no study');
    expect(readdirSync(other)).toEqual(['notes.txt']);
  });

  test('has the answer alone where --study keeps the runs', async () => {
    const [runs, answer, both] = ['runs', 'answer', 'both'].map((name) => path.join(folder, name)) as [string, string, string];
    expect((await inProcess([...argv('4', '2'), '-o', both, '-q'])).exit).toBe(0);
    const { exit, err } = await inProcess([...argv('4', '2'), '-o', answer, '--study', runs]);
    expect(exit).toBe(0);
    expect(err).toContain(`written to ${answer}\n`);
    expect(readdirSync(answer).sort()).toEqual(['.runcast', 'sweep.csv', 'sweep.html', 'sweep.json']);
    for (const name of ['sweep.csv', 'sweep.html', 'sweep.json'])
      expect(readFileSync(path.join(answer, name)), name).toEqual(readFileSync(path.join(both, name)));
    expect(readdirSync(path.join(runs, 'runs')).sort()).toEqual(readdirSync(path.join(both, 'runs')).sort());
    // One that keeps runs itself is not taken for an answer.
    const refused = await inProcess([...argv('4', '2'), '-o', both, '--study', runs, '-q']);
    expect({ exit: refused.exit, err: refused.err }).toEqual({
      exit: 2,
      err: `runcast: the folder ${both} of -o keeps runs; leave --study out, or name another with -o\n`,
    });
    // The same folder, said twice, is that folder.
    expect((await inProcess([...argv('4', '2'), '-o', both, '--study', `${both}/`])).err).toContain('4 of 4 runs were there already');
  }, 120_000);
});
