/** reports/ holds what the scenarios that ship say now, byte for byte; `npm run reports` writes it anew. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ensureBuilt } from '../cli/process.js';
import { ROOT } from './studies.js';

test('reports/ is up to date: same files, same bytes', () => {
  ensureBuilt();
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-shipped-'));
  try {
    const { status, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'scripts/reports.mjs'), '--out', folder], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const shipped = path.join(ROOT, 'reports');
    const names = readdirSync(folder).sort();
    expect(names.length).toBeGreaterThan(8);
    expect(readdirSync(shipped).sort(), 'npm run reports').toEqual(names);
    const stale = names.filter((name) => !readFileSync(path.join(folder, name)).equals(readFileSync(path.join(shipped, name))));
    expect(stale, 'npm run reports').toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
