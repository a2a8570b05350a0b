/** Figures as people say them. */
import { countWords } from '../../../../src/report/frame/numbers.js';
import { describe, expect, test } from 'vitest';
import { roundShare, spokenEnds, spokenSeconds, spokenShare } from '../../../../src/report/frame/spoken.js';
import { aFigure } from '../../../support/figures.js';
import { seconds } from '../../../support/screen-lines.js';

describe('as people say it', () => {
  test('durations, at the borders of their units', () => {
    expect([0, 0.00049, 0.0005, 0.0994, 0.0995, 9.94, 9.95, 59.4, 59.5, 60, 65].map((x) => spokenSeconds(x))).toEqual([
      '0 s',
      'under 1 ms',
      '0.5 ms',
      '99 ms',
      '0.1 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min',
      '1 min',
      '1 min 05',
    ]);
    expect([599.4, 599.5, 3569, 3570, 3600, 3660, 86_369, 86_370].map((x) => spokenSeconds(x))).toEqual([
      '9 min 59',
      '10 min',
      '59 min',
      '1 h',
      '1 h',
      '1 h 01',
      '23 h 59',
      '1 d',
    ]);
    expect([3599.4, 3599.5].map((x) => spokenSeconds(x, true))).toEqual(['59 min 59', '1 h']);
    expect([90_000, 172_800, 604_800, 1_209_600, 608_400, -65, Infinity].map((x) => spokenSeconds(x))).toEqual([
      '1 d 1 h',
      '2 d',
      '1 week',
      '2 weeks',
      '7 d 1 h',
      '-1 min 05',
      'for ever',
    ]);
    expect(spokenSeconds(-3599.4, true)).toBe('-59 min 59');
  });

  test('shares and counts', () => {
    expect([0, 0.0049, 0.005, 0.5, 0.994, 0.995, 1].map(roundShare)).toEqual([
      '0 %',
      'under 1 %',
      '1 %',
      '50 %',
      '99 %',
      'over 99 %',
      '100 %',
    ]);
    expect(spokenShare(0.9995)).toBe('99.95 %');
    expect([0, 0.123, 2, 99.94, 100.4, 1234.5].map(countWords)).toEqual(['0', '0.123', '2', '99.9', '100', '1,235']);
  });

  test('ends of an interval keep to what can be', () => {
    expect(spokenEnds(seconds(5, { low: -1, high: 11 }))).toBe('(0 … 11)');
    expect(spokenEnds(aFigure(0.9, { unit: 'share', low: 0.7, high: 1.2 }))).toBe('(70 … 100)');
    expect(spokenEnds(seconds(50, { low: 44, high: 62 }))).toBe('(44 s … 1 min 02)');
    expect(spokenEnds(seconds(13, { low: 11, high: null }))).toBe('(11 s or more)');
    expect(spokenEnds(seconds(13, { low: 13.1, high: 13.2 }))).toBe('');
    expect(spokenEnds(seconds(13, { low: 13.1, high: 14 }))).toBe('(13 … 14)');
    expect(spokenEnds(seconds(13))).toBe('');
    expect(spokenEnds(aFigure(5, { low: 4, high: 6 }))).toBe('(4 … 6)');
  });
});
