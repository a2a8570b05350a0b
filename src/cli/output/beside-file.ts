/** A file that is written beside its place and renamed in the end: whole or not at all, whatever its size. */
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cannotWrite, replacedBy } from './write-whole.js';

export class BesideFile {
  readonly #place: string | undefined;
  /** The file that it replaces; undefined: a pipe or a device, or no place at all. */
  readonly #replaced: string | undefined;
  /** Where it is written until then. */
  readonly path: string;

  /** `place` is the file it is to be; undefined: it is read again and thrown away. */
  constructor(place: string | undefined) {
    this.#place = place;
    this.#replaced = place === undefined ? undefined : this.trying(() => replacedBy(place));
    const folder = this.#replaced === undefined ? tmpdir() : path.dirname(this.#replaced);
    this.path = path.join(folder, `.runcast-${randomUUID()}`);
  }

  /** Returns what is done, once it is; a `CommandError` says why it cannot be written. */
  trying<R>(write: () => R): R {
    try {
      return write();
    } catch (error) {
      throw cannotWrite(this.#place ?? this.path, error);
    }
  }

  /** It gets its place: as in `writeWhole`, a link stays one, and a pipe or a device is written as it is. */
  keep(): void {
    this.trying(() => {
      if (this.#replaced === undefined) writeFileSync(this.#place!, readFileSync(this.path));
      else renameSync(this.path, this.#replaced);
    });
  }

  /** Nothing is left of it but what was kept. */
  discard(): void {
    rmSync(this.path, { force: true });
  }
}
