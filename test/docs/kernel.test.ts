/** The kernel's README: each example runs as written, as a user of the package would import it, and prints what stands below it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../cli/process.js';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'src/sim/README.md'), 'utf8');
const examples = [...page.matchAll(/^## (.+)\n\n```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/gmu)].map(([, name, code, output]) => ({
  name: name!,
  code: code!,
  output: output!,
}));

const folder = mkdtempSync(path.join(tmpdir(), 'runcast-kernel-'));
beforeAll(() => {
  ensureBuilt();
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(root, path.join(folder, 'node_modules/runcast'), 'dir');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every example has its output', () => {
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.length).toBe(page.split('```js\n').length - 1);
});

test.each(examples)('$name', ({ code, output }) => {
  const file = path.join(folder, 'example.mjs');
  writeFileSync(file, code);
  const { stdout, stderr } = spawnSync(process.execPath, ['--preserve-symlinks', file], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toBe(output);
});
