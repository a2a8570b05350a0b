/** Which days of a history a run was made of, in a sentence. */
import { expect, test } from 'vitest';
import { drawnDaysWords } from '../../../../src/report/run/drawn-days.js';
import type { StudyResult } from '../../../../src/study/study-result.js';

const words = (drawnDays: StudyResult['first']['drawnDays'], replications: number, most = 3): string =>
  drawnDaysWords({ first: { drawnDays }, replications } as StudyResult, most);
const days = ['2018-10-02', '2018-10-08', '2018-10-02', '2018-10-05'];

test('names the days of each workload, and counts those that are too many', () => {
  expect(words([{ workload: 'web', days }], 1)).toBe('days of the history: web 2018-10-02, 2018-10-08, 2018-10-02 and 1 more day');
  expect(words([{ workload: 'web', days }], 5, 4)).toBe(
    'days of the history in the first replication: web 2018-10-02, 2018-10-08, 2018-10-02, 2018-10-05',
  );
  const two = [
    { workload: 'a\u202e', days: ['day 1'] },
    { workload: 'b', days },
  ];
  expect(words(two, 1, 1)).toBe('days of the history: a? day 1; b 2018-10-02 and 3 more days');
});

test('is nothing of a load that has no such days', () => {
  expect(words(undefined, 2)).toBe('');
});
