/** Replications that are all the same, in words. */
import { expect, test } from 'vitest';
import { alikeWords } from '../../../../src/report/frame/alike.js';

test('of one it is known that nothing was drawn, of several that these are alike', () => {
  expect([1, 2, 5].map((count) => alikeWords(count))).toEqual(['replayed, nothing random', 'both came out alike', 'all came out alike']);
});

test('where more is told than replications, what is alike is named: settings and sides are not', () => {
  expect([1, 2, 5].map((count) => alikeWords(count, 'pair'))).toEqual([
    'replayed, nothing random',
    'no pair differs from the other',
    'no pair differs from another',
  ]);
});
