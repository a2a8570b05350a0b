/** `runcast report` of what other commands printed with --json: the same screen and the same page as they draw themselves. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, ROOT } from './studies.js';

const POOL = path.join(ROOT, 'scenarios/idle-pool.yaml');
const SHORT = ['--set', 'horizon=2h'];
const COMMANDS = {
  compare: ['compare', POOL, '--set', 'IdleCount=12', '--set-all', 'horizon=2h', '--replications', '3'],
  sweep: ['sweep', POOL, '--vary', 'IdleCount=8,12', ...SHORT, '--replications', '2'],
  plan: ['plan', POOL, '--vary', 'IdleCount=8..12:4', ...SHORT, '--most', '20'],
  headroom: ['headroom', POOL, ...SHORT, '--replications', '2'],
} as const;
type Name = keyof typeof COMMANDS;
const NAMES = Object.keys(COMMANDS) as Name[];

const folder = mkdtempSync(path.join(tmpdir(), 'runcast-saved-answers-'));
const at = (name: string): string => path.join(folder, name);
const printed = new Map<Name, string>();

beforeAll(async () => {
  for (const name of NAMES) {
    const { out } = await command([...COMMANDS[name], '-q', '--json']);
    writeFileSync(at(`${name}.json`), out);
    printed.set(name, (await command([...COMMANDS[name], '-q'])).out);
  }
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a saved answer', () => {
  test.each(NAMES)('of %s is the screen that the command prints', async (name) => {
    const { exit, out, err } = await command(['report', at(`${name}.json`)]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toBe(printed.get(name));
  });

  test.each(NAMES)('of %s is Markdown', async (name) => {
    const { exit, out } = await command(['report', at(`${name}.json`), '-o', '-', '--format', 'markdown']);
    expect(exit).toBe(0);
    expect(out).toMatch(/^# /u);
  });

  test.each(['compare', 'sweep', 'plan'] as const)('of %s is a page', async (name) => {
    const { exit, err } = await command(['report', at(`${name}.json`), '-o', at(`${name}.html`), '-q']);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    const page = readFileSync(at(`${name}.html`), 'utf8');
    expect(page).toMatch(/^<!doctype html>/u);
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/u);
  });

  test('of a comparison: its page has every figure of the screen', async () => {
    await command(['report', at('compare.json'), '-o', at('compare.html'), '-q']);
    const page = readFileSync(at('compare.html'), 'utf8').replaceAll(/<[^>]+>/gu, ' ');
    expect(page).toContain('IdleCount 10 -&gt; 12');
    const { variants } = JSON.parse(readFileSync(at('compare.json'), 'utf8')) as {
      variants: { thresholds: { subject: string; condition: string }[] }[];
    };
    for (const { subject, condition } of variants[0]!.thresholds) {
      expect(page).toContain(`${subject} ${condition}`.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
    }
    for (const words of ['queue time mean', 'queue time p95', 'cost a month']) expect(page).toContain(words);
  });

  test('of headroom has no page, and says so', async () => {
    const { exit, err } = await command(['report', at('headroom.json'), '-o', at('headroom.html')]);
    expect(exit).toBe(2);
    expect(err).toContain('has no page; end the file in .md');
  });

  test('of another version, or one that is damaged, is refused', async () => {
    const json = JSON.parse(readFileSync(at('compare.json'), 'utf8')) as Record<string, unknown>;
    const refused = async (change: Record<string, unknown>): Promise<string> => {
      const { exit, out, err } = await command(['report', '-'], JSON.stringify({ ...json, ...change }));
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      return err;
    };
    expect(await refused({ compareVersion: 99 })).toContain('its compareVersion is 99, and this version of runcast reads 1');
    expect(await refused({ variants: 'none' })).toContain('standard input is no answer of compare that can be drawn: variants:');
  });
});
