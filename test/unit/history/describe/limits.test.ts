/** Limits that show: jobs of some tags that wait while as many of them run as ever do. */
import { expect, test } from 'vitest';
import { limitsOf } from '../../../../src/history/describe/limits.js';
import { historyOf, job } from '../../../support/history.js';

test('a limit of five shows where the jobs beyond it wait, and none where they wait at all levels', () => {
  // Ten jobs of an hour at once, five places.
  const limited = Array.from({ length: 10 }, (_, i) => job(0, i < 5 ? 0 : 60, i < 5 ? 60 : 120, { tags: 'macos' }));
  // They wait an hour each, whatever runs.
  const late = Array.from({ length: 10 }, (_, i) => job(30 * i, 30 * i + 60, 30 * i + 61 + i, { tags: 'linux' }));
  expect(limitsOf(historyOf([...limited, ...late], 12))).toEqual([{ tags: 'macos', atOnce: 5, waitingHours: 5, share: 1 }]);
});

test('what waits little shows none', () => {
  expect(limitsOf(historyOf([job(0, 0, 10), job(0, 0, 10), job(9, 10, 20)], 1))).toEqual([]);
});
