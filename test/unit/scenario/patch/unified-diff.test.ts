/** The unified diff of a file, as the tools of a system take it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { unifiedDiff } from '../../../../src/scenario/patch/unified-diff.js';

test('shows the changed line with three around it, and nothing where nothing changed', () => {
  const lines = Array.from({ length: 12 }, (_, i) => `line ${i}`);
  const before = `${lines.join('\n')}\n`;
  const diff = unifiedDiff('a/config.toml', before, before.replace('line 6', 'line six'));
  expect(diff).toBe(
    `--- a/config.toml\n+++ a/config.toml\n@@ -4,7 +4,7 @@\n line 3\n line 4\n line 5\n-line 6\n+line six\n line 7\n line 8\n line 9\n`,
  );
  expect(unifiedDiff('a', before, before)).toBe('');
});

test.each([
  ['a last line without its break', 'a = 1\nb = 2', 'a = 1\nb = 3'],
  ['several changes', 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n', 'A\nb\nc\nd\ne\nf\ng\nh\ni\nJ\n'],
  ['a line that is new', 'a\n', 'a\nb\n'],
])('git takes it: %s', (_, before, after) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-diff-'));
  try {
    writeFileSync(path.join(folder, 'config.toml'), before);
    execFileSync('git', ['apply', '-p0', '-'], { cwd: folder, input: unifiedDiff('config.toml', before, after) });
    expect(readFileSync(path.join(folder, 'config.toml'), 'utf8')).toBe(after);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
