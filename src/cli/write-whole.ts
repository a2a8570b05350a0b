/** Writes one file of an answer: whole or not at all. */
import { randomUUID } from 'node:crypto';
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { diskReason } from './disk.js';
import { EXIT_USAGE } from './exit-codes.js';
import { CommandError } from './terminal.js';

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

/** Returns what is said where a file cannot be written. */
export function cannotWrite(file: string, error: unknown): CommandError {
  return new CommandError(`cannot write ${file} (${diskReason(error)}); name another with -o`, EXIT_USAGE);
}

function replaceFile(file: string, text: string, mode: number | undefined): void {
  const beside = path.join(path.dirname(file), `.runcast-${randomUUID()}`);
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
