/** The instants of a job history in the forms that exports have: RFC 3339, Postgres, epoch seconds or finer, local times, seconds of a relative clock. */
import { LONGEST } from '../units/duration.js';
import { parseInstant, utcInstant } from '../units/instant.js';
import { DAY, MILLISECOND, SECOND, type Micros, type Seconds } from '../units/time.js';

/** A time of a row. */
export interface Time {
  /** True for an instant (micros since 1970), false for seconds since an unknown zero. */
  readonly isClock: boolean;
  readonly micros: Micros;
}

/** Returns the spans of one offset from UTC that cover [from, to) of epoch seconds in order, each with its end and the offset in seconds. */
export type OffsetsOf = (from: Seconds, to: Seconds) => readonly OffsetSpan[];
type OffsetSpan = { readonly to: Seconds; readonly offset: Seconds };

/** Numbers from here on are seconds, milliseconds or microseconds since 1970 (September 2001 on); below, seconds of a clock of their own. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MILLIS = 1e12;
const EPOCH_MICROS = 1e15;
/** 9999-12-31. */
const LAST = 253_402_300_799 * SECOND;

const NUMBER = /^\d+(?:\.\d+)?$/u;
/** A date and a time of day without an offset from UTC. */
const ZONELESS = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?$/u;

/** How a scenario states the zone of times that say none. */
const STATE_ZONE = 'state that of the file, as in { file: FILE, timezone: UTC }';

/** Reads the times of one file. */
export class TimeReader {
  readonly #offsetsOf: OffsetsOf | undefined;
  readonly #stateZone: string;
  /** Spans of one offset by the year they are in. */
  readonly #spans = new Map<string, readonly OffsetSpan[]>();
  /** Whether a time without a zone was met. */
  hasZoneless = false;

  /** `offsetsOf` are those of the zone that times without an offset are in; undefined: they are no times, and `stateZone` says how to state it. */
  constructor(offsetsOf: OffsetsOf | undefined, stateZone = STATE_ZONE) {
    this.#offsetsOf = offsetsOf;
    this.#stateZone = stateZone;
  }

  /** Returns the time in a cell, or undefined where it is none. */
  of(cell: string): Time | undefined {
    // Most cells of most files are one of these two, and need not be tried for all else.
    const end = cell.endsWith('Z') ? cell.length - 1 : cell.endsWith('+00') ? cell.length - 3 : 0;
    const utc = end === 0 ? undefined : utcInstant(cell, end);
    if (utc !== undefined) return { isClock: true, micros: utc };
    if (NUMBER.test(cell)) return numeric(Number(cell));
    if (ZONELESS.test(cell)) {
      this.hasZoneless = true;
      return this.#offsetsOf === undefined ? undefined : this.#local(parseInstant(`${cell}Z`), this.#offsetsOf, cell.slice(0, 4));
    }
    // Postgres leaves the minutes of a whole offset away.
    const micros = parseInstant(cell.replace(/([+-]\d{2})$/u, '$1:00'));
    return micros === undefined ? undefined : { isClock: true, micros };
  }

  /** Returns why a cell is no time, for messages. */
  problem(cell: string): string {
    return ZONELESS.test(cell)
      ? `'${cell}' is no time: it says no zone; ${this.#stateZone}, or another such as Europe/Berlin`
      : `'${cell}' is no time; expected RFC 3339, seconds, or milliseconds since 1970`;
  }

  /** A local time that the clock passes twice is the first of the two; one that it leaps over is as before the leap. */
  #local(local: Micros | undefined, offsetsOf: OffsetsOf, year: string): Time | undefined {
    if (local === undefined) return undefined;
    let spans = this.#spans.get(year);
    if (spans === undefined) {
      const [first, next] = [parseInstant(`${year}-01-01T00:00:00Z`) ?? 0, (parseInstant(`${year}-12-31T23:59:59Z`) ?? 0) + DAY];
      spans = offsetsOf(first / SECOND - 86_400, Math.ceil(next / SECOND) + 86_400);
      this.#spans.set(year, spans);
    }
    const seconds = local / SECOND;
    const span = spans.find(({ to, offset }) => seconds - offset < to) ?? spans.at(-1);
    return { isClock: true, micros: local - (span?.offset ?? 0) * SECOND };
  }
}

function numeric(value: number): Time | undefined {
  const unit = value >= EPOCH_MICROS ? 1 : value >= EPOCH_MILLIS ? MILLISECOND : SECOND;
  const micros = Math.round(value * unit);
  const isClock = value >= EPOCH_SECONDS;
  return micros <= (isClock ? LAST : 300 * LONGEST) && Number.isSafeInteger(micros) ? { isClock, micros } : undefined;
}
