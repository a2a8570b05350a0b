/** Writes settings into the files of a user: whole or not at all, beside a backup, and only into what was planned for. */
import { constants, copyFileSync, existsSync, realpathSync, statSync } from 'node:fs';
import { readInput } from '../../scenario/load-files.js';
import type { FilePatch } from '../../scenario/patch/settings-patch.js';
import { diskReason } from './disk.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';
import { rewriteWhole, writeExit } from './write-whole.js';

/** A file that settings may be written into: how it was when it was read. */
export interface Writable {
  /** As the scenario names it. */
  readonly file: string;
  /** Where it is, seen from the working folder. */
  readonly place: string;
  readonly text: string;
}

/** Returns the file that each name of `--apply` means; a `CommandError` says which of them is none of those planned for, or has changed since. */
export function writableOf(names: readonly string[], files: readonly Writable[]): ReadonlyMap<string, Writable> {
  const found = new Map<string, Writable>();
  for (const name of names) {
    const now = readInput(name);
    if ('problem' in now) throw refuse(`--apply ${name}: cannot read this file (${now.problem}); expected ${listed(files)}`);
    // A file is told by where it is, and a copy elsewhere, such as that of the host, by what is in it.
    const meant = files.find(({ place }) => isSame(place, name)) ?? files.find(({ text }) => text === now.text);
    if (meant === undefined) {
      throw refuse(`--apply ${name}: this is not a file that the plan is for, nor a copy of one as it was read; expected ${listed(files)}`);
    }
    if (now.text !== meant.text) throw changed(name, meant);
    found.set(name, meant);
  }
  return found;
}

/** Writes each patch into the file that `--apply` named for it and returns what was done, a line each. A file that has changed meanwhile is not touched. */
export function applyPatches(targets: ReadonlyMap<string, Writable>, patches: readonly FilePatch[]): string[] {
  const todo = [...targets].map(([name, target]) => {
    const now = readInput(name);
    if ('problem' in now || now.text !== target.text) throw changed(name, target);
    return { name, patch: patches.find(({ file }) => file === target.file) };
  });
  return todo.map(({ name, patch }) => {
    if (patch === undefined) return `${name} stays as it is: nothing in it changes`;
    const backup = backedUp(name);
    rewriteWhole(name, patch.after);
    return `written to ${name}; what it was is in ${backup}`;
  });
}

/** Copies a file to a name beside it that is free and returns that. */
function backedUp(name: string): string {
  for (let nth = 0; ; nth++) {
    const backup = nth === 0 ? `${name}.bak` : `${name}.bak.${nth}`;
    try {
      if (existsSync(backup)) continue;
      copyFileSync(name, backup, constants.COPYFILE_EXCL);
      return backup;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      throw new CommandError(
        `--apply ${name}: cannot write the backup ${backup} (${diskReason(error)}); nothing was changed`,
        writeExit(error),
      );
    }
  }
}

function isSame(place: string, name: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isFile() === true && realpathSync(place) === realpathSync(name);
}

function changed(name: string, { file }: Writable): CommandError {
  return refuse(`--apply ${name}: it is no longer as ${file} was when it was read; nothing was written; run the plan again`);
}

function listed(files: readonly Writable[]): string {
  return files.map(({ place }) => place).join(' or ') || 'a file of the scenario';
}

function refuse(message: string): CommandError {
  return new CommandError(message, EXIT_USAGE);
}
