/** Ticks of axes, and instants in words. */
import { describe, expect, test } from 'vitest';
import {
  durationTicks,
  instantWords,
  shortInstant,
  spanWords,
  timeTicks,
  weekClock,
  weekInstant,
} from '../../../../src/report/frame/axes.js';

describe('ticks', () => {
  test('a day by the clock, midnight by its date', () => {
    const ticks = timeTicks(86_400, '2018-10-08T00:00:00Z', 10);
    expect(ticks.map(({ text }) => text)).toEqual([
      'Mon 8 Oct',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
      '15:00',
      '18:00',
      '21:00',
      'Tue 9 Oct',
    ]);
    expect(ticks[1]!.at).toBe(10_800);
  });

  test('a start that is no round time has its ticks at round times', () => {
    expect(timeTicks(7200, '2018-12-31T23:10:30Z', 4)[0]).toEqual({ at: 1170, text: '23:30', isDate: false });
    expect(instantWords(3000, '2018-12-31T23:10:30Z')).toBe('Tue 1 Jan 00:00 UTC');
  });

  test('steps are those of clocks and calendars, the least with few enough ticks', () => {
    const step = (seconds: number): string | undefined => timeTicks(seconds, undefined, 10)[1]?.text;
    const [minute, hour, day] = [60, 3600, 86_400];
    // Ten steps fill the axis; a second more takes the next step.
    const steps = [minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour];
    const longer = [day, 2 * day, 7 * day, 14 * day, 28 * day, 91 * day, 182 * day, 364 * day];
    expect([...steps, ...longer].map((own) => step(10 * own))).toEqual([
      '1m',
      '2m',
      '5m',
      '10m',
      '15m',
      '30m',
      '1h',
      '2h',
      '3h',
      '6h',
      '12h',
      '1d',
      '2d',
      '1w',
      '2w',
      '4w',
      '13w',
      '26w',
      '52w',
    ]);
    expect(step(10 * hour + 1)).toBe('2h');
    // Beyond the longest step there are more ticks.
    expect(timeTicks(20 * 364 * day, undefined, 10)).toHaveLength(21);
    expect(timeTicks(7200, undefined, 4, 1800).map(({ text }) => text)).toEqual(['30m', '1h', '1h 30m', '2h']);
    expect(timeTicks(7200, undefined, 4, 1801)[0]!.text).toBe('1h');
  });

  test('instants and stretches of a run whose start is known, and of one that has none', () => {
    const start = '2018-10-08T23:00:00Z';
    expect(shortInstant(3599, 0, start)).toBe('23:59');
    expect(shortInstant(3600, 0, start)).toBe('Tue 9 Oct 00:00');
    expect(shortInstant(7200, 3600, start)).toBe('01:00');
    expect(shortInstant(5400, 0, undefined)).toBe('1h 30m');
    expect(spanWords(0, 600, start)).toBe('Mon 8 Oct 23:00 to 23:10 UTC');
    expect(spanWords(0, 3600, start)).toBe('Mon 8 Oct 23:00 to Tue 9 Oct 00:00 UTC');
    expect(spanWords(0, null, start)).toBe('from Mon 8 Oct 23:00 UTC');
    expect(spanWords(60, 120, undefined)).toBe('1m to 2m after the start');
    expect(spanWords(60, null, undefined)).toBe('from 1m after the start');
    expect([weekInstant(0, start), weekInstant(60, undefined), weekClock(3600, start)?.weekday]).toEqual([
      'Mon 23:00 UTC',
      '1m after the start',
      'Tue',
    ]);
    // To the nearest second, and before 1970 too.
    expect(instantWords(0.6, '1969-12-31T23:59:59Z')).toBe('Thu 1 Jan 00:00 UTC');
    expect(instantWords(0, '1969-12-31T12:05:00Z')).toBe('Wed 31 Dec 12:05 UTC');
    const days = Array.from({ length: 7 }, (_, i) => weekClock(i * 86_400, '2018-10-08T00:00:00Z')?.weekday);
    expect(days).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  });

  test('without a start it is the time since', () => {
    expect(timeTicks(7200, undefined, 4).map(({ text }) => text)).toEqual(['0s', '30m', '1h', '1h 30m', '2h']);
    expect(instantWords(5400, undefined)).toBe('1h 30m after the start');
  });

  test('durations by orders that people think in, around the range', () => {
    expect(durationTicks(0.3, 70).map(({ text }) => text)).toEqual(['100ms', '1s', '10s', '1m', '10m']);
    expect(durationTicks(1, 60).map(({ text }) => text)).toEqual(['1s', '10s', '1m']);
    expect(durationTicks(0.001, 1e7).map(({ text }) => text)).toEqual([
      '10ms',
      '100ms',
      '1s',
      '10s',
      '1m',
      '10m',
      '1h',
      '6h',
      '1d',
      '1w',
      '4w',
    ]);
    expect(durationTicks(60, 60).map(({ at, text }) => [at, text])).toEqual([[Math.log(60), '1m']]);
    expect(durationTicks(1e7, 1e9).length).toBeGreaterThan(0);
  });
});

describe('the clock of a zone', () => {
  // Berlin, 31 March 2024: at 01:00 UTC the clock goes from 02:00 to 03:00. The run begins at 22:00 UTC of the day before.
  const berlin = {
    start: '2024-03-30T22:00:00Z',
    clock: {
      name: 'Europe/Berlin',
      offsets: [
        { from: 0, offset: 3600 },
        { from: 3 * 3600, offset: 7200 },
      ],
    },
  };

  test('tells instants with its name, before and after the clock is put on', () => {
    expect(instantWords(0, berlin)).toBe('Sat 30 Mar 23:00 Europe/Berlin');
    expect(weekInstant(3600, berlin)).toBe('Sun 00:00 Europe/Berlin');
    expect(instantWords(3 * 3600 - 1, berlin)).toBe('Sun 31 Mar 01:59 Europe/Berlin');
    expect(instantWords(3 * 3600, berlin)).toBe('Sun 31 Mar 03:00 Europe/Berlin');
    expect(spanWords(1800, 5 * 3600, berlin)).toBe('Sat 30 Mar 23:30 to Sun 31 Mar 05:00 Europe/Berlin');
    expect(shortInstant(5 * 3600, 4 * 3600, berlin)).toBe('05:00');
    expect(weekClock(3600, berlin)).toEqual({
      weekday: 'Sun',
      text: 'Sun 00:00',
      dated: expect.stringMatching(/^Sun \d+ [A-Z][a-z]+ 00:00$/u),
      isMidnight: true,
    });
    expect(instantWords(0, { start: berlin.start })).toBe('Sat 30 Mar 22:00 UTC');
    expect(instantWords(60, { clock: berlin.clock })).toBe('1m after the start');
  });

  test('has its ticks at round times of the clock that holds there', () => {
    const ticks = timeTicks(10 * 3600, berlin, 6);
    expect(ticks.map(({ at, text }) => [at / 3600, text])).toEqual([
      [1, 'Sun 31 Mar'],
      [4, '04:00'],
      [6, '06:00'],
      [8, '08:00'],
      [10, '10:00'],
    ]);
    const hours = timeTicks(5 * 3600, berlin, 6).map(({ at, text }) => [at / 3600, text]);
    expect(hours).toEqual([
      [0, '23:00'],
      [1, 'Sun 31 Mar'],
      [2, '01:00'],
      [3, '03:00'],
      [4, '04:00'],
      [5, '05:00'],
    ]);
  });
});
