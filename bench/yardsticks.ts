/** The programs beside the project that the kernel is held against, built where their sources and a compiler are there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Yardstick } from './kernel.js';

/** Returns the yardsticks that can run here; says on the console which cannot. `folder` holds `cpp/` and `js/`. */
export function yardsticks(folder: string): Yardstick[] {
  if (!existsSync(folder)) {
    console.log('  (no yardsticks: their folder is not beside the project)');
    return [];
  }
  const js: Yardstick = { name: 'JS best', command: [process.execPath, path.join(folder, 'js/best.js')] };
  const compiler = ['g++-14', 'g++'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (compiler === undefined) {
    console.log('  (no C++ yardstick: no g++ here)');
    return [js];
  }
  const program = path.join(mkdtempSync(path.join(tmpdir(), 'runcast-bench-')), 'best');
  const source = path.join(folder, 'cpp/best.cpp');
  execFileSync(compiler, ['-std=c++20', '-O3', '-march=native', '-DQUEUE=Heap4', '-o', program, source]);
  return [{ name: 'C++ best', command: [program] }, js];
}
