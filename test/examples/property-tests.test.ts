/** The example of property tests, as somebody who copied it would run it: one property holds, the other finds the outage that its README shows. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packedApp, type PackedApp } from '../support/packed.js';

const root = path.resolve(import.meta.dirname, '../..');
const EXAMPLE = path.join(root, 'examples/property-tests');
const VITEST = path.join(root, 'node_modules/vitest/vitest.mjs');
const { scripts, devDependencies } = JSON.parse(readFileSync(path.join(EXAMPLE, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const readme = readFileSync(path.join(EXAMPLE, 'README.md'), 'utf8');

let packed: PackedApp;
beforeAll(() => {
  packed = packedApp();
  cpSync(EXAMPLE, packed.app, { recursive: true });
});
afterAll(() => packed.remove());

/** Runs a script of the example and returns how it ended and what it said. */
function run(script: string): { readonly status: number | null; readonly said: string } {
  const words = scripts[script]!.split(' ');
  expect(words.shift()).toBe('vitest');
  // What this test was started with decides nothing there.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|FORCE_COLOR|NODE_OPTIONS|TEST$)/u.test(name)));
  const { status, stdout, stderr } = spawnSync(process.execPath, [VITEST, ...words], {
    cwd: packed.app,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1', CI: '1' },
  });
  return { status, said: `${stdout}\n${stderr}` };
}

test('npm test: the property holds', () => {
  const { status, said } = run('test');
  expect(status, said).toBe(0);
  expect(said).toContain('1 passed');
});

test('npm run find: the smallest outage that breaks the line is the one of the README', () => {
  const { status, said } = run('find');
  expect(status).toBe(1);
  const shown = /```text\n([\s\S]*?)```/u.exec(readme)?.[1];
  for (const line of shown!.trimEnd().split('\n')) expect(said).toContain(line);
  expect(shown).toContain('Counterexample: [cloud=gce gone at ');
  expect(shown).toContain('✗ queue_time p(95) < 10m: ');
});

test('its types are right', () => {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const args = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', 'zone.test.ts', 'cloud.test.ts', 'vitest.config.ts'];
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...args], { cwd: packed.app, encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

test('it is tested with the versions that it asks for', () => {
  const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  for (const name of ['fast-check', 'vitest']) expect(devDependencies[name]).toBe(own.devDependencies[name]);
});
