/** Rows of one file, kept beside its place until all have come: written whole or not at all, whatever their number. */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cannotWrite, replacedBy } from './write-whole.js';

/** Characters gathered before they are written. */
const PIECE = 1 << 18;

export class HeldRows {
  readonly #place: string | undefined;
  /** The file that they replace; undefined: a pipe or a device, or they are asked for as text. */
  readonly #replaced: string | undefined;
  readonly #beside: string;
  #descriptor: number | undefined;
  #held: string[] = [];
  #size = 0;

  /** `place` is the file they are to be; undefined: they are asked for as text. */
  constructor(place: string | undefined) {
    this.#place = place;
    this.#replaced = place === undefined ? undefined : replacedBy(place);
    const folder = this.#replaced === undefined ? tmpdir() : path.dirname(this.#replaced);
    this.#beside = path.join(folder, `.runcast-${randomUUID()}`);
  }

  /** Appends a row, its line break included. A `CommandError` says why it cannot be written, as in `keep`. */
  add(row: string): void {
    this.#held.push(row);
    this.#size += row.length;
    if (this.#size >= PIECE) this.#flush();
  }

  /** They get their place: as in `writeWhole`, a link stays one, and a pipe or a device is written as it is. */
  keep(): void {
    this.#flush();
    this.#close();
    try {
      if (this.#replaced === undefined) writeFileSync(this.#place!, readFileSync(this.#beside));
      else renameSync(this.#beside, this.#replaced);
    } catch (error) {
      throw cannotWrite(this.#place!, error);
    }
  }

  /** Returns all of them. */
  text(): string {
    this.#flush();
    return readFileSync(this.#beside, 'utf8');
  }

  /** Nothing is left of them but what was kept. */
  discard(): void {
    this.#close();
    rmSync(this.#beside, { force: true });
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #flush(): void {
    try {
      this.#descriptor ??= openSync(this.#beside, 'wx');
      const bytes = Buffer.from(this.#held.join(''));
      for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
    } catch (error) {
      throw cannotWrite(this.#place ?? this.#beside, error);
    }
    this.#held = [];
    this.#size = 0;
  }
}
