/** Disks that get full behind the streams of a process. */
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { FILES, SCENARIO } from '../support/scenario-files.js';
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
