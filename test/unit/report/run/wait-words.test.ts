/** A time taken apart in words. */
import { describe, expect, test } from 'vitest';
import { partsInWords } from '../../../../src/report/run/wait-words.js';

describe('parts of a time', () => {
  test('a hundredth is named, less is left out; the largest comes first', () => {
    const parts = (...seconds: number[]): string => partsInWords(seconds.map((own, i) => ({ words: 'abc'[i]!, seconds: own })));
    expect(parts(1, 99)).toBe('1m 39s b, 1s a');
    expect(parts(0.99, 99.01, 0)).toBe('1m 39s b');
    expect(parts(0, 0)).toBe('');
  });
});
