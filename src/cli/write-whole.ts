/** Writes one file of an answer: whole or not at all. */
import { randomUUID } from 'node:crypto';
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { diskReason } from './disk.js';
import { EXIT_USAGE } from './exit-codes.js';
import { CommandError } from './terminal.js';

/**
 * Writes the file beside its place and renames it: whole or not at all. A pipe or a device is written as it is, and a link stays one. A
 * `CommandError` says why it cannot be written.
 */
export function writeWhole(file: string, text: string): void {
  try {
    const replaced = replacedBy(file);
    if (replaced === undefined) writeFileSync(file, text);
    else replaceFile(replaced, text);
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

function replaceFile(file: string, text: string): void {
  const beside = path.join(path.dirname(file), `.runcast-${randomUUID()}`);
  try {
    writeFileSync(beside, text, { flag: 'wx' });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
