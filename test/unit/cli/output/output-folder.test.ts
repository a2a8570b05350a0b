/** The folder of `--out`: whole or not at all, whoever else writes there, whatever was killed before. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signWork } from '../../../../src/cli/output/left-overs.js';
import { OutputFolder } from '../../../../src/cli/output/output-folder.js';
import { thisOwner } from '../../../../src/cli/output/owner.js';
import { CommandError } from '../../../../src/cli/terminal.js';

let folder = '';
const at = (...parts: string[]): string => path.join(folder, ...parts);
const listing = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const DAY_MS = 24 * 3600 * 1000;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Fills a folder with one file and puts it in its place. */
function write(text: string, pid?: number): void {
  const made = new OutputFolder(at('out'), pid);
  writeFileSync(made.file('report.md'), text);
  made.commit();
}

/** Leaves what a killed run leaves; returns the work folder. */
function kill(pid: number, name = '.runcast-killed'): string {
  const work = at(name);
  mkdirSync(path.join(work, 'new'), { recursive: true });
  writeFileSync(path.join(work, 'new', 'jobs.csv'), 'half');
  const owner = thisOwner('out', pid);
  // Of a process that has ended already, the system does not tell any more when it was started.
  signWork(work, { ...owner, started: owner.started === '' ? '7' : owner.started });
  return work;
}

function age(work: string, byMs: number): void {
  const then = new Date(Date.now() - byMs);
  utimesSync(path.join(work, 'owner.json'), then, then);
}

/** A process of this machine that has ended, and is waited for, so that its pid is free. */
const endedPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('two runs with one pid and one target', () => {
  test('each writes its own, and the last to end is there, whole', () => {
    const [a, b] = [new OutputFolder(at('out'), 1), new OutputFolder(at('out'), 1)];
    writeFileSync(a.file('report.md'), 'a');
    writeFileSync(b.file('report.md'), 'b');
    writeFileSync(b.file('jobs.csv'), 'of b');
    b.commit();
    expect(listing()).toContain('out/jobs.csv');
    a.commit();
    expect(listing()).toEqual(['out', 'out/.runcast', 'out/report.md']);
    expect(readFileSync(at('out/report.md'), 'utf8')).toBe('a');
  });

  test('one that is given up takes nothing of the other with it', () => {
    const [a, b] = [new OutputFolder(at('deep/out'), 1), new OutputFolder(at('deep/out'), 1)];
    writeFileSync(b.file('report.md'), 'b');
    a.discard();
    b.commit();
    a.discard();
    expect(listing()).toEqual(['deep', 'deep/out', 'deep/out/.runcast', 'deep/out/report.md']);
  });

  test('begins while the other lives: nothing of it is cleaned', () => {
    const a = new OutputFolder(at('out'));
    writeFileSync(a.file('report.md'), 'a');
    write('b');
    a.commit();
    expect(readFileSync(at('out/report.md'), 'utf8')).toBe('a');
  });
});

describe.runIf(existsSync('/proc/self/ns/pid'))('what killed runs left (Linux tells which processes are gone)', () => {
  test('refuses no run, and is cleaned where its process is gone', () => {
    const work = kill(endedPid());
    write('next');
    expect(existsSync(work)).toBe(false);
    expect(listing()).toEqual(['out', 'out/.runcast', 'out/report.md']);
  });

  test('of a pid that another process has now is cleaned too', () => {
    const work = kill(process.pid);
    signWork(work, { ...thisOwner('out'), started: '1' });
    write('next');
    expect(existsSync(work)).toBe(false);
  });

  test('of a process that lives stays, however long it has been silent less than a day', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const work = kill(child.pid ?? 0);
    age(work, DAY_MS - 60_000);
    write('next');
    expect(existsSync(work)).toBe(true);
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    write('next');
    expect(existsSync(work)).toBe(false);
  });

  test.each([
    ['another machine', { host: `not-${hostname()}` }],
    ['another container', { pidSpace: 'pid:[1]' }],
    ['before the machine was started', { boot: 'another' }],
  ])('of %s stays for a day: its process may live', (_where, other) => {
    const work = kill(1);
    signWork(work, { ...thisOwner('out', endedPid()), started: '7', ...other });
    age(work, DAY_MS - 60_000);
    write('next');
    expect(existsSync(work)).toBe(true);
    age(work, DAY_MS + 60_000);
    write('next');
    expect(existsSync(work)).toBe(false);
  });

  test('while it had moved the old folder aside: that comes back, foreign files included', () => {
    const work = kill(endedPid());
    mkdirSync(path.join(work, 'old'));
    writeFileSync(path.join(work, 'old', '.runcast'), '');
    writeFileSync(path.join(work, 'old', 'report.md'), 'before');
    writeFileSync(path.join(work, 'new', 'notes.txt'), 'mine');
    const next = new OutputFolder(at('out'));
    expect(readFileSync(at('out/report.md'), 'utf8')).toBe('before');
    expect(readFileSync(at('out/notes.txt'), 'utf8')).toBe('mine');
    next.discard();
    expect(listing()).toEqual(['out', 'out/.runcast', 'out/notes.txt', 'out/report.md']);
  });
});

test('folders that only look like work folders stay', () => {
  mkdirSync(at('.runcast-abcdef'));
  mkdirSync(at('.runcast-ghijkl'));
  writeFileSync(at('.runcast-ghijkl/owner.json'), '{"pid": "1"}');
  write('next');
  expect(listing()).toEqual(expect.arrayContaining(['.runcast-abcdef', '.runcast-ghijkl/owner.json']));
});

test('a work folder names a folder beside it, never one elsewhere', () => {
  const work = kill(endedPid());
  signWork(work, { ...thisOwner('../../elsewhere', endedPid()), started: '1' });
  mkdirSync(path.join(work, 'old'));
  new OutputFolder(at('out')).discard();
  expect(existsSync(path.resolve(folder, '../../elsewhere'))).toBe(false);
});

describe('what is at the target', () => {
  test('an empty folder is accepted', () => {
    mkdirSync(at('out'));
    write('text');
    expect(listing()).toEqual(['out', 'out/.runcast', 'out/report.md']);
  });

  test('files of others in a folder of runcast stay, its own go', () => {
    const first = new OutputFolder(at('out'));
    writeFileSync(first.file('jobs.csv'), 'rows');
    first.commit();
    mkdirSync(at('out/notes/deep'), { recursive: true });
    writeFileSync(at('out/notes/deep/a.txt'), 'mine');
    writeFileSync(at('out/Makefile'), 'mine too');
    write('second');
    expect(listing()).toEqual([
      'out',
      'out/.runcast',
      'out/Makefile',
      'out/notes',
      'out/notes/deep',
      'out/notes/deep/a.txt',
      'out/report.md',
    ]);
    expect(readFileSync(at('out/notes/deep/a.txt'), 'utf8')).toBe('mine');
  });

  test('a folder with files of others and none of runcast is refused', () => {
    mkdirSync(at('out'));
    writeFileSync(at('out/thesis.txt'), 'mine');
    expect(() => new OutputFolder(at('out'))).toThrow('was not written by runcast');
    expect(listing()).toEqual(['out', 'out/thesis.txt']);
  });

  test('others may read what is written', () => {
    write('text');
    mkdirSync(at('usual'));
    expect(statSync(at('out')).mode).toBe(statSync(at('usual')).mode);
  });

  test('a commit that cannot be leaves what was there', () => {
    write('before');
    writeFileSync(at('out/notes.txt'), 'mine');
    const made = new OutputFolder(at('out'));
    rmSync(made.workPath, { recursive: true });
    expect(() => made.commit()).toThrow(CommandError);
    made.discard();
    expect(listing()).toEqual(['out', 'out/.runcast', 'out/notes.txt', 'out/report.md']);
  });
});
