/** The columns of a job history, by the names we give them and by those in its file. */
import { readCsv } from './csv.js';
import { delimiterOf } from './dialect.js';

/** Columns of a job history. */
export const TRACE_COLUMNS = [
  'job',
  'pipeline',
  'project',
  'instance',
  'name',
  'stage',
  'tags',
  'protected',
  'runner',
  'status',
  'created_at',
  'queued_at',
  'queued_duration',
  'started_at',
  'finished_at',
  'duration',
  'timeout',
  'cancel_at',
  'cancel',
] as const;
/** One of the columns of a job history. */
export type TraceColumn = (typeof TRACE_COLUMNS)[number];

/** Returns the names in the first row of a CSV text. */
export function traceHeader(text: string): string[] {
  let header: string[] = [];
  readCsv(
    text.slice(0, text.indexOf('\n') === -1 ? text.length : text.indexOf('\n') + 1),
    {
      row: (cells) => (header = cells.map((cell) => cell.trim())),
      torn: () => undefined,
    },
    delimiterOf(text),
  );
  return header;
}
