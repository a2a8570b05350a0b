/** Patterns of names, beside the regular expressions that they stand for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namePattern } from '../../../src/scenario/name-pattern.js';

test('a star stands for any characters, and nothing else for any but itself', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 });
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
  fc.assert(
    fc.property(piece, name, (pattern, text) => {
      const same = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 'u');
      expect(namePattern(pattern)(text), `${pattern} ${text}`).toBe(same.test(text));
    }),
  );
});
