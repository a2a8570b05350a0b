/** Cells of texts that strangers chose. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFormula, seenText, textCell } from '../../../src/units/text-cell.js';

/** The rule without its short way: what is unseen, what begins a formula, what has to be quoted. */
function plainly(text: string): string {
  const seen = text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
  const safe = isFormula(seen) ? `'${seen}` : seen;
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

describe('a text as a cell', () => {
  test.each([
    ['success', 'success'],
    ['', ''],
    ['-1', "'-1"],
    [' =1+1', "' =1+1"],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['a\u001b[31mb', 'a?[31mb'],
    ['a\u202eb', 'a?b'],
    ['line\n', '"line\n"'],
  ])('%j is %j', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });

  test('is on one line and without control characters before it is a cell', () => {
    expect(['plain', 'a\u001b[31mb', 'a\u202eb', 'a\nb', '=1+1'].map(seenText)).toEqual(['plain', 'a?[31mb', 'a?b', 'a?b', '=1+1']);
  });

  test('is the same on the short way that plain texts go', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'aZ0_-.:/; \n\r,"=+@\u0000\u202e\u00a0') }));
    fc.assert(
      fc.property(texts, (text) => {
        expect(textCell(text)).toBe(plainly(text));
      }),
    );
  });
});
