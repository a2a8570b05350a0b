/** Autoscaling periods: the upstream cases P1 to P6, the cron grammar, and changes of the clock. */
import { describe, expect, test } from 'vitest';
import { CronError, parseCron } from '../../../src/scenario/periods/cron-expression.js';
import { matchedIntervals } from '../../../src/scenario/periods/matched-intervals.js';
import { parsePeriods, PeriodError } from '../../../src/scenario/periods/periods.js';
import { offPeakTimeline, sectionTimeline } from '../../../src/scenario/periods/section-timeline.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/units/time.js';

const at = (text: string): number => Date.parse(text);

/** Whether the expression matches at an instant, found from the intervals of the two days around it. */
function isIn(expression: string, zone: string, instant: string): boolean {
  const start = at(instant) - 86_400_000;
  return matchedIntervals(parsePeriods([expression], zone), start, 2 * DAY).some(({ from, to }) => from <= DAY && DAY < to);
}

describe('upstream cases', () => {
  test('P2, P3: the last section that matches wins; none is -1', () => {
    const all = { Periods: ['* * * * * * *'], Timezone: '' };
    const never = { Periods: ['* * * * * * 1999'], Timezone: 'UTC' };
    const timeline = (...sections: (typeof all)[]) => sectionTimeline(sections, at('2020-01-01T00:00:00Z'), HOUR, 'UTC');
    expect(timeline(all)).toEqual([{ at: 0, section: 0 }]);
    expect(timeline(all, all)).toEqual([{ at: 0, section: 1 }]);
    expect(timeline(never)).toEqual([{ at: 0, section: -1 }]);
    expect(timeline(all, all, never)).toEqual([{ at: 0, section: 1 }]);
  });

  test('P4: an invalid expression names its place in the list, an invalid zone is -1', () => {
    const indexOf = (expressions: string[], zone: string): number | undefined => {
      try {
        parsePeriods(expressions, zone);
        return undefined;
      } catch (error) {
        return error instanceof PeriodError ? error.index : undefined;
      }
    };
    expect(indexOf(['* * * * * * *', 'invalid'], 'UTC')).toBe(1);
    for (const zone of ['Mars/Olympus', '+02:00', 'europe/berlin', ' ', '1']) expect(indexOf(['* * * * * * *'], zone), zone).toBe(-1);
    for (const zone of ['', 'Local', 'UTC', 'Europe/Berlin', 'America/New_York']) expect(indexOf([], zone), zone).toBeUndefined();
  });

  test.each([
    ['2017-02-22T14:59:00Z', true],
    ['2017-02-22T14:59:58.999Z', true],
    ['2017-02-22T14:58:59Z', true],
    ['2017-02-22T14:58:58.999Z', false],
    ['2017-02-22T14:59:59Z', false],
    ['2017-02-22T15:03:00Z', false],
    ['2017-02-22T18:59:00Z', false],
    ['2017-02-24T14:59:00Z', false],
  ])('P5: exactly one minute, at %s', (instant, expected) => {
    expect(isIn('* 59 14 * * wed *', 'UTC', instant)).toBe(expected);
  });

  test.each([
    ['2017-01-01T16:30:00Z', true],
    ['2017-07-01T16:30:00Z', false],
    ['2017-01-01T14:30:00Z', true],
    ['2017-07-01T14:30:00Z', true],
    ['2017-01-01T20:30:00Z', false],
    ['2017-07-01T20:30:00Z', false],
  ])('P6: 10-17 in Berlin, at %s', (instant, expected) => {
    expect(isIn('* * 10-17 * * * *', 'Europe/Berlin', instant)).toBe(expected);
  });
});

describe('cron grammar', () => {
  const fires = (expression: string, from: string, horizon: number): string[] =>
    matchedIntervals(parsePeriods([expression], 'UTC'), at(from), horizon).map(({ from: start }) =>
      new Date(at(from) + start / 1000 + 1000).toISOString().slice(0, 19),
    );

  test('five fields fire at second 0, six have a year last', () => {
    expect(fires('30 12 * * *', '2020-01-01T00:00:00Z', 2 * DAY)).toEqual(['2020-01-01T12:30:00', '2020-01-02T12:30:00']);
    expect(fires('30 12 * * * 2021', '2020-12-31T00:00:00Z', 2 * DAY)).toEqual(['2021-01-01T12:30:00']);
  });

  test('steps, lists, names, ? and macros', () => {
    expect(fires('0 10/20 1,3 ? jan,February * *', '2020-01-31T00:00:00Z', DAY)).toEqual([
      '2020-01-31T01:10:00',
      '2020-01-31T01:30:00',
      '2020-01-31T01:50:00',
      '2020-01-31T03:10:00',
      '2020-01-31T03:30:00',
      '2020-01-31T03:50:00',
    ]);
    expect(fires('@daily', '2020-02-28T12:00:00Z', 2 * DAY)).toEqual(['2020-02-29T00:00:00', '2020-03-01T00:00:00']);
    expect(fires('0 0 0 * * 7 *', '2020-01-01T00:00:00Z', 7 * DAY)).toEqual(['2020-01-05T00:00:00']);
  });

  test('both day fields restricted: either is enough; one of them *: the other decides; */1 restricts', () => {
    expect(fires('0 0 0 13 * fri *', '2020-03-05T00:00:00Z', 10 * DAY)).toEqual(['2020-03-06T00:00:00', '2020-03-13T00:00:00']);
    expect(fires('0 0 0 * * fri *', '2020-03-05T00:00:00Z', 10 * DAY)).toEqual(['2020-03-06T00:00:00', '2020-03-13T00:00:00']);
    expect(fires('0 0 0 9 * * *', '2020-03-05T00:00:00Z', 10 * DAY)).toEqual(['2020-03-09T00:00:00']);
    expect(fires('0 0 0 */1 * fri *', '2020-03-05T00:00:01Z', 3 * DAY)).toHaveLength(3);
  });

  test.each([
    ['', /0 fields/],
    ['* * * *', /4 fields/],
    ['* * * * * * * *', /8 fields/],
    ['60 * * * * * *', /second field: '60' is out of range/],
    ['* * 24 * * * *', /hour field/],
    ['* * * 0 * * *', /day-of-month field/],
    ['* * * * * mon-sun *', /runs backwards.*fri,sat,sun/],
    ['* * 22-6 * * * *', /runs backwards.*22-23,0-6/],
    ['* * * L * * *', /L, W or #/],
    ['* * * 15W * * *', /L, W or #/],
    ['* * * * * 5#3 *', /L, W or #/],
    ['* */60 * * * * *', /step/],
    ['* */0 * * * * *', /step/],
    ['* 1/2/3 * * * * *', /more than one step/],
    ['* 1-2-3 * * * * *', /not a range/],
    ['* , * * * * *', /nothing in it/],
    ['* * * * 01 * *', /leading zero/],
    ['* * * * * * 1969', /year field/],
    ['* * * * funday * *', /month field: 'funday' is not understood/],
  ])('refuses %j', (expression, message) => {
    expect(() => parseCron(expression)).toThrow(CronError);
    expect(() => parseCron(expression)).toThrow(message);
  });
});

describe('changes of the clock', () => {
  test('a repeated hour counts once: the second pass east of Greenwich, the first west of it', () => {
    // Berlin repeats 02:00 to 03:00: 00:00 to 01:00 UTC is summer time, 01:00 to 02:00 winter time.
    expect(isIn('* * 2 * * * *', 'Europe/Berlin', '2018-10-28T00:30:00Z')).toBe(false);
    expect(isIn('* * 2 * * * *', 'Europe/Berlin', '2018-10-28T01:30:00Z')).toBe(true);
    // New York repeats 01:00 to 02:00: 05:00 to 06:00 UTC is summer time, 06:00 to 07:00 winter time.
    expect(isIn('* * 1 * * * *', 'America/New_York', '2018-11-04T05:30:00Z')).toBe(true);
    expect(isIn('* * 1 * * * *', 'America/New_York', '2018-11-04T06:30:00Z')).toBe(false);
  });

  test('a window over the whole skipped hour opens only for the moment before the jump', () => {
    const berlin = matchedIntervals(parsePeriods(['* * 2 * * * *'], 'Europe/Berlin'), at('2018-03-25T00:00:00Z'), 12 * HOUR);
    // 02:00:00 does not exist and is taken for 03:00:00, which is one second after 01:59:59.
    expect(berlin).toEqual([{ from: HOUR - SECOND, to: HOUR }]);
  });

  test('west of Greenwich a skipped time is moved back an hour, and fires there if it is the next', () => {
    const newYork = matchedIntervals(parsePeriods(['0 30 2 * * * *'], 'America/New_York'), at('2018-03-11T05:00:00Z'), 6 * HOUR);
    // 02:30 is taken for 01:30 = 06:30 UTC; the second before, that second, and the very instant one second later count.
    expect(newYork).toEqual([{ from: 90 * MINUTE - SECOND, to: 90 * MINUTE + SECOND + 1 }]);
  });

  test('windows away from the change keep their local times', () => {
    const days = matchedIntervals(parsePeriods(['* * 9-17 * * * *'], 'Europe/Berlin'), at('2018-10-27T00:00:00Z'), 2 * DAY);
    expect(days).toEqual([
      { from: 7 * HOUR - SECOND, to: 16 * HOUR - SECOND },
      { from: DAY + 8 * HOUR - SECOND, to: DAY + 17 * HOUR - SECOND },
    ]);
  });
});

describe('timelines', () => {
  test('a start between seconds shifts every border by the same part', () => {
    const whole = matchedIntervals(parsePeriods(['* 30 * * * * *'], 'UTC'), at('2020-01-01T00:00:00.000Z'), HOUR);
    const late = matchedIntervals(parsePeriods(['* 30 * * * * *'], 'UTC'), at('2020-01-01T00:00:00.250Z'), HOUR);
    expect(late).toEqual(whole.map(({ from, to }) => ({ from: from - 250_000, to: to - 250_000 })));
  });

  test('Local is the zone of the manager', () => {
    const section = { Periods: ['* * 0-8,18-23 * * mon-fri *', '* * * * * sat,sun *'], Timezone: 'Local' };
    const monday = at('2020-06-01T00:00:00Z');
    const switches = [
      { at: 0, section: 0 },
      { at: 7 * HOUR - SECOND, section: -1 },
      { at: 16 * HOUR - SECOND, section: 0 },
    ];
    expect(sectionTimeline([section], monday, DAY, 'Europe/Berlin')).toEqual(switches);
    expect(offPeakTimeline({ periods: section.Periods, timezone: '' }, monday, DAY, 'Europe/Berlin')).toEqual(switches);
  });

  test('overlapping sections: borders at one instant make one switch', () => {
    const sections = [
      { Periods: ['* 20-39 * * * * *'], Timezone: 'UTC' },
      { Periods: ['* 30-44 * * * * *'], Timezone: 'UTC' },
      { Periods: ['* 40-49 * * * * *', '* 20 * * * * *'], Timezone: 'UTC' },
    ];
    expect(
      sectionTimeline(sections, at('2020-01-01T00:00:00Z'), HOUR, 'UTC').map(({ at: us, section }) => [
        (us + (us > 0 ? SECOND : 0)) / MINUTE,
        section,
      ]),
    ).toEqual([
      [0, -1],
      [20, 2],
      [21, 0],
      [30, 1],
      [40, 2],
      [50, -1],
    ]);
  });

  test('a year of usual expressions takes well under a second', () => {
    const sections = [
      { Periods: ['* * 9-17 * * mon-fri *'], Timezone: 'Europe/Berlin' },
      { Periods: ['* * * * * sat,sun *', '* 0-29 * * * mon-fri *'], Timezone: 'America/New_York' },
    ];
    const before = performance.now();
    const switches = sectionTimeline(sections, at('2020-01-01T00:00:00Z'), 366 * DAY, 'UTC');
    expect(performance.now() - before).toBeLessThan(1000);
    expect(switches.length).toBeGreaterThan(6000);
  });
});
