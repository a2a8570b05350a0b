/** Numbers at their borders: what is just written in full, and what just is not. */
import { describe, expect, test } from 'vitest';
import { numberText, secondsText, shareText } from '../../../../src/report/frame/numbers.js';
import { rangeText } from '../../../../src/report/frame/range-words.js';

describe('numbers', () => {
  test('what is no number: endless upward, nothing otherwise', () => {
    expect([Infinity, -Infinity, NaN].map(numberText)).toEqual(['endless', '-', '-']);
  });

  test('a thousandth is read, less is said to be less', () => {
    expect([0.001, 0.00099, -0.00099, 999.4, 999.5].map(numberText)).toEqual(['0.001', '<0.001', '-<0.001', '999', '1,000']);
    expect([0.0005, 0.00049].map(secondsText)).toEqual(['500us', '<1ms']);
  });

  test('a share between 99.9 and 100 % is cut, not rounded', () => {
    expect([0.999, 0.99949, 0.99994, 0.99995].map(shareText)).toEqual(['99.9%', '99.94%', '99.99%', '>99.99%']);
    expect([1.5, 2].map(shareText)).toEqual(['150%', '200%']);
  });

  test('least and most are told where they are written differently', () => {
    expect(rangeText([7, 7.0001], numberText)).toBe('7');
    expect(rangeText([9, 5, 7], numberText)).toBe('7 (5 … 9)');
    expect(rangeText([9, 5], numberText, 6)).toBe('6 (5 … 9)');
  });
});
