/** Of which jobs the line of a story is. */
import { expect, test } from 'vitest';
import { lineLabels } from '../../../../../src/report/run/story/line-labels.js';

test('the labels as they are, none where the line is of all jobs', () => {
  const of = (labels?: Record<string, string>): string =>
    lineLabels({ seconds: 60, share: 0.95, subject: 'queue_time', isDefault: false, ...(labels === undefined ? {} : { labels }) });
  expect(of()).toBe('');
  expect(of({ group: 'gsrm' })).toBe('group=gsrm');
  expect(of({ workload: 'public', group: 'a\nb' })).toBe('workload=public, group=a?b');
});
