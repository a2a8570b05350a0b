/** Plays one recording through the engine and says whether the run did what the recording observed. */
import { difference } from './compare.js';
import { observe } from './observe.js';
import { playable } from './recording-scenario.js';
import { readRecording } from './recording.js';

/**
 * Returns undefined where every observation is reproduced, else the first difference: what, which field, expected, got. Unwatched, ticks in
 * which nothing can change are skipped, as in a user's run; what is compared stays the same. Throws an Error that names the reason where the
 * recording cannot be played: an unknown input field, a version that is not filled, a config.toml that is refused.
 */
export function checkRecording(text: string, options: { readonly watched: boolean } = { watched: true }): string | undefined {
  const recording = readRecording(text);
  const { fleet, cast, given } = playable(recording);
  const tokenOf = (runner: number): string => cast.runners[runner]!.name;
  // A manager of a recording is a group of one process.
  const nameOf = (manager: number): string => cast.groups[cast.managers[manager]!.group]!;
  return difference(recording.observed, observe(fleet, given, tokenOf, nameOf, options));
}
