/**
 * Pages of an API as they came, kept beside the answer until that is written: a line of JSON each, so that an import that was killed goes on where it
 * was. A line that was cut off is read as if it had never come.
 */
import { closeSync, createReadStream, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { JsonObject } from '../../history/sources/json-records.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';
import { cannotWrite } from '../output/write-whole.js';
import type { Query } from './api.js';

/** Jobs of a project, and what the page behind is asked with; `outside` of those on the page were not wanted. */
export interface JobsLine {
  readonly project: string;
  readonly jobs: readonly JsonObject[];
  readonly outside: number;
  readonly next: Query | null;
}

/** Projects whose jobs are wanted. */
export interface ProjectsLine {
  readonly projects: readonly string[];
  readonly next: Query | null;
}

/** A project of a list whose jobs may not be read. */
export interface RefusedLine {
  readonly refused: string;
  readonly status: number;
}

export type PageLine = JobsLine | ProjectsLine | RefusedLine;

/** Bytes that are looked at in one go for the last line end. */
const PIECE = 1 << 16;

export class PageFile {
  readonly #file: string;
  readonly #descriptor: number;
  #isOpen = true;
  /** Whether pages were in it when it was opened. */
  readonly isResumed: boolean;

  /** `wanted` is what is asked for: pages of anything else are not taken. A `CommandError` says why the file cannot be used. */
  constructor(file: string, wanted: JsonObject) {
    this.#file = file;
    const first = Buffer.from(`${JSON.stringify(wanted)}\n`);
    try {
      this.#descriptor = openSync(file, 'a+', 0o600);
    } catch (error) {
      throw cannotWrite(file, error);
    }
    const held = Buffer.alloc(first.length);
    const length = readSync(this.#descriptor, held, 0, first.length, 0);
    if (!first.subarray(0, length).equals(held.subarray(0, length))) {
      this.close();
      throw new CommandError(
        `${file} holds pages of another import that was cut off; repeat that one to go on with it, or remove the file`,
        EXIT_USAGE,
      );
    }
    this.isResumed = length === first.length;
    if (this.isResumed) cutTornLine(this.#descriptor);
    else {
      ftruncateSync(this.#descriptor, 0);
      this.#write(first);
    }
  }

  /** Appends a page. */
  add(line: PageLine): void {
    this.#write(Buffer.from(`${JSON.stringify(line)}\n`));
  }

  /** The pages, in the order in which they came. */
  async *lines(): AsyncGenerator<PageLine> {
    let isFirst = true;
    for await (const line of createInterface({ input: createReadStream(this.#file, 'utf8'), crlfDelay: Infinity })) {
      if (!isFirst) yield JSON.parse(line) as PageLine;
      isFirst = false;
    }
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }

  /** They are no longer needed. */
  remove(): void {
    this.close();
    rmSync(this.#file, { force: true });
  }

  #write(bytes: Buffer): void {
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
    } catch (error) {
      throw cannotWrite(this.#file, error);
    }
  }
}

/** Cuts off what stands behind the last line end, which was being written when its import was killed. */
function cutTornLine(descriptor: number): void {
  const piece = Buffer.alloc(PIECE);
  let end = fstatSync(descriptor).size;
  for (let found = -1; end > 0 && found === -1;) {
    const from = Math.max(0, end - PIECE);
    const length = readSync(descriptor, piece, 0, end - from, from);
    found = piece.subarray(0, length).lastIndexOf(0x0a);
    end = found === -1 ? from : from + found + 1;
  }
  ftruncateSync(descriptor, end);
}
