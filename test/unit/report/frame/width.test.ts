/** Sentences in lines, where room is just enough. */
import { describe, expect, test } from 'vitest';
import { beginning, breakable, textWidth, wrap, wrapPieces } from '../../../../src/report/frame/width.js';

describe('sentences', () => {
  test('a line is full with as many columns as it has', () => {
    const long = 'a'.repeat(18);
    expect(wrap(`${long} ${'b'.repeat(21)}`, '', '', 40)).toEqual([`${long} ${'b'.repeat(21)}`]);
    expect(wrap(`${long} ${'b'.repeat(22)}`, '', '', 40)).toEqual([long, 'b'.repeat(22)]);
    expect(wrap('aa bb', '- ', '  ', 4)).toEqual(['- aa', '  bb']);
  });

  test('a piece is kept whole unless it is longer than a line', () => {
    expect(wrapPieces(['aa bb', 'cc'], '', '', 6)).toEqual(['aa bb', 'cc']);
    expect(wrapPieces(['abcdefgh', 'i'], '', ' ', 4)).toEqual(['abcd', ' efg', ' h i']);
    expect(wrapPieces(['x', 'abcdefg'], '', '', 4)).toEqual(['x', 'abcd', 'efg']);
  });

  test('a beginning that takes more than half of the line is set as words', () => {
    expect(wrap('word', 'half ', '     ', 10)).toEqual(['half word']);
    expect(wrap('word', 'more  of', '', 10)).toEqual(['  more of', '    word']);
    expect(wrap('word', '', '      ', 10)).toEqual(['  word']);
    expect(wrap('word', '      ', '', 10)).toEqual(['  word']);
  });

  test('what has hardly any room is set all the same', () => {
    expect(wrap('ab cd', '      ', '    ', 6)).toEqual(['ab cd']);
    for (const width of [2, 1, 0, -5]) expect(wrap('ab cd', '    ', '    ', width)).toEqual(['ab', 'cd']);
  });

  test('a number and its unit are never parted', () => {
    expect(breakable('late 26 % (24 … 28 %) of 30 % in 1 h 05 and 2 min 09: 5 USD, 3 pts, 12 ms')).toEqual([
      'late',
      '26 %',
      '(24',
      '…',
      '28 %)',
      'of',
      '30 %',
      'in',
      '1 h 05',
      'and',
      '2 min 09:',
      '5 USD,',
      '3 pts,',
      '12 ms',
    ]);
    expect(breakable('from 3 hosts, min 5, p95 at 10 is h 12')).toEqual('from 3 hosts, min 5, p95 at 10 is h 12'.split(' '));
    expect(breakable('')).toEqual(['']);
  });

  test('terminals have at least 40 columns and are used up to 120', () => {
    expect([undefined, 0, -1, NaN, 1, 40, 80, 120, 121].map(textWidth)).toEqual([80, 80, 80, 80, 40, 40, 80, 120, 120]);
    expect([beginning('abc', 0), beginning('abc', 2), beginning('abc', 9)]).toEqual(['', 'ab', 'abc']);
  });
});
