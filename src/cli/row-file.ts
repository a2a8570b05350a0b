/** A file of rows, written in large pieces as they come. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** Characters gathered before they are written. */
const PIECE = 1 << 18;

/**
 * Appends rows. Writing is synchronous: the engine hands out records from inside a slice that may be long (all jobs in the system at the end), and
 * only a write that takes them at once keeps memory flat whatever their number.
 */
export class RowFile {
  private readonly descriptor: number;
  private text = '';

  constructor(file: string, header: string) {
    this.descriptor = openSync(file, 'wx');
    this.text = `${header}\n`;
  }

  /** Appends a row, its line break included. */
  add(row: string): void {
    this.text += row;
    if (this.text.length >= PIECE) this.flush();
  }

  /** Writes what is left and closes the file. */
  close(): void {
    this.flush();
    closeSync(this.descriptor);
  }

  private flush(): void {
    const bytes = Buffer.from(this.text, 'utf8');
    this.text = '';
    for (let done = 0; done < bytes.length;) done += writeSync(this.descriptor, bytes, done);
  }
}
