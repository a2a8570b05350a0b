/** What the pages say, so that a test that makes a figure can hold the page that tells it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './files.js';

/** Returns those of the texts that a page under `docs/` does not say; a break of a line is a blank. */
export function unsaid(page: string, ...texts: readonly string[]): string[] {
  const said = readFileSync(path.join(ROOT, 'docs', page), 'utf8').replace(/\s+/gu, ' ');
  return texts.filter((text) => !said.includes(text));
}
