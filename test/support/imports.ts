/** Imports a text in one go or in pieces, and takes the rows apart. */
import { Importer, type ImportOptions, type ImportReport } from '../../src/history/importer.js';
import { sourceOf } from '../../src/history/sources/index.js';
import { HEADER, traceRow } from '../../src/history/trace-rows.js';
import { readCsv } from '../../src/trace/csv.js';

export interface Imported {
  readonly report: ImportReport;
  /** The whole file. */
  readonly text: string;
  /** Its rows by column. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** Returns what an import of `text` makes, given to it in pieces of `size` characters. */
export function imported(text: string, options: Partial<ImportOptions> = {}, size = Infinity): Imported {
  const written = [`${HEADER}\n`];
  const importer = new Importer(sourceOf(text)!, { columns: {}, ...options }, (job) => written.push(traceRow(job)));
  for (let at = 0; at < text.length; at += size) importer.push(text.slice(at, at + size));
  const report = importer.end();
  const rows: Record<string, string>[] = [];
  const columns = HEADER.split(',');
  readCsv(written.slice(1).join(''), {
    row: (cells) => rows.push(Object.fromEntries(columns.map((column, i) => [column, cells[i]!]))),
    torn: (message, line) => {
      throw new Error(`line ${line}: ${message}`);
    },
  });
  return { report, text: written.join(''), rows };
}

/** The counts of a table of reasons. */
export function counts(table: Readonly<Record<string, { readonly count: number } | undefined>>): Record<string, number> {
  return Object.fromEntries(Object.entries(table).map(([reason, found]) => [reason, found!.count]));
}
