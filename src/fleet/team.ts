/** Whose projects are whose. It decides nothing of a run, only how its result is told. */
import type { ProjectIndex } from '../units/indices.js';

export interface TeamSpec {
  readonly name: string;
  /** Ascending; a project is of one team at most. */
  readonly projects: readonly ProjectIndex[];
}

/** What projects of no team are told under. */
export const NO_TEAM = 'no team';
