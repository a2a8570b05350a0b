/** The library as it is installed: every export of src/index.ts is documented with an example that runs as written, from a packed copy, and prints what it says. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as library from '../../src/index.js';
import { ensureBuilt } from '../cli/process.js';

const root = path.resolve(import.meta.dirname, '../..');
const text = readFileSync(path.join(root, 'src/index.ts'), 'utf8');
/** A comment with the exports that it is about. */
const groups = [...text.matchAll(/^\/\*\*\n((?: \*.*\n)+?) \*\/\n((?:export .*\n)+)/gmu)].map(([, comment, exports]) => ({
  words: comment!.replaceAll(/^ \* ?/gmu, ''),
  exports: exports!,
  names: [...exports!.matchAll(/^export \{ (.*) \} from/gmu)].flatMap(([, list]) =>
    list!.split(', ').filter((name) => !name.startsWith('type ')),
  ),
}));
const examples = groups.map(({ words, names }) => ({
  name: names.join(', '),
  names,
  code: /@example\n```js\n([\s\S]*?)```/u.exec(words)?.[1] ?? '',
}));

const readme = [...readFileSync(path.join(root, 'README.md'), 'utf8').matchAll(/^```js\n([\s\S]*?)```/gmu)].map(([, code]) => ({
  name: 'README.md',
  code: code!,
}));

const folder = mkdtempSync(path.join(tmpdir(), 'runcast-library-'));
const installed = path.join(folder, 'app/node_modules/runcast');
beforeAll(() => {
  ensureBuilt();
  mkdirSync(installed, { recursive: true });
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root });
  const [packed] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', path.join(folder, packed!), '--strip-components=1', '-C', installed]);
  // What it depends on lies above it, as npm puts it.
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the list of exports', () => {
  test('is whole: every export stands below a comment', () => {
    const statements = text.match(/^export .*$/gmu)!;
    expect(groups.flatMap(({ exports }) => exports.trimEnd().split('\n'))).toEqual(statements);
    expect(groups.flatMap(({ names }) => names).sort()).toEqual(Object.keys(library).sort());
  });

  test.each(examples)('$name: each is imported by the example', ({ code, names }) => {
    const imported = /^import \{ (.*) \} from 'runcast';$/mu.exec(code)?.[1]?.split(', ') ?? [];
    expect(imported).toEqual(expect.arrayContaining(names));
    for (const name of names) expect(code.split(new RegExp(`\\b${name}\\b`, 'u')).length, name).toBeGreaterThan(2);
  });
});

test.each([...examples, ...readme])('$name: the example runs', ({ code }) => {
  const expected = [...code.matchAll(/^\s*\/\/ > (.*)$/gmu)].map(([, line]) => `${line!}\n`).join('');
  expect(expected).not.toBe('');
  const file = path.join(folder, 'app/example.mjs');
  writeFileSync(file, code);
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', cwd: installed });
  expect(stderr).toBe('');
  expect(stdout).toBe(expected);
});
