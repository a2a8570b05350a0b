/** Two methods as one: the second is made of what the first came to. */
import type { StudiedFleet } from '../studied-fleet.js';
import type { Batch, Method } from './method.js';

/** Runs of the second as long as it is not known. */
const GUESS = 40;

/** Returns the method that plays `first` and then what `next` makes of its result. */
export function chained<First, Second>(first: Method<First>, next: (result: First) => Method<Second>): Method<Second> {
  // One list that only grows: whoever plays the method may hold it.
  const fleets: StudiedFleet[] = [...first.fleets];
  let second: Method<Second> | undefined;
  return {
    fleets,
    get runs() {
      return first.runs + (second?.runs ?? GUESS);
    },
    *batches() {
      second = undefined;
      const result = yield* followed(first, fleets, 0);
      second = next(result);
      return yield* followed(second, fleets, first.fleets.length);
    },
  };
}

/** Yields the batches of a method whose fleets stand in a list behind so many others, where new ones are put too. */
function* followed<Result>(method: Method<Result>, fleets: StudiedFleet[], behind: number): Generator<Batch, Result, void> {
  fleets.length = Math.min(fleets.length, behind + method.fleets.length);
  const playing = method.batches();
  for (;;) {
    const { done, value } = playing.next();
    if (done === true) return value;
    for (let index = fleets.length - behind; index < method.fleets.length; index++) fleets.push(method.fleets[index]!);
    yield { points: value.points.map((point) => ({ ...point, fleet: (point.fleet ?? 0) + behind })), take: value.take };
  }
}
