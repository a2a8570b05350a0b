/** The library as it is installed: every export is documented in src/library, each function with an example that runs as written, from a packed copy, and prints what it says. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as library from '../../src/index.js';
import { packedApp, type PackedApp } from '../support/packed.js';

const root = path.resolve(import.meta.dirname, '../..');
const SOURCE = path.join(root, 'src/library');
const texts = readdirSync(SOURCE)
  .sort()
  .map((file) => readFileSync(path.join(SOURCE, file), 'utf8'));

/** An export with the comment that stands above it. */
const exported = texts.flatMap((text) =>
  [...text.matchAll(/^\/\*\*(?: (.*) \*\/\n|\n((?: \*.*\n)+?) \*\/\n)export (type )?\{ (\w+) \} from '.*';$/gmu)].map(
    ([statement, line, block, type, name]) => ({
      statement: statement.split('\n').at(-1)!,
      words: line ?? block!.replaceAll(/^ \* ?/gmu, ''),
      isType: type !== undefined,
      name: name!,
    }),
  ),
);
const examples = exported
  .filter(({ isType }) => !isType)
  .map(({ name, words }) => ({ name, code: /@example\n```js\n([\s\S]*?)```/u.exec(words)?.[1] ?? '' }));

const readme = [...readFileSync(path.join(root, 'README.md'), 'utf8').matchAll(/^```js\n([\s\S]*?)```/gmu)].map(([, code]) => ({
  name: 'README.md',
  code: code!,
}));

const pages = ['docs/how-to/use-as-a-library.md'].flatMap((page) => {
  const text = readFileSync(path.join(root, page), 'utf8');
  return [...text.matchAll(/^```js\n([\s\S]*?)```/gmu)].map(([, code], i) => ({ name: `${page}, block ${i + 1}`, code: code! }));
});

let packed: PackedApp;
beforeAll(() => {
  packed = packedApp();
});
afterAll(() => packed.remove());

describe('the list of exports', () => {
  test('is whole: each stands alone below its own comment', () => {
    const statements = texts.flatMap((text) => text.match(/^export .*$/gmu)!);
    expect(exported.map(({ statement }) => statement)).toEqual(statements);
    expect(examples.map(({ name }) => name).sort()).toEqual(Object.keys(library).sort());
    const names = exported.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test('the entry hands on every part, and nothing else', () => {
    const entry = readFileSync(path.join(root, 'src/index.ts'), 'utf8');
    const parts = [...entry.matchAll(/^export \* from '\.\/library\/(.*)\.js';$/gmu)].map(([, part]) => `${part!}.ts`);
    expect(parts.sort()).toEqual(readdirSync(SOURCE).sort());
    expect(entry.match(/^export /gmu)).toHaveLength(parts.length);
  });

  test('says of each what it is, in a sentence', () => {
    expect(exported.filter(({ words }) => !/^[A-Z][^@]*[a-z`)][.:]/u.test(words)).map(({ name }) => name)).toEqual([]);
    // A comment that is carried over from another says nothing.
    const said = exported.map(({ words }) => words);
    expect(said.filter((words, i) => said.indexOf(words) !== i)).toEqual([]);
  });

  test.each(examples)('$name: is imported and used by its example', ({ name, code }) => {
    const imported = /^import \{ (.*) \} from 'runcast';$/mu.exec(code)?.[1]?.split(', ') ?? [];
    expect(imported).toContain(name);
    for (const own of imported) expect(code.split(new RegExp(`\\b${own}\\b`, 'u')).length, own).toBeGreaterThan(2);
  });
});

test.each([...examples, ...readme, ...pages])('$name: the example runs', ({ code }) => {
  const expected = [...code.matchAll(/^\s*\/\/ > (.*)$/gmu)].map(([, line]) => `${line!}\n`).join('');
  expect(expected).not.toBe('');
  const file = path.join(packed.app, 'example.mjs');
  writeFileSync(file, code);
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', cwd: packed.installed });
  expect(stderr).toBe('');
  expect(stdout).toBe(expected);
});
