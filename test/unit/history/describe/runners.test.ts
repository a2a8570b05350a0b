/** Who ran the jobs of a history: runners by name, and pools of names that are never seen again. */
import { describe, expect, test } from 'vitest';
import { runnersOf, takes } from '../../../../src/history/describe/runners.js';
import { historyOf, job } from '../../../support/history.js';

describe('runners', () => {
  test('have the tags of all of their jobs, and as many places as jobs at once', () => {
    const [first, second] = runnersOf(
      historyOf(
        [
          job(0, 1, 10, { runner: 'srm-1', tags: 'docker' }),
          job(0, 2, 5, { runner: 'srm-1', tags: 'docker linux' }),
          job(0, 10, 20, { runner: 'srm-1', tags: '' }),
          job(0, 3, 4, { runner: 'srm-2', tags: 'windows' }),
        ],
        1,
      ),
    );
    expect(first).toMatchObject({ name: 'srm-1', isPool: false, names: 1, atOnce: 2 });
    expect([...first!.tags].sort()).toEqual(['docker', 'linux']);
    expect(first!.jobTime / 60e6).toBe(9 + 3 + 10);
    expect(second).toMatchObject({ name: 'srm-2', atOnce: 1 });
    expect([takes(first!, 'docker linux'), takes(first!, ''), takes(first!, 'windows'), takes(second!, 'windows')]).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  test('under ever new names are one pool', () => {
    const ephemeral = Array.from({ length: 40 }, (_, i) => job(i, i + 1, i + 4, { runner: `GitHub Actions 100044429${10 + i}` }));
    const pods = Array.from({ length: 12 }, (_, i) =>
      job(i, i + 1, i + 2, { runner: `pool-linux-runner-${'bcdfghjklmnp'[i]!.repeat(5)}` }),
    );
    const fixed = Array.from({ length: 24 }, (_, i) => job(i, i + 1, i + 2, { runner: `host-${i % 3}` }));
    const found = runnersOf(historyOf([...ephemeral, ...pods, ...fixed], 2));
    expect(found.map(({ name, isPool, names, jobs }) => [name, isPool, names, jobs.length])).toEqual([
      ['GitHub Actions #', true, 40, 40],
      ['pool-linux-runner-#', true, 12, 12],
      ['host-0', false, 1, 8],
      ['host-1', false, 1, 8],
      ['host-2', false, 1, 8],
    ]);
    expect(found[0]!.atOnce).toBe(3);
  });

  test('are none where none is named, and jobs that never ran are nobody’s', () => {
    expect(runnersOf(historyOf([job(0, 1, 2), job(0, undefined, 3, { runner: 'r' })], 1))).toEqual([]);
  });

  test('a job without an end takes no place for ever', () => {
    const [only] = runnersOf(historyOf([job(0, 1, undefined, { runner: 'r' }), job(5, 6, 7, { runner: 'r' })], 24));
    expect(only).toMatchObject({ atOnce: 1 });
    expect(only!.jobs.length).toBe(2);
  });
});
