/** The reference of the scenario file says what the schema says. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { scenarioJsonSchema } from '../../src/scenario/schema.js';
import { REMOVAL_REASONS } from '../../src/record/machine.js';
import { JOB_COLUMNS, MACHINE_COLUMNS, PIPELINE_COLUMNS, TIMELINE_COLUMNS } from '../../src/report/run/csv.js';
import { PROJECT_COLUMNS } from '../../src/report/run/project-rows.js';
import { TRACE_COLUMNS } from '../../src/trace/columns.js';
import { COMMANDS } from '../../src/cli/commands/index.js';
import * as exitCodes from '../../src/cli/exit-codes.js';

const root = path.resolve(import.meta.dirname, '../..');
const page = (name: string): string => readFileSync(path.join(root, 'docs/reference', name), 'utf8');

/** The first cells of the table below a heading, without their backquotes. */
function firstCells(text: string, heading: string): string[] {
  const after = text.split(`\n${heading}\n`)[1]?.split(/\n#+ /u)[0] ?? '';
  const rows = after.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) => (line.split('|')[1] ?? '').trim().replaceAll('`', ''));
}

describe('docs/reference', () => {
  test('scenario.md is what the schema makes (npm run build && node scripts/write-reference.mjs writes it)', async () => {
    const script = (await import(pathToFileURL(path.join(root, 'scripts/write-reference.mjs')).href)) as {
      scenarioReference(schema: Record<string, unknown>): string;
    };
    expect(page('scenario.md')).toBe(script.scenarioReference(scenarioJsonSchema()));
  });

  test('scenario.md has a row for keys of every depth', () => {
    const text = page('scenario.md');
    for (const key of ['horizon', 'clouds.<name>.zones.<name>.quota.machines', 'replicas[].zone', 'mixture[].weight', 'lognormal.p95']) {
      expect(text).toMatch(new RegExp(`^\\| \`[^\`]*${key.replace(/[.[\]]/gu, '\\$&')}\` \\|`, 'mu'));
    }
  });

  test.each([
    ['## jobs.csv', JOB_COLUMNS],
    ['## pipelines.csv', PIPELINE_COLUMNS],
    ['## machines.csv', MACHINE_COLUMNS],
    ['## timeline.csv', TIMELINE_COLUMNS],
    ['## projects.csv', PROJECT_COLUMNS],
  ])('files.md %s names the columns in their order', (heading, columns) => {
    expect(firstCells(page('files.md'), heading)).toEqual(columns.split(','));
  });

  test('files.md says what every reason of a removal means', () => {
    expect(firstCells(page('files.md'), '### Why a machine was removed')).toEqual(REMOVAL_REASONS.filter((reason) => reason !== 'none'));
  });

  test('files.md names every column of a job history', () => {
    const named = firstCells(page('files.md'), '## Job histories').flatMap((cell) => cell.split(', '));
    expect([...named].sort()).toEqual([...TRACE_COLUMNS].sort());
  });

  test('command-line.md has every command, names every option, and has no option that is none of its command', () => {
    const text = page('command-line.md');
    const named = (of: string): string[] => [...of.matchAll(/(?<![\w-])--([a-z]+(?:-[a-z]+)*)/gu)].map(([, name]) => name!);
    for (const { name, options } of COMMANDS) {
      expect(text).toContain(`| \`runcast ${name}`);
      const known = Object.entries(options).flatMap(([key, { alias = [] }]) => [key, ...[alias].flat()]);
      const all = new Set(named(text));
      expect(Object.keys(options).filter((key) => !all.has(key) && !all.has(`no-${key}`))).toEqual([]);
      const own = firstCells(text, `## Options of ${name}`).flatMap(named);
      expect(own.filter((key) => !known.includes(key) && !known.includes(key.replace(/^no-/u, '')) && key !== 'debug')).toEqual([]);
    }
    for (const of of ['run', 'compare', 'sweep', 'plan', 'import', 'fit', 'backtest', 'outage', 'headroom'])
      expect(firstCells(text, `## Options of ${of}`).length).toBeGreaterThan(3);
  });

  test('command-line.md says of what there are schemas', () => {
    const [, list = ''] = /^\| `runcast schema \[(.*?)\]`/mu.exec(page('command-line.md')) ?? [];
    const there = readdirSync(path.join(root, 'schema')).map((file) => file.replace('.schema.json', ''));
    expect(list.split('\\|').sort()).toEqual(there.sort());
  });

  test('errors.md has every exit code once', () => {
    const told = firstCells(page('errors.md'), '## Exit codes').map(Number);
    expect(told).toEqual(Object.values(exitCodes).sort((a, b) => a - b));
  });
});
