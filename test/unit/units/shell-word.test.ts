/** How a shell is given words that it would read otherwise. */
import { describe, expect, test } from 'vitest';
import { quote } from '../../../src/units/shell-word.js';
import { hasShell, shellWords } from '../../support/shell-words.js';

describe('a word for a shell', () => {
  test('stays bare where a shell takes it as it is', () => {
    const bare = 'a_Z0./:=@%+,-9';
    expect(quote(bare)).toBe(bare);
  });

  test('is quoted where it is empty, has a space or signs of the shell, with quotes of its own let out', () => {
    expect(quote('')).toBe("''");
    expect(quote('a b')).toBe("'a b'");
    expect(quote('$HOME')).toBe("'$HOME'");
    expect(quote("it's")).toBe(String.raw`'it'\''s'`);
  });

  test('shows what cannot be seen as escapes of eight digits', () => {
    expect(quote('a\nb')).toBe(String.raw`$'a\U0000000ab'`);
    expect(quote("\\ ' \u202e")).toBe(String.raw`$'\\ \' \U0000202e'`);
  });

  test.skipIf(!hasShell)('comes out of bash as it went in', () => {
    for (const word of ['', "it's", 'a\nb\t\u202e\\', '$(true) `x` "y"', '*?[a]', '~', '#', 'é 🙂\u2028']) {
      expect(shellWords(quote(word))).toEqual([word]);
    }
  });
});
