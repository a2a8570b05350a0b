/** Times the writer of `jobs.csv` alone: records that are there, made into rows and thrown away. */
import { castOf } from '../src/fleet/cast.js';
import type { JobRecord } from '../src/record/job.js';
import { rowFormat } from '../src/report/run/csv.js';
import { RowBytes } from '../src/report/run/row-bytes.js';
import { simulate } from '../src/study/simulate.js';
import { median, type Figures } from './figures.js';
import { srm } from './model.js';

/** Jobs whose records are kept, to be written over and over. */
const KEPT = 4_000;
const ROUNDS = 100;

/** Prints rows and bytes a second, CPU time, median of five. */
export function benchRows(): Figures {
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
  console.log(`  ${Math.round(count / seconds / 1000)} 000 rows/s, ${Math.round(bytes / count)} bytes a row`);
  return { 'rows.per_s': count / seconds };
}
