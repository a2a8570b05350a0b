/** Reads JSON in any of the forms that pages of an API are kept in: one list, a list of pages, pages one after another, an object a line. */
import { JSONParser } from '@streamparser/json';
import type { ToldJob, ToldSink } from '../told-job.js';
import type { Source } from './source.js';

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Returns the jobs in one object; undefined where it is none of this source's. */
export type JobsOf = (record: JsonObject) => readonly ToldJob[] | undefined;

/** Reads records piece by piece; places are the how-manieth record, from 1. */
export class JsonRecords implements Source {
  readonly #sink: ToldSink;
  readonly #jobsOf: JobsOf;
  #parser: JSONParser | undefined;
  #records = 0;
  #isTorn = false;

  constructor(sink: ToldSink, jobsOf: JobsOf) {
    this.#sink = sink;
    this.#jobsOf = jobsOf;
  }

  push(piece: string): void {
    if (this.#isTorn) return;
    const text = this.#parser === undefined ? piece.trimStart() : piece;
    if (text === '') return;
    this.#parser ??= this.#open(text.startsWith('[') ? '$.*' : '$');
    this.#parser.write(text);
  }

  end(): void {
    if (!this.#isTorn && this.#parser?.isEnded === false) this.#parser.end();
  }

  /** Elements of a list are given out one by one, so that it is never held whole. */
  #open(path: string): JSONParser {
    const parser = new JSONParser({ paths: [path], separator: '', keepStack: false });
    parser.onValue = ({ value }) => this.#value(value);
    parser.onError = () => {
      if (this.#isTorn) return;
      this.#isTorn = true;
      this.#sink.unreadable('the JSON is broken or cut off here; nothing behind it was read', this.#records + 1);
    };
    return parser;
  }

  #value(value: unknown): void {
    if (Array.isArray(value)) {
      for (const inner of value) this.#value(inner);
      return;
    }
    this.#records++;
    const jobs = isObject(value) ? this.#jobsOf(value) : undefined;
    if (jobs === undefined) this.#sink.unreadable('it is no job of this source', this.#records);
    else for (const job of jobs) this.#sink.job(job, this.#records);
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text or number as text; empty for everything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The texts of a list; none where it is no list. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== '') : [];
}

/** What a key of an object holds, where it is an object. */
export function inside(record: JsonObject, key: string): JsonObject {
  const value = record[key];
  return isObject(value) ? value : {};
}

/** The objects of a list. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
