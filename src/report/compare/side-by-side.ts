/** Sets several variants below each other, a column a figure: which of them is the best buy. */
import type { CompareResult } from '../../study/compare/compare-result.js';
import type { Line } from '../frame/lines.js';
import { cleanText } from '../frame/numbers.js';
import { columnsTaken, padEnd } from '../frame/width.js';
import type { CompareRow } from './rows.js';
import { differenceEnds, differenceText, sideText, verdictWords } from '../frame/difference-words.js';

/** Columns of the names. */
const NAME = 20;

/** Returns the table; `rows` are the main ones of the variants in their order. */
export function sideBySide({ base, variants }: CompareResult, rows: readonly (readonly CompareRow[])[], width: number): Line[] {
  const [first] = rows.filter((own) => own.length > 0);
  if (first === undefined) return [];
  const names = first.map(({ name }) => name);
  const room = Math.floor((width - NAME - 2) / names.length);
  const at = (own: readonly CompareRow[], name: string): CompareRow | undefined => own.find((row) => row.name === name);
  const lines: Line[] = [{ text: set('', names, room), tone: 'quiet' }];
  lines.push(
    ...named(
      base.label,
      names.map((name) => sideText(at(first, name)!.difference, 'base')),
      room,
    ),
  );
  for (const [i, { label }] of variants.entries()) {
    const found = names.map((name) => at(rows[i]!, name)?.difference);
    lines.push(
      ...named(
        label,
        found.map((own) => (own === undefined ? '-' : sideText(own, 'new'))),
        room,
      ),
    );
    lines.push({
      text: set(
        '',
        found.map((own) => (own === undefined ? '' : `${differenceText(own)} ${verdictWords(own)}`)),
        room,
      ),
    });
    lines.push({
      text: set(
        '',
        found.map((own) => (own === undefined ? '' : differenceEnds(own))),
        room,
      ),
      tone: 'quiet',
    });
  }
  return lines.filter(({ text }) => text !== '');
}

/** A line of cells; a name that is too long stands on a line of its own. */
function named(label: string, cells: readonly string[], room: number): Line[] {
  const name = cleanText(label);
  if (columnsTaken(name) + 2 <= NAME) return [{ text: set(name, cells, room) }];
  return [{ text: `  ${name}` }, { text: set('', cells, room) }];
}

function set(name: string, cells: readonly string[], room: number): string {
  return `  ${padEnd(name, NAME)}${cells.map((cell) => padEnd(cell, room)).join('')}`.trimEnd();
}
