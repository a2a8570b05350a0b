/** Times the fleet that ships: `scenarios/gitlab-com-2018.yaml`, a replication after another in one process. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openScenario, simulate } from '../src/index.js';
import { median, type Figures } from './figures.js';
import { runScript } from './processes.js';

const PROCESSES = 3;
/** The third runs in code that the first two have warmed up, as those of a study do. */
const REPLICATIONS = 3;

/** Prints seconds of CPU of the first, second and third replication of a process, medians of three processes. `root` is the project's. */
export function benchFleet(root: string): Figures {
  console.log(`gitlab-com-2018, engine and results, no files: CPU time of a replication, median of ${PROCESSES} processes`);
  const scenario = path.join(root, 'scenarios/gitlab-com-2018.yaml');
  const runs = Array.from({ length: PROCESSES }, () => JSON.parse(runScript(fileURLToPath(import.meta.url), [scenario]).printed) as Told);
  const nth = (index: number): number => median(runs.map(({ seconds }) => seconds[index]!));
  const { jobs, events } = runs[0]!;
  const first = nth(0);
  const second = nth(1);
  const third = nth(REPLICATIONS - 1);
  const us = (third / jobs) * 1e6;
  console.log(
    `  the first ${first.toFixed(2)} s, the second ${second.toFixed(2)} s, the third ${third.toFixed(2)} s = ${us.toFixed(1)} us a job (${jobs} jobs, ${events} events in the first)`,
  );
  return { 'fleet.first_s': first, 'fleet.second_s': second, 'fleet.third_s': third, 'fleet.us_per_job': us };
}

interface Told {
  readonly jobs: number;
  readonly events: number;
  readonly seconds: readonly number[];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const prepared = await openScenario(process.argv[2]!);
  if ('issues' in prepared) throw new Error(JSON.stringify(prepared.issues));
  const { fleet } = prepared;
  const seconds: number[] = [];
  let told = { jobs: 0, events: 0 };
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const before = process.cpuUsage();
    const { jobs, events } = simulate(fleet, { seed: 1, replication });
    const used = process.cpuUsage(before);
    seconds.push((used.user + used.system) / 1e6);
    if (replication === 0) told = { jobs: jobs.all.jobs, events };
  }
  console.log(JSON.stringify({ ...told, seconds } satisfies Told));
}
