/** Who plays a run of a study: processes that share one do not play the same run twice while each sees that the other lives. */
import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { diskCode } from '../output/disk.js';
import { isGone, ownerIn, thisOwner, type Owner } from '../output/owner.js';

/** How often a claim is touched, and the silence after which one of another machine is left over. */
const TOUCH_MS = 3_000;
const LONGEST_SILENCE_MS = 20_000;

/**
 * The claims of one process: files that are there only while a run is played. They save work and decide nothing: where two play the same run all the same, both
 * come to the same outcome.
 */
export class Claims {
  readonly #me: Owner;
  readonly #mine = new Set<string>();
  #touching: NodeJS.Timeout | undefined;

  /** `pid` is another than the process's own in tests. */
  constructor(pid = process.pid) {
    this.#me = thisOwner('', pid);
  }

  /** Claims a run by its file; false where a process that may live has it. A claim of one that is gone is taken over. */
  take(file: string): boolean {
    if (this.#mine.has(file)) return true;
    try {
      if (this.#make(file)) return true;
      if (this.#isHeld(file)) return false;
      rmSync(file, { force: true });
      return this.#make(file);
    } catch (error) {
      // Where no claim can be made, none is needed: what matters is whether the run itself can be kept.
      if (diskCode(error) === undefined) throw error;
      return true;
    }
  }

  /** Gives a claim up. */
  release(file: string): void {
    if (!this.#mine.delete(file)) return;
    rmSync(file, { force: true });
    if (this.#mine.size === 0) clearInterval(this.#touching);
  }

  /** Gives all claims up. */
  releaseAll(): void {
    for (const file of this.#mine) this.release(file);
  }

  #make(file: string): boolean {
    let descriptor: number;
    try {
      descriptor = openSync(file, 'wx');
    } catch (error) {
      if (diskCode(error) === 'EEXIST') return false;
      throw error;
    }
    try {
      writeSync(descriptor, `${JSON.stringify(this.#me)}\n`);
    } finally {
      closeSync(descriptor);
    }
    if (this.#mine.size === 0) this.#touching = setInterval(() => this.#touch(), TOUCH_MS).unref();
    this.#mine.add(file);
    return true;
  }

  /** Whether the process that made a claim may live: it is not provably gone, and not silent for long by the clock of the file system. */
  #isHeld(file: string): boolean {
    const entry = statSync(file, { throwIfNoEntry: false });
    if (entry === undefined) return false;
    const owner = ownerIn(readFileSync(file, 'utf8'));
    // One that is empty or broken is being written, or was when its process was killed.
    if (owner !== undefined && isGone(owner, this.#me)) return false;
    return Date.now() - entry.mtimeMs < LONGEST_SILENCE_MS;
  }

  #touch(): void {
    const now = new Date();
    for (const file of this.#mine) {
      try {
        utimesSync(file, now, now);
      } catch {
        // Somebody took it over or removed it; the run is played all the same.
      }
    }
  }
}
