/** The columns of a job history in Parquet: those of its rows in CSV, each with a type. Texts stand as they were told, for no spreadsheet reads them. */
import { statusWord, type KeptJob } from './judge.js';
import { TAG_SEPARATOR } from './trace-rows.js';
import { SECOND, type Micros } from '../units/time.js';

/** What a column holds: texts, instants (of a relative clock: seconds), or spans in seconds. */
export type ParquetKind = 'text' | 'time' | 'span';

export interface ParquetColumn {
  readonly name: string;
  readonly kind: ParquetKind;
  /** The text, the microseconds of a time, or the seconds of a span; null: nothing is told. */
  readonly of: (job: KeptJob) => string | number | null;
}

const text = (name: string, of: (job: KeptJob) => string): ParquetColumn => ({ name, kind: 'text', of: (job) => of(job) || null });
const time = (name: string, of: (job: KeptJob) => Micros | undefined): ParquetColumn => ({
  name,
  kind: 'time',
  of: (job) => of(job) ?? null,
});

/** The columns, in the order of those in CSV. */
export const PARQUET_COLUMNS: readonly ParquetColumn[] = [
  text('job', ({ told }) => told.job),
  text('pipeline', ({ told }) => told.pipeline),
  text('project', ({ told }) => told.project),
  text('name', ({ told }) => told.name),
  text('stage', ({ told }) => told.stage),
  text('tags', ({ told }) => [...new Set(told.tags)].sort().join(TAG_SEPARATOR)),
  text('protected', ({ told }) => told.protected),
  text('runner', ({ told }) => told.runner),
  text('status', ({ told }) => statusWord(told.status)),
  text('attempt', ({ told }) => told.attempt),
  time('created_at', ({ created }) => created),
  time('queued_at', ({ queued }) => queued),
  time('started_at', ({ started }) => started),
  time('finished_at', ({ finished }) => finished),
  {
    name: 'duration',
    kind: 'span',
    of: ({ waitedOnly, duration }) => (waitedOnly ? 0 : duration === undefined ? null : duration / SECOND),
  },
  time('cancel_at', ({ waitedOnly, finished }) => (waitedOnly ? finished : undefined)),
  text('cancel', ({ waitedOnly }) => (waitedOnly ? 'canceled' : '')),
];
