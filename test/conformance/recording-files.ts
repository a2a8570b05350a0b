/** Where recordings lie. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Returns the files meant by a path: itself, or the *.json of a folder and of the folders inside it, in code-point order. Throws where there is no such path. */
export function recordingFiles(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => path.join(place, name));
}
