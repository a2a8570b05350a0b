/** Jobs waiting over the run, on the one screen. */
import { describe, expect, test } from 'vitest';
import { waitingLines } from '../../../../../src/report/run/screen/waiting-line.js';
import type { StudyResult } from '../../../../../src/study/study-result.js';
import { texts } from '../../../../support/screen-lines.js';

describe('jobs waiting over the run', () => {
  const lines = (averages: readonly number[], over: object = {}, width = 80, isPlain = true): string[] => {
    const {
      start,
      binSeconds = 3600,
      replications = 1,
      from = 0,
    } = over as { start?: string; binSeconds?: number; replications?: number; from?: number };
    const timeline = { binSeconds, signals: [{ name: 'jobs_pending', averages }] };
    return texts(
      waitingLines(
        { first: { timeline, window: { from, to: 0 } }, scenario: { start }, replications } as unknown as StudyResult,
        width,
        isPlain,
      ),
    );
  };
  const monday = { start: '2018-10-08T00:00:00Z' };
  const day = (height: number): number[] => Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 0 : height));

  test('nothing waits, nothing is said; a little is', () => {
    expect(lines([0, 0])).toEqual([]);
    expect(lines([0, 0.01])[0]).toBe('  jobs waiting   0 s _# 2 h');
    expect(texts(waitingLines({ first: { window: { from: 0 } } } as unknown as StudyResult, 80, true))).toEqual([]);
  });

  test('between its ends, and when most did: after the warm-up, of the first replication', () => {
    expect(lines([8, 4, 2], { from: 3600, replications: 2 })).toEqual([
      '  jobs waiting   1 h #= 3 h',
      '                 most 4, mean of 1 h at 1h after the start (first replication)',
    ]);
    expect(lines([1, 2], monday)).toEqual([
      '  jobs waiting   Mon 00:00 =# Mon 02:00',
      '                 most 2, mean of 1 h at Mon 01:00 UTC',
    ]);
    // 43 columns, less the ends of nine and their blanks, are 23 for the signs; with one less two hours share a sign.
    const hours = Array.from({ length: 23 }, () => 1);
    expect(lines(hours, monday, 60)[0]).toBe(`  jobs waiting   Mon 00:00 ${'#'.repeat(23)} Mon 23:00`);
    expect(lines(hours, monday, 59)[0]).toBe(`  jobs waiting   Mon 00:00 ${'#'.repeat(12)} Mon 23:00`);
  });

  test('with dates where a day of the week comes twice', () => {
    const twoWeeks = Array.from({ length: 14 * 4 }, (_, i) => (i === 40 ? 8 : 1));
    expect(lines(twoWeeks, { ...monday, binSeconds: 21_600 }, 60)).toEqual([
      '  jobs waiting   Mon 8 Oct 00:00 ::::::#::: Mon 22 Oct 00:00',
      '                 most 8, mean of 6 h at Thu 18 Oct 00:00 UTC',
    ]);
    // Of one week each day has its name once.
    expect(lines(twoWeeks.slice(28), { ...monday, binSeconds: 21_600 })[1]).toBe('                 most 8, mean of 6 h at Thu 00:00 UTC');
  });

  test('by days from midnight on, two or more, each with its name', () => {
    expect(lines([...day(4), ...day(8)], monday)[0]).toBe(
      `  jobs waiting   Mon ${'_'.repeat(12)}${'='.repeat(12)} Tue ${'_'.repeat(12)}${'#'.repeat(12)}`,
    );
    expect(lines(day(4), monday)[0]).toMatch(/^ {2}jobs waiting {3}Mon 00:00 /u);
    // An hour is as wide on every day, those that are there in part too: 26 hours are 26 signs, less a warm-up of 2.
    const hours = [...day(4).map((x) => x + 1), 1, 9];
    expect(lines(hours, monday)[0]).toBe(`  jobs waiting   Mon ${'_'.repeat(12)}${'='.repeat(12)} Tue _#`);
    expect(lines([99, 99, ...hours.slice(2)], { ...monday, from: 7200 })[0]).toBe(
      `  jobs waiting   Mon ${'_'.repeat(10)}${'='.repeat(12)} Tue _#`,
    );
    // Where the warm-up ends at midnight days begin there.
    expect(lines([9, 9, ...day(4), ...day(8)], { start: '2018-10-07T22:00:00Z', from: 7200 })[0]).toBe(
      `  jobs waiting   Mon ${'_'.repeat(12)}${'='.repeat(12)} Tue ${'_'.repeat(12)}${'#'.repeat(12)}`,
    );
    // With less room two hours share a sign, from midnight on: of the first of these one hour is measured.
    expect(lines([9, ...hours.slice(1)], { ...monday, from: 3600 }, 50)[0]).toBe(`  jobs waiting   Mon ......###### Tue #`);
    // A run that begins within a day, or has bins that no day ends with, is in one piece.
    expect(lines([...day(4), ...day(8)], { start: '2018-10-08T01:00:00Z' })[0]).toMatch(/Mon 01:00 \S+ Wed 01:00$/u);
    expect(lines([...day(4), ...day(8)], { ...monday, binSeconds: 5000 })[0]).toMatch(/Mon 00:00 \S+/u);
    // 63 columns are room for nine days of seven with a blank between, not for ten.
    const days = (n: number): string => lines(Array.from({ length: n }, () => day(1)).flat(), monday)[0]!;
    expect(days(9)).toMatch(/^ {2}jobs waiting {3}Mon \S\S Tue \S\S /u);
    expect(days(10)).toMatch(/^ {2}jobs waiting {3}Mon 8 Oct 00:00 \S+ Thu 18 Oct 00:00$/u);
  });
});
