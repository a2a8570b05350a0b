/** Files on disk: paths are relative to the file that names them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario } from '../../../src/scenario/open.js';
import { FILES, SCENARIO } from '../../support/scenario-files.js';

const folder = mkdtempSync(path.join(tmpdir(), 'runcast-open-'));
beforeAll(() => {
  mkdirSync(path.join(folder, 'sub'));
  writeFileSync(path.join(folder, 'sub', 's.yaml'), SCENARIO);
  for (const [file, text] of Object.entries(FILES)) writeFileSync(path.join(folder, 'sub', file), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a scenario is opened with its files, and on standard input gives the same', async () => {
  const file = await openScenario(path.join(folder, 'sub', 's.yaml'));
  const stdin = await openScenario('-', { stdin: () => Promise.resolve(SCENARIO), folder: path.join(folder, 'sub') });
  if ('issues' in file || 'issues' in stdin) throw new Error('refused');
  expect(file.hash).toMatch(/^[0-9a-f]{64}$/u);
  expect(stdin.hash).toBe(file.hash);
  expect(file.fleet.workloads.length).toBe(2);
});

test('a file that is not there is told', async () => {
  expect(await openScenario(path.join(folder, 'none.yaml'))).toMatchObject({
    issues: [
      {
        severity: 'error',
        message: expect.stringMatching(/cannot read this file .there is no such file.; expected a scenario in YAML/u) as unknown,
      },
    ],
  });
});
