/** Options that are read before yargs does. */
import { describe, expect, test } from 'vitest';
import { valuesOf, variantsIn, withOption } from '../../../../src/cli/words/option-words.js';

const words = ['compare', '--a', '1', 's.yaml', '--vs', '--a=2=3', '--ab', '4', '--a'];

describe('an option among the words', () => {
  test('is replaced at its place, in both of its forms', () => {
    expect(withOption(words, '--a', (value) => ['--b', value ?? 'none'])).toEqual([
      'compare',
      '--b',
      '1',
      's.yaml',
      '--vs',
      '--b',
      '2=3',
      '--ab',
      '4',
      '--b',
      'none',
    ]);
    expect(withOption(words, '--c', () => [])).toEqual(words);
  });

  test('has the values behind it', () => {
    expect(valuesOf(words, '--a')).toEqual(['1', '2=3']);
    expect(valuesOf(words, '--c')).toEqual([]);
  });

  test('is of the variant in which it stands', () => {
    expect(variantsIn(words).map((own) => valuesOf(own, '--a'))).toEqual([['1'], ['2=3']]);
    expect(variantsIn(['run', 's.yaml'])).toEqual([['run', 's.yaml']]);
  });
});
