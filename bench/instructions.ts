/**
 * Counts the instructions that a job takes, by valgrind. A time is another at each hour; this number does not depend on what else the machine does, but moves by
 * some hundredths where V8 inlines other functions or collects its garbage once more.
 */
import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openScenario, simulate } from '../src/index.js';
import type { FleetSpec } from '../src/fleet/fleet.js';
import type { Figures } from './figures.js';
import { runW1, runW2 } from './kernel.js';
import { mm100, srm } from './model.js';
import { managersOf } from './scale.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** A case is run so many times in two processes: what the second has more is that of warm code. */
const [FEW, MANY] = [4, 7];

/** What is counted; a run returns how many jobs, or events of the bare kernel, it had. */
const CASES: Readonly<Record<string, () => Promise<() => number>>> = {
  w1: () => Promise.resolve(() => runW1(500_000, 1).events),
  w2: () => Promise.resolve(() => runW2(500_000, 1).events),
  mm100: () => jobsOf(mm100(20_000).fleet),
  srm: () => jobsOf(srm('4h').fleet),
  gsrm: () => jobsOf(srm('4h', 0).fleet),
  managers_1: () => jobsOf(managersOf(1, '30m').fleet),
  managers_64: () => jobsOf(managersOf(64, '30m').fleet),
  fleet: async () => {
    const opened = await openScenario(path.join(ROOT, 'scenarios/gitlab-com-2018.yaml'));
    if ('issues' in opened) throw new Error(JSON.stringify(opened.issues));
    return jobsOf(opened.fleet);
  },
};

async function jobsOf(fleet: FleetSpec): Promise<() => number> {
  return Promise.resolve(() => simulate(fleet, { seed: 1, replication: 0 }).jobs.all.jobs);
}

/** Prints the instructions of a job, or of an event of the bare kernel; nothing where valgrind is not installed, which is said. */
export async function benchInstructions(): Promise<Figures> {
  if (spawnSync('valgrind', ['--version']).status !== 0) {
    console.log('  (no count of instructions: it takes valgrind)');
    return {};
  }
  console.log(
    `Instructions of a warm run, by valgrind: the difference of ${FEW} and ${MANY} runs in a process, collection of garbage included`,
  );
  const figures: Record<string, number> = {};
  for (const name of Object.keys(CASES)) {
    const [few, many] = await Promise.all([count(name, FEW), count(name, MANY)]);
    const each = (many.instructions - few.instructions) / ((MANY - FEW) * many.units);
    const isKernel = name.startsWith('w');
    figures[`instructions.${name}_per_${isKernel ? 'event' : 'job'}`] = each;
    console.log(`  ${name}: ${Math.round(each)} ${isKernel ? 'an event' : 'a job'}`);
  }
  return figures;
}

interface Counted {
  readonly instructions: number;
  readonly units: number;
}

/** V8 compiles on the one thread that is counted, at the same points each time. */
async function count(name: string, times: number): Promise<Counted> {
  const node = [process.execPath, '--single-threaded', fileURLToPath(import.meta.url), name, String(times)];
  const words = ['--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null', ...node];
  const { stdout, stderr } = await promisify(execFile)('valgrind', words);
  const refs = /I\s+refs:\s+([\d,]+)/.exec(stderr)?.[1];
  if (refs === undefined) throw new Error(`valgrind told no count: ${stderr}`);
  return { instructions: Number(refs.replaceAll(',', '')), units: Number(stdout) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const run = await CASES[process.argv[2]!]!();
  let units = 0;
  for (let i = 0; i < Number(process.argv[3]); i++) units = run();
  console.log(units);
}
