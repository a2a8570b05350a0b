/** A Parquet file as the text of the same table in CSV, piece by piece. The library is loaded here, and only where such a file is read. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SchemaElement } from 'hyparquet';
import papaparse from 'papaparse';
import { instantText } from '../../units/instant.js';
import { diskReason } from '../output/disk.js';
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

/** Returns the table as CSV with a header; instants as RFC 3339 in UTC, to the microsecond, times of no zone as they stand. A `CommandError` says why it cannot be read. */
export async function* parquetText(file: string): AsyncGenerator<string> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  try {
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer);
    const columns = topLevel(metadata.schema);
    yield csvOf([columns.map(({ name }) => name)]);
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
      yield csvOf(records.map((record) => columns.map(({ name, isZoneless }) => cellOf(record[name], isZoneless))));
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

/** A column of the table. Times of a zoneless one are local: the clock says no zone (`TIMESTAMP` without `WITH TIME ZONE`). */
interface Column {
  readonly name: string;
  readonly isZoneless: boolean;
}

/** The columns themselves: of a list or a record the parts have names too. */
function topLevel(schema: readonly SchemaElement[]): Column[] {
  const columns: Column[] = [];
  let at = 1;
  const skip = (): void => {
    const children = schema[at++]?.num_children ?? 0;
    for (let i = 0; i < children; i++) skip();
  };
  while (at < schema.length) {
    const { name, logical_type: logical } = schema[at]!;
    columns.push({ name, isZoneless: logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC });
    skip();
  }
  return columns;
}

function cellOf(value: unknown, isZoneless: boolean): string {
  // What pandas and R have where there is no number.
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  if (Array.isArray(value)) return value.map((inner) => cellOf(inner, isZoneless)).join(';');
  if (typeof value === 'string') return isZoneless ? value.replace(/Z$/u, '') : value;
  // Every digit of a number beyond 2^53: two jobs are not to become one.
  if (typeof value === 'bigint') return String(value);
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return `${papaparse.unparse(rows as string[][], { newline: '\n' })}\n`;
}
