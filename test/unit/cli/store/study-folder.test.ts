/** A folder of kept runs: what is in it is not played again, and whatever is wrong with it is said and loses nothing. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RUN_FORMAT_VERSION } from '../../../../src/cli/store/run-file.js';
import { StudyFolder } from '../../../../src/cli/store/study-folder.js';
import type { Method } from '../../../../src/study/method/method.js';
import { runStudyInPool } from '../../../../src/study/pool/pool.js';
import { runStudySync } from '../../../../src/study/runner.js';
import type { Studied } from '../../../../src/study/study.js';
import { pointsOf, smallStudy } from '../../../support/small-study.js';

let method: Method<Studied>;
let expected = '';
beforeAll(async () => {
  method = await smallStudy();
  expected = JSON.stringify(runStudySync(method).study);
});

let root = '';
const at = (...parts: readonly string[]): string => path.join(root, ...parts);
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'runcast-study-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const runs = (): string[] => readdirSync(at('s', 'runs')).sort();

/** Plays the study with the folder `s` and returns the result with what the folder said. */
async function played(of: Method<Studied> = method, runcast = '1.0.0') {
  const said: string[] = [];
  const store = new StudyFolder(at('s'), { runcast, warn: (text) => said.push(text) });
  const { study } = await runStudyInPool(of, { workers: 1, store, breathe: () => Promise.resolve() });
  store.close();
  return { text: JSON.stringify(study), found: store.found, kept: store.kept, said };
}

describe('a study with a folder', () => {
  test('keeps its runs, and finds them again', async () => {
    expect(await played()).toEqual({ text: expected, found: 0, kept: 2, said: [] });
    expect(runs()).toHaveLength(2);
    expect(await played()).toEqual({ text: expected, found: 2, kept: 0, said: [] });
  });

  test('plays only what is new: more replications, another seed of one, another setting', async () => {
    await played();
    expect(await played(await smallStudy([], 3))).toMatchObject({ found: 2, kept: 1 });
    expect(await played(await smallStudy(['IdleCount=9'], 3))).toMatchObject({ found: 0, kept: 3 });
    expect(await played()).toMatchObject({ text: expected, found: 2, kept: 0 });
  });

  test('does not take the runs of another version', async () => {
    await played();
    expect(await played(method, '1.0.1')).toMatchObject({ text: expected, found: 0, kept: 2 });
  });

  test.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length - 9), /is damaged \(it is not what was written\); the run is played again$/u],
    ['empty', () => Buffer.alloc(0), /is damaged \(it has no first line\)/u],
    ['another', () => Buffer.from('{"format":"x"}\n'), /is damaged \(its first line is not that of a run\)/u],
  ])('says that a file is damaged (%s), plays that run again and keeps it', async (_, change, message) => {
    await played();
    const file = at('s', 'runs', runs()[0]!);
    const whole = readFileSync(file);
    writeFileSync(file, change(whole));
    const { said, ...rest } = await played();
    expect(rest).toEqual({ text: expected, found: 1, kept: 1 });
    expect(said).toEqual([expect.stringMatching(message) as string]);
    expect(readFileSync(file).equals(whole)).toBe(true);
  });

  test('says once how many runs are of another form, plays them again and keeps them', async () => {
    await played();
    const whole = runs().map((name) => readFileSync(at('s', 'runs', name)));
    for (const name of runs()) writeFileSync(at('s', 'runs', name), '{"format":"runcast run","version":1}\n…');
    expect(await played()).toEqual({
      text: expected,
      found: 0,
      kept: 2,
      said: [`the folder ${at('s')} has 2 runs in another form than this runcast reads (${RUN_FORMAT_VERSION}): played again`],
    });
    expect(runs().map((name) => readFileSync(at('s', 'runs', name)))).toEqual(whole);
    expect(await played()).toEqual({ text: expected, found: 2, kept: 0, said: [] });
  });

  test('goes on without keeping where no more can be written, and says so once', async () => {
    const said: string[] = [];
    const store = new StudyFolder(at('s'), { runcast: '1', warn: (text) => said.push(text) });
    // A file in the place of the folder: whoever may do everything can still not write there.
    rmSync(at('s', 'runs'), { recursive: true });
    writeFileSync(at('s', 'runs'), '');
    const { study } = await runStudyInPool(method, { workers: 1, store, breathe: () => Promise.resolve() });
    expect(JSON.stringify(study)).toBe(expected);
    expect(said.filter((text) => text.startsWith('cannot keep'))).toEqual([
      `cannot keep runs in ${at('s')} (a part of the path is no folder); the study goes on, and keeps no more of them`,
    ]);
  });

  test('leaves nothing but the study and its runs', async () => {
    await played();
    expect(readdirSync(at('s')).sort()).toEqual(['runs', 'study.json']);
    expect(runs().every((name) => /^[\da-f]{64}\.run$/u.test(name))).toBe(true);
  });

  test('removes what a killed process had begun to write long ago, and leaves what is being written', async () => {
    await played();
    const then = new Date(Date.now() - 3600_000);
    for (const name of ['.fresh-old', '.fresh-now']) writeFileSync(at('s', 'runs', name), '');
    utimesSync(at('s', 'runs', '.fresh-old'), then, then);
    await played();
    expect(runs().filter((name) => name.startsWith('.'))).toEqual(['.fresh-now']);
  });
});

describe('a folder is refused', () => {
  const opened = (): StudyFolder => new StudyFolder(at('s'), { runcast: '1', warn: () => undefined });

  test.each([
    ['that holds something else', { 'notes.txt': 'mine' }, /exists and holds no study; name another with --study, or a new one$/u],
    ['whose study.json is something else', { 'study.json': '{"name":"x"}' }, /holds no study/u],
    ['whose study.json is no JSON', { 'study.json': '{' }, /holds no study/u],
    [
      'of another form',
      { 'study.json': '{"format":"runcast study","version":9}' },
      /has form 9, and this runcast reads form 1; name another folder with --study$/u,
    ],
  ])('%s', (_, files, message) => {
    mkdirSync(at('s'));
    for (const [name, text] of Object.entries(files)) writeFileSync(at('s', name), text);
    expect(opened).toThrow(message);
    expect(readdirSync(at('s'))).toEqual(Object.keys(files));
  });

  test('that is a file', () => {
    writeFileSync(at('s'), 'text');
    expect(opened).toThrow(/^cannot use the folder .* \(.*\); name another with --study$/u);
  });

  test.skipIf(process.getuid?.() === 0)('that may not be written', () => {
    mkdirSync(at('s'));
    chmodSync(at('s'), 0o500);
    expect(opened).toThrow(/permission denied/u);
  });
});

test('two in one folder share the runs, and both end with the same result', async () => {
  const said: string[] = [];
  const stores = [1, 2].map(() => new StudyFolder(at('s'), { runcast: '1', warn: (text) => said.push(text) }));
  const long = await smallStudy([], 6);
  const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const [one, other] = await Promise.all(stores.map((store) => runStudyInPool(long, { workers: 1, store, breathe })));
  expect(JSON.stringify(one!.study)).toBe(JSON.stringify(runStudySync(long).study));
  expect(JSON.stringify(other!.study)).toBe(JSON.stringify(one!.study));
  // None was played twice.
  expect(stores.map(({ kept }) => kept).reduce((a, b) => a + b)).toBe(6);
  expect(pointsOf(long)).toHaveLength(6);
  expect(said).toEqual([]);
});
