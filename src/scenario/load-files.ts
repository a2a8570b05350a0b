/** The node side of loading: files on disk, standard input, the hash of a scenario. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
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
