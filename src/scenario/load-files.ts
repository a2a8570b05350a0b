/** The node side of loading: files on disk, standard input, the hash of a scenario. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ReadFile } from './normalise/context.js';

/** What the scenario is called in messages when it comes from standard input. */
export const STDIN_NAME = 'stdin';

/** Returns the text of a file, or undefined where it cannot be read. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Returns what to say of a folder that is given in the place of a file: which file of it is perhaps meant. Undefined where it is no folder. */
export function folderAdvice(file: string, command: string, meant: string): string | undefined {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const inside = path.join(file, meant);
  return existsSync(inside)
    ? `this is a folder; runcast ${command} ${inside} takes the file in it`
    : 'this is a folder; name the file in it';
}

/** Returns a reader of files relative to `folder`; each file is read once, so that what is checked and what is run are the same text. */
export function filesOf(folder: string): ReadFile {
  const texts = new Map<string, string | undefined>();
  return (file) => {
    const full = path.resolve(folder, file);
    if (!texts.has(full)) texts.set(full, readText(full));
    return texts.get(full);
  };
}

/** Returns the SHA-256 of a text in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
