/** `runcast report`: the same page as the run wrote, in every form, and a clear refusal of what is no result. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, ROOT } from './studies.js';

const folder = mkdtempSync(path.join(tmpdir(), 'runcast-report-command-'));
const at = (...parts: string[]): string => path.join(folder, ...parts);
const read = (...parts: string[]): string => readFileSync(at(...parts), 'utf8');

beforeAll(async () => {
  const scenario = path.join(ROOT, 'scenarios/shared-runners.yaml');
  const { exit } = await command(['run', scenario, '-q', '--set', 'horizon=3h', '--out', at('out')]);
  expect(exit).toBeLessThan(100);
  expect(readdirSync(at('out'))).toEqual(expect.arrayContaining(['report.html', 'report.md', 'summary.json']));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('from a saved result', () => {
  test.each(['report.html', 'report.md'])('%s has the bytes that the run wrote', async (name) => {
    const { exit, out, err } = await command(['report', at('out/summary.json'), '-o', at(name)]);
    expect({ exit, out, err }).toEqual({ exit: 0, out: '', err: `written to ${at(name)}\n` });
    expect(read(name)).toBe(read('out', name));
  });

  test('standard output has HTML, or the form that is asked for', async () => {
    expect((await command(['report', at('out/summary.json'), '-o', '-'])).out).toBe(read('out/report.html'));
    expect((await command(['report', at('out/summary.json'), '-o', '-', '--format', 'markdown'])).out).toBe(read('out/report.md'));
  });

  test('standard input is read; without -o it is the summary of the run, with --full all of it', async () => {
    const { exit, out } = await command(['report', '-', '--full'], read('out/summary.json'));
    expect(exit).toBe(0);
    expect(out).toContain('In short\n');
    expect(out).toMatch(
      /^Over time after the warm-up \(a column is the average of [\w ]+, first replication\)\n {2}jobs waiting {2}[▁▂▃▄▅▆▇█]+ {2}to [\d.]+$/m,
    );
    const plain = await command(['report', '-', '--full'], read('out/summary.json'), { TERM: 'dumb' });
    expect(plain.out).toMatch(/^ {2}jobs waiting {2}[_.:=+*#-]+ {2}to [\d.]+$/m);
    expect(plain.out).not.toMatch(/[▁▂▃▄▅▆▇█]/);
  });

  test('an existing file is replaced whole, and nothing is left beside it', async () => {
    writeFileSync(at('old.html'), 'old');
    expect((await command(['report', at('out/summary.json'), '-q', '-o', at('old.html')])).err).toBe('');
    expect(read('old.html')).toBe(read('out/report.html'));
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

describe('refused', () => {
  const refused = async (argv: readonly string[], input = ''): Promise<string> => {
    const { exit, out, err } = await command(argv, input);
    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err.split('\n')).toHaveLength(2);
    return err;
  };
  const result = (change: (json: Record<string, unknown>) => void): string => {
    const json = JSON.parse(read('out/summary.json')) as Record<string, unknown>;
    change(json);
    return JSON.stringify(json);
  };

  test('a file that is not there', async () => {
    expect(await refused(['report', at('nowhere.json')])).toContain('there is no such file');
  });

  test('what is no JSON, and what is no result', async () => {
    const said = await refused(['report', '-'], 'name: x');
    expect(said).toContain('standard input is no result of runcast (expected summary.json of run --out');
    expect(said).toMatch(/--json\): it is no JSON\n$/);
    expect(await refused(['report', '-'], '{"a":1}')).toContain('it has no schemaVersion');
    expect(await refused(['report', '-'], '[1]')).toContain('it has no schemaVersion');
  });

  test('a result of another version', async () => {
    expect(
      await refused(
        ['report', '-'],
        result((json) => (json['schemaVersion'] = 1)),
      ),
    ).toContain('its schemaVersion is 1, and this version of runcast reads 3');
  });

  test('a result that was changed: where and why', async () => {
    expect(
      await refused(
        ['report', '-'],
        result((json) => (json['seed'] = null)),
      ),
    ).toMatch(/--json\): seed: .+\n$/);
    expect(
      await refused(
        ['report', '-'],
        result((json) => (json['more'] = 1)),
      ),
    ).toContain('more');
  });

  test('a file whose ending says nothing, and a place where nothing can be written', async () => {
    expect(await refused(['report', at('out/summary.json'), '-o', at('x.pdf')])).toContain('end it in .html or .md, or give --format');
    expect(existsSync(at('x.pdf'))).toBe(false);
    expect(await refused(['report', at('out/summary.json'), '-o', at('no/where.html')])).toContain('there is no such file or folder');
  });
});
