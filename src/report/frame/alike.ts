/** Replications that are all the same, in words. */

/**
 * Returns what is known where no two replications differ: of one, that it drew nothing, so that others would be the same; of several only that they came
 * out alike, for what was drawn may have made no difference in these few. Where more is told than replications, `each` says what is alike: `replication of
 * a point`.
 */
export function alikeWords(replications: number, each?: string): string {
  if (replications === 1) return 'replayed, nothing random';
  const [all, other] = replications === 2 ? ['both', 'the other'] : ['all', 'another'];
  return each === undefined ? `${all} came out alike` : `no ${each} differs from ${other}`;
}
