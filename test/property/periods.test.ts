/** Periods against a slow, independent reading of the same rule, second by second. */
import { Cron } from 'croner';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchedIntervals } from '../../src/scenario/periods/matched-intervals.js';
import { parsePeriods } from '../../src/scenario/periods/periods.js';
import { sectionTimeline } from '../../src/scenario/periods/section-timeline.js';
import { DAY, HOUR, SECOND } from '../../src/units/time.js';

/** A field of the grammar both sides understand alike. */
function field(min: number, max: number): fc.Arbitrary<string> {
  const number = fc.integer({ min, max });
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant('*') },
    number.map(String),
    range,
    fc.tuple(range, number.map(String)).map(([a, b]) => `${a},${b}`),
  );
}

/** Leaves a field open nine times in ten, so that most expressions match at some second of a short run. */
function mostly(arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant('*') }, arbitrary);
}

const expression = fc
  .tuple(field(0, 59), field(0, 59), field(0, 23), mostly(field(1, 31)), mostly(field(1, 12)), mostly(field(0, 6)))
  .filter(([second, minute]) => second === '*' || minute !== '*')
  .map((fields) => `${fields.join(' ')} *`);

// The hours here hold no change of the clock, so croner's own time zone rules and Go's agree.
const QUIET = ['2018-06-14T11:17:05Z', '2019-12-30T23:30:00Z', '2020-02-29T22:10:00Z'];

test('far from changes of the clock it is what croner matches one second later', () => {
  const seen = { inside: 0, outside: 0 };
  fc.assert(
    fc.property(
      expression,
      fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
      fc.constantFrom(...QUIET),
      (text, zone, start) => {
        const cron = new Cron(text, { timezone: zone, paused: true });
        const startMs = Date.parse(start);
        const intervals = matchedIntervals(parsePeriods([text], zone), startMs, HOUR);
        let i = 0;
        for (let second = 0; second < 3600; second += 7) {
          while (i < intervals.length && (intervals[i]?.to ?? 0) <= second * SECOND) i++;
          const inside = (intervals[i]?.from ?? Infinity) <= second * SECOND;
          seen[inside ? 'inside' : 'outside']++;
          expect(inside, `${text} ${zone} ${start} + ${second} s`).toBe(cron.match(new Date(startMs + (second + 1) * 1000)));
        }
      },
    ),
    { numRuns: 40 },
  );
  expect(Math.min(seen.inside, seen.outside)).toBeGreaterThan(500);
});

/** Civil fields as seconds from 1970 on the zone's own clock, by the platform's calendar. */
function civil(formatter: Intl.DateTimeFormat, ms: number): number {
  const part = Object.fromEntries(formatter.formatToParts(new Date(ms)).map(({ type, value }) => [type, Number(value)]));
  return (
    Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'] ?? 1, part['hour'] ?? 0, part['minute'] ?? 0, part['second'] ?? 0) /
    1000
  );
}

interface Change {
  readonly zone: string;
  readonly at: string;
}

const CHANGES: readonly Change[] = [
  { zone: 'Europe/Berlin', at: '2018-10-28T01:00:00Z' },
  { zone: 'Europe/Berlin', at: '2018-03-25T01:00:00Z' },
  { zone: 'Europe/London', at: '2018-10-28T01:00:00Z' },
  { zone: 'Europe/London', at: '2018-03-25T01:00:00Z' },
  { zone: 'America/New_York', at: '2018-11-04T06:00:00Z' },
  { zone: 'America/New_York', at: '2018-03-11T07:00:00Z' },
  { zone: 'Australia/Lord_Howe', at: '2018-10-06T15:30:00Z' },
  { zone: 'America/Sao_Paulo', at: '2018-11-04T03:00:00Z' },
];

/**
 * The upstream test played by hand: the next civil fire time after now, turned to an instant by Go's rule, at most one second from now. It knows the
 * two offsets around the change from the platform and finds the next fire time by walking, so it shares nothing with the code under test.
 */
function slowly(change: Change, matches: (civilSecond: number) => boolean, fromMs: number, seconds: number): boolean[] {
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: change.zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const moment = Date.parse(change.at) / 1000;
  const before = civil(formatter, (moment - 7200) * 1000) - (moment - 7200);
  const after = civil(formatter, (moment + 7200) * 1000) - (moment + 7200);
  const offsetAt = (second: number): number => (second < moment ? before : after);
  const instant = (local: number): number => {
    const offset = offsetAt(local);
    const isRight = offset === 0 || offsetAt(local - offset) === offset;
    return isRight ? local - offset : local - offsetAt(local - offset);
  };
  const out: boolean[] = [];
  for (let k = 0; k < seconds; k++) {
    const now = fromMs / 1000 + k;
    const local = now + offsetAt(now);
    let next = local + 1;
    while (next <= local + 7300 && !matches(next)) next++;
    const distance = instant(next) - now;
    out.push(matches(next) && distance <= 1 && distance >= -1);
  }
  return out;
}

test('across changes of the clock it is what GitLab Runner finds second by second', () => {
  const hours = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const minutes = fc
    .tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  fc.assert(
    fc.property(fc.constantFrom(...CHANGES), hours, minutes, (change, [h1, h2], [m1, m2]) => {
      const matches = (local: number): boolean => {
        const hour = Math.floor(local / 3600) % 24;
        const minute = Math.floor(local / 60) % 60;
        return hour >= h1 && hour <= h2 && minute >= m1 && minute <= m2;
      };
      const fromMs = Date.parse(change.at) - 2 * 3_600_000;
      const expected = slowly(change, matches, fromMs, 4 * 3600);
      const intervals = matchedIntervals(parsePeriods([`* ${m1}-${m2} ${h1}-${h2} * * * *`], change.zone), fromMs, 4 * HOUR);
      const actual = expected.map((_, k) => intervals.some(({ from, to }) => from <= k * SECOND && k * SECOND < to));
      const wrong = actual.findIndex((value, k) => value !== expected[k]);
      expect(wrong, `${change.zone} ${change.at}: differs ${wrong} s after ${new Date(fromMs).toISOString()}`).toBe(-1);
    }),
    { numRuns: 24 },
  );
});

test('intervals are apart, ascending and inside the horizon; a timeline agrees with them at its borders', () => {
  fc.assert(
    fc.property(fc.array(expression, { minLength: 1, maxLength: 3 }), fc.constantFrom('UTC', 'Europe/Berlin'), (texts, zone) => {
      const start = Date.parse('2018-10-26T05:00:00.123Z');
      const horizon = 4 * DAY;
      const intervals = matchedIntervals(parsePeriods(texts, zone), start, horizon);
      let end = -1;
      for (const { from, to } of intervals) {
        expect(from).toBeGreaterThan(end);
        expect(to).toBeGreaterThan(from);
        end = to;
      }
      expect(end).toBeLessThanOrEqual(horizon);
      const borders = intervals.flatMap(({ from, to }) => [from, to]).filter((at) => at > 0 && at < horizon);
      const switches = sectionTimeline([{ Periods: texts, Timezone: zone }], start, horizon, 'UTC');
      expect(switches.slice(1).map(({ at }) => at)).toEqual(borders);
    }),
    { numRuns: 40 },
  );
});
