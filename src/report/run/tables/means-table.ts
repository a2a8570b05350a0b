/** A table of things that a run tells apart, such as clouds, with the means of all replications. */
import { estimateMean } from '../../../stats/confidence.js';
import { cleanText, NOTHING, numberText, wholeText } from '../../frame/numbers.js';
import type { Row, Table } from '../../frame/table.js';

/** A column: its name, what it says of one thing, how that is written and what it means. */
export type Column<T> = readonly [name: string, value: (one: T) => number, text: (x: number) => string, note?: string];

/** Returns the table with the means of all replications; columns that are nought in every row are left out. Things are told apart by `key`. */
export function meansTable<T>(
  title: string,
  perRun: readonly (readonly T[])[],
  key: (one: T) => string,
  columns: readonly Column<T>[],
  notes: readonly string[],
): Table {
  const keys = [...new Set(perRun.flatMap((run) => run.map(key)))];
  const values = (name: string, value: (one: T) => number): number[] =>
    perRun.map((run) => {
      const found = run.find((one) => key(one) === name);
      return found === undefined ? 0 : value(found);
    });
  const used = columns.filter(([, value]) => keys.some((name) => values(name, value).some((x) => x !== 0)));
  const rows = keys.map((name): Row => {
    const estimates = used.map(([, value, text]) => {
      const { mean, halfWidth } = estimateMean(values(name, value));
      return [mean === 0 ? NOTHING : text(mean), halfWidth === undefined || mean === 0 ? '' : `± ${text(halfWidth)}`] as const;
    });
    return { name: cleanText(name), cells: estimates.map(([text]) => text), spread: estimates.map(([, spread]) => spread) };
  });
  const explained = used.flatMap(([name, , , note]) => (note === undefined ? [] : [`${name}: ${note}`]));
  return {
    title,
    columns: used.map(([name]) => name),
    rows: used.length === 0 ? [] : rows,
    notes: explained.length === 0 ? notes : [...notes, `${sentence(explained.join('; '))}.`],
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Returns a count that may be a mean. */
export function countWords(x: number): string {
  return Number.isInteger(x) || x >= 100 ? wholeText(x) : numberText(x);
}

/** Returns what is said of what one of several replications tells. */
export function ofFirst(replications: number): string {
  return replications > 1 ? ' (first replication)' : '';
}
