/** Tables set in columns of a terminal, where room is just enough. */
import { describe, expect, test } from 'vitest';
import { tableLines } from '../../../../src/report/frame/table-lines.js';
import { UNPAINTED } from '../../../../src/report/frame/tone.js';

describe('tables', () => {
  const set = (columns: readonly string[], cells: readonly string[], width: number, over: object = {}): string[] =>
    tableLines({ title: 'T', columns, rows: [{ name: 'r', cells, spread: cells.map(() => '') }], notes: [], ...over }, UNPAINTED, width);

  test('columns are as wide as their texts and two blanks, evenly widened up to ten', () => {
    // 50 columns less 20 for the name: two of three and two blanks could have ten more each, so both have ten.
    expect(set(['aaa', 'bbb'], ['1', '22'], 50)).toEqual([
      `${'T'.padEnd(30)}       aaa       bbb`,
      `${'  r'.padEnd(30)}         1        22`,
    ]);
    // With 34 there are two columns for each beyond the five that it needs.
    expect(set(['aaa', 'bbb'], ['1', '22'], 34)[0]).toBe(`${'T'.padEnd(20)}    aaa    bbb`);
    expect(set(['aaa', 'bbb'], ['1', '22'], 33)[0]).toBe(`${'T'.padEnd(21)}   aaa   bbb`);
    // Wider texts have two blanks.
    expect(set(['a'.repeat(12)], ['1'], 50)[0]).toBe(`${'T'.padEnd(36)}${'a'.repeat(12).padStart(14)}`);
  });

  test('one blank where names would get less than 14', () => {
    // Two columns of five and two blanks are 14: with 28 the names have 14, with 27 they would not.
    expect(set(['aaaaa', 'bbbbb'], ['1', '2'], 28)[0]).toBe(`${'T'.padEnd(14)}  aaaaa  bbbbb`);
    expect(set(['aaaaa', 'bbbbb'], ['1', '2'], 27)[0]).toBe(`${'T'.padEnd(15)} aaaaa bbbbb`);
  });

  test('a name has no more than 36 columns; one that does not fit stands above its figures', () => {
    expect(set(['a'], ['1'], 80)[0]).toBe(`${'T'.padEnd(36)}         a`);
    const named = (name: string): string[] => set(['a'], ['1'], 80, { rows: [{ name, cells: ['1'], spread: [''] }] }).slice(1);
    expect(named('n'.repeat(34))).toEqual([`  ${'n'.repeat(34)}         1`]);
    expect(named('n'.repeat(35))).toEqual([`  ${'n'.repeat(35)}`, `${' '.repeat(45)}1`]);
    const titled = (title: string): string[] => set(['a'], ['1'], 80, { title }).slice(0, -1);
    expect(titled('t'.repeat(36))).toEqual([`${'t'.repeat(36)}         a`]);
    expect(titled('t'.repeat(37))).toEqual(['t'.repeat(37), `${' '.repeat(45)}a`]);
    expect(set([], [], 80, { title: 't'.repeat(37), rows: [] })).toEqual(['t'.repeat(37)]);
  });

  test('half-widths stand below their figures, where there are any, and count for the width', () => {
    const spread = (own: readonly string[]): string[] =>
      set(['a', 'b'], ['1', '2'], 80, { rows: [{ name: 'r', cells: ['1', '2'], spread: own }] });
    expect(spread(['', ''])).toHaveLength(2);
    expect(spread(['', '± 1'])[2]).toBe(`${' '.repeat(53)}± 1`);
    expect(spread(['± 1234567', ''])[0]).toBe(`${'T'.padEnd(36)}          a         b`);
  });

  test('columns that find no room come in a second table, the first half of them first, notes last', () => {
    const columns = ['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc'];
    const lines = set(columns, ['1', '2', '3'], 32, { notes: [{ kind: 'finding', text: 'note' }] });
    expect(lines).toEqual([
      `${'T'.padEnd(10)} aaaaaaaaaa bbbbbbbbbb`,
      `  r${' '.repeat(17)}1${' '.repeat(10)}2`,
      `${'T'.padEnd(20)}  cccccccccc`,
      `  r${' '.repeat(28)}3`,
      '  note',
    ]);
    // Three of eleven fill 33.
    expect(set(columns, ['1', '2', '3'], 33)).toHaveLength(4);
    expect(set(columns, ['1', '2', '3'], 32)).toHaveLength(4);
  });
});
