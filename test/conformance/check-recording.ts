/** Plays one recording, or one case of docker-autoscaler, through the engine and says whether the run did what it observed. */
import { isAutoscalerCase, readCase } from './autoscaler/case.js';
import { playableCase } from './autoscaler/case-scenario.js';
import { observeCase } from './autoscaler/observe.js';
import { difference, notCompared, notObserved } from './compare.js';
import { observe } from './observe.js';
import { playable } from './recording-scenario.js';
import { readRecording } from './recording.js';

export interface Verdict {
  /** The first difference: what, which field, expected, got. Undefined where every observation is reproduced. */
  readonly difference: string | undefined;
  /** What the run says and the recording does not: `passes`, `machines.failed_at`. */
  readonly notRecorded: readonly string[];
  /** What the recording says and an unwatched run does not: `passes`, `requests_log`, `requests.failed`. */
  readonly notWatched: readonly string[];
}

/**
 * Plays a recording and compares. Unwatched, ticks in which nothing can change are skipped, as in a user's run; passes and requests are
 * counted and not listed then, all else is compared the same. Throws an Error that names the reason where the recording cannot be played: a
 * field that is not known, a version that is not filled, a config.toml that is refused.
 */
export function checkRecording(text: string, options: { readonly watched: boolean } = { watched: true }): Verdict {
  if (isAutoscalerCase(text)) return checkCase(text, options.watched);
  const recording = readRecording(text);
  const { observed } = recording;
  const { fleet, given } = playable(recording);
  const tokenOf = (runner: number): string => fleet.runners[runner]!.name;
  // A manager of a recording is a group of one process.
  const nameOf = (manager: number): string => fleet.groups[fleet.managers[manager]!.group]!;
  const got = observe(fleet, given, tokenOf, nameOf, options);
  return { difference: difference(observed, got), notRecorded: notCompared(observed, got), notWatched: notObserved(observed, got) };
}

function checkCase(text: string, watched: boolean): Verdict {
  const read = readCase(text);
  const { fleet, given } = playableCase(read);
  const ids = read.jobs.map(({ id }) => id);
  const got = observeCase(fleet, given, ids, watched);
  const { observed } = read;
  return { difference: difference(observed, got), notRecorded: notCompared(observed, got), notWatched: notObserved(observed, got) };
}
