/** Writes a job history as a Parquet file, a group of rows at a time. The library is loaded here, and only where such a file is asked for. */
import type { SchemaElement } from 'hyparquet';
import type * as Library from 'hyparquet-writer';
import { PARQUET_COLUMNS, type ParquetColumn } from '../../history/parquet-columns.js';
import type { KeptJob } from '../../history/judge.js';
import { SECOND } from '../../units/time.js';
import { BesideFile } from '../output/beside-file.js';

/** Rows of a group: what is held of a history at a time. Groups four times as large take a half more memory, and the file is 1.5 % smaller. */
const GROUP = 1 << 14;

type Cell = string | number | bigint | null;

/** Returns a Parquet file that jobs can be written into. `place` is the file it is to be. */
export async function parquetHistory(place: string): Promise<ParquetHistory> {
  return new ParquetHistory(await import('hyparquet-writer'), place);
}

/** Jobs of one file; memory: some 16,000 rows. */
export class ParquetHistory {
  readonly #library: typeof Library;
  readonly #file: BesideFile;
  #writer: Library.ParquetWriter | undefined;
  #isClock = true;
  #columns: Cell[][] = PARQUET_COLUMNS.map(() => []);

  constructor(library: typeof Library, place: string) {
    this.#library = library;
    this.#file = new BesideFile(place);
  }

  /** Appends a job. A `CommandError` says why it cannot be written, as in `keep`. */
  add(job: KeptJob): void {
    // All of a history are of one clock.
    this.#isClock = job.isClock;
    for (const [i, column] of PARQUET_COLUMNS.entries()) this.#columns[i]!.push(cellOf(column, job));
    if (this.#columns[0]!.length === GROUP) this.#flush();
  }

  /** The file gets its place. */
  keep(): void {
    this.#flush();
    // The library's file is written at once: there is no promise to wait for.
    this.#file.trying(() => void this.#open().finish());
    this.#file.keep();
  }

  /** Nothing is left but what was kept. */
  discard(): void {
    this.#file.discard();
  }

  #flush(): void {
    const columnData = PARQUET_COLUMNS.map(({ name }, i) => ({ name, data: this.#columns[i]! }));
    this.#file.trying(() => void this.#open().write({ columnData, rowGroupSize: GROUP }));
    this.#columns = PARQUET_COLUMNS.map(() => []);
  }

  #open(): Library.ParquetWriter {
    return (this.#writer ??= new this.#library.ParquetWriter({
      writer: this.#library.fileWriter(this.#file.path),
      schema: schemaOf(this.#isClock),
      createdBy: 'runcast',
    }));
  }
}

function cellOf({ kind, of }: ParquetColumn, job: KeptJob): Cell {
  const value = of(job);
  if (kind !== 'time' || value === null) return value;
  return job.isClock ? BigInt(value) : Number(value) / SECOND;
}

/** Without it readers know the number and not that it is an instant: DuckDB and Polars would give a time of no zone. */
const UTC_MICROS = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } as const;

function schemaOf(isClock: boolean): SchemaElement[] {
  const columns = PARQUET_COLUMNS.map(({ name, kind }): SchemaElement => {
    if (kind === 'text') return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
    if (kind === 'span' || !isClock) return { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' };
    return { name, type: 'INT64', converted_type: 'TIMESTAMP_MICROS', logical_type: UTC_MICROS, repetition_type: 'OPTIONAL' };
  });
  return [{ name: 'jobs', num_children: columns.length }, ...columns];
}
