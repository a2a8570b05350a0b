/** The seconds since 1970 that a run lies in, and the simulated time of each: periods are sought second by second. */
import { invariant } from '../../sim/invariant.js';
import { SECOND, type Micros, type Milliseconds, type Seconds } from '../../units/time.js';

/** The clock of a run of so long a horizon that begins at an instant. */
export class RunClock {
  /** The second in which the run begins, and the one after its last. */
  readonly first: Seconds;
  readonly end: Seconds;
  readonly #lead: Micros;

  constructor(startEpochMs: Milliseconds, horizon: Micros) {
    invariant(Number.isSafeInteger(startEpochMs), 'the start of a run is a whole number of milliseconds');
    invariant(Number.isSafeInteger(horizon) && horizon >= 0, 'a horizon is a whole number of microseconds');
    this.first = Math.floor(startEpochMs / 1000);
    this.end = this.first + Math.ceil(horizon / SECOND) + 1;
    this.#lead = (startEpochMs - this.first * 1000) * 1000;
  }

  /** Returns the time from the start of the run to a second since 1970. */
  micros(second: Seconds): Micros {
    return (second - this.first) * SECOND - this.#lead;
  }
}
