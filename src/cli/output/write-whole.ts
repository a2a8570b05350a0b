/** Writes one file of an answer: whole or not at all. */
import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, constants, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { diskCode, diskReason } from './disk.js';
import { EXIT_UNEXPECTED, EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

/**
 * Writes the file beside its place and renames it: whole or not at all. A pipe or a device is written as it is, and a link stays one. A
 * `CommandError` says why it cannot be written.
 */
export function writeWhole(file: string, text: string): void {
  writeAs(file, text, undefined);
}

/** Writes a file that is there anew, as `writeWhole` does, with the permissions that it has. */
export function rewriteWhole(file: string, text: string): void {
  writeAs(file, text, statSync(file, { throwIfNoEntry: false })?.mode);
}

function writeAs(file: string, text: string, mode: number | undefined): void {
  try {
    const replaced = replacedBy(file);
    if (replaced === undefined) writeFileSync(file, text);
    else replaceFile(replaced, text, mode);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** Returns the file that is replaced where `file` is written: it, or what it links to. Undefined: a pipe, a device or a folder, which cannot be replaced. */
export function replacedBy(file: string): string | undefined {
  const entry = statSync(file, { throwIfNoEntry: false });
  if (entry === undefined) return file;
  return entry.isFile() ? realpathSync(file) : undefined;
}

/**
 * Finds out whether a file can be written as `writeWhole` does, so that nothing is played in vain; a `CommandError` says why it cannot. What is there
 * stays as it is.
 */
export function refuseUnwritable(file: string | undefined): void {
  if (file === undefined) return;
  try {
    const replaced = replacedBy(file);
    if (replaced !== undefined) {
      const beside = besideOf(replaced);
      closeSync(openSync(beside, 'wx'));
      rmSync(beside);
    } else if (!statSync(file).isFIFO()) {
      // To open a pipe is to wait for whoever reads it.
      closeSync(openSync(file, constants.O_WRONLY));
    }
  } catch (error) {
    throw new CommandError(`${whyNot(file, error)}; nothing was run`, EXIT_USAGE);
  }
}

/** What the file is not to blame for: another name would not help, or only elsewhere. */
const OF_THE_DISK: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO']);

/** Returns what is said where a file cannot be written. */
export function cannotWrite(file: string, error: unknown): CommandError {
  return new CommandError(whyNot(file, error), writeExit(error));
}

/** Returns the exit code where something could not be written. */
export function writeExit(error: unknown): number {
  return OF_THE_DISK.has(diskCode(error)) ? EXIT_UNEXPECTED : EXIT_USAGE;
}

function whyNot(file: string, error: unknown): string {
  return `cannot write ${file} (${diskReason(error)}); ${OF_THE_DISK.has(diskCode(error)) ? 'make room, or ' : ''}name another with -o`;
}

function besideOf(file: string): string {
  return path.join(path.dirname(file), `.runcast-${randomUUID()}`);
}

function replaceFile(file: string, text: string, mode: number | undefined): void {
  const beside = besideOf(file);
  try {
    // Nobody may read in between what they may not read in the end: a config.toml holds tokens.
    writeFileSync(beside, text, { flag: 'wx', ...(mode === undefined ? {} : { mode: mode & 0o600 }) });
    if (mode !== undefined) chmodSync(beside, mode & 0o7777);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
