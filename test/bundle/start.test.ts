/** What every call of the command loads before it knows what it is to do: no schema, no parser, no charts, which took twice the time of a start. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/files.js';

/** Returns the packages that a built file imports at once, by itself or through files beside it. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?:[^"\n]* from )?"(?<name>[^"]+)"/gmu)) {
    if (name!.startsWith('.')) for (const further of packagesOf(path.join(path.dirname(file), name!), seen)) packages.add(further);
    else if (!name!.startsWith('node:')) packages.add(name!);
  }
  return packages;
}

test('the command loads its parser of arguments and clocks, and no more', () => {
  expect([...packagesOf(path.join(ROOT, 'dist/cli/main.js'))].sort()).toEqual(['temporal-polyfill', 'yargs']);
});
