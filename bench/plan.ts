/** How long studies of many runs take: wall time of the built command on all cores of a machine that does nothing else. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, type Figures } from './figures.js';
import { CLOUD, machineConfig } from './model.js';

const PAIRS = 3;

/** A single-use pool under a hundred thousand jobs a day; its IdleCount is to be planned. */
const DAY = {
  horizon: '25h',
  warmup: '1h',
  instances: { gitlab: { long_polling: 'off' } },
  runners: { runner: { token: 'runner' } },
  clouds: CLOUD,
  managers: { pool: { config: { file: 'pool.toml', text: machineConfig({ concurrent: 1000, idleCount: 100, maxBuilds: 1 }) } } },
  workloads: { load: { jobs: { rate: '4167/h' }, duration: { exponential: { mean: '180s' } } } },
  thresholds: { queue_time: ['p(95) < 1m', 'share_below(10s) > 80%'] },
};

/** Prints how long plans take, and how much sooner two workers are done than one. `command` is the built `main.js`, `root` the project's. */
export function benchPlan(command: string, root: string): Figures {
  console.log('Plan: wall time of the built command on all cores, one run each; workers: median of three pairs in turn');
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-plan-'));
  const file = path.join(folder, 'day.yaml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(DAY));
  const shared = path.join(root, 'scenarios/shared-runners.yaml');
  const timed = (...words: string[]): number => seconds(command, words);
  const day = timed('plan', file, '--vary', 'IdleCount=1..300');
  console.log(`  one IdleCount, a day of 100,000 jobs: ${day.toFixed(1)} s`);
  const periods = timed('plan', shared, '--periods', '4', '--set', 'horizon=1w1h');
  console.log(`  IdleCount by four periods of the week, shared-runners: ${periods.toFixed(0)} s`);
  const pairs = Array.from({ length: PAIRS }, () =>
    ['1', '2'].map((workers) => timed('compare', shared, '--set', 'IdleCount=60', '--replications', '60', '--workers', workers)),
  );
  rmSync(folder, { recursive: true });
  const two = median(pairs.map(([one, other]) => one! / other!));
  console.log(`  two workers: ${two.toFixed(2)} x one (120 runs of shared-runners, 1 and 2 workers: ${told(pairs)})`);
  return { 'plan.day_s': day, 'plan.periods_s': periods, 'plan.two_workers_times_one': two };
}

function told(pairs: readonly (readonly number[])[]): string {
  return pairs.map((pair) => pair.map((one) => `${one.toFixed(1)} s`).join(' and ')).join(', ');
}

function seconds(command: string, words: readonly string[]): number {
  const before = performance.now();
  execFileSync(process.execPath, [command, ...words, '-q', '--json'], { stdio: ['ignore', 'ignore', 'inherit'], maxBuffer: 2 ** 30 });
  return (performance.now() - before) / 1000;
}
