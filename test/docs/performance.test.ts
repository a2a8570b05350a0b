/** The page on performance says what was measured: the newest entry of the bench's history. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/files.js';

interface Entry {
  readonly commit: string;
  readonly machine: string;
  readonly figures: Readonly<Record<string, number>>;
}

test('its table has the figures of the newest entry, and names its commit and machine', () => {
  const history = JSON.parse(readFileSync(path.join(ROOT, 'bench/results.json'), 'utf8')) as Entry[];
  const { commit, machine, figures } = history.at(-1)!;
  const page = readFileSync(path.join(ROOT, 'docs/explanation/performance.md'), 'utf8');
  expect(page).toContain(`Commit \`${commit}\``);
  expect(page.replace(/\s+/gu, ' ')).toContain(machine);
  const rows = [...page.matchAll(/^\| (?<what>[^|]+?) +\| `(?<figure>[\w.]+)` +\| (?<value>[\d,.]+) /gmu)].map(({ groups }) => groups!);
  expect(rows.length).toBeGreaterThan(10);
  const told = rows.map(({ figure, value }) => [figure, Number(value!.replaceAll(',', ''))]);
  expect(told).toEqual(rows.map(({ figure }) => [figure, figures[figure!]]));
});
