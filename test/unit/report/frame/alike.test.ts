/** Replications that are all the same, in words. */
import { expect, test } from 'vitest';
import { alikeWords } from '../../../../src/report/frame/alike.js';

test('of one it is known that nothing was drawn, of several that these are alike', () => {
  expect([1, 2, 5].map(alikeWords)).toEqual(['replayed, nothing random', 'both came out alike', 'all came out alike']);
});
