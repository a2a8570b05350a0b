/** Which replications a study plays, and with which draws: the same for everything that is compared (common random numbers). */

/** What tells the draws of one run from those of another. */
export interface Draws {
  readonly seed: number | string;
  /** 0, 1, 2 ... */
  readonly replication: number;
}

/** How often each thing is played. */
export interface Sampling {
  readonly seed: number | string;
  /** At least 1. */
  readonly replications: number;
}

/** Returns the draws of replications `from` .. n - 1. */
export function drawsOf({ seed, replications }: Sampling, from = 0): Draws[] {
  return Array.from({ length: replications - from }, (_, i) => ({ seed, replication: from + i }));
}

/** Returns the draws of the `nth` of things that are played once each: they take turns. */
export function drawsInTurn({ seed, replications }: Sampling, nth: number): Draws {
  return { seed, replication: nth % replications };
}
