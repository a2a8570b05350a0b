/** Plays one recording through the engine and says whether the run did what the recording observed. */
import { difference } from './compare.js';
import { observe } from './observe.js';
import { recordingFleet } from './quick-fleet.js';
import { readRecording } from './recording.js';

/**
 * Returns undefined where every observation is reproduced, else the first difference: what, which field, expected, got. Unwatched, ticks in
 * which nothing can change are skipped, as in a user's run; what is compared stays the same. Throws an Error that names the reason where the
 * recording cannot be played: an unknown input field, a version that is not filled, a config.toml that is refused.
 */
export function checkRecording(text: string, options: { readonly watched: boolean } = { watched: true }): string | undefined {
  const recording = readRecording(text);
  const { fleet, given, tokens } = recordingFleet(recording);
  const tokenOf = (runner: number): string => tokens[runner] ?? `runner ${String(runner)}`;
  const nameOf = (manager: number): string => recording.managers[manager]?.name ?? `manager ${String(manager)}`;
  return difference(recording.observed, observe(fleet, given, tokenOf, nameOf, options));
}
