/** Rows as text. */
import { timelineBins, type RowFormat } from '../../src/report/run/csv.js';
import { RowBytes } from '../../src/report/run/row-bytes.js';
import type { JobRecord } from '../../src/record/job.js';
import type { MachineRecord } from '../../src/record/machine.js';
import type { Timeline } from '../../src/results/run-result.js';

/** Returns what is put into rows, as text. */
export function written(put: (rows: RowBytes) => void): string {
  const rows = new RowBytes();
  put(rows);
  let text = '';
  rows.take((bytes) => (text = new TextDecoder().decode(bytes)));
  return text;
}

/** Returns the row of a job, its line break included. */
export function jobRow(format: RowFormat, record: Readonly<JobRecord>): string {
  return written((rows) => format.job(record, rows));
}

/** Returns the row of a machine, its line break included. */
export function machineRow(format: RowFormat, record: Readonly<MachineRecord>): string {
  return written((rows) => format.machine(record, rows));
}

/** Returns the rows of a timeline. */
export function timelineRows(format: RowFormat, timeline: Timeline): string {
  return written((rows) => {
    for (const bin of timelineBins(timeline)) format.timeline(bin, rows);
  });
}
