/** The pure function that everything else is built on: a fleet, a seed and a replication in, a result out. */
import type { FleetSpec } from '../fleet/fleet.js';
import { startFleet } from '../models/run.js';
import type { RunResult } from '../results/run-result.js';
import type { Replication } from './study.js';
import { openRun, type OpenRun, type ReplicationOptions } from './open-run.js';

/** Events between two looks at the outcome; the slices of a synchronous run only bound the time between them. */
const SLICE = 1_000_000;

/** Starts one replication, to be driven in slices by the caller. */
export function start(fleet: FleetSpec, options: ReplicationOptions): OpenRun {
  return openRun(startFleet, fleet, options);
}

/** Plays one replication to its end and returns it with the samples behind its result. */
export function play(fleet: FleetSpec, options: ReplicationOptions): Replication {
  return playedOut(fleet, options).replication();
}

/** Returns the result of one replication: a pure function of its arguments (recorder, probe and draws apart, if they are not). */
export function simulate(fleet: FleetSpec, options: ReplicationOptions): RunResult {
  return playedOut(fleet, options).result();
}

function playedOut(fleet: FleetSpec, options: ReplicationOptions): OpenRun {
  const run = start(fleet, options);
  while (run.advance(SLICE) === 'more');
  return run;
}
