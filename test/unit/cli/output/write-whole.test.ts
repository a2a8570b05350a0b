import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cannotWrite, refuseUnwritable } from '../../../../src/cli/output/write-whole.js';

let folder = '';
const at = (...parts: string[]): string => path.join(folder, ...parts);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('whether a file can be written', () => {
  test('is found out without a trace, also of one that is there, a link, and none', () => {
    writeFileSync(at('there'), 'as it was');
    symlinkSync('there', at('link'));
    for (const file of [undefined, at('new'), at('there'), at('link')]) refuseUnwritable(file);
    expect(readdirSync(folder).sort()).toEqual(['link', 'there']);
    expect(readFileSync(at('there'), 'utf8')).toBe('as it was');
  });

  test('is told where it cannot', () => {
    symlinkSync('circle', at('circle'));
    expect(() => refuseUnwritable(at('none', 'a'))).toThrow(
      `cannot write ${at('none', 'a')} (there is no such file or folder); name another with -o; nothing was run`,
    );
    expect(() => refuseUnwritable(folder)).toThrow('(it is a folder)');
    expect(() => refuseUnwritable(at('circle'))).toThrow('(its links go in a circle)');
  });

  test.runIf(spawnSync('mkfifo', ['--version']).status === 0)('is not waited for where it is a pipe', () => {
    spawnSync('mkfifo', [at('pipe')]);
    refuseUnwritable(at('pipe'));
  });

  test.runIf(existsSync('/dev/full'))('of a device is whether it opens', () => {
    refuseUnwritable('/dev/full');
  });
});

test.each([
  ['ENOSPC', 1, 'cannot write a (the disk is full); make room, or name another with -o'],
  ['EACCES', 2, 'cannot write a (permission denied); name another with -o'],
])('what the disk is to blame for is no wrong use: %s', (code, exitCode, message) => {
  const error = Object.assign(new Error(code), { code, syscall: 'write' });
  expect(cannotWrite('a', error)).toMatchObject({ exitCode, message });
});
