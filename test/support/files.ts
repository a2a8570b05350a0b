/** The TypeScript files of a folder of the repository, for the tests that read the source. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A file, named from the root with forward slashes. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Returns every TypeScript file below a folder, in the order of their names. */
export function filesUnder(folder: string): SourceFile[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(ROOT, name), 'utf8') }));
}
