/** What the pauses inside job requests that failed are drawn from: streams of their own, so that no machine and no job is drawn otherwise where GitLab fails. */
import type { Stream, Streams } from '../sim/random/index.js';
import { MILLISECOND, MINUTE, type Micros } from '../units/time.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { RequestPause } from './draws.js';

const LEAST = 100 * MILLISECOND;
const LIMIT = MINUTE;
/** Number of the draw: there is one a pause. */
const PAUSE = 0;

/** Streams `request/<manager>/<runner>`: entity = ordinal of the pause, attempt = failures in a row before it. */
export class RequestStreams {
  readonly #fleet: FleetSpec;
  readonly #streams: Streams;

  constructor(fleet: FleetSpec, streams: Streams) {
    this.#fleet = fleet;
    this.#streams = streams;
  }

  /** Returns a pause as the runner draws it: 100 ms after the first failure, after n more anywhere from 100 ms to 100 ms x 2^n; what is longer than a minute is a minute. */
  pause({ manager, runner, ordinal, failures }: RequestPause): Micros {
    if (failures === 0) return LEAST;
    let most = LEAST;
    for (let i = 0; i < failures; i++) most *= 2;
    const share = this.#stream(manager, runner).uniform(ordinal, failures, PAUSE);
    // The draw is cut and not its range: after ten failures and more most pauses are the limit.
    return Math.min(LIMIT, Math.round(LEAST + share * (most - LEAST)));
  }

  #stream(manager: number, runner: number): Stream {
    const { managers, runners } = this.#fleet;
    return this.#streams.stream(`request/${managers[manager]!.name}/${runners[runner]!.name}`);
  }
}
