import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Changes that outlast the file that makes them. A spy is none: test/support/setup.ts takes it off after each test. */
const LASTING =
  /\bvi\.(mock|doMock|useFakeTimers|stubEnv|stubGlobal)\(|\bprocess\.(chdir|umask)\(|\bprocess\.env(\.\w+|\[[^\]]*\]) \??=[^=]|\bdelete process\.env\b/;

const root = import.meta.dirname;
const files = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .map((name) => `test/${name}`)
  .filter((name) => name.endsWith('.test.ts'));
const alone = new Set(files.filter((name) => LASTING.test(readFileSync(path.join(root, name), 'utf8'))));

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: ['test/support/setup.ts'],
    // As many processes as there are processors: by default one of them is left to a main process that does little.
    maxWorkers: '100%',
    // Named one by one, for an `exclude` here would hide that of the command line.
    projects: [
      // Loading the source anew for each file would take longer than most files do.
      { extends: true, test: { name: 'together', isolate: false, include: files.filter((name) => !alone.has(name)) } },
      { extends: true, test: { name: 'alone', isolate: true, include: [...alone] } },
    ],
  },
});
