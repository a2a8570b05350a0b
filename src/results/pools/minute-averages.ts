/** The time average of a number of things in each minute of a run, from the spans in which each was there. */
import { MINUTE, type Micros } from '../../units/time.js';

/** The averages as plain data, to be kept or sent: `MinuteAverages.of` makes the same of it. An entry a minute. */
export interface MinuteColumns {
  readonly parts: Float64Array;
  readonly steps: Int32Array;
}

/** Memory grows with the minutes of the run, not with the things. */
export class MinuteAverages {
  /** Micros within a minute, beside those of the things that are there for the whole of it. */
  readonly #parts: Float64Array;
  /** Change, from one minute to the next, of the things that are there for the whole of a minute. */
  readonly #steps: Int32Array;

  constructor({ parts, steps }: MinuteColumns) {
    this.#parts = parts;
    this.#steps = steps;
  }

  /** Returns averages of nothing, for a run that ends at `horizon`. */
  static upTo(horizon: Micros): MinuteAverages {
    const minutes = Math.ceil(horizon / MINUTE) + 2;
    return new MinuteAverages({ parts: new Float64Array(minutes), steps: new Int32Array(minutes) });
  }

  /** Returns the averages of which these are the columns; they take them over. */
  static of(columns: MinuteColumns): MinuteAverages {
    return new MinuteAverages(columns);
  }

  /** Returns the averages as plain data, a copy. */
  columns(): MinuteColumns {
    return { parts: this.#parts.slice(), steps: this.#steps.slice() };
  }

  /** Adds a thing (`by` 1), or takes one away (-1), that is there in [from, to); what lies behind the last minute is left out. */
  add(from: Micros, to: Micros, by: 1 | -1): void {
    if (!(to > from)) return;
    const first = Math.floor(from / MINUTE);
    const last = Math.min(Math.floor(to / MINUTE), this.#parts.length - 1);
    if (first > last) return;
    if (first === last) {
      this.#part(first, by * (Math.min(to, (first + 1) * MINUTE) - from));
      return;
    }
    this.#part(first, by * ((first + 1) * MINUTE - from));
    this.#steps[first + 1] = this.#steps[first + 1]! + by;
    this.#steps[last] = this.#steps[last]! - by;
    this.#part(last, by * (Math.min(to, (last + 1) * MINUTE) - last * MINUTE));
  }

  /** Returns the average of every minute that begins before `to`; of the last one, of its part before `to`. */
  averages(to: Micros): Float64Array {
    const out = new Float64Array(Math.min(this.#parts.length, Math.ceil(to / MINUTE)));
    let whole = 0;
    for (let minute = 0; minute < out.length; minute++) {
      whole += this.#steps[minute]!;
      const length = Math.min(MINUTE, to - minute * MINUTE);
      out[minute] = whole + this.#parts[minute]! / length;
    }
    return out;
  }

  #part(minute: number, micros: number): void {
    this.#parts[minute] = this.#parts[minute]! + micros;
  }
}
