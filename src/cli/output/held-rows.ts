/** Rows of one file, kept beside its place until all have come: written whole or not at all, whatever their number. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { BesideFile } from './beside-file.js';

/** Characters gathered before they are written. */
const PIECE = 1 << 18;

export class HeldRows {
  readonly #file: BesideFile;
  #descriptor: number | undefined;
  #held: string[] = [];
  #size = 0;

  /** `place` is the file they are to be; undefined: they are asked for as text. */
  constructor(place: string | undefined) {
    this.#file = new BesideFile(place);
  }

  /** Appends a row, its line break included. A `CommandError` says why it cannot be written, as in `keep`. */
  add(row: string): void {
    this.#held.push(row);
    this.#size += row.length;
    if (this.#size >= PIECE) this.#flush();
  }

  /** They get their place. */
  keep(): void {
    this.#flush();
    this.#close();
    this.#file.keep();
  }

  /** Returns all of them. */
  text(): string {
    this.#flush();
    return readFileSync(this.#file.path, 'utf8');
  }

  /** Nothing is left of them but what was kept. */
  discard(): void {
    this.#close();
    this.#file.discard();
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #flush(): void {
    this.#file.trying(() => {
      this.#descriptor ??= openSync(this.#file.path, 'wx');
      const bytes = Buffer.from(this.#held.join(''));
      for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
    });
    this.#held = [];
    this.#size = 0;
  }
}
