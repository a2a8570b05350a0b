/** Open jobs whose end nobody wrote down. */
import { describe, expect, test } from 'vitest';
import { lostEnds, withoutLostEnds } from '../../../../src/history/describe/lost-ends.js';
import { historyOf, job } from '../../../support/history.js';

const SEEN = [job(0, 5, 65, { tags: 'linux' }), job(10, 20, 30, { tags: 'linux' })];
const lost = (open: ReturnType<typeof job>, more: readonly ReturnType<typeof job>[] = []): boolean =>
  lostEnds(historyOf([...SEEN, open, ...more], 10)).size === 1;

describe('the end of an open job', () => {
  test('of one that would run for longer than any with its tags is lost', () => {
    expect(lost(job(100, 101, undefined, { tags: 'linux' }))).toBe(true);
    // An hour before the end: one ran that long.
    expect(lost(job(530, 541, undefined, { tags: 'linux' }))).toBe(false);
    // Of tags that never ended it is held against all.
    expect(lost(job(530, 541, undefined, { tags: 'macos' }))).toBe(false);
    expect(lost(job(530, 539, undefined, { tags: 'macos' }))).toBe(true);
    expect(lostEnds(historyOf([job(100, 101, undefined)], 10)).size).toBe(0);
  });

  test('of one that would wait for longer than any is lost where a later one was taken, and is to come where none was', () => {
    const waiting = job(100, undefined, undefined, { tags: 'linux' });
    expect(lost(waiting)).toBe(false);
    expect(lost(waiting, [job(110, 112, 115, { tags: 'linux' })])).toBe(true);
    expect(lost(waiting, [job(110, 112, 115, { tags: 'macos' })])).toBe(false);
    expect(lost(job(598, undefined, undefined, { tags: 'linux' }), [job(599, 599, 600, { tags: 'linux' })])).toBe(false);
  });

  test('of one of which the duration is told, or that was cancelled, is known', () => {
    expect(lost(job(100, undefined, undefined, { tags: 'linux', ran: 60 }), [job(110, 112, 115, { tags: 'linux' })])).toBe(false);
    expect(lost(job(100, undefined, 400, { tags: 'linux' }), [job(110, 112, 115, { tags: 'linux' })])).toBe(false);
  });
});

test('jobs with a lost end take no time, the others are as they were', () => {
  const history = historyOf([...SEEN, job(100, 101, undefined, { tags: 'linux' }), job(590, 591, undefined, { tags: 'linux' })], 10);
  const known = withoutLostEnds(history);
  expect(known.jobs.map(({ started, finished }) => (finished === undefined ? undefined : finished - started!))).toEqual([
    3_600_000_000,
    600_000_000,
    0,
    undefined,
  ]);
  expect(known.jobs).toHaveLength(history.jobs.length);
  const all = historyOf(SEEN, 10);
  expect(withoutLostEnds(all)).toBe(all);
});
