/** Of which jobs the line of a story is. */
import { expect, test } from 'vitest';
import { lineLabels } from '../../../../../src/report/run/story/line-labels.js';

test.each([
  ['queue_time', ''],
  ['queue_time: p(95) < 1m', ''],
  ['queue_time{}: p(95) < 1m', ''],
  ['queue_time{ group=gsrm }: share_below(1m) > 95%', 'group=gsrm'],
  ['queue_time{workload=public, group="a}: b"}: p(95) < 1m', 'workload=public, group="a}: b"'],
])('%s: "%s"', (subject, labels) => {
  expect(lineLabels({ seconds: 60, share: 0.95, subject, isDefault: false })).toBe(labels);
});
