/** Instants as text, and days as dates. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilFromDays, daysFromCivil, instantText, parseInstant, utcInstant } from '../../../src/units/instant.js';

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
  test('is none where a digit is missing, whatever stands in its place', () => {
    const good = '2018-10-08T14:00:59Z';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: good.length - 1 }), fc.constantFrom(...'x:- /T\u0663'), (at, sign) => {
        fc.pre(good[at] !== sign && !(at === 10 && sign === ' '));
        expect(parseInstant(good.slice(0, at) + sign + good.slice(at + 1))).toBeUndefined();
      }),
    );
    for (const text of [
      '2018-10-08T24:00:00Z',
      '2018-10-08T14:60:00Z',
      '2018-10-08T14:00:60Z',
      '2018-00-08T14:00:00Z',
      '2018-10-00T14:00:00Z',
    ])
      expect(parseInstant(text)).toBeUndefined();
  });

  test('says the same whichever way it is read', () => {
    const any = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(any, (date) => {
        const seconds = `${date.toISOString().slice(0, 19)}Z`;
        expect(parseInstant(seconds)).toBe(parseInstant(seconds.replace('Z', '+00:00')));
      }),
    );
  });

  test('is the same the quick way, with a blank or a T and any fraction, or left to the long way', () => {
    const any = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    const fractions = fc.oneof(fc.constant(''), fc.stringMatching(/^\.[0-9x]{0,9}$/u));
    fc.assert(
      fc.property(any, fc.constantFrom('T', ' ', 't'), fractions, (date, between, fraction) => {
        const text = `${date.toISOString().slice(0, 10)}${between}${date.toISOString().slice(11, 19)}${fraction}`;
        const quick = utcInstant(`${text}+00`, text.length);
        if (quick !== undefined) expect(quick).toBe(parseInstant(`${text}+00:00`));
        else expect(date.getUTCDate() > 28 || between === 't' || !/^(?:\.\d{1,6})?$/u.test(fraction)).toBe(true);
      }),
    );
  });

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
