/** The fleet that a history shows, as a scenario takes it. */
import { describe, expect, test } from 'vitest';
import { shownFleet } from '../../../../src/history/fit/shown-fleet.js';
import { historyOf, job } from '../../../support/history.js';

describe('the fleet', () => {
  test('hosts have the tags of their jobs and the places that they used for a minute', () => {
    const { hosts, pools } = shownFleet(
      historyOf(
        [
          job(0, 1, 60, { runner: 'srm', tags: 'docker' }),
          job(0, 2, 50, { runner: 'srm', tags: 'docker linux' }),
          // Two jobs overlap by seconds: one ends by another clock than the next begins.
          job(0, 0, 30, { runner: 'mac', tags: 'macos' }),
          job(0, 29.9, 60, { runner: 'mac' }),
        ],
        1,
      ),
      true,
    );
    expect(pools).toEqual([]);
    expect(hosts).toEqual([
      { name: 'mac', tags: ['macos'], takesUntagged: true, places: 1, jobs: 2, presence: 1 },
      { name: 'srm', tags: ['docker', 'linux'], takesUntagged: false, places: 2, jobs: 2, presence: 59 / 60 },
    ]);
  });

  test('a pool has kinds of machines by the largest sets of tags', () => {
    const jobs = Array.from({ length: 30 }, (_, i) =>
      job(i, i, i + 3.5, { runner: `vm ${100 + i}`, tags: i % 3 === 0 ? 'linux' : i % 3 === 1 ? 'gpu linux' : 'macos' }),
    );
    const [pool] = shownFleet(historyOf(jobs, 1), true).pools;
    expect(pool).toMatchObject({ name: 'vm #', names: 30, places: 4 });
    expect(pool!.parts.map(({ tags, jobs: own, places }) => [tags.join(' '), own, places])).toEqual([
      ['gpu linux', 20, 3],
      ['macos', 10, 2],
    ]);
  });

  test('that nobody names is one pool; where nobody says when jobs ran they ran at once', () => {
    const unnamed = shownFleet(historyOf([job(0, 5, 10), job(0, 6, 10)], 1), true);
    expect(unnamed).toMatchObject({ isTimed: true, hosts: [], pools: [{ name: undefined, places: 2 }] });
    const untimed = [0, 1, 2].map((i) => ({ ...job(i, undefined, undefined), ran: 10 * 60e6 }));
    expect(shownFleet(historyOf(untimed, 1), true)).toMatchObject({ isTimed: false, pools: [{ places: 3, parts: [{ jobs: 3 }] }] });
  });

  test('tells no boots where waits hold earlier stages', () => {
    const jobs = Array.from({ length: 40 }, (_, i) => job(i, i + 0.5, i + 3, { runner: `vm ${100 + i}` }));
    const bootIn = (hasOwnWaits: boolean): unknown => shownFleet(historyOf(jobs, 1), hasOwnWaits).pools[0]!.parts[0]!.boot;
    expect(bootIn(true)).toMatchObject({ isTold: true, cold: 40, median: { value: 30 } });
    expect(bootIn(false)).toEqual({ isTold: false, why: 'jobs came with their pipeline: waits hold earlier stages' });
  });
});
