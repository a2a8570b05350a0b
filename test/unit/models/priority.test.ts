/** The order of one instant, written down once more: two things with one priority would go by the order in which they were planned. */
import { expect, test } from 'vitest';
import * as Priority from '../../../src/models/priority.js';

test('each has a priority of its own, from what opens the period to what looks at all that happened', () => {
  const names = Object.entries(Priority).sort(([, a], [, b]) => a - b);
  expect(new Set(names.map(([, priority]) => priority)).size).toBe(names.length);
  expect(names.map(([name]) => name)).toEqual([
    'WINDOW',
    'WAKE',
    'ARRIVAL',
    'FAULT',
    'OPERATOR',
    'CLOUD',
    'UPDATE',
    'READY',
    'JOB',
    'JOB_OVER',
    'REQUEST',
    'RUNNING',
    'SEEK',
    'TIMEOUT',
    'CONFIG',
    'FEED',
    'SWEEP',
    'RULE',
  ]);
});
