/** Prices, shares, rates and instants as text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilFromDays, daysFromCivil, instantText, parseInstant } from '../../../src/units/instant.js';
import { parsePrice } from '../../../src/units/money.js';
import { parseRate } from '../../../src/units/rate.js';
import { parseShare, shareText } from '../../../src/units/share.js';
import { HOUR, SECOND } from '../../../src/units/time.js';

describe('a price', () => {
  test('is US dollars per hour', () => {
    expect(parsePrice('0.0475 USD/h')).toBe(0.0475);
    expect(parsePrice('2.4 USD/day')).toBeCloseTo(0.1, 12);
    expect(parsePrice('730 USD/month')).toBe(1);
  });
  test.each([
    ['0.0475', 'form'],
    ['-1 USD/h', 'form'],
    ['1 EUR/h', 'currency'],
    ['1 USD/year', 'unit'],
    ['1 USD/constructor', 'unit'],
  ])('%s is none', (text, why) => expect(parsePrice(text)).toBe(why));
});

describe('a share', () => {
  test('is a percentage', () => {
    expect(parseShare('0.5%')).toBe(0.005);
    expect(parseShare('100 %')).toBe(1);
    expect([parseShare('0.5'), parseShare('101%'), parseShare('-1%'), parseShare('NaN%')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
  test('is written as it is read', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), (n) => parseShare(shareText(n / 100_000)) === Number(`${n / 1000}`) / 100));
  });
});

test('a rate is per microsecond', () => {
  expect(parseRate('4/h')).toBe(4 / HOUR);
  expect(parseRate('0.25 / s')).toBe(0.25 / SECOND);
  expect([parseRate('4'), parseRate('-4/h'), parseRate('4/y')]).toEqual([undefined, undefined, undefined]);
});

describe('an instant', () => {
  test('is microseconds since 1970, with offset and fraction', () => {
    expect(parseInstant('1970-01-01T00:00:00Z')).toBe(0);
    expect(parseInstant('2018-10-08T14:00:00.25+02:00')).toBe(1_539_000_000_250_000);
    expect(parseInstant('2018-10-08 12:00:00 UTC')).toBe(1_539_000_000_000_000);
  });
  test.each(['2018-02-30T00:00:00Z', '2018-13-01T00:00:00Z', '2018-10-08T25:00:00Z', '2018-10-08T00:00:00', '2018-10-08', 'now'])(
    '%s is none',
    (text) => expect(parseInstant(text)).toBeUndefined(),
  );
  test('agrees with the platform calendar', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime() * 1000);
        expect(parseInstant(instantText(date.getTime() * 1000))).toBe(date.getTime() * 1000);
      }),
    );
  });
  test('days and dates are each other’s inverse', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (days) => {
        const { year, month, day } = civilFromDays(days);
        expect(daysFromCivil(year, month, day)).toBe(days);
      }),
    );
  });
});
