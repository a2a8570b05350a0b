/** What a history shows, in sentences. */
import { expect, test } from 'vitest';
import { describeHistory } from '../../../../src/history/describe/describe.js';
import { loadWords } from '../../../../src/report/describe/findings.js';
import { historyOf, job } from '../../../support/history.js';

test('the load is said to be that of the time in which jobs came, where the last of them ran long after it', () => {
  const words = (lasts: number): string => {
    const even = Array.from({ length: 96 }, (_, hour) => job(hour * 60, hour * 60, hour * 60 + 1));
    const history = historyOf([...even, job(96 * 60, 96 * 60, 96 * 60 + lasts)], 96 + lasts / 60);
    return loadWords(describeHistory(history, { timezone: 'UTC', offsetsOf: undefined }));
  };
  expect(words(60)).toMatch(/^a day: 24\.\d jobs$/u);
  expect(words(24 * 60)).toMatch(/^a day of the 4 d in which jobs came: 24\.\d jobs$/u);
  // A history of less than a day is told as one.
  expect(loadWords(describeHistory(historyOf([job(0, 0, 60)], 1), { timezone: 'UTC', offsetsOf: undefined }))).toBe('a day: 1 job');
});
