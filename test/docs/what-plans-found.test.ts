/** What the page of plans says of a small scenario is what its command prints: every number of the section stands in the answer. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inProcess } from '../support/in-process.js';
import { ROOT } from '../support/files.js';

/** Answers that take seconds; those of the other sections take minutes. */
const PLAYED = [
  'npx runcast plan scenarios/idle-pool.yaml',
  'npx runcast plan scenarios/idle-pool.yaml --set horizon=6h',
  "npx runcast plan scenarios/reuse.yaml --vary IdleCount=0..10 --vary IdleTime=10m,20m,30m,60m --threshold 'start_delay p(95) < 2m'",
];

/** What follows each command, up to the next command or section. */
function sections(): ReadonlyMap<string, string> {
  const text = readFileSync(path.join(ROOT, 'docs/explanation/what-plans-found.md'), 'utf8');
  return new Map([...text.matchAll(/```sh\n(.+)\n```\n([\s\S]*?)(?=```sh|\n## |$)/gu)].map(([, command, words]) => [command!, words!]));
}

/** Numbers with the unit behind them, and what stands between marks of code, which is the scenario's own, left out. */
function quantities(words: string): string[] {
  return [...words.replaceAll(/`[^`]*`/gu, '').matchAll(/\d[\d.,]*(?: (?:%|min(?: \d+)?|s|USD|runs|settings|jobs))?(?=[^\w%]|$)/gu)].map(
    ([own]) => own.replace(/[.,]$/u, ''),
  );
}

test.each(PLAYED)(
  '%s',
  async (command) => {
    const words = sections().get(command);
    expect(words).toBeDefined();
    const argv = [...command.matchAll(/'([^']*)'|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain!).slice(2);
    const { out, exit } = await inProcess(
      argv.map((word) => (word.startsWith('scenarios/') ? path.join(ROOT, word) : word)).concat('--quiet'),
    );
    expect(exit).toBe(0);
    const said = quantities(words!);
    expect(said.length).toBeGreaterThan(5);
    // A threshold says `10s`.
    const answer = out.replaceAll(/(\d)s\b/gu, '$1 s').replaceAll(/\s+/gu, ' ');
    const isThere = (own: string): boolean => new RegExp(`(?<![\\d.,])${own.replaceAll('.', '\\.')}(?!\\d)`, 'u').test(answer);
    expect(said.filter((own) => !isThere(own))).toEqual([]);
  },
  120_000,
);
