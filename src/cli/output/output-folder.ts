/** The folder of `--out`: written beside and renamed at the end, so that it is there whole or not at all. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { diskCode, diskReason, missingFolders } from './disk.js';
import { EXIT_UNEXPECTED, EXIT_USAGE } from '../exit-codes.js';
import { FRESH, moveForeign, putBack, removeLeftOvers, removeWork, REPLACED, signWork, WORK_PREFIX } from './left-overs.js';
import { MARKER, type OutputFile } from './output-files.js';
import { thisOwner, type Owner } from './owner.js';
import { CommandError } from '../terminal.js';

const MARKER_TEXT = 'This folder was written by runcast, which replaces its files when it is named by --out again.\n';
/** How often a run says that it still fills its work folder. */
const SIGN_OF_LIFE_MS = 10 * 60 * 1000;
/** Other runs with the same target that may end while this one does. */
const MOST_RIVALS = 100;

/** A folder that is being filled. */
export class OutputFolder {
  /** A folder beside the target that only this object made and removes. Its name is drawn: the pid is not unique among containers. */
  readonly workPath: string;
  readonly #target: string;
  readonly #asNamed: string;
  /** The topmost parent that did not exist before. */
  readonly #madeParent: string | undefined;
  readonly #signsOfLife: NodeJS.Timeout;
  #isOpen = true;

  /**
   * Makes the work folder, and tries out what `commit` will do. A `CommandError` with exit code 2 says why the target cannot be written. `pid` is another
   * than the process's own in tests.
   */
  constructor(target: string, pid = process.pid) {
    this.#asNamed = target;
    this.#target = path.resolve(target);
    refuseForeign(this.#target, target);
    const parent = path.dirname(this.#target);
    let made: string | undefined;
    let work: string | undefined;
    try {
      for (const folder of missingFolders(parent)) {
        mkdirSync(folder);
        made ??= folder;
      }
      work = mkdtempSync(path.join(parent, WORK_PREFIX));
      const [me, mine] = [thisOwner(path.basename(this.#target), pid), work];
      signWork(mine, me);
      removeLeftOvers(mine, me);
      // `mkdtemp` makes folders that nobody else may read; the one that stays gets the usual permissions.
      mkdirSync(path.join(work, FRESH));
      writeFileSync(path.join(work, FRESH, MARKER), MARKER_TEXT);
      tryOut(work, this.#target);
      this.#signsOfLife = setInterval(() => stillHere(mine, me), SIGN_OF_LIFE_MS).unref();
    } catch (error) {
      if (work !== undefined) removeWork(work, this.#target);
      removeMade(made, parent);
      throw unwritable(target, error);
    }
    this.workPath = work;
    this.#madeParent = made;
  }

  /** Returns the path of a file in the making. */
  file(name: OutputFile): string {
    return path.join(this.workPath, FRESH, name);
  }

  /** Puts the folder in its place; what runcast wrote there before is gone, what others put there stays. */
  commit(): void {
    const [fresh, replaced] = [path.join(this.workPath, FRESH), path.join(this.workPath, REPLACED)];
    for (let rivals = 0; ; rivals++) {
      try {
        if (existsSync(this.#target)) {
          // What an earlier turn moved aside has nothing foreign any more.
          rmSync(replaced, { recursive: true, force: true });
          renameSync(this.#target, replaced);
          moveForeign(replaced, fresh);
        }
        renameSync(fresh, this.#target);
        break;
      } catch (error) {
        const isRival = ['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(diskCode(error) ?? '') && existsSync(fresh);
        if (isRival && rivals < MOST_RIVALS) continue;
        putBack(this.workPath, this.#target);
        throw new CommandError(
          `cannot put the folder ${this.#asNamed} in its place (${diskReason(error)}); nothing there was changed`,
          EXIT_UNEXPECTED,
        );
      }
    }
    this.#close();
  }

  /** Removes everything; nothing happens after `commit`. */
  discard(): void {
    if (!this.#isOpen) return;
    this.#close();
    removeMade(this.#madeParent, path.dirname(this.#target));
  }

  #close(): void {
    this.#isOpen = false;
    clearInterval(this.#signsOfLife);
    removeWork(this.workPath, this.#target);
  }
}

/** Does what the end of the run will do and takes it back, so that a mount point, or a folder that may not be renamed, is found before the run. */
function tryOut(work: string, target: string): void {
  const [fresh, replaced] = [path.join(work, FRESH), path.join(work, REPLACED)];
  renameSync(fresh, `${fresh}-`);
  renameSync(`${fresh}-`, fresh);
  if (!existsSync(target)) return;
  try {
    renameSync(target, replaced);
  } catch (error) {
    // Another run that ends at this moment has it in its hands.
    if (diskCode(error) === 'ENOENT') return;
    throw error;
  }
  try {
    moveForeign(replaced, fresh);
  } finally {
    putBack(work, target);
  }
}

function stillHere(work: string, me: Owner): void {
  try {
    signWork(work, me);
  } catch {
    // Where it cannot be written, nothing else can: the run itself will say so.
  }
}

/** Refuses a target that exists, is not empty and is not of runcast's making. */
function refuseForeign(target: string, asNamed: string): void {
  let entry;
  try {
    entry = lstatSync(target, { throwIfNoEntry: false });
  } catch (error) {
    throw unwritable(asNamed, error);
  }
  if (entry === undefined) return;
  const refuse = (what: string): CommandError => new CommandError(`${what}; name another with --out, or remove it`, EXIT_USAGE);
  if (!entry.isDirectory()) throw refuse(`${asNamed} exists and is no folder`);
  let isOurs: boolean;
  try {
    isOurs = existsSync(path.join(target, MARKER)) || readdirSync(target).length === 0;
  } catch (error) {
    throw unwritable(asNamed, error);
  }
  if (!isOurs) throw refuse(`the folder ${asNamed} exists and was not written by runcast`);
  if (process.cwd().startsWith(realpathSync(target) + path.sep) || process.cwd() === realpathSync(target)) {
    throw new CommandError(`the folder ${asNamed} is where you are working; leave it before it is replaced`, EXIT_USAGE);
  }
}

/** Removes the empty folders that were made between `top` and `bottom`. */
function removeMade(top: string | undefined, bottom: string): void {
  if (top === undefined) return;
  for (let folder = bottom; folder.startsWith(top); folder = path.dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      // Someone else has put something there meanwhile; it is theirs.
      return;
    }
  }
}

function unwritable(asNamed: string, error: unknown): CommandError {
  const advice = ['EBUSY', 'EXDEV'].includes(diskCode(error) ?? '')
    ? `name a folder in it, such as ${path.join(asNamed, 'out')},`
    : 'name another';
  return new CommandError(`cannot write the folder ${asNamed} (${diskReason(error)}); ${advice} with --out`, EXIT_USAGE);
}
