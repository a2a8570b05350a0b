/** Rows of records as text. */
import type { RowFormat } from '../../src/report/run/csv.js';
import { RowBytes } from '../../src/report/run/row-bytes.js';
import type { JobRecord } from '../../src/record/job.js';
import type { MachineRecord } from '../../src/record/machine.js';

function textOf(put: (rows: RowBytes) => void): string {
  const rows = new RowBytes();
  put(rows);
  let text = '';
  rows.take((bytes) => (text = new TextDecoder().decode(bytes)));
  return text;
}

/** Returns the row of a job, its line break included. */
export function jobRow(format: RowFormat, record: Readonly<JobRecord>): string {
  return textOf((rows) => format.job(record, rows));
}

/** Returns the row of a machine, its line break included. */
export function machineRow(format: RowFormat, record: Readonly<MachineRecord>): string {
  return textOf((rows) => format.machine(record, rows));
}
