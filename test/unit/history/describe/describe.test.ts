/** What a history shows, whatever of it is looked at. */
import { expect, test } from 'vitest';
import { describeHistory } from '../../../../src/history/describe/describe.js';
import { historyOf, job } from '../../../support/history.js';

test('a job that was cancelled before a runner had it waited and did not run, whatever start it is given', () => {
  const own = { runner: 'r', tags: 'docker' };
  const cancelled = { ...own, runner: '', status: 'canceled' };
  const history = historyOf(
    [
      job(0, 0, 60, own),
      job(0, 60, 90, own),
      job(10, 10, 40, cancelled),
      job(20, undefined, 50, cancelled),
      job(60, undefined, undefined, { ran: 60 }),
    ],
    2,
  );
  const { waitedOnly, untimed, running, waiting, spans, idleWaits } = describeHistory(history, { timezone: 'UTC', offsetsOf: undefined });
  expect([waitedOnly, untimed]).toEqual([2, 1]);
  expect([running.max, waiting.max]).toEqual([1, 3]);
  expect(spans.all.duration).toMatchObject({ p50: 1800, max: 3600 });
  expect(spans.byRunner.find(({ name }) => name === '')).toMatchObject({ jobs: 3, wait: null });
  // All of the waiting passed while the only runner was busy.
  expect(idleWaits).toEqual([2, 0, 0, 0, 0, 0]);
});
