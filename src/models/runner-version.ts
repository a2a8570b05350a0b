/** Which version of GitLab Runner does what: `runner_version` of a manager becomes flags. */
import type { RunnerFlags } from './fleet.js';

/** GitLab Runner 19.4, as recorded. */
const CURRENT: RunnerFlags = {
  row: '19.1',
  passAfterRequestSlot: true,
  adaptiveRequestConcurrency: true,
  runningUpdateInSlot: true,
  adaptiveHalvesOnRetry: true,
  removalGivesUp: true,
  interruptedResult: true,
  sigtermWaitsForPrepareScript: true,
  strictCheckInterval: true,
  shutdownDrain: true,
  onDemandRespectsLimit: true,
};

/** The version a manager runs when the scenario does not say. */
export const DEFAULT_RUNNER_VERSION = '19.4';

/** Rows of the version matrix that are filled, newest first: the newest row not above a version holds. */
const ROWS: readonly { readonly from: readonly [number, number]; readonly flags: RunnerFlags }[] = [{ from: [19, 1], flags: CURRENT }];

/** Oldest version whose behaviour is modelled. */
export const OLDEST_RUNNER_VERSION = ROWS.at(-1)!.from.join('.');

/**
 * Returns the flags of a runner version ("19.4", "19.4.0", "v19.4"), or undefined when the text is no version or its row of the
 * matrix (specification 1.11) is not filled.
 */
export function runnerFlags(version: string): RunnerFlags | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.\d+)?$/.exec(version);
  if (match === null) return undefined;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return ROWS.find(({ from }) => major > from[0] || (major === from[0] && minor >= from[1]))?.flags;
}
