/** One outage as every replication has it, and how what is lost of it is counted. */
import type { Story } from '../../../results/outages/story-schema.js';

/** One outage as every replication has it. */
export interface Told {
  readonly own: readonly [Story, ...Story[]];
  /** Drawn outages differ: they are told of the first replication alone. */
  readonly isOfFirst: boolean;
}

/** Whether what was lost because of the outage is known. */
export function isPaired(own: readonly Story[]): boolean {
  return own.every(({ jobsLost }) => jobsLost !== null);
}

/** What is told as lost: of all replications because of the outage, or of all for whatever reason. */
export function lostOf(own: readonly Story[]): (story: Story) => number {
  const isKnown = isPaired(own);
  return ({ jobsLost, jobsLostInAll }) => (isKnown ? (jobsLost ?? 0) : jobsLostInAll);
}

export function find(story: readonly Story[], { outage, start }: Story): Story | undefined {
  return story.find((other) => other.outage === outage && other.start === start);
}
