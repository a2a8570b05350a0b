/**
 * The scenarios that ship, as a user runs them: each is sound, runs, meets its thresholds, and gives the fingerprints that are pinned in
 * fingerprints.csv, a row a replication. After a change that is meant to move them, `npm run golden` writes the file anew.
 */
import path from 'node:path';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commandLine } from '../../src/cli/command-line.js';
import { EXIT_OK } from '../../src/cli/exit-codes.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { studyResultSchema } from '../../src/study/study-result.js';

const SCENARIOS = path.resolve(import.meta.dirname, '../../scenarios');
const NAMES = ['', 'incidents/']
  .flatMap((folder) => readdirSync(path.join(SCENARIOS, folder)).map((file) => folder + file))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  .sort();
const SEED = 1;

interface Typed {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in a terminal that keeps what is written. */
async function type(...argv: readonly string[]): Promise<Typed> {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    out: (text) => {
      out += text;
      return Promise.resolve();
    },
    err: (text) => {
      err += text;
    },
    readInput: () => Promise.resolve(''),
    env: {},
    isOutTty: false,
    isErrTty: false,
    breathe: () => Promise.resolve(),
    onInterrupt: () => () => undefined,
  };
  const exit = await commandLine(argv, terminal);
  return { exit, out, err };
}

describe('the scenarios that ship', () => {
  const rows = new Map<string, readonly string[]>();

  test('are those of which the user was told', () => {
    expect(NAMES).toEqual(expect.arrayContaining(['idle-pool', 'mmc', 'reuse', 'shared-runners']));
  });

  test.each(NAMES)('%s is sound, runs, and meets its thresholds', async (name) => {
    const file = path.join(SCENARIOS, `${name}.yaml`);
    const checked = await type('validate', file);
    expect(checked).toMatchObject({ exit: EXIT_OK });
    const ran = await type('run', file, '--json=full', '--seed', String(SEED), '--strict-verdict');
    expect(ran.exit, ran.err).toBe(EXIT_OK);
    const study = studyResultSchema.parse(JSON.parse(ran.out));
    expect(study.thresholds.length).toBeGreaterThan(0);
    expect(study.verdict).toBe('pass');
    expect(study.runs.length).toBeGreaterThan(0);
    rows.set(
      name,
      study.runs.map(({ replication, fingerprint, events }) => `${name},${SEED},${replication},${fingerprint},${events}\n`),
    );
  });

  test('give the fingerprints that are pinned', async () => {
    expect([...rows.keys()]).toEqual(NAMES);
    const text = `scenario,seed,replication,fingerprint,events\n${[...rows.values()].flat().join('')}`;
    await expect(text).toMatchFileSnapshot('fingerprints.csv');
  });
});
