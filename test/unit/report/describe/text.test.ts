/** The description of a history on a terminal: what its hours of the week are sums of. */
import { expect, test } from 'vitest';
import { describeHistory } from '../../../../src/history/describe/describe.js';
import { descriptionText } from '../../../../src/report/describe/text.js';
import { offsetsOf } from '../../../../src/scenario/periods/zone.js';
import { historyOf, job } from '../../../support/history.js';

test('says that an hour held in part counts as if held whole, where the sum of a day is more than its jobs', () => {
  // From 00:00 to 01:30: ten jobs in each half hour, and one at its end.
  const history = historyOf(
    Array.from({ length: 31 }, (_, i) => job(i * 3, i * 3, i * 3 + 1)),
    1.5,
  );
  const description = describeHistory(history, { timezone: 'UTC', offsetsOf: offsetsOf('UTC') });
  const lines = descriptionText('h.csv', description).split('\n');
  const at = lines.findIndex((line) => line.startsWith('  jobs an hour'));
  expect(lines.slice(at, at + 2).map((line) => line.trim())).toEqual([
    'jobs an hour (UTC), 00 to 23 h, and their sum, hours that are held in part as',
    'if held whole; the most 22',
  ]);
  expect(lines[0]).toBe('h.csv: 31 jobs in 1 h 30');
  expect(lines[at + 2]).toMatch(/^ {2}Mon .* 42$/u);
});
