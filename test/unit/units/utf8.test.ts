import { describe, expect, test } from 'vitest';
import { breaksBefore, utf8Text, wrongUtf8At } from '../../../src/units/utf8.js';

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))));

describe('the text of bytes', () => {
  test.each(['', 'Größe ☃ 😀\n', '\uFEFFa: 1\n', '\uFFFD is a letter'])('%j is what it is', (text) => {
    expect(utf8Text(Buffer.from(text))).toBe(text);
  });

  test.each([
    ['in the first letter', [0xe4], 1],
    ['of a letter that did not begin', [0xa4, 'a\nb'], 1],
    ['in the third line', ['a\nß\nb', 0xfc, 'c\nd'], 3],
    ['of a letter that is cut off', ['a\n☃\n', 0xe2, 0x98], 3],
    ['of a half of a surrogate pair', ['a\n', 0xed, 0xa0, 0x80, '\n'], 2],
  ] as const)('is told from one %s by its line', (_, parts, line) => {
    expect(utf8Text(bytes(...parts))).toEqual({ line });
  });
});

test('the wrong place is looked for from a begin on', () => {
  expect(wrongUtf8At(bytes(0xa4, 'abc', 0xff, 'd'), 1)).toBe(4);
  expect(wrongUtf8At(bytes(0xa4, 'abc'))).toBe(0);
});

test('line breaks before a place', () => {
  expect(breaksBefore(bytes('a\n\nb\n'), 2)).toBe(1);
  expect(breaksBefore(bytes('a\n\nb\n'), 5)).toBe(3);
});
