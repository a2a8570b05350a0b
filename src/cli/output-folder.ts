/** The folder of `--out`: written beside and renamed at the end, so that it is there whole or not at all. */
import { existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EXIT_USAGE } from './exit-codes.js';
import { CommandError } from './terminal.js';

/** The file by which a folder is known to be of runcast's making, and so may be replaced. */
export const MARKER = '.runcast';
const MARKER_TEXT = 'This folder was written by runcast, which replaces it when it is named by --out again.\n';

/** A folder that is being filled. */
export class OutputFolder {
  /** Where files go until `commit`. */
  readonly workPath: string;
  private readonly target: string;
  /** The topmost parent that did not exist before. */
  private readonly madeParent: string | undefined;
  private isOpen = true;

  /** Makes the work folder. A `CommandError` with exit code 2 says why the target cannot be written. */
  constructor(target: string) {
    this.target = path.resolve(target);
    refuseForeign(this.target, target);
    const parent = path.dirname(this.target);
    this.workPath = path.join(parent, `.${path.basename(this.target)}.partial-${process.pid}`);
    let made: string | undefined;
    try {
      for (const folder of missingFolders(parent)) {
        mkdirSync(folder);
        made ??= folder;
      }
      mkdirSync(this.workPath);
      writeFileSync(path.join(this.workPath, MARKER), MARKER_TEXT);
    } catch (error) {
      rmSync(this.workPath, { recursive: true, force: true });
      removeMade(made, parent);
      throw unwritable(target, error);
    }
    this.madeParent = made;
  }

  /** Returns the path of a file in the making. */
  file(name: string): string {
    return path.join(this.workPath, name);
  }

  /** Puts the folder in its place; what runcast wrote there before is gone. */
  commit(): void {
    const old = path.join(path.dirname(this.target), `.${path.basename(this.target)}.old-${process.pid}`);
    const isReplaced = existsSync(this.target);
    if (isReplaced) renameSync(this.target, old);
    try {
      renameSync(this.workPath, this.target);
    } catch (error) {
      if (isReplaced) renameSync(old, this.target);
      throw error;
    }
    this.isOpen = false;
    if (isReplaced) rmSync(old, { recursive: true, force: true });
  }

  /** Removes everything; nothing happens after `commit`. */
  discard(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    rmSync(this.workPath, { recursive: true, force: true });
    removeMade(this.madeParent, path.dirname(this.target));
  }
}

/** Refuses a target that exists and is not of runcast's making. */
function refuseForeign(target: string, asNamed: string): void {
  let entry;
  try {
    entry = lstatSync(target, { throwIfNoEntry: false });
  } catch (error) {
    throw unwritable(asNamed, error);
  }
  if (entry === undefined) return;
  if (!entry.isDirectory()) {
    throw new CommandError(`${asNamed} exists and is no folder; name another with --out, or remove it`, EXIT_USAGE);
  }
  if (!existsSync(path.join(target, MARKER))) {
    throw new CommandError(
      `the folder ${asNamed} exists and was not written by runcast; name another with --out, or remove it`,
      EXIT_USAGE,
    );
  }
  if (process.cwd().startsWith(realpathSync(target) + path.sep) || process.cwd() === realpathSync(target)) {
    throw new CommandError(`the folder ${asNamed} is where you are working; leave it before it is replaced`, EXIT_USAGE);
  }
}

/** The folders that must be made for `folder` to be there, the topmost first. (Making them in one call never returns under /proc on Node 20.) */
function missingFolders(folder: string): string[] {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at); at = path.dirname(at)) missing.unshift(at);
  return missing;
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
  return new CommandError(`cannot write the folder ${asNamed} (${reasonOf(error)}); name another with --out`, EXIT_USAGE);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ENOENT: 'nothing can be made there',
    ENOTDIR: 'a part of the path is no folder',
    EEXIST: 'a part of the path is no folder, or another run writes there',
    ENAMETOOLONG: 'the name is too long',
  };
  return known[code] ?? (code === '' ? String(error) : code);
}
