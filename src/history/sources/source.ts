/** What an importer asks of every kind of history. */
import type { TagSeparator } from '../../trace/dialect.js';
import type { ToldSink } from '../told-job.js';

/** Reads a history that comes in pieces. */
export interface Source {
  push(piece: string): void;
  /** No more comes. */
  end(): void;
}

/** One kind of history: what it is called, and how it is read. */
export interface SourceKind {
  /** Word of the command line. */
  readonly name: string;
  /** What it is, for people. */
  readonly title: string;
  /** What a place in it is called in messages. */
  readonly place: 'line' | 'record';
  open(sink: ToldSink, options: SourceOptions): Source;
}

export interface SourceOptions {
  /** Names of columns in the file by ours, where they are not to be guessed. */
  readonly columns: Readonly<Record<string, string>>;
  /** What stands between the tags of a cell; undefined: blanks, commas or semicolons. */
  readonly tagSeparator?: TagSeparator | undefined;
}
