/** The line that stories of outages hold jobs against. */
import { expect, test } from 'vitest';
import { storyLine } from '../../../../src/study/thresholds/story-line.js';
import { parseThresholds } from '../../../../src/study/thresholds/thresholds.js';
import { fleet } from '../../../support/records.js';

test('of parts of the jobs the first by subject is taken, whatever the order of keys', () => {
  const [a, b] = [{ 'queue_time{workload=public}': ['p(90) < 1m', 'p(95) < 2m'] }, { 'queue_time{group=linux}': ['p(95) < 3m'] }];
  const subject = (input: Readonly<Record<string, readonly string[]>>): string =>
    storyLine(parseThresholds(input, fleet).thresholds).subject;
  expect(subject({ ...a, ...b })).toBe('queue_time{group=linux}: p(95) < 3m');
  expect(subject({ ...b, ...a })).toBe('queue_time{group=linux}: p(95) < 3m');
  expect(storyLine(parseThresholds(b, fleet).thresholds).names).toEqual({ group: 'linux' });
  expect(storyLine(parseThresholds({ queue_time: ['p(95) < 1m'] }, fleet).thresholds).names).toBeUndefined();
  expect(subject(a)).toBe('queue_time{workload=public}: p(90) < 1m');
});
