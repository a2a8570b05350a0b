/** Waits of groups: by hand on four jobs, and by days of which there are more than nine. */
import { describe, expect, test } from 'vitest';
import type { ReplayJob } from '../../../../src/history/backtest/replay-rows.js';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import { offsetsOf } from '../../../../src/scenario/periods/zone.js';
import { groupOf, groupsBy, meansByDay, meansByTag } from '../../../../src/study/backtest/groups.js';
import type { JoinedJobs } from '../../../../src/study/backtest/joined-jobs.js';
import { DAY, HOUR, MINUTE } from '../../../../src/units/time.js';
import { job, MONDAY } from '../../../support/history.js';

const aReplay = (queued: number, more: Partial<ReplayJob> = {}): ReplayJob => ({
  ...job(queued, queued, queued + 1),
  waitKnown: 'whole',
  isCut: false,
  lasts: MINUTE,
  ...more,
});

/** Minutes since Monday, tags, runner; Friday evening in UTC is Saturday in Kolkata. */
const JOINED: JoinedJobs = {
  jobs: [
    aReplay(60, { tags: 'linux', runner: 'r1' }),
    aReplay(65, { tags: 'gpu linux', runner: 'r2' }),
    aReplay(24 * 60 + 60, { tags: 'linux', runner: 'r1' }),
    aReplay(4 * 24 * 60 + 20 * 60, { tags: '', runner: 'r3' }),
  ],
  observed: Float64Array.of(10, 20, 30, 0),
  simulated: [Float64Array.of(10, 24, 36, 2), Float64Array.of(14, 24, 36, 4)],
  ideal: Float64Array.of(5, 5, 5, Infinity),
};
const clock = new LocalClock(undefined, MONDAY, MONDAY + 7 * DAY);
const surroundings = {
  seed: 1,
  clock,
  isClock: true,
  isLeftOut: (tags: string) => tags === 'linux',
  runnerOf: (own: ReplayJob) => own.runner,
};

describe('a group', () => {
  const group = groupOf('all', 'all', JOINED, surroundings);
  const figure = (name: string) => group.figures.find((own) => own.figure === name)!;

  test('has its figures on both sides, the simulated ones as means over the replays', () => {
    expect(group).toMatchObject({ by: 'all', name: 'all', jobs: 4, isLeftOut: false });
    expect(figure('mean')).toMatchObject({
      observed: 15,
      simulated: (18 + 19.5) / 2,
      error: expect.closeTo(18.75 / 15 - 1, 12) as unknown,
    });
    expect(figure('share10s')).toMatchObject({ observed: 0.25, simulated: 0.25, error: 0, ideal: 0.75 });
  });

  test('has no figure of the plain queue where a job would never start there', () => {
    expect([figure('mean').ideal, figure('max').ideal, figure('p75').ideal]).toEqual([null, null, 5]);
  });

  test('has the mean error job by job, and no interval of fewer than five days', () => {
    expect(group.mae).toBeCloseTo(((0 + 4 + 6 + 2) / 4 + (4 + 4 + 6 + 4) / 4) / 2, 12);
    expect(figure('mean')).toMatchObject({ errorLow: null, errorHigh: null });
    expect(group.hourlyCorrelation).toBeGreaterThan(0.98);
  });

  test('of waits that are all alike has no correlation', () => {
    expect(groupOf('all', 'all', { ...JOINED, observed: new Float64Array(4) }, surroundings)).toMatchObject({
      logCorrelation: null,
      hourlyCorrelation: null,
    });
  });
});

describe('groups', () => {
  const names = (by: 'tags' | 'runner' | 'hour' | 'day', more: Partial<typeof surroundings> = {}): (string | number)[][] =>
    groupsBy(by, JOINED, { ...surroundings, ...more }).map((own) => [own.name, own.jobs]);

  test('by tags or runner are those with the most jobs first', () => {
    expect(names('tags')).toEqual([
      ['linux', 2],
      ['', 1],
      ['gpu linux', 1],
    ]);
    expect(names('runner', { runnerOf: ({ runner }) => (runner === 'r1' ? 'r1' : 'pool-#') })).toEqual([
      ['pool-#', 2],
      ['r1', 2],
    ]);
    expect(groupsBy('tags', JOINED, surroundings).map(({ isLeftOut }) => isLeftOut)).toEqual([true, false, false]);
  });

  test('by hours of the week and by days are in their order, by the clock of the zone', () => {
    expect(names('hour')).toEqual([
      ['Mon 01', 2],
      ['Tue 01', 1],
      ['Fri 20', 1],
    ]);
    const kolkata = new LocalClock(offsetsOf('Asia/Kolkata'), MONDAY, MONDAY + 7 * DAY);
    expect(names('day', { clock: kolkata })).toEqual([
      ['2018-10-01 Mon', 2],
      ['2018-10-02 Tue', 1],
      ['2018-10-06 Sat', 1],
    ]);
  });
});

describe('days of a clock of its own', () => {
  const jobs = Array.from({ length: 12 }, (_, day) => ({ ...aReplay(0), queued: day * DAY + HOUR }));
  const zeros = new Float64Array(12);
  const joined: JoinedJobs = { jobs, observed: zeros, simulated: [zeros], ideal: zeros };
  const own = { ...surroundings, clock: new LocalClock(undefined, 0, 12 * DAY), isClock: false };
  const inOrder = jobs.map((_, day) => `day ${day + 1}`);

  test('are counted from its zero, and stand in their order', () => {
    expect(groupsBy('day', joined, own).map(({ name }) => name)).toEqual(inOrder);
    expect(meansByDay(joined, own).map(({ name }) => name)).toEqual(inOrder);
  });

  test('of five and more have an interval of the error', () => {
    const waits = Float64Array.from(jobs, (_, day) => 10 + day);
    const double = waits.map((wait) => 2 * wait);
    const { figures } = groupOf('all', 'all', { ...joined, observed: waits, simulated: [double] }, own);
    // Twice the wait on each of the days is twice the mean of whichever are drawn.
    expect(figures[0]).toMatchObject({ figure: 'mean', error: 1, errorLow: 1, errorHigh: 1 });
  });
});

test('means of tags are of all jobs that have one, by name', () => {
  expect(meansByTag(JOINED)).toEqual([
    { name: 'gpu', jobs: 1, observed: 20, simulated: 24, error: expect.closeTo(0.2, 12) as unknown },
    { name: 'linux', jobs: 3, observed: 20, simulated: expect.closeTo(24, 12) as unknown, error: expect.closeTo(0.2, 12) as unknown },
  ]);
});
