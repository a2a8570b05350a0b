/** Replications that are all the same, in words. */

/**
 * Returns what is known where no two replications differ: of one, that it drew nothing, so that others would be the same; of several only that they came
 * out alike, for what was drawn may have made no difference in these few.
 */
export function alikeWords(replications: number): string {
  return replications === 1 ? 'replayed, nothing random' : replications === 2 ? 'both came out alike' : 'all came out alike';
}
