/** A run is claimed by one process at a time, and a claim does not outlive its process by long. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { thisOwner } from '../../../../src/cli/output/owner.js';
import { Claims } from '../../../../src/cli/store/claims.js';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-claims-'));
  file = path.join(folder, 'x.claim');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function ago(seconds: number): void {
  const then = new Date(Date.now() - seconds * 1000);
  utimesSync(file, then, then);
}

test('a claim is for one, until it is given up', () => {
  const [one, other] = [new Claims(), new Claims()];
  expect([one.take(file), one.take(file), other.take(file)]).toEqual([true, true, false]);
  // What one never had, it cannot give up.
  other.release(file);
  expect(other.take(file)).toBe(false);
  one.release(file);
  expect(other.take(file)).toBe(true);
  other.releaseAll();
  expect(existsSync(file)).toBe(false);
});

test('a claim of a process that is gone is taken over at once', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, JSON.stringify({ ...thisOwner(''), pid }));
  expect(new Claims().take(file)).toBe(true);
});

test('a claim of another machine stands while it is touched, and is taken over after a silence', () => {
  writeFileSync(file, JSON.stringify({ ...thisOwner(''), host: 'elsewhere', boot: 'another' }));
  expect(new Claims().take(file)).toBe(false);
  ago(10);
  expect(new Claims().take(file)).toBe(false);
  ago(30);
  expect(new Claims().take(file)).toBe(true);
});

test('a claim that is broken stands no longer than a silence', () => {
  writeFileSync(file, '{"pid":');
  expect(new Claims().take(file)).toBe(false);
  ago(30);
  expect(new Claims().take(file)).toBe(true);
});

test('where no claim can be written, none is needed', () => {
  expect(new Claims().take(path.join(folder, 'missing', 'x.claim'))).toBe(true);
});
