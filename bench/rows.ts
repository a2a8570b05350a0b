/** Times the rows of `jobs.csv`: their writer alone, with records that are there and rows that are thrown away, and what they add to a run of the command. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { castOf } from '../src/fleet/cast.js';
import type { JobRecord } from '../src/record/job.js';
import { rowFormat } from '../src/report/run/csv.js';
import { RowBytes } from '../src/report/run/row-bytes.js';
import { simulate } from '../src/study/simulate.js';
import { median, thousands, type Figures } from './figures.js';
import { mm100Scenario, srm } from './model.js';
import { runScript } from './processes.js';

/** Jobs whose records are kept, to be written over and over. */
const KEPT = 4_000;
const ROUNDS = 100;
/** Of a run with and without its rows. */
const IN_A_RUN = 1_000_000;
const PAIRS = 3;

/** `command` is the built `main.js`. */
export function benchRows(command: string): Figures {
  return { ...writerAlone(), ...inARun(command) };
}

/** Prints rows and bytes a second, CPU time, median of five. */
function writerAlone(): Figures {
  console.log('jobs.csv, the writer alone: records of an srm-like pool made into rows, CPU time, median of 5');
  const { fleet } = srm('2h');
  const records: JobRecord[] = [];
  const job = (record: Readonly<JobRecord>): void => {
    // The engine uses one record over and over.
    if (records.length < KEPT) records.push({ ...record, waits: record.waits.slice(), preparation: record.preparation.slice() });
  };
  simulate(fleet, { seed: 1, replication: 0, recorder: { job, machine: () => undefined } });
  const format = rowFormat(castOf(fleet));
  const rows = new RowBytes();
  let bytes = 0;
  const once = (): number => {
    bytes = 0;
    const before = process.cpuUsage();
    for (let round = 0; round < ROUNDS; round++) {
      for (const record of records) format.job(record, rows);
      rows.take((taken) => (bytes += taken.length));
    }
    const used = process.cpuUsage(before);
    return (used.user + used.system) / 1e6;
  };
  once();
  const seconds = median([once(), once(), once(), once(), once()]);
  const count = ROUNDS * records.length;
  console.log(`  ${thousands(count / seconds)} rows/s, ${Math.round(bytes / count)} bytes a row`);
  return { 'rows.per_s': count / seconds };
}

/** Prints rows a second by what `--out` takes more, the other files of the folder included, and by all that `run --out` takes; CPU time of the process. */
function inARun(command: string): Figures {
  console.log(
    `  in a run: the command on M/M/100 with ${thousands(IN_A_RUN)} jobs, CPU time of the process with its start, median of ${PAIRS} pairs`,
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-rows-'));
  const file = path.join(folder, 'mm100.yaml');
  writeFileSync(file, JSON.stringify(mm100Scenario(IN_A_RUN)));
  const pairs = Array.from({ length: PAIRS }, (_, i) => {
    const alone = runScript(command, ['run', file]).seconds;
    return { alone, withRows: runScript(command, ['run', file, '--out', path.join(folder, `out-${i}`)]).seconds };
  });
  rmSync(folder, { recursive: true });
  const more = IN_A_RUN / median(pairs.map(({ alone, withRows }) => withRows - alone));
  const whole = IN_A_RUN / median(pairs.map(({ withRows }) => withRows));
  console.log(`  ${thousands(more)} rows/s by what --out takes more, ${thousands(whole)} rows/s by all of run --out`);
  return { 'rows.more_in_a_run_per_s': more, 'rows.run_per_s': whole };
}
