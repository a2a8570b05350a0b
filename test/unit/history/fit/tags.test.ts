/** Tags that have blanks in them. */
import { expect, test } from 'vitest';
import { boundTag, tagsIn } from '../../../../src/history/fit/tags.js';

test('a tag with blanks stays whole among others', () => {
  const set = ['big box', 'linux'].map(boundTag).join(' ');
  expect(set.split(' ')).toHaveLength(2);
  expect(tagsIn(set)).toEqual(['big box', 'linux']);
  expect(tagsIn('')).toEqual([]);
});
