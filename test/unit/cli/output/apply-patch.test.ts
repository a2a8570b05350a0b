/** Writing settings into files: beside a backup, and only where nothing has changed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, lstatSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyPatches, writableOf, type Writable } from '../../../../src/cli/output/apply-patch.js';
import type { FilePatch } from '../../../../src/scenario/patch/settings-patch.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-apply-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);

function written(name: string, text: string): Writable {
  writeFileSync(at(name), text);
  return { file: name, place: at(name), text };
}

function patch(file: string, before: string, after: string): FilePatch {
  return { file, kind: 'config', groups: ['srm'], before, after, diff: '' };
}

test('each file gets its own patch; one of which nothing changes stays', () => {
  const files = [written('a.toml', 'a = 1\n'), written('b.toml', 'b = 1\n')];
  const targets = writableOf([at('a.toml'), at('b.toml')], files);
  expect(applyPatches(targets, [patch('a.toml', 'a = 1\n', 'a = 2\n')])).toEqual([
    `written to ${at('a.toml')}; what it was is in ${at('a.toml')}.bak`,
    `${at('b.toml')} stays as it is: nothing in it changes`,
  ]);
  expect(readFileSync(at('a.toml'), 'utf8')).toBe('a = 2\n');
  expect(readFileSync(at('a.toml.bak'), 'utf8')).toBe('a = 1\n');
  expect(readdirSync(folder).sort()).toEqual(['a.toml', 'a.toml.bak', 'b.toml']);
});

test('a file that changes while the plan is made is not touched, and no other either', () => {
  const files = [written('a.toml', 'a = 1\n'), written('b.toml', 'b = 1\n')];
  const targets = writableOf([at('a.toml'), at('b.toml')], files);
  writeFileSync(at('b.toml'), 'b = 7\n');
  const patches = [patch('a.toml', 'a = 1\n', 'a = 2\n'), patch('b.toml', 'b = 1\n', 'b = 2\n')];
  expect(() => applyPatches(targets, patches)).toThrow(/it is no longer as b.toml was when it was read; nothing was written/u);
  expect(readFileSync(at('a.toml'), 'utf8')).toBe('a = 1\n');
  expect(readFileSync(at('b.toml'), 'utf8')).toBe('b = 7\n');
  expect(readdirSync(folder).sort()).toEqual(['a.toml', 'b.toml']);
});

test('one that has changed since it was read is refused at once; a copy elsewhere is taken', () => {
  const file = written('a.toml', 'a = 1\n');
  writeFileSync(at('a.toml'), 'a = 3\n');
  expect(() => writableOf([at('a.toml')], [file])).toThrow(/it is no longer as a.toml was/u);
  writeFileSync(at('host.toml'), 'a = 1\n');
  expect(writableOf([at('host.toml')], [file]).get(at('host.toml'))).toBe(file);
});

test('a link stays one', () => {
  const file = written('a.toml', 'a = 1\n');
  symlinkSync(at('a.toml'), at('link.toml'));
  applyPatches(writableOf([at('link.toml')], [file]), [patch('a.toml', 'a = 1\n', 'a = 2\n')]);
  expect(lstatSync(at('link.toml')).isSymbolicLink()).toBe(true);
  expect(readFileSync(at('a.toml'), 'utf8')).toBe('a = 2\n');
});
