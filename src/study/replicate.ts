/** Several replications of one fleet, one after the other. */
import type { FleetSpec } from '../fleet/fleet.js';
import type { Recorder } from '../record/recorder.js';
import type { Question } from '../results/question.js';
import { play } from './simulate.js';
import type { Replication } from './study.js';

/** How many replications, and what is wanted of them. */
export interface ReplicateOptions {
  readonly seed: number | string;
  /** At least 1. */
  readonly replications: number;
  readonly questions?: readonly Question[];
  /** Gives the recorder of a replication, if it is to have one. */
  readonly recorder?: (replication: number) => Recorder | undefined;
}

/** Returns replications 0 .. n - 1, each with draws of its own; the first holds the timeline. */
export function replicate(fleet: FleetSpec, options: ReplicateOptions): Replication[] {
  const results: Replication[] = [];
  for (let replication = 0; replication < options.replications; replication++) {
    const recorder = options.recorder?.(replication);
    results.push(
      play(fleet, {
        seed: options.seed,
        replication,
        timeline: replication === 0,
        ...(options.questions === undefined ? {} : { questions: options.questions }),
        ...(recorder === undefined ? {} : { recorder }),
      }),
    );
  }
  return results;
}
