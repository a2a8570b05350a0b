/** Disks that get full behind the streams of a process. */
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
