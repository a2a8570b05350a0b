/** Words that all forms of a backtest share. */
import { expect, test } from 'vitest';
import { groupWords, leftOutJobs, waitName } from '../../../../src/report/backtest/words.js';
import { forecastMarkdown } from '../../../../src/report/backtest/markdown.js';
import type { BacktestGroup } from '../../../../src/study/backtest/backtest-result.js';
import { forecastOf, futureSpan } from '../../../support/forecasts.js';

test('a wait that holds the boot is no queue time, in whatever form', () => {
  expect([waitName({ wait: 'queue' }), waitName({ wait: 'queue+boot' })]).toEqual(['queue time', 'wait']);
  const text = forecastMarkdown(forecastOf([futureSpan('2018-10-02 Tue', 60, 80)], { wait: 'queue+boot' }));
  expect(text).toContain('## Wait, mean, day by day');
  expect(text).not.toMatch(/queue time/iu);
});

test('jobs that are left out are counted by why, and none says nothing', () => {
  expect(leftOutJobs({ cancelledWaiting: 1200, pending: 0, untimed: 2, unmatched: 0 })).toBe(
    '1,200 cancelled while waiting, 2 without a start',
  );
  expect(leftOutJobs({ cancelledWaiting: 0, pending: 0, untimed: 0, unmatched: 0 })).toBe('');
});

test('groups of jobs with other tags than one say that they hold what the verdict leaves out', () => {
  const [tags, day] = ['tags', 'day'].map((by) => ({ by }) as BacktestGroup);
  const leftOut = [{ tags: 'gpu', jobs: 3, idleShare: 0.9, meanWait: 60 }];
  expect(groupWords({ groups: [tags!, day!], leftOut })).toBe('groups hold the jobs that are left out of the verdict too');
  expect(groupWords({ groups: [tags!], leftOut })).toBe('');
  expect(groupWords({ groups: [tags!, day!], leftOut: [] })).toBe('');
});
