/** A file of rows, written in large pieces as they come. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { RowBytes } from '../../report/run/row-bytes.js';

/** Bytes gathered before they are written. */
const PIECE = 1 << 18;

/**
 * Appends rows. Writing is synchronous: the engine hands out records from inside a slice that may be long (all jobs in the system at the end), and
 * only a write that takes them at once keeps memory flat whatever their number.
 */
export class RowFile {
  readonly #descriptor: number;
  readonly #rows = new RowBytes();

  constructor(file: string, header: string) {
    this.#descriptor = openSync(file, 'wx');
    this.add(`${header}\n`);
  }

  /** Appends a row, its line break included. */
  add(row: string): void {
    this.#rows.text(row);
    this.#rowDone();
  }

  /** Appends what `format` makes of a record. */
  addRecord<R>(format: (record: R, rows: RowBytes) => void, record: R): void {
    format(record, this.#rows);
    this.#rowDone();
  }

  /** Writes what is left and closes the file. */
  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #rowDone(): void {
    if (this.#rows.length >= PIECE) this.#flush();
  }

  #flush(): void {
    this.#rows.take((bytes) => {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
    });
  }
}
