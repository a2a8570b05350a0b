/** Two methods as one: the second is made of what the first came to. */
import type { StudiedFleet } from '../studied-fleet.js';
import type { Batch, Method } from './method.js';

/** Runs of the second as long as it is not known. */
const GUESS = 40;

/** Returns the method that plays `first` and then what `next` makes of its result. */
export function chained<First, Second>(first: Method<First>, next: (result: First) => Method<Second>): Method<Second> {
  let second: Method<Second> | undefined;
  return {
    // Of each as it stands: both may have more later, the first no more once the second has begun.
    get fleets(): readonly StudiedFleet[] {
      return second === undefined ? first.fleets : [...first.fleets, ...second.fleets];
    },
    get runs() {
      return first.runs + (second?.runs ?? GUESS);
    },
    *batches() {
      second = undefined;
      const result = yield* first.batches();
      second = next(result);
      const before = first.fleets.length;
      const playing = second.batches();
      for (let step = playing.next(); ; step = playing.next()) {
        if (step.done === true) return step.value;
        yield moved(step.value, before);
      }
    },
  };
}

/** Returns a batch whose fleets stand behind so many others. */
function moved({ points, take }: Batch, by: number): Batch {
  return { points: points.map((point) => ({ ...point, fleet: (point.fleet ?? 0) + by })), take };
}
