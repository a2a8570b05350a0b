/** Memory is by what is in the system, not by the length of the run. */
import { fileURLToPath } from 'node:url';
import type { Figures } from './figures.js';
import { mm100, timeRun } from './model.js';
import { runScript } from './processes.js';

/** Prints the peak resident set of a process that runs M/M/100 with so many jobs, and what it took. */
export function benchMemory(counts: readonly number[] = [1e5, 1e7]): Figures {
  console.log('Memory: peak resident set of a process of its own that runs M/M/100');
  const runs = counts.map((count) => ({ count, ...runScript(fileURLToPath(import.meta.url), [String(count)]) }));
  for (const { count, mib, seconds } of runs) {
    console.log(
      `  ${count} jobs: ${Math.round(mib)} MiB (${(mib / runs[0]!.mib).toFixed(2)} x), ${seconds.toFixed(1)} s CPU with the start`,
    );
  }
  return Object.fromEntries(runs.map(({ count, mib }) => [`memory.${count}_jobs_mib`, mib]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) timeRun(mm100(Number(process.argv[2])), 1);
