/** Hours and days as the people of a zone have them. */
import type { OffsetsOf } from '../../trace/times.js';
import { DAY, HOUR, SECOND, WEEK, type Micros } from '../../units/time.js';

/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const MONDAY = 4 * DAY;

/** Reads instants in a zone. Of a clock of its own, whose zero nobody knows, days count from that zero and weeks have no days. */
export class LocalClock {
  readonly #spans: readonly { readonly to: number; readonly offset: number }[];

  /** For instants in [from, to]. `offsetsOf` are those of the zone; undefined: UTC. */
  constructor(offsetsOf: OffsetsOf | undefined, from: Micros, to: Micros) {
    this.#spans = offsetsOf?.(Math.floor(from / SECOND), Math.ceil(to / SECOND) + 1) ?? [];
  }

  /** Returns the local time as if it were UTC. */
  local(at: Micros): Micros {
    const span = this.#spans.find(({ to }) => at < to * SECOND) ?? this.#spans.at(-1);
    return at + (span?.offset ?? 0) * SECOND;
  }

  /** Returns the number of the local day. */
  day(at: Micros): number {
    return Math.floor(this.local(at) / DAY);
  }

  /** Returns the hour of the week, 0 is Monday 00:00 to 01:00. */
  hourOfWeek(at: Micros): number {
    return Math.floor(modulo(this.local(at) - MONDAY, WEEK) / HOUR);
  }
}

function modulo(x: number, by: number): number {
  return ((x % by) + by) % by;
}
