import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { placeOf, refuseInputIn, refuseOwnInput } from '../../../../src/cli/output/own-inputs.js';

let folder = '';
const at = (...parts: string[]): string => path.join(folder, ...parts);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-own-'));
  mkdirSync(at('out'));
  writeFileSync(at('a'), 'a');
  writeFileSync(at('out', 'jobs.csv'), 'b');
  symlinkSync('a', at('link'));
  symlinkSync('circle', at('circle'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file is known by any of its names', () => {
  for (const out of [at('a'), at('link'), at('out', '..', 'a')]) {
    expect(() => refuseOwnInput(out, [at('none'), at('a')])).toThrow(`-o ${out} is a file that is read`);
  }
});

test('another file is none, nor what is not there, cannot be read, or is a folder', () => {
  for (const out of [undefined, at('out', 'jobs.csv'), at('none'), at('circle'), at('out'), 'x'.repeat(300)]) {
    expect(() => refuseOwnInput(out, [at('a'), at('circle'), at('none'), at('out'), '-'])).not.toThrow();
  }
});

test('of a folder only what would be replaced is refused', () => {
  writeFileSync(at('out', 'mine.csv'), 'c');
  expect(() => refuseInputIn(at('out'), [at('a'), at('out', 'mine.csv')])).not.toThrow();
  expect(() => refuseInputIn(at('out'), [at('a'), at('out', 'jobs.csv')])).toThrow('would replace');
  expect(() => refuseInputIn(undefined, [at('out', 'jobs.csv')])).not.toThrow();
});

test('the scenario of a folder that was written by runcast may be run into it again, and one that was not may not', () => {
  const scenario = at('out', 'scenario.yaml');
  writeFileSync(scenario, 's');
  expect(() => refuseInputIn(at('out'), [scenario])).toThrow('would replace');
  writeFileSync(at('out', '.runcast'), '');
  expect(() => refuseInputIn(at('out'), [scenario])).not.toThrow();
  expect(() => refuseInputIn(at('out'), [scenario, at('out', 'jobs.csv')])).toThrow('jobs.csv, which is read');
});

test('what a scenario names is seen from its folder, and from the working folder where it came by standard input', () => {
  expect(placeOf('a/s.yaml', 'c.toml')).toBe(path.join('a', 'c.toml'));
  expect(placeOf('a/s.yaml', '/c.toml')).toBe('/c.toml');
  expect(placeOf('-', 'c.toml')).toBe('c.toml');
});
