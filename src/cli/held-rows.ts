/** Rows of one file, kept beside its place until all have come: written whole or not at all, whatever their number. */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { diskReason } from './disk.js';
import { EXIT_USAGE } from './exit-codes.js';
import { CommandError } from './terminal.js';

/** Characters gathered before they are written. */
const PIECE = 1 << 18;

/** `place` is the file they are to be; undefined: they are asked for as text. */
export class HeldRows {
  readonly #place: string | undefined;
  readonly #beside: string;
  #descriptor: number | undefined;
  #held: string[] = [];
  #size = 0;

  constructor(place: string | undefined) {
    this.#place = place;
    this.#beside = path.join(place === undefined ? tmpdir() : path.dirname(place), `.runcast-${randomUUID()}`);
  }

  add(row: string): void {
    this.#held.push(row);
    this.#size += row.length;
    if (this.#size >= PIECE) this.#flush();
  }

  /** They get their place. */
  keep(): void {
    this.#flush();
    closeSync(this.#descriptor!);
    this.#descriptor = undefined;
    if (statSync(this.#place!, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new CommandError(`cannot write ${this.#place!}: it is a folder`, EXIT_USAGE);
    renameSync(this.#beside, this.#place!);
  }

  text(): string {
    this.#flush();
    return readFileSync(this.#beside, 'utf8');
  }

  /** Nothing is left of them but what was kept. */
  discard(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    rmSync(this.#beside, { force: true });
  }

  #flush(): void {
    try {
      this.#descriptor ??= openSync(this.#beside, 'wx');
      const bytes = Buffer.from(this.#held.join(''));
      for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
    } catch (error) {
      throw new CommandError(`cannot write ${this.#place ?? this.#beside} (${diskReason(error)}); name another with -o`, EXIT_USAGE);
    }
    this.#held = [];
    this.#size = 0;
  }
}
