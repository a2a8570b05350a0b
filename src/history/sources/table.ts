/** A table of jobs in CSV, with a header: an export of `ci_builds` from GitLab's database, or any other whose columns can be told or guessed. */
import { CsvReader, type CsvSink } from '../../trace/csv.js';
import { delimiterOf, tagsOf, type TagSeparator } from '../../trace/dialect.js';
import { guessColumns } from '../../trace/guess.js';
import { UNTOLD, type ToldJob, type ToldSink } from '../told-job.js';
import { HEADER, TAG_SEPARATOR } from '../trace-rows.js';
import type { Source, SourceKind, SourceOptions } from './source.js';

export const TABLE: SourceKind = {
  name: 'csv',
  title: 'a table of jobs in CSV',
  place: 'line',
  open: (sink, options) => new Table(sink, options),
};

/** What a column may be told to be. */
export const TABLE_COLUMNS = Object.keys(UNTOLD) as readonly TableColumn[];
type TableColumn = keyof ToldJob;
const ATTEMPT = ['attempt', 'run_attempt', 'retry', 'retry_count'];

class Table implements Source, CsvSink {
  readonly #sink: ToldSink;
  readonly #options: SourceOptions;
  #separator: TagSeparator | undefined;
  #reader: CsvReader | undefined;
  /** Begin of the header, until its end has come. */
  #head = '';
  #header: readonly string[] = [];
  /** Places in a row by column. */
  #places = new Map<TableColumn, number>();

  constructor(sink: ToldSink, options: SourceOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#separator = options.tagSeparator;
  }

  push(piece: string): void {
    if (this.#reader === undefined) {
      this.#head += piece;
      if (!this.#head.includes('\n')) return;
      this.#start();
    } else this.#reader.push(piece);
  }

  end(): void {
    if (this.#reader === undefined) this.#start();
    this.#reader!.end();
  }

  #start(): void {
    this.#reader = new CsvReader(this, delimiterOf(this.#head));
    this.#reader.push(this.#head);
    this.#head = '';
  }

  row(cells: readonly string[], line: number): void {
    if (this.#header.length === 0) this.#takeHeader(cells.map((cell) => cell.trim()));
    else if (cells.length !== this.#header.length) this.torn(`expected ${this.#header.length} cells, got ${cells.length}`, line);
    else this.#sink.job(this.#told(cells), line);
  }

  torn(message: string, line: number): void {
    this.#sink.unreadable(`torn row: ${message}`, line);
  }

  #takeHeader(header: readonly string[]): void {
    this.#header = header;
    // What was imported before is imported as it is.
    if (header.join(',') === HEADER) this.#separator = TAG_SEPARATOR;
    const attempt = ATTEMPT.find((name) => header.includes(name));
    const columns: Partial<Record<string, string>> = { attempt, ...guessColumns(header), ...this.#options.columns };
    for (const column of TABLE_COLUMNS) {
      const name = columns[column];
      // What is not there is not the column without a name, in which pandas and R number their rows.
      if (name === undefined) continue;
      const place = header.indexOf(name);
      if (place === -1) throw new MapError(`--map ${column}=${name}: the file has no such column; it has ${header.join(', ')}`);
      if (header.includes(name, place + 1)) {
        throw new MapError(`the file has the column ${name} twice; rename the one that is not meant`);
      }
      this.#places.set(column, place);
    }
    if (!(['queued_at', 'created_at', 'started_at'] as const).some((column) => this.#places.has(column))) {
      throw new MapError(`no column says when a job came; the file has ${header.join(', ')}; name one with --map queued_at=COLUMN`);
    }
  }

  #told(cells: readonly string[]): ToldJob {
    const cell = (column: TableColumn): string => {
      const place = this.#places.get(column);
      return place === undefined ? '' : cells[place]!.trim();
    };
    const tags = cell('tags');
    return {
      job: cell('job'),
      pipeline: cell('pipeline'),
      project: cell('project'),
      name: cell('name'),
      stage: cell('stage'),
      tags: tags === '' ? [] : tagsOf(tags, this.#separator),
      protected: cell('protected'),
      runner: cell('runner'),
      status: cell('status'),
      attempt: cell('attempt'),
      created_at: cell('created_at'),
      queued_at: cell('queued_at'),
      queued_duration: cell('queued_duration'),
      started_at: cell('started_at'),
      finished_at: cell('finished_at'),
      duration: cell('duration'),
    };
  }
}

/** The columns of a table are not what was said of them. */
export class MapError extends Error {}
