/** Job histories by hand, read. */
import type { TraceArrivals } from '../../src/fleet/arrivals.js';
import { guessColumns } from '../../src/trace/guess.js';
import { readTrace } from '../../src/trace/table.js';
import { traceHeader } from '../../src/trace/columns.js';
import { SECOND } from '../../src/units/time.js';

export const HEADER = 'job,project,tags,protected,created_at,queued_at,started_at,finished_at,status';

export const at = (clock: string): string => `2018-10-01T${clock}Z`;

/** Returns a row of a history: what is not given is empty, but for a start, an end and success. */
export const row = (cells: {
  created?: string;
  queued?: string;
  started?: string;
  finished?: string;
  status?: string;
  project?: string;
  tags?: string;
  prot?: string;
}): string =>
  [
    1,
    cells.project ?? 'p',
    cells.tags ?? '',
    cells.prot ?? '',
    cells.created ?? '',
    cells.queued ?? '',
    cells.started ?? at('08:01:00'),
    cells.finished ?? at('08:05:00'),
    cells.status ?? 'success',
  ].join(',');

/** Reads rows as a history. */
export const table = (...rows: string[]) => {
  const text = [HEADER, ...rows].join('\n');
  return readTrace(text, guessColumns(traceHeader(text)), 'gitlab.com');
};

/** When its jobs become pending, in seconds. */
export const queued = ({ arrivals }: { arrivals: TraceArrivals }): number[] => [...arrivals.queuedAt].map((time) => time / SECOND);
