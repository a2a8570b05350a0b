/** Pipelines of a history by kind, and those that come by the clock. */
import { describe, expect, test } from 'vitest';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import type { HistoryJob } from '../../../../src/history/describe/history-jobs.js';
import { batchFit, profileFit } from '../../../../src/history/fit/batches.js';
import { wholeDays } from '../../../../src/history/fit/days.js';
import { MINUTE } from '../../../../src/units/time.js';
import { historyOf, job } from '../../../support/history.js';

const DAYS = 10;

/** Each day: pipelines of `lint` and two builds a minute and three later at odd minutes, one of a lone `docs`, and a nightly pair at 02:00. */
function jobs(): HistoryJob[] {
  return Array.from({ length: DAYS }, (_, day) => {
    const at = (minute: number, run: number, more: Partial<HistoryJob>): HistoryJob =>
      job(day * 1440 + minute, day * 1440 + minute, day * 1440 + minute + run, more);
    const builds = [0, 1, 2, 3].flatMap((n) => {
      const begin = 60 + n * 400 + ((day * 37 + n * 11) % 97);
      const pipeline = `${day}-${n}`;
      return [
        at(begin, 1, { pipeline, name: 'lint' }),
        at(begin + 1, n + 4, { pipeline, name: 'build', tags: 'docker', status: n === 0 ? 'failed' : 'success' }),
        at(begin + 3, n + 4, { pipeline, name: 'build', tags: 'docker' }),
      ];
    });
    const docs = [0, 1, 2].map((n) => at(200 + n * 300 + ((day * 53) % 89), 2, { pipeline: `docs ${day}-${n}`, name: 'docs' }));
    const nightly = [at(120, 30, { pipeline: `night ${day}`, name: 'night' }), at(120, 30, { pipeline: `night ${day}`, name: 'night' })];
    return [...builds, ...docs, ...nightly, at(30, 1, {}), at(1430, 1, {})];
  }).flat();
}

const history = historyOf(jobs(), 24 * DAYS);
const clock = new LocalClock(undefined, history.from, history.to);
const days = wholeDays(history, clock)!;

describe('batches', () => {
  const { random, clock: scheduled, variation } = batchFit(history, days, clock);

  test('are pipelines by their first job, the rest together', () => {
    expect(variation).toBeUndefined();
    expect(random.map(({ name, aDay, size, pipelines }) => [name, aDay.value, size.value, pipelines])).toEqual([
      ['lint', 4, 3, 40],
      ['docs', 3, 1, 30],
    ]);
    // Two jobs of each are 60 and 180 s behind the first: no day, and no pipeline, differs from another.
    expect(random[0]!.gap).toEqual({ value: 120, se: 0 });
    expect(random[0]!.sizes).toEqual([{ jobs: 3, pipelines: 40 }]);
    expect(random[1]!.gap).toBeUndefined();
    const rates = random[0]!.rates.perHour.reduce((sum, rate) => sum + rate, 0);
    expect(rates / 7).toBeCloseTo(4, 0);
  });

  test('have the rates of the time in which jobs came, however long the last of them ran', () => {
    const { random: longer } = batchFit({ ...history, to: history.to + 3 * 24 * 60 * MINUTE }, days, clock);
    expect(longer.map(({ rates }) => rates)).toEqual(random.map(({ rates }) => rates));
  });

  test('have kinds of jobs by name and tags, those with the most time first', () => {
    const [build, lint] = random[0]!.kinds;
    expect([build!.name, build!.tags, build!.jobs, lint!.name, lint!.jobs]).toEqual(['build', ['docker'], 80, 'lint', 40]);
    expect(build!.mean.value).toBe(60 * 5.5);
    expect(build!.failed.value).toBe(10 / 80);
    expect(lint).toMatchObject({ mean: { value: 60, se: 0 }, cv: { value: 0, se: null } });
  });

  test('that come by the clock are none of chance', () => {
    expect(scheduled.map(({ time, pipelines }) => [time.hour, time.minute, pipelines])).toEqual([
      [0, 30, 10],
      [2, 0, 10],
      [23, 50, 10],
    ]);
    expect(scheduled[1]).toMatchObject({
      size: { value: 2 },
      sizes: [{ jobs: 2, pipelines: 10 }],
      atOnce: [{ pipelines: 1, times: days.days }],
    });
  });
});

test('a profile is one kind of pipelines on days that differ', () => {
  const { random, variation } = profileFit(history, days, clock);
  expect(random).toHaveLength(1);
  expect(random[0]).toMatchObject({ name: undefined, pipelines: 70, aDay: { value: 7 } });
  // As many each day: no variation beyond chance.
  expect(variation!.value).toBe(0);
});
