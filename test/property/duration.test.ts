/** Durations: text and number say the same, whatever the number. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationText, formatDuration, parseDuration } from '../../src/units/duration.js';
import { DAY, HOUR, MINUTE, SECOND, WEEK } from '../../src/units/time.js';

describe('parseDuration', () => {
  test.each([
    ['1h30m', 90 * MINUTE],
    ['200ms', 200_000],
    ['50us', 50],
    ['50µs', 50],
    ['1.5s', 1_500_000],
    ['.5s', 500_000],
    ['2000ns', 2],
    ['2d', 2 * DAY],
    ['1w', WEEK],
    ['1h 30m', 90 * MINUTE],
    ['0', 0],
    ['0s', 0],
    ['0.000001s', 1],
    ['1.1h', 66 * MINUTE],
  ])('%s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  test.each([
    '',
    ' ',
    '10',
    '1.5',
    's',
    '1x',
    '-1s',
    '1h-30m',
    '1e3s',
    '0.5us',
    '1ns',
    'NaN',
    'Infinity',
    '1..5s',
    '99999999999w',
    '1 h',
    '１s',
  ])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

test('durationText is read back to the same number', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (us) => {
      expect(parseDuration(durationText(us))).toBe(us);
    }),
  );
});

test('formatDuration is read back to within its own rounding', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 0, max: 10 * SECOND }), fc.integer({ min: 0, max: 3 * HOUR }), fc.integer({ min: 0, max: 90 * DAY })),
      (us) => {
        const back = parseDuration(formatDuration(us));
        // Half of the smallest unit shown: a tenth of a per cent below ten seconds, and never more than the second of two units above.
        const rounding = us < 10 * SECOND ? us / 200 + 1 : us < HOUR ? SECOND / 2 : us < DAY ? MINUTE / 2 : us < WEEK ? HOUR / 2 : DAY / 2;
        expect(Math.abs((back ?? Infinity) - us)).toBeLessThanOrEqual(rounding);
      },
    ),
  );
});

test.each([
  [0, '0s'],
  [252 * SECOND, '4m 12s'],
  [200_000, '200ms'],
  [999_999, '1s'],
  [1_250_000, '1.25s'],
  [59_700_000, '1m'],
  [HOUR - 1, '1h'],
  [76 * HOUR, '3d 4h'],
  [-90 * SECOND, '-1m 30s'],
  [Infinity, 'never'],
])('formatDuration(%d) is %s', (us, expected) => {
  expect(formatDuration(us)).toBe(expected);
});
