/** `--out` among real processes: containers that share a folder, kills without warning, mount points, full disks. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { FILES, SCENARIO, swapped } from '../support/scenario-files.js';
import { ensureBuilt, inPlace, type Workplace } from './process.js';

const QUIET = swapped(SCENARIO, [['p(95) < 1m', 'p(95) < 1h']]);
const QUICK = ['--set', 'horizon=6h', '--set', 'events=[]', '-q'];
const ENDLESS = ['--set', 'horizon=3650d', '--set', 'events=[]', '--yes', '-q'];
const OUT = [
  '.runcast',
  'jobs.csv',
  'machines.csv',
  'pipelines.csv',
  'projects.csv',
  'replications.csv',
  'report.html',
  'report.md',
  'scenario.yaml',
  'summary.json',
  'timeline.csv',
];

const withFixture = (action: (place: Workplace) => Promise<void>): Promise<void> => inPlace({ 's.yaml': QUIET, ...FILES }, action);
const can = (...words: string[]): boolean => spawnSync('unshare', words).status === 0;
const inside = (place: Workplace, folder: string): string[] =>
  place
    .listing()
    .filter((name) => name.startsWith(`${folder}/`))
    .map((name) => name.slice(folder.length + 1));
const workFolders = (place: Workplace): string[] => place.listing().filter((name) => /^\.runcast-\w{6}$/u.test(name));

beforeAll(ensureBuilt);

describe.concurrent('runs side by side', () => {
  test('two to one target: both end well, the folder is whole and one of theirs', () =>
    withFixture(async (place) => {
      const runs = await Promise.all(
        ['a', 'b', 'c'].map((seed) => place.runcast(['run', 's.yaml', '--seed', seed, '--out', 'out', ...QUICK])),
      );
      for (const { exit, err } of runs) expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(inside(place, 'out')).toEqual(OUT);
      const { seed } = JSON.parse(place.read('out/summary.json')) as { seed: string };
      expect(['a', 'b', 'c']).toContain(seed);
      expect(place.read('out/report.md')).toContain(`--seed ${seed}`);
      expect(workFolders(place)).toEqual([]);
    }));

  test.runIf(can('--pid', '--fork', '--mount-proc', 'true'))('each the first process of its container, on a shared volume', () =>
    withFixture(async (place) => {
      const contained = (seed: string): string => `unshare --pid --fork --mount-proc "$NODE" "$MAIN" run s.yaml --seed ${seed} --out out ${QUICK.join(' ')}`; // prettier-ignore
      const { exit, err } = await place.shell(
        `${contained('1')} & first=$!; ${contained('2')} & second=$!; wait $first || exit 91; wait $second || exit 92`,
      );
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(inside(place, 'out')).toEqual(OUT);
      expect(workFolders(place)).toEqual([]);
    }),
  );

  test('one that is killed without warning leaves the others alone, and the next run cleans up behind it', () =>
    withFixture(async (place) => {
      await place.runcast(['run', 's.yaml', '--seed', 'first', '--out', 'out', ...QUICK]);
      const before = place.read('out/summary.json');
      const killed = await place.runcast(['run', 's.yaml', '--out', 'out', ...ENDLESS], {
        onTick: (kill) => {
          if (place.listing().some((name) => /\.runcast-\w{6}\/new\/jobs\.csv$/u.test(name))) kill('SIGKILL');
        },
      });
      expect(killed.exit).toBe(null);
      expect(place.read('out/summary.json')).toBe(before);
      expect(workFolders(place)).toHaveLength(1);
      const { exit, err } = await place.runcast(['run', 's.yaml', '--seed', 'next', '--out', 'out', ...QUICK]);
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(JSON.parse(place.read('out/summary.json'))).toMatchObject({ seed: 'next' });
      if (existsSync('/proc/self/ns/pid')) expect(workFolders(place)).toEqual([]);
    }));
});

describe.runIf(can('--mount', 'true'))('mounted folders', () => {
  const mounted = (place: Workplace, options: string, argv: readonly string[]) => {
    mkdirSync(place.at('out'));
    return place.shell(`unshare --mount sh -c 'mount ${options} out && "$NODE" "$MAIN" ${argv.join(' ')}'`);
  };

  test.each([
    ['of another file system', '-t tmpfs tmpfs'],
    ['of the same file system', '--bind out'],
  ])('a mount point %s is refused before the run, with the way out', (_name, options) =>
    withFixture(async (place) => {
      const { exit, out, err } = await mounted(place, options, ['run', 's.yaml', '--out', 'out', ...ENDLESS]);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err.replace(/\s+/gu, ' ')).toContain(
        'cannot write the folder out (it is in use: a mount point cannot be replaced); name a folder in it, such as out/out, with --out',
      );
      expect(workFolders(place)).toEqual([]);
    }),
  );

  test('a folder in a mount point is written', () =>
    withFixture(async (place) => {
      const { exit, err } = await mounted(place, '-t tmpfs tmpfs', ['run', 's.yaml', '--out', 'out/out', ...QUICK]);
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
    }));

  test('a disk that gets full says so, asks for no report of a mistake, and leaves what was there', () =>
    withFixture(async (place) => {
      const { exit, out, err } = await mounted(place, '-t tmpfs -o size=64k tmpfs', ['run', 's.yaml', '--out', 'out/out', ...QUICK]);
      expect({ exit, out }).toEqual({ exit: 1, out: '' });
      expect(err).toContain('the disk is full');
      expect(err).not.toMatch(/mistake|report it|^\s+at /mu);
    }));
});

describe.runIf(existsSync('/dev/full'))('a full device', () => {
  test('for standard output', () =>
    withFixture(async (place) => {
      const { exit, err } = await place.shell(`runcast run s.yaml ${QUICK.join(' ')} > /dev/full`);
      expect(exit).toBe(1);
      expect(err).toBe('runcast: cannot write to standard output (the disk is full)\n');
    }));
});
