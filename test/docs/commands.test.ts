/**
 * The commands of the docs do what they say. A page is read from its top in a folder of its own, the README after its set-up command: each block of
 * shell that is marked runnable is played line by line, and every line must end with the exit code written behind it (0 where none is written).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../cli/process.js';

const root = path.resolve(import.meta.dirname, '../..');
const PAGES = [
  'README.md',
  'docs/reference/command-line.md',
  'docs/explanation/runner-versions.md',
  'docs/how-to/migrate-to-docker-autoscaler.md',
  'docs/how-to/compare-settings.md',
  'docs/how-to/sweep-settings.md',
  'docs/how-to/many-machines.md',
  'docs/how-to/headroom.md',
  'docs/how-to/what-if-on-history.md',
  'docs/how-to/advice.md',
  'docs/how-to/forecast-from-history.md',
];

interface Block {
  readonly page: string;
  readonly name: string;
  readonly lines: readonly string[];
}

/** Blocks that begin with the comment `<!-- runnable -->`. Lines that end in a backslash are joined. */
function blocks(page: string): Block[] {
  const text = readFileSync(path.join(root, page), 'utf8');
  return [...text.matchAll(/<!-- runnable -->\s*```sh\n([\s\S]*?)```/gu)].map(([, body], i) => ({
    page,
    name: `${page}, block ${i + 1}`,
    lines: body!
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#')),
  }));
}

/** Splits a line as a shell does, as far as the pages need it: words, single quotes, one redirection to a file, a comment. */
function parse(line: string): { readonly words: readonly string[]; readonly into: string | undefined; readonly exit: number } {
  const exit = Number(/#.*exit code (\d+)/u.exec(line)?.[1] ?? 0);
  const words: string[] = [];
  for (const [, quoted, plain] of line.replace(/\s#\s.*$/u, '').matchAll(/'([^']*)'|([^\s']+)/gu)) words.push(quoted ?? plain!);
  const at = words.indexOf('>');
  return { words: at < 0 ? words : words.slice(0, at), into: at < 0 ? undefined : words[at + 1], exit };
}

const all = PAGES.flatMap(blocks);
const folders = new Map<string, string>();

/** What a user has: the shipped scenarios, a config.toml and a job history of their own. */
function prepare(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-docs-'));
  cpSync(path.join(root, 'scenarios'), path.join(folder, 'scenarios'), { recursive: true });
  cpSync(path.join(root, 'scenarios/shared-runners.toml'), path.join(folder, 'config.toml'));
  cpSync(path.join(root, 'scenarios/sample-history.csv'), path.join(folder, 'history.csv'));
  return folder;
}

beforeAll(() => {
  ensureBuilt();
  for (const page of PAGES) folders.set(page, prepare());
});
afterAll(() => {
  for (const folder of folders.values()) rmSync(folder, { recursive: true, force: true });
});

function play(page: string, line: string): void {
  const folder = folders.get(page)!;
  const { words, into, exit } = parse(line);
  const redirect = into === undefined ? '' : ' > "$OUT"';
  const command = [process.execPath, path.join(root, 'dist/cli/main.js'), ...words.slice(2)];
  const env = { ...process.env, NO_COLOR: '1', ...(into === undefined ? {} : { OUT: into }) };
  const done = spawnSync('/bin/sh', ['-c', `"$@"${redirect}`, 'sh', ...command], { cwd: folder, encoding: 'utf8', env });
  expect(done.status, `${line}\n${done.stderr}`).toBe(exit);
  if (into !== undefined) expect(readFileSync(path.join(folder, into), 'utf8').length, line).toBeGreaterThan(100);
}

test('the README has runnable blocks, and each of their lines calls runcast', () => {
  expect(blocks('README.md').length).toBeGreaterThan(2);
  for (const { name, lines } of all) for (const line of lines) expect(line, name).toMatch(/^npx runcast /u);
});

test('the set-up command of the README, in the folder of its tour', () => {
  expect(readFileSync(path.join(root, 'README.md'), 'utf8')).toContain('npm ci && npm start');
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const run = /node dist\/cli\/main\.js (.*)$/u.exec(scripts['start'] ?? '')?.[1];
  expect(run, 'npm start ends with a call of runcast').toBeDefined();
  play('README.md', `npx runcast ${run}`);
});

test.each(all.map(({ name, page, lines }) => [name, page, lines] as const))('%s', (_, page, lines) => {
  for (const line of lines) play(page, line);
});
