/** Disks that get full behind the streams of a process. */
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { FILES, HISTORY_CSV, SCENARIO, swapped } from '../support/scenario-files.js';
import { ensureBuilt, inPlace, type Workplace } from './process.js';

const withFixture = (action: (place: Workplace) => Promise<void>): Promise<void> => inPlace({ 's.yaml': SCENARIO, ...FILES }, action);

beforeAll(ensureBuilt);

describe.concurrent('standard output', () => {
  test('that is a file is written whole, behind what is there', () =>
    withFixture(async (place) => {
      const { exit, err } = await place.shell('echo first > f && runcast schema >> f && runcast schema | cat > piped');
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(place.read('f')).toBe(`first\n${place.read('piped')}`);
    }));

  test('that is a file which takes a part of the answer is no success', () =>
    withFixture(async (place) => {
      const { exit, err } = await place.shell('ulimit -f 8; runcast schema > f');
      expect({ exit, err }).toEqual({
        exit: 1,
        err: 'runcast: cannot write to standard output (the file gets larger than is allowed)\n',
      });
      expect(place.read('f')).toHaveLength(8 * 512);
    }));
});

describe.runIf(existsSync('/dev/full')).concurrent('a full device', () => {
  test('behind standard error ends no run: what is told there can be done without', () =>
    withFixture(async (place) => {
      const told = await place.shell('runcast run s.yaml --replications 2 --set horizon=6h --set events=[] -o out 2> /dev/full > said');
      expect(told.exit).toBe(0);
      expect(place.read('said')).toContain('fixture');
      expect(place.listing()).toContain('out/summary.json');
      expect(place.listing().filter((name) => name.startsWith('.runcast-'))).toEqual([]);
    }));

  test('behind both streams is told by the exit code', () =>
    withFixture(async (place) => {
      expect((await place.shell('runcast validate s.yaml > /dev/full 2>&1')).exit).toBe(1);
    }));

  test('behind standard output leaves nothing half-done', () =>
    withFixture(async (place) => {
      const { exit, err } = await place.shell('mkdir tmp; TMPDIR=tmp runcast import history.csv > /dev/full');
      expect({ exit, err }).toEqual({ exit: 1, err: 'runcast: cannot write to standard output (the disk is full)\n' });
      expect(place.listing().filter((name) => name.startsWith('tmp/'))).toEqual([]);
    }));
});

/** Events of the fixture, which is longer. */
const EVENTS = SCENARIO.slice(SCENARIO.indexOf('events:'), SCENARIO.indexOf('thresholds:'));
/** A scenario of three hours. */
const SHORT = swapped(SCENARIO, [
  ['horizon: 1d', 'horizon: 3h'],
  [EVENTS, ''],
]);
/** Whoever plays it first does not end in time. */
const ENDLESS = swapped(SHORT, [['horizon: 3h', 'horizon: 3650d']]);

describe.concurrent('a file of -o', () => {
  test.each([
    ['compare', ['compare', 's.yaml', '--set', 'IdleCount=12']],
    ['headroom', ['headroom', 's.yaml']],
    ['sweep', ['sweep', 's.yaml', '--vary', 'IdleCount=1..2']],
  ] as const)('that cannot be written is told before anything is played: %s', (_name, argv) =>
    withFixture(async (place) => {
      place.write('s.yaml', ENDLESS);
      const before = place.listing();
      expect(await place.runcast([...argv, '--yes', '-q', '-o', 'none/a.md'])).toEqual({
        exit: 2,
        out: '',
        err: 'runcast: cannot write none/a.md (there is no such file or folder); name another with -o; nothing was run\n',
      });
      expect(place.listing()).toEqual(before);
    }),
  );

  test.each([
    ['compare', 'compare s.yaml --set IdleCount=12'],
    ['headroom', 'headroom s.yaml --replications 1'],
    ['sweep', 'sweep s.yaml --vary IdleCount=1..2 --replications 1'],
    ['describe', 'describe history.csv'],
    ['import', 'import history.csv'],
    ['schema', 'schema'],
  ])('on a disk that gets full is no mistake of the input: %s', (name, line) =>
    withFixture(async (place) => {
      place.write('s.yaml', SHORT);
      const { exit, out, err } = await place.shell(`ulimit -f 0; runcast ${line} -o ${name}.md`);
      expect({ exit, out }, err).toEqual({ exit: 1, out: '' });
      expect(err).toMatch(
        new RegExp(`^runcast: cannot write ${name}.md .the file gets larger than is allowed.; make room, or name another with -o$`, 'mu'),
      );
      expect(place.listing()).toEqual(['history.csv', 's.yaml', 'srm.toml']);
    }),
  );

  test('of fit is tried before the history is read', () =>
    withFixture(async (place) => {
      place.write('torn.csv', `${HISTORY_CSV}torn\n`);
      const { exit, err } = await place.runcast(['fit', 'torn.csv', '-o', 'none/f.yaml']);
      expect({ exit, err }).toMatchObject({ exit: 2, err: expect.stringContaining('cannot write none/f.yaml') as string });
    }));
});
