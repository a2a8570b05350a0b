/** The clock that instants of a run are told by: that of the scenario's time zone, whose name stands beside them. */
import type { RunTimezone } from '../../study/run-timezone.js';
import { parseInstant } from '../../units/instant.js';
import { cleanText } from './numbers.js';
import { SECOND, type Micros } from '../../units/time.js';

/** When a run begins, as results have it: RFC 3339, with the zone of its scenario where that is not UTC. */
export type RunStart = string | { readonly start?: string | undefined; readonly clock?: RunTimezone | undefined } | undefined;

const UTC: RunTimezone = { name: 'UTC', offsets: [{ from: 0, offset: 0 }] };

/** The clock of a run. */
export class LocalClock {
  /** Of the start, micros since 1970. */
  readonly epoch: Micros;
  /** As it is told: `UTC`, `Europe/Berlin`. */
  readonly zone: string;
  readonly #offsets: RunTimezone['offsets'];

  constructor(epoch: Micros, { name, offsets }: RunTimezone) {
    this.epoch = epoch;
    this.zone = cleanText(name);
    this.#offsets = offsets;
  }

  /** Returns the clock of a run; undefined where its start is not known. */
  static of(run: RunStart): LocalClock | undefined {
    const { start, clock = UTC } = typeof run === 'object' ? run : { start: run };
    const epoch = start === undefined ? undefined : parseInstant(start);
    return epoch === undefined ? undefined : new LocalClock(epoch, clock);
  }

  /** Returns the local time of an instant of the run, micros since its start, as if it were UTC. */
  local(at: Micros): Micros {
    return this.epoch + at + this.spanAt(at).offset;
  }

  /** Returns the stretch of one offset from UTC in which an instant of the run lies: where it ends, and the offset. */
  spanAt(at: Micros): { readonly to: Micros; readonly offset: Micros } {
    const index = Math.max(
      0,
      this.#offsets.findLastIndex(({ from }) => from * SECOND <= at),
    );
    return { to: (this.#offsets[index + 1]?.from ?? Infinity) * SECOND, offset: this.#offsets[index]!.offset * SECOND };
  }
}
