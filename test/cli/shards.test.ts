/** `--shard` and `merge`: parts of a study that were played apart say together what one machine says, to the byte. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { plainFleet, plainHistory, plainJobs } from '../support/backtests.js';
import { SMALL_SCENARIO } from '../support/small-scenario.js';
import { ensureBuilt, inPlace, type Outcome, type Workplace } from './process.js';

beforeAll(ensureBuilt, 120_000);

const RUN = ['run', 's.yaml', '--replications', '5', '--json', 'full'] as const;

/** Plays all shards of a command, one after the other. */
async function sharded(place: Workplace, argv: readonly string[], count: number): Promise<Outcome[]> {
  const said: Outcome[] = [];
  for (let index = 1; index <= count; index++) {
    said.push(await place.runcast([...argv, '--shard', `${index}/${count}`, '--study', `shard-${index}`, '-q']));
  }
  return said;
}

/** Nine days of a history, and a fleet of its two runners. */
const HISTORY = { ...plainFleet(2), 'history.csv': plainHistory(plainJobs(9, 2, 0.7), 2) };
const REPLAY = ['backtest', 'fleet.yaml', '--history', 'history.csv', '--json', '--replications', '3'] as const;

const folders = (count: number): string[] => Array.from({ length: count }, (_, i) => `shard-${i + 1}`);

describe('shards', () => {
  test.each([
    ['run', RUN, 5],
    ['compare', ['compare', 's.yaml', '--set', 'concurrent=9', '--replications', '4', '--json'], 8],
    [
      'outage',
      ['outage', 's.yaml', '--target', 'instance=gitlab', '--every', '3h', '--for', '30m', '--no-week', '--replications', '2', '--json'],
      undefined,
    ],
  ] as const)(
    'of %s say together what one machine says',
    (_, argv, all) =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const plain = await place.runcast([...argv, '-q']);
        expect(plain.exit).toBe(0);
        const said = await sharded(place, argv, 3);
        expect(said.map(({ exit }) => exit)).toEqual([0, 0, 0]);
        const counts = said.map(({ out }) =>
          /^shard \d of 3: (\d+) of (\d+) runs in shard-\d; runcast merge says the result\n$/u.exec(out)!.slice(1).map(Number),
        );
        const [[, total]] = counts as [[number, number]];
        if (all !== undefined) expect(total).toBe(all);
        expect(counts.reduce((sum, [own]) => sum + own!, 0)).toBe(total);
        const merged = await place.runcast(['merge', ...folders(3), '--study', 'all']);
        expect(merged.out).toBe(plain.out);
        expect(merged.err).toContain(`${total} runs of 3 folders joined in all\n`);
        expect(merged.err).toContain(`${total} of ${total} runs were there already (all)\n`);
      }),
    240_000,
  );

  test.each([
    ['a replay', REPLAY],
    ['a forecast', [...REPLAY, '--resample', 'days']],
    ['a fit', ['fit', 'history.csv', '-o', 'forecast.yaml', '--json', '--replications', '2']],
  ] as const)(
    'of %s say together what one machine says, and write nothing before',
    (_, argv) =>
      inPlace(HISTORY, async (place) => {
        expect((await sharded(place, argv, 2)).map(({ exit }) => exit)).toEqual([0, 0]);
        expect(place.listing()).not.toContain('forecast.yaml');
        const merged = await place.runcast(['merge', ...folders(2), '--study', 'all']);
        const [, found, runs] = /^(\d+) of (\d+) runs were there already/mu.exec(merged.err)!;
        expect(found).toBe(runs);
        rmSync(place.at('forecast.yaml'), { force: true });
        const plain = await place.runcast([...argv, '-q']);
        expect(plain.out).not.toBe('');
        expect(merged).toMatchObject({ exit: plain.exit, out: plain.out });
      }),
    240_000,
  );

  test(
    'that are not all there are said to be missing, and their runs are played',
    () =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const plain = await place.runcast([...RUN, '-q']);
        await sharded(place, RUN, 3);
        const [run] = readdirSync(place.at('shard-1', 'runs'));
        writeFileSync(place.at('shard-1', 'runs', run!), 'nonsense');
        const merged = await place.runcast(['merge', 'shard-1', 'shard-3', '--study', 'all']);
        expect(merged.out).toBe(plain.out);
        expect(merged.err).toContain(
          'warning: shard 2 of 3 is not among the folders, or was not played to its end; its runs are played here\n',
        );
        expect(merged.err).toContain(`warning: shard-1/runs/${run!} is damaged (it has no first line); the run is left out\n`);
        expect(merged.err).toContain('2 of 5 runs were there already (all)\n');
      }),
    120_000,
  );

  test(
    'say the result in another form where that is asked behind --',
    () =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const argv = ['run', 's.yaml', '--replications', '2'];
        const plain = await place.runcast([...argv, '--json', '-q', '--out', 'plain']);
        await sharded(place, argv, 2);
        const merged = await place.runcast(['merge', ...folders(2), '--study', 'all', '-q', '--', '--json', '--out', 'merged']);
        expect(merged).toEqual({ ...plain, err: '' });
        for (const name of readdirSync(place.at('plain'))) expect(place.read('merged', name), name).toBe(place.read('plain', name));
      }),
    120_000,
  );

  test(
    'of a sweep leave its folder where -o of the shards says, or of merge',
    () =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const argv = ['sweep', 's.yaml', '--vary', 'concurrent=8,9', '--replications', '2'];
        const names = ['sweep.csv', 'sweep.html', 'sweep.json'];
        await place.runcast([...argv, '-q', '-o', 'plain']);
        const said = await sharded(place, [...argv, '-o', 'answer'], 2);
        expect(said.map(({ exit }) => exit)).toEqual([0, 0]);
        expect(readdirSync(place.at())).not.toContain('answer');
        const merged = await place.runcast(['merge', ...folders(2), '--study', 'all', '-q']);
        expect(merged.exit).toBe(0);
        for (const name of names) expect(place.read('answer', name), name).toBe(place.read('plain', name));
        // What stands behind -- counts, and a folder of both the runs and the answer is one too.
        const both = await place.runcast(['merge', ...folders(2), '--study', 'all', '-q', '--', '-o', 'all']);
        expect(both.err).toBe('');
        for (const name of names) expect(place.read('all', name), name).toBe(place.read('plain', name));
      }),
    120_000,
  );

  test(
    'keep no secret of their command',
    () =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const argv = ['run', 's.yaml', '--replications', '2', '--set', 'instances.gitlab.url=https://me:SECRETsecret@git.example/'];
        await sharded(place, argv, 1);
        for (const name of readdirSync(place.at('shard-1'), { recursive: true, withFileTypes: true })) {
          if (name.isFile()) expect(readFileSync(`${name.parentPath}/${name.name}`, 'latin1')).not.toContain('SECRET');
        }
        const merged = await place.runcast(['merge', 'shard-1', '--study', 'all']);
        expect(merged.exit).toBe(0);
        expect(merged.err).toContain('the shards do not say their command; run it with --study all for the result\n');
      }),
    120_000,
  );
});

describe('bad input', () => {
  test.each([
    [
      ['run', 's.yaml', '--shard', '1/2'],
      '--shard plays a part of the runs, and runcast merge says the result; name the folder that keeps them, such as --study shards/1',
    ],
    [
      ['sweep', 's.yaml', '--vary', 'concurrent=1,2', '--shard', '2/2', '-o', 'sweep'],
      'name the folder that keeps them, such as --study shards/2',
    ],
    [['run', 's.yaml', '--shard', '3/2', '--study', 'x'], '--shard 3/2: expected a part and the number of parts'],
    [['run', 's.yaml', '--shard', '0/2', '--study', 'x'], '--shard 0/2: expected a part and the number of parts'],
    [
      ['run', 's.yaml', '--precision', '5%', '--shard', '1/2', '--study', 'x'],
      '--shard: which runs come later hangs on what earlier ones say here',
    ],
    [['merge', 'nowhere', '--study', 'all'], 'nowhere holds no study; expected the folder of --study of a shard'],
    [['merge', 's.yaml', '--study', 'all'], 's.yaml holds no study'],
    [['merge', '--study', 'all'], 'a file is missing behind the command; see runcast merge --help'],
  ])(
    '%j is refused',
    (argv, message) =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const { exit, out, err } = await place.runcast(argv);
        expect({ exit, out }).toEqual({ exit: 2, out: '' });
        expect(err).toContain(message);
        expect(err).not.toContain('    at ');
      }),
    30_000,
  );

  test(
    'shards of different studies are not merged',
    () =>
      inPlace(SMALL_SCENARIO, async (place) => {
        await place.runcast(['run', 's.yaml', '--replications', '2', '--shard', '1/2', '--study', 'shard-1', '-q']);
        await place.runcast(['run', 's.yaml', '--replications', '3', '--shard', '2/2', '--study', 'shard-2', '-q']);
        const { exit, err } = await place.runcast(['merge', ...folders(2), '--study', 'all']);
        expect(exit).toBe(2);
        expect(err).toMatch(
          /^runcast: the folders are shards of different studies, runcast [\d.]+: run s\.yaml --replications 2 and .*; merge those of one\n$/u,
        );
        expect(place.listing()).not.toContain('all');
        rmSync(place.at('shard-2'), { recursive: true });
      }),
    120_000,
  );
});
