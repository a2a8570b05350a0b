/** Which version of GitLab Runner does what: `runner_version` of a manager becomes flags, one a row of the version matrix. */
import type { RunnerFlags } from './runner-flags.js';

type Version = readonly [major: number, minor: number];

/** The version a manager runs when the scenario does not say. */
export const DEFAULT_RUNNER_VERSION = '19.4';

/** Oldest version whose behaviour is known: re-queueing, newest-first and MaxBuilds came by 1.4, request_concurrency with 9.0. */
export const OLDEST_RUNNER_VERSION = '9.0';

/** What 11.4.2 was recorded to do differently, beyond the matrix, is taken to hold below this (docs/explanation/runner-versions.md). */
const ASSUMED_FROM: Version = [12, 0];

/** First version with each behaviour (docs/explanation/runner-versions.md). */
const SINCE: Readonly<Record<keyof RunnerFlags, Version>> = {
  remembersChecks: [11, 1],
  releasesObtainedFirst: ASSUMED_FROM,
  stopCutsRequests: ASSUMED_FROM,
  cleanupStage: ASSUMED_FROM,
  retriesOutsideRequest: ASSUMED_FROM,
  connectionErrorIsUnhealthy: ASSUMED_FROM,
  seesCreatingWithoutDirectory: [12, 5],
  sharesMachines: [13, 6],
  creationFailsAtOnce: [14, 3],
  idleTestCountsAvailable: [14, 6],
  shutdownStep: [15, 6],
  onDemandRespectsLimit: [16, 5],
  passAfterRequestSlot: [17, 9],
  adaptiveRequestConcurrency: [18, 0],
  runningUpdateInSlot: [18, 5],
  strictCheckInterval: [18, 9],
  shutdownDrain: [18, 10],
  adaptiveHalvesOnRetry: [19, 0],
  attemptPauseIsCut: [19, 0],
  sigtermWaitsForPrepareScript: [19, 0],
  removalGivesUp: [19, 1],
  interruptedResult: [19, 1],
};

/** Returns major and minor of a version text ("19.4", "19.4.0", "v19.4"), or undefined when it is none. */
export function parseRunnerVersion(version: string): Version | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.\d+)?$/.exec(version);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

/** Returns the flags of a runner version, or undefined when the text is no version or one older than is known. */
export function runnerFlags(version: string): RunnerFlags | undefined {
  const parsed = parseRunnerVersion(version);
  if (parsed === undefined || isBefore(parsed, parseRunnerVersion(OLDEST_RUNNER_VERSION)!)) return undefined;
  const flags = Object.entries(SINCE).map(([flag, since]) => [flag, !isBefore(parsed, since)]);
  const known = Object.fromEntries(flags) as Record<keyof RunnerFlags, boolean>;
  // 11.4.2 was recorded to start the stop command of a removal that begins at the very end; 13.12 not.
  return { ...known, shutdownStep: known.shutdownStep || isBefore(parsed, ASSUMED_FROM) };
}

/** True where behaviour of this version is carried over from 11.4.2, the only one recorded below 12.0. */
export function isAssumedFrom2018(version: string): boolean {
  const parsed = parseRunnerVersion(version);
  return parsed !== undefined && isBefore(parsed, ASSUMED_FROM) && !(parsed[0] === 11 && parsed[1] === 4);
}

function isBefore(a: Version, b: Version): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
