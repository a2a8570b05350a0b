/** What a history is fitted to, whatever of it is fitted. */
import { expect, test } from 'vitest';
import { fitHistory } from '../../../../src/history/fit/fit.js';
import { historyOf, job } from '../../../support/history.js';

test('pipelines have the jobs that brought work: not those that were cancelled while they waited', () => {
  const pipelines = Array.from({ length: 60 }, (_, i) => {
    const at = i * 97;
    const own = { pipeline: `${i}`, runner: 'r' };
    const cancelled = { ...own, status: 'canceled', runner: '' };
    return [
      job(at, at, at + 5, own),
      job(at + 1, at + 2, at + 5, own),
      job(at + 1, undefined, at + 9, cancelled),
      job(at + 2, at + 2, at + 9, cancelled),
    ];
  });
  const history = historyOf(pipelines.flat(), 24 * 5);
  const { batches, jobs } = fitHistory(history, { load: 'batches', hasOwnWaits: true, timezone: 'UTC', offsetsOf: undefined });
  expect(jobs).toBe(240);
  expect(batches!.random.map(({ sizes }) => sizes)).toEqual([[{ jobs: 2, pipelines: 60 }]]);
});
