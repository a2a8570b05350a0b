/** The zone and the language of the machine are not part of a scenario: the same bytes come out wherever it runs. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'dist/cli/main.js');

const ENVIRONMENTS = [
  { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' },
  { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  { TZ: 'America/St_Johns', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
];

function run(args: readonly string[], environment: Readonly<Record<string, string>>): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

describe('same seed, same bytes, in every time zone and language', () => {
  // What is built is what is run here; without a build there is nothing to run.
  test.skipIf(!existsSync(MAIN)).each([
    ['run', 'scenarios/shared-runners.yaml', '--set', 'horizon=9h', '--set', 'warmup=1h', '--replications', '1', '--json=full'],
    ['run', 'scenarios/idle-pool.yaml', '--set', 'horizon=6h', '--replications', '2'],
    ['validate', 'scenarios/reuse.yaml'],
  ])('%s %s', (...args) => {
    const [first, ...others] = ENVIRONMENTS.map((environment) => run(args, environment));
    expect(first!.length).toBeGreaterThan(20);
    for (const other of others) expect(other).toBe(first);
  });
});
