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
  const js: Yardstick = { name: 'JS best', key: 'js', command: [process.execPath, path.join(folder, 'js/best.js')] };
  const compiler = ['g++-14', 'g++'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (compiler === undefined) {
    console.log('  (no C++ yardstick: no g++ here)');
    return [js];
  }
  const program = path.join(mkdtempSync(path.join(tmpdir(), 'runcast-bench-')), 'best');
  const source = path.join(folder, 'cpp/best.cpp');
  execFileSync(compiler, ['-std=c++20', '-O3', '-march=native', '-DQUEUE=Heap4', '-o', program, source]);
  return [{ name: 'C++ best', key: 'cpp', command: [program] }, js];
}

/** Debian's python3-simpy is of the system's own Python. */
const PYTHON = '/usr/bin/python3';
const SIMPY_JOBS = 100_000;

/**
 * Returns a function that runs a workload (w1: M/M/100, w2: single-use machines) of SimPy's once and returns its jobs a second, or undefined
 * where SimPy or its programs are not there, which is said on the console.
 */
export function simpy(folder: string): ((workload: string, seed: number) => number) | undefined {
  const program = path.join(folder, 'python/simpy2_model.py');
  if (!existsSync(program) || spawnSync(PYTHON, ['-c', 'import SimPy']).status !== 0) {
    console.log("  (no SimPy: it takes the yardsticks beside the project and Debian's python3-simpy)");
    return undefined;
  }
  return (workload, seed) => {
    const env = { ...process.env, NOQ: '1' };
    const text = execFileSync(PYTHON, [program, workload, String(SIMPY_JOBS), String(seed)], { encoding: 'utf8', env });
    return SIMPY_JOBS / ((JSON.parse(text) as { sim_ms: number }).sim_ms / 1000);
  };
}
