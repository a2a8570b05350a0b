/** What a real history of GitHub Actions shows of GitHub's limits: 20 jobs at once, 5 of them on macOS. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeHistory } from '../../../src/history/describe/describe.js';
import { historyIn } from '../../support/history.js';

const shared = path.resolve(import.meta.dirname, '../../../../shared/data/ci-jobs/iree-gha-2026-04a.csv');

test.skipIf(!existsSync(shared))(
  '20 at once, and 5 on macOS; jobs whose end nobody wrote down wait no week (skipped where ../shared is absent)',
  () => {
    const { limits, unfinished, lostEnds, idleWaits } = describeHistory(historyIn(readFileSync(shared, 'utf8')), {
      timezone: 'UTC',
      offsetsOf: undefined,
    });
    expect(limits.map(({ tags, pool, atOnce }) => [pool ?? tags, atOnce])).toEqual([
      ['GitHub Actions #', 20],
      ['macos-14, macos-15-intel', 5],
    ]);
    expect([unfinished, lostEnds]).toEqual([361, 359]);
    // The last rows of the file are of its seventh day: 361 jobs that waited or ran until then would be some 29,000 hours.
    expect(idleWaits!.reduce((sum, hours) => sum + hours, 0)).toBeLessThan(4500);
  },
);
