/** The version of runcast, read from its package. */
import { readFileSync } from 'node:fs';

/** Returns the version. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
