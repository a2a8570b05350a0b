/** Reads a job history in CSV into columns, wrong rows counted and told by line. Memory: about 100 bytes a row besides the text. */
import { CANCELLED_AT_ONCE_BIT, FAILED_BIT, PROTECTED_BIT } from '../units/job-bits.js';
import { SECOND, type Micros } from '../units/time.js';
import { readCsv } from './csv.js';
import type { TraceColumn } from './columns.js';
import { delimiterOf, tagsOf, type TagSeparator } from './dialect.js';
import { CANCELLED, rowOf, type Cells } from './row.js';
import { TimeReader, type OffsetsOf } from './times.js';

/** Wrong rows that are told one by one. */
const TOLD_ROWS = 5;

const FAILED = new Set(['failed', 'failure', 'error', 'timed_out', 'runner_system_failure', 'script_failure']);
/** Jobs of a pipeline that start further apart than this were not all pending from its begin. */
const SPREAD = 2 * SECOND;
/** Ends a tag inside of a key: no tag holds it. */
const TAG_END = '\u0000';

/** The rows of a job history that can be replayed, in the order of the file. */
export interface TraceTable {
  /** Line each row begins on. */
  readonly line: number[];
  /** What the history calls each job. Empty: the file has no such column. */
  readonly job: readonly string[];
  /** True where times are instants (micros since 1970), false where they are seconds (micros since an unknown zero). */
  readonly isClock: boolean;
  readonly arrivedAt: Micros[];
  readonly queuedAt: Micros[];
  readonly duration: Micros[];
  /** Index into `owners`; -1 = the file names none. */
  readonly owner: number[];
  /** Names of projects, or of pipelines where the file has no project. */
  readonly owners: readonly string[];
  /** Number of its pipeline, in the order of first appearance; -1 = the row names none. Empty: the file has no such column. */
  readonly pipeline: number[];
  readonly tags: number[];
  readonly tagSets: readonly (readonly string[])[];
  /** The bits of `units/job-bits.ts`. */
  readonly bits: number[];
  /** Time limit of the job; Infinity = the workload's. */
  readonly timeout: Micros[];
  /** When its user cancels it; Infinity = never. */
  readonly cancelAt: Micros[];
  /** Rows of the file, the header apart. */
  readonly rows: number;
  readonly bad: number;
  /** The first wrong rows. */
  readonly told: readonly { readonly line: number; readonly message: string }[];
  /** Rows left out because the job never started, had not finished, or is of another instance. */
  readonly neverRan: number;
  readonly unfinished: number;
  readonly otherInstance: number;
  /** Rows that started before they were queued. */
  readonly negativeWaits: number;
  /** Rows whose only time of arrival is one that all jobs of their pipeline share although they started at different times. */
  readonly sharedArrivals: number;
  /** Rows that were cancelled before a runner had them. */
  readonly cancelledWaiting: number;
  /** Whether times without a zone were met. */
  readonly hasZoneless: boolean;
}

/** What a file does not say of itself. */
export interface TraceDialect {
  /** Offsets of the zone of times that say none. */
  readonly offsetsOf?: OffsetsOf;
  readonly tag_separator?: TagSeparator;
}

/** Gives every distinct text a number, in the order of first appearance. */
class Names {
  readonly list: string[] = [];
  private readonly index = new Map<string, number>();

  of(name: string): number {
    const known = this.index.get(name);
    if (known !== undefined) return known;
    this.index.set(name, this.list.length);
    return this.list.push(name) - 1;
  }
}

/** Counts the rows whose time of arrival is shared by all of their pipeline, where that has several that started at different times. */
class Arrivals {
  readonly #pipelines = new Map<number, { rows: number; arrived: Micros; started: Micros; isShared: boolean; isSpread: boolean }>();

  add(pipeline: number, arrived: Micros, started: Micros): void {
    const seen = this.#pipelines.get(pipeline);
    if (seen === undefined) this.#pipelines.set(pipeline, { rows: 1, arrived, started, isShared: true, isSpread: false });
    else {
      seen.rows++;
      seen.isShared &&= seen.arrived === arrived;
      seen.isSpread ||= Math.abs(seen.started - started) > SPREAD;
    }
  }

  shared(): number {
    return [...this.#pipelines.values()].reduce((sum, { rows, isShared, isSpread }) => sum + (isShared && isSpread ? rows : 0), 0);
  }
}

/**
 * Returns the rows of `text`; `columns` are the names of those columns in the file. Rows that name another instance than `instance` are left out. A row
 * that was cancelled and names no runner, in a file that names them, waited until its end and did no work.
 */
export function readTrace(
  text: string,
  columns: Readonly<Partial<Record<TraceColumn, string>>>,
  instance: string,
  { offsetsOf, tag_separator: separator }: TraceDialect = {},
): TraceTable {
  const times = new TimeReader(offsetsOf);
  const arrivals = new Arrivals();
  const isShareable = columns.queued_at === undefined && columns.queued_duration === undefined && columns.pipeline !== undefined;
  /** Rows without a runner that were cancelled, and when. */
  const neverGiven: (readonly [row: number, at: Micros])[] = [];
  let namesRunners = false;
  let negativeWaits = 0;
  const line: number[] = [];
  const job: string[] = [];
  const [arrivedAt, queuedAt, duration, owner, tags, bits, timeout, cancelAt]: number[][] = [[], [], [], [], [], [], [], []];
  const [owners, tagSets, pipelines] = [new Names(), new Names(), new Names()];
  const pipeline: number[] = [];
  const told: { line: number; message: string }[] = [];
  const counts = { rows: 0, bad: 0, neverRan: 0, unfinished: 0, otherInstance: 0 };
  let header: readonly string[] | undefined;
  let isClock: boolean | undefined;
  const places: Partial<Record<TraceColumn, number>> = {};
  const ownerColumn: TraceColumn = columns.project === undefined ? 'pipeline' : 'project';
  const bad = (message: string, at: number): void => {
    counts.bad++;
    if (told.length < TOLD_ROWS) told.push({ line: at, message });
  };
  const row = (raw: readonly string[], at: number): void => {
    if (header === undefined) {
      header = raw.map((cell) => cell.trim());
      for (const [column, name] of Object.entries(columns)) places[column as TraceColumn] = header.indexOf(name);
      return;
    }
    counts.rows++;
    if (raw.length !== header.length) return bad(`torn row: expected ${header.length} cells, got ${raw.length}`, at);
    const cells: Cells = (column) => raw[places[column] ?? -1]?.trim() ?? '';
    const of = cells('instance');
    if (of !== '' && of !== instance) {
      counts.otherInstance++;
      return;
    }
    const found = rowOf(cells, times);
    if (found === 'never_ran') counts.neverRan++;
    else if (found === 'unfinished') counts.unfinished++;
    else if ('problem' in found) bad(found.problem, at);
    else if (isClock !== undefined && found.queued.isClock !== isClock)
      bad('its times are not of the kind of the rows before (instants or seconds)', at);
    else {
      isClock = found.queued.isClock;
      const name = cells(ownerColumn);
      const number = columns.pipeline === undefined || cells('pipeline') === '' ? -1 : pipelines.of(cells('pipeline'));
      if (cells('runner') !== '') namesRunners = true;
      else if (CANCELLED.has(cells('status').toLowerCase())) {
        neverGiven.push([line.length, found.finished ?? found.queued.micros + found.duration]);
      }
      if (found.started !== undefined && found.started < found.queued.micros) negativeWaits++;
      if (isShareable && number !== -1 && found.started !== undefined) arrivals.add(number, found.queued.micros, found.started);
      line.push(at);
      if (columns.job !== undefined) job.push(cells('job'));
      queuedAt?.push(found.queued.micros);
      arrivedAt?.push(found.arrived.micros);
      duration?.push(found.duration);
      timeout?.push(found.timeout);
      cancelAt?.push(found.cancelAt);
      owner?.push(name === '' ? -1 : owners.of(name));
      if (columns.pipeline !== undefined) pipeline.push(number);
      tags?.push(tagSets.of(tagsOf(cells('tags'), separator).join(TAG_END)));
      bits?.push(
        (/^(true|1|yes)$/iu.test(cells('protected')) ? PROTECTED_BIT : 0) |
          (FAILED.has(cells('status').toLowerCase()) ? FAILED_BIT : 0) |
          (cells('cancel') === 'canceled' ? CANCELLED_AT_ONCE_BIT : 0),
      );
    }
  };
  const torn = (message: string, at: number): void => {
    counts.rows++;
    bad(`torn row: ${message}`, at);
  };
  readCsv(text, { row, torn }, delimiterOf(text));
  for (const [place, end] of namesRunners ? neverGiven : []) {
    duration![place] = 0;
    cancelAt![place] = Math.min(cancelAt![place]!, end);
    bits![place]! |= CANCELLED_AT_ONCE_BIT;
  }
  return {
    ...counts,
    negativeWaits,
    sharedArrivals: arrivals.shared(),
    cancelledWaiting: namesRunners ? neverGiven.length : 0,
    hasZoneless: times.hasZoneless,
    line,
    job,
    isClock: isClock ?? false,
    arrivedAt: arrivedAt ?? [],
    queuedAt: queuedAt ?? [],
    duration: duration ?? [],
    owner: owner ?? [],
    owners: owners.list,
    pipeline,
    tags: tags ?? [],
    tagSets: tagSets.list.map((set) => set.split(TAG_END).filter(Boolean)),
    bits: bits ?? [],
    timeout: timeout ?? [],
    cancelAt: cancelAt ?? [],
    told,
  };
}
