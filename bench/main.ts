/** `npm run bench`: prints how fast the kernel and the whole model are on this machine, with the method. Numbers, no verdict. */
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchKernel } from './kernel.js';
import { benchModel, mm100, timeRun } from './model.js';
import { benchRows } from './rows.js';
import { benchScale } from './scale.js';
import { benchStart } from './start.js';
import { yardsticks } from './yardsticks.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const [mode, count] = process.argv.slice(2);
if (mode === 'memory') {
  const { jobs, seconds } = timeRun(mm100(Number(count)), 1);
  console.log(`${jobs} ${seconds.toFixed(1)} ${Math.round(process.resourceUsage().maxRSS / 1024)}`);
} else {
  console.log(`${cpus()[0]!.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`);
  console.log(
    'Kernel, bare events: wall time of the run over its events, as the yardsticks take it; 2 x 10^6 jobs, median of 5 seeds, all in turn',
  );
  benchKernel(2e6, yardsticks(path.join(ROOT, '../shared/yardsticks')));
  console.log('Whole model through the scenario path, engine and results, no files: CPU time, median of 3 seeds');
  benchModel();
  console.log('Scale: CPU time a job that was started');
  benchScale();
  console.log('jobs.csv, the writer alone: records of an srm-like pool made into rows, CPU time, median of 5');
  benchRows();
  console.log('Start: wall time of the built command, a process each; median of 20, in turn');
  benchStart(path.join(ROOT, 'dist/cli/main.js'));
  console.log('Memory: peak resident set of a process of its own that runs M/M/100');
  for (const jobs of ['100000', '10000000']) {
    const [ran, seconds, mib] = execFileSync(process.execPath, [fileURLToPath(import.meta.url), 'memory', jobs], { encoding: 'utf8' })
      .trim()
      .split(' ');
    console.log(`  ${ran} jobs: ${mib} MiB, ${seconds} s CPU`);
  }
}
