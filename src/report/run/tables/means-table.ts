/** A table of things that a run tells apart, such as clouds, with the means of all replications. */
import { estimateMean } from '../../../stats/confidence.js';
import { cleanText, NOTHING } from '../../frame/numbers.js';
import { capital } from '../../frame/sentence.js';
import { notesOf, type Note, type Row, type Table } from '../../frame/table.js';

/** A column: its name, what it says of one thing, how that is written and what it means. */
export type Column<T> = readonly [name: string, value: (one: T) => number, text: (x: number) => string, note?: string];

/** Returns the table, folded with the fleet, with the means of all replications; columns that are nought in every row are left out. Things are told apart by `key`. */
export function meansTable<T>(
  { title, head }: Pick<Table, 'title' | 'head'>,
  perRun: readonly (readonly T[])[],
  key: (one: T) => string,
  columns: readonly Column<T>[],
  notes: readonly Note[],
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
    section: 'fleet',
    isFolded: true,
    title,
    head,
    columns: used.map(([name]) => name),
    rows: used.length === 0 ? [] : rows,
    notes: [...notes, ...notesOf('meaning', explained.length === 0 ? [] : [`${capital(explained.join('; '))}.`])],
  };
}

/** Returns what is said of what one of several replications tells. */
export function ofFirst(replications: number): string {
  return replications > 1 ? ' (first replication)' : '';
}
