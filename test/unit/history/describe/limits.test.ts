/** Limits that show: jobs of some tags, or of a pool, that wait while as many of them run as hardly ever do. */
import { describe, expect, test } from 'vitest';
import type { HistoryLimit } from '../../../../src/history/describe/description.js';
import type { HistoryJob } from '../../../../src/history/describe/history-jobs.js';
import { limitsOf } from '../../../../src/history/describe/limits.js';
import { runnersOf } from '../../../../src/history/describe/runners.js';
import { historyOf, job } from '../../../support/history.js';

function limits(jobs: readonly HistoryJob[], hours: number): HistoryLimit[] {
  const history = historyOf(jobs, hours);
  return limitsOf(history, runnersOf(history));
}

/** Jobs of an hour that all come at nought, `places` of which run at a time; each on a machine with a name of its own. */
function crowd(count: number, places: number, tags: (i: number) => string): HistoryJob[] {
  return Array.from({ length: count }, (_, i) => {
    const started = 60 * Math.floor(i / places);
    return job(0, started, started + 60, { tags: tags(i), runner: `GitHub Actions ${1000 + i}` });
  });
}

describe('a limit on jobs at once', () => {
  test('of five shows where the jobs beyond it wait, and none where they wait at all levels', () => {
    // Ten jobs of an hour at once, five places.
    const limited = Array.from({ length: 10 }, (_, i) => job(0, i < 5 ? 0 : 60, i < 5 ? 60 : 120, { tags: 'macos' }));
    // They wait an hour each, whatever runs.
    const late = Array.from({ length: 10 }, (_, i) => job(30 * i, 30 * i + 60, 30 * i + 61 + i, { tags: 'linux' }));
    expect(limits([...limited, ...late], 12)).toEqual([
      { tags: 'macos', pool: null, atOnce: 5, isEverMore: false, waitingHours: 5, share: 1 },
    ]);
  });

  test('shows although ends and begins overlap for moments, and not where more is no exception', () => {
    const jobs = (overlap: number): HistoryJob[] =>
      Array.from({ length: 40 }, (_, i) => {
        const started = 60 * Math.floor(i / 5);
        return job(0, started, started + 60 + (i % 5 === 0 ? overlap : 0), { tags: 'macos' });
      });
    expect(limits(jobs(1), 12)).toMatchObject([{ atOnce: 5, isEverMore: true }]);
    // For twenty minutes of each hour six run; waiting is spread over both.
    expect(limits(jobs(20), 12).map(({ atOnce }) => atOnce)).not.toContain(5);
  });

  test('is of a whole pool, and of its tags of one kind', () => {
    const twenty = crowd(60, 20, (i) =>
      i % 20 < 12 ? 'ubuntu-24.04' : i % 20 < 15 ? 'macos-14' : i % 20 < 17 ? 'macos-15' : 'windows-2022',
    );
    const found = limits(twenty, 12);
    expect(found[0]).toMatchObject({
      pool: 'GitHub Actions #',
      atOnce: 20,
      share: 1,
      tags: 'macos-14, macos-15, ubuntu-24.04, windows-2022',
    });
    expect(found).toContainEqual(expect.objectContaining({ pool: null, tags: 'macos-14, macos-15', atOnce: 5 }));
    expect(new Set(found.map(({ tags }) => tags)).size).toBe(found.length);
  });

  test('does not show where little waited', () => {
    expect(limits([job(0, 0, 10), job(0, 0, 10), job(9, 10, 20)], 1)).toEqual([]);
  });
});
