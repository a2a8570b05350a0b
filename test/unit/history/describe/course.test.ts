/** The course of a history, bin by bin, against counting at every minute. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { courseOf } from '../../../../src/history/describe/course.js';
import { historyOf, job } from '../../../support/history.js';

const HOURS = 6;

test('each bin has what came in it, and the mean of what ran and waited at its minutes', () => {
  const one = fc
    .tuple(fc.integer({ min: 0, max: 60 * HOURS }), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 400 }), fc.boolean())
    .map(([queued, wait, length, ends]) => ({ queued, started: queued + wait, finished: ends ? queued + wait + length : undefined }));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), (jobs) => {
      const course = courseOf(
        historyOf(
          jobs.map(({ queued, started, finished }) => job(queued, started, finished)),
          HOURS,
        ),
      )!;
      const { binSeconds, queued, running, waiting } = course;
      const [minutes, bins] = [binSeconds / 60, queued.length];
      expect(bins * minutes).toBe(60 * HOURS);
      expect(queued.reduce((sum, own) => sum + own, 0)).toBe(jobs.length);
      const count = (bin: number, is: (own: (typeof jobs)[number], at: number) => boolean): number => {
        const times = Array.from({ length: minutes }, (_, i) => bin * minutes + i);
        return times.reduce((sum, at) => sum + jobs.filter((own) => is(own, at)).length, 0) / minutes;
      };
      for (let bin = 0; bin < bins; bin++) {
        expect(running[bin]).toBeCloseTo(
          count(bin, ({ started, finished }, at) => started <= at && at < (finished ?? Infinity)),
          9,
        );
        expect(waiting[bin]).toBeCloseTo(
          count(bin, ({ queued: from, started }, at) => from <= at && at < started),
          9,
        );
      }
    }),
  );
});

test('a long history has bins of days, and one without a length no course', () => {
  const long = courseOf(historyOf([job(0, 0, 60 * 24 * 200)], 24 * 200))!;
  expect([long.binSeconds, long.queued.length, long.running.at(-1)]).toEqual([86_400, 200, 1]);
  expect(courseOf(historyOf([job(0, 0, 0)], 0))).toBeNull();
});
