/** A Parquet file as the text of the same table in CSV, piece by piece. The library is loaded here, and only where such a file is read. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import papaparse from 'papaparse';
import { instantText } from '../../units/instant.js';
import { diskReason } from '../disk.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

/** What a Parquet file begins with. */
const MAGIC = Buffer.from('PAR1');
/** Rows that are read in one go, where a group has more. */
const MOST_ROWS = 1 << 16;

/** Returns whether a file is a Parquet file; false for one that cannot be read, and for a pipe. */
export function isParquet(file: string): boolean {
  if (file === '-') return false;
  const begin = Buffer.alloc(MAGIC.length);
  try {
    // What is read of a pipe is gone.
    if (!statSync(file).isFile()) return false;
    const descriptor = openSync(file, 'r');
    try {
      return readSync(descriptor, begin, 0, MAGIC.length, 0) === MAGIC.length && begin.equals(MAGIC);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}

/** Returns the table as CSV with a header; times as RFC 3339 in UTC, to the microsecond. A `CommandError` says why it cannot be read. */
export async function* parquetText(file: string): AsyncGenerator<string> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  try {
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer);
    const columns = topLevel(metadata.schema);
    yield csvOf([columns]);
    const rows = Number(metadata.num_rows);
    for (let rowStart = 0; rowStart < rows; rowStart += MOST_ROWS) {
      const rowEnd = Math.min(rows, rowStart + MOST_ROWS);
      const records = await parquetReadObjects({
        file: buffer,
        metadata,
        rowStart,
        rowEnd,
        parsers: EXACT_TIMES,
        compressors: { GZIP: gunzip },
      });
      yield csvOf(records.map((record) => columns.map((column) => cellOf(record[column]))));
    }
  } catch (error) {
    throw new CommandError(
      `cannot read ${file} as Parquet (${diskReason(error)}); write it anew, with the codec SNAPPY or GZIP`,
      EXIT_USAGE,
    );
  }
}

/** The library's own give milliseconds. */
const EXACT_TIMES = {
  timestampFromMilliseconds: (millis: bigint) => instantText(Number(millis) * 1000),
  timestampFromMicroseconds: (micros: bigint) => instantText(Number(micros)),
  timestampFromNanoseconds: (nanos: bigint) => instantText(Number(nanos / 1000n)),
};

function gunzip(input: Uint8Array): Uint8Array {
  return gunzipSync(input);
}

/** Names of the columns themselves: of a list or a record the parts have names too. */
function topLevel(schema: readonly { readonly name: string; readonly num_children?: number }[]): string[] {
  const names: string[] = [];
  let at = 1;
  const skip = (): void => {
    const children = schema[at++]?.num_children ?? 0;
    for (let i = 0; i < children; i++) skip();
  };
  while (at < schema.length) {
    names.push(schema[at]!.name);
    skip();
  }
  return names;
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cellOf).join(';');
  return typeof value === 'string'
    ? value
    : JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return `${papaparse.unparse(rows as string[][], { newline: '\n' })}\n`;
}
