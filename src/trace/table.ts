/** Reads a job history in CSV into columns, wrong rows counted and told by line. Memory: about 100 bytes a row besides the text. */
import { CANCELLED_AT_ONCE_BIT, FAILED_BIT, PROTECTED_BIT } from '../units/job-bits.js';
import type { Micros } from '../units/time.js';
import { readCsv, type CsvSink } from './csv.js';
import type { TraceColumn } from './columns.js';
import { delimiterOf, tagsOf, type TagSeparator } from './dialect.js';
import { CANCELLED, rowOf, type Cells, type RunRow } from './row.js';
import { EndedJobs } from './open-jobs.js';
import { SharedArrivals } from './shared-arrivals.js';
import { TimeReader, type OffsetsOf } from './times.js';

/** Wrong rows that are told one by one. */
const TOLD_ROWS = 5;

const FAILED = new Set(['failed', 'failure', 'error', 'timed_out', 'runner_system_failure', 'script_failure']);
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
  /** Whether a row names its project; a file may have the column for nothing. */
  readonly namesProjects: boolean;
  /** Names of projects, or of pipelines where the file names no project. */
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
  /** Rows of jobs that wait, or run, when the history ends; their durations are assumed. */
  readonly stillPending: number;
  readonly stillRunning: number;
  /** Rows left out because the job never started, has no end though it is over, or is of another instance. */
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

/** Columns of a history under the names they have in its file. */
type ColumnNames = Readonly<Partial<Record<TraceColumn, string>>>;

/**
 * Returns the rows of `text`; `columns` are the names of those columns in the file. Rows that name another instance than `instance` are left out. A row
 * that was cancelled and names no runner, in a file that names them, waited until its end and did no work.
 */
export function readTrace(text: string, columns: ColumnNames, instance: string, dialect: TraceDialect = {}): TraceTable {
  const reader = new TableReader(columns, instance, dialect);
  readCsv(text, reader, delimiterOf(text));
  return reader.table();
}

/** Gathers the rows of one file. */
class TableReader implements CsvSink {
  readonly #columns: ColumnNames;
  readonly #instance: string;
  readonly #separator: TagSeparator | undefined;
  readonly #times: TimeReader;
  readonly #arrivals: SharedArrivals | undefined;
  readonly #projects = new Names();
  readonly #tagSets = new Names();
  readonly #pipelines = new Names();
  readonly #rows = {
    line: [] as number[],
    job: [] as string[],
    arrivedAt: [] as Micros[],
    queuedAt: [] as Micros[],
    duration: [] as Micros[],
    owner: [] as number[],
    pipeline: [] as number[],
    tags: [] as number[],
    bits: [] as number[],
    timeout: [] as Micros[],
    cancelAt: [] as Micros[],
  };
  readonly #counts = { rows: 0, bad: 0, neverRan: 0, unfinished: 0, otherInstance: 0, negativeWaits: 0 };
  readonly #told: { line: number; message: string }[] = [];
  /** Place of each column in a row, once the header was read. */
  #places: Partial<Record<TraceColumn, number>> = {};
  /** Cells of the header; -1 before it was read. */
  #width = -1;
  #isClock: boolean | undefined;
  #namesRunners = false;
  /** Rows without a runner that were cancelled, and when. */
  readonly #neverGiven: (readonly [row: number, at: Micros])[] = [];
  /** Rows of jobs that wait or run when the history ends, and when they started. */
  readonly #open: { readonly row: number; readonly started: Micros | undefined }[] = [];
  readonly #names = new Names();
  /** Name of each row's job. */
  readonly #name: number[] = [];
  /** The last that the history tells of. */
  #end = -Infinity;

  constructor(columns: ColumnNames, instance: string, { offsetsOf, tag_separator }: TraceDialect) {
    this.#columns = columns;
    this.#instance = instance;
    this.#separator = tag_separator;
    this.#times = new TimeReader(offsetsOf);
    const saysWhenQueued = columns.queued_at !== undefined || columns.queued_duration !== undefined;
    this.#arrivals = saysWhenQueued || columns.pipeline === undefined ? undefined : new SharedArrivals();
  }

  row(raw: readonly string[], line: number): void {
    if (this.#width === -1) {
      this.#header(raw);
      return;
    }
    this.#counts.rows++;
    if (raw.length !== this.#width) return this.#bad(`torn row: expected ${this.#width} cells, got ${raw.length}`, line);
    const cells: Cells = (column) => raw[this.#places[column] ?? -1]?.trim() ?? '';
    const of = cells('instance');
    if (of !== '' && of !== this.#instance) {
      this.#counts.otherInstance++;
      return;
    }
    const found = rowOf(cells, this.#times);
    if (found === 'never_ran') this.#counts.neverRan++;
    else if (found === 'unfinished') this.#counts.unfinished++;
    else if ('problem' in found) this.#bad(found.problem, line);
    else if (found.queued.isClock === (this.#isClock ?? found.queued.isClock)) this.#keep(found, cells, line);
    else this.#bad('its times are not of the kind of the rows before (instants or seconds)', line);
  }

  torn(message: string, line: number): void {
    this.#counts.rows++;
    this.#bad(`torn row: ${message}`, line);
  }

  table(): TraceTable {
    const neverGiven = this.#namesRunners ? this.#neverGiven : [];
    for (const [row, at] of neverGiven) this.#waitedOnly(row, at);
    this.#closeOpen(neverGiven.map(([row]) => row));
    const namesProjects = this.#projects.list.length > 0;
    return {
      ...this.#counts,
      ...this.#rows,
      ...(namesProjects || this.#rows.pipeline.length === 0 ? {} : { owner: this.#rows.pipeline }),
      isClock: this.#isClock ?? false,
      namesProjects,
      owners: namesProjects ? this.#projects.list : this.#pipelines.list,
      tagSets: this.#tagSets.list.map((set) => set.split(TAG_END).filter(Boolean)),
      told: this.#told,
      sharedArrivals: this.#arrivals?.count() ?? 0,
      cancelledWaiting: neverGiven.length,
      stillPending: this.#open.filter(({ started }) => started === undefined).length,
      stillRunning: this.#open.filter(({ started }) => started !== undefined).length,
      hasZoneless: this.#times.hasZoneless,
    };
  }

  #header(raw: readonly string[]): void {
    const names = raw.map((cell) => cell.trim());
    this.#width = names.length;
    for (const [column, name] of Object.entries(this.#columns)) this.#places[column as TraceColumn] = names.indexOf(name);
  }

  #bad(message: string, line: number): void {
    this.#counts.bad++;
    if (this.#told.length < TOLD_ROWS) this.#told.push({ line, message });
  }

  /** Takes a row that can be replayed. */
  #keep(found: RunRow, cells: Cells, line: number): void {
    const rows = this.#rows;
    this.#isClock = found.queued.isClock;
    const isCancelled = CANCELLED.has(cells('status').toLowerCase());
    if (cells('runner') !== '') this.#namesRunners = true;
    else if (isCancelled) this.#neverGiven.push([rows.line.length, found.finished ?? found.queued.micros + found.duration]);
    if (found.started !== undefined && found.started < found.queued.micros) this.#counts.negativeWaits++;
    const project = cells('project');
    const pipeline = cells('pipeline') === '' ? -1 : this.#pipelines.of(cells('pipeline'));
    if (pipeline !== -1 && found.started !== undefined) this.#arrivals?.add(pipeline, found.queued.micros, found.started);
    if (found.open !== undefined) this.#open.push({ row: rows.line.length, started: found.started });
    this.#name.push(cells('name') === '' ? -1 : this.#names.of(cells('name')));
    this.#end = Math.max(this.#end, found.queued.micros, found.started ?? -Infinity, found.finished ?? -Infinity);
    rows.line.push(line);
    if (this.#columns.job !== undefined) rows.job.push(cells('job'));
    rows.queuedAt.push(found.queued.micros);
    rows.arrivedAt.push(found.arrived.micros);
    rows.duration.push(found.duration);
    rows.timeout.push(found.timeout);
    rows.cancelAt.push(found.cancelAt);
    rows.owner.push(project === '' ? -1 : this.#projects.of(project));
    if (this.#columns.pipeline !== undefined) rows.pipeline.push(pipeline);
    rows.tags.push(this.#tagSets.of(tagsOf(cells('tags'), this.#separator).join(TAG_END)));
    rows.bits.push(bitsOf(cells));
  }

  /** Writes how long open jobs are assumed to run; those of `waitedOnly` are rows that did no work. */
  #closeOpen(waitedOnly: readonly number[]): void {
    if (this.#open.length === 0) return;
    const { cancelAt, duration, tags } = this.#rows;
    const unknown = new Set([...waitedOnly, ...this.#open.map(({ row }) => row)]);
    const nameOf = (row: number): number | undefined => (this.#name[row] === -1 ? undefined : this.#name[row]);
    const ended = new EndedJobs<number>();
    for (const [row, ran] of duration.entries()) {
      if (cancelAt[row] === Infinity && !unknown.has(row)) ended.add(nameOf(row), tags[row]!, ran);
    }
    for (const { row, started } of this.#open) {
      duration[row] = ended.lasts(nameOf(row), tags[row]!, started === undefined ? undefined : this.#end - started);
    }
  }

  #waitedOnly(row: number, cancelledAt: Micros): void {
    const { duration, cancelAt, bits } = this.#rows;
    duration[row] = 0;
    cancelAt[row] = Math.min(cancelAt[row]!, cancelledAt);
    bits[row]! |= CANCELLED_AT_ONCE_BIT;
  }
}

function bitsOf(cells: Cells): number {
  return (
    (/^(true|t|1|yes)$/iu.test(cells('protected')) ? PROTECTED_BIT : 0) |
    (FAILED.has(cells('status').toLowerCase()) ? FAILED_BIT : 0) |
    (cells('cancel') === 'canceled' ? CANCELLED_AT_ONCE_BIT : 0)
  );
}

/** Gives every distinct text a number, in the order of first appearance. */
class Names {
  readonly list: string[] = [];
  readonly #index = new Map<string, number>();

  of(name: string): number {
    const known = this.#index.get(name);
    if (known !== undefined) return known;
    this.#index.set(name, this.list.length);
    return this.list.push(name) - 1;
  }
}
