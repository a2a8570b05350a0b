/** Which items of an old list become which of a new one, with the fewest changes: the edit distance of Levenshtein. */

/** An item of both lists, or of one of them alone: it goes where only `old` is there, and comes where only `wanted` is. */
export interface Step {
  readonly old?: number;
  readonly wanted?: number;
}

/** Returns the steps in order of both lists. An item costs nothing where its key stays, and one where it changes it, goes or comes. */
export function aligned(old: readonly string[], wanted: readonly string[]): Step[] {
  const least: number[][] = [];
  const change = (i: number, j: number): number => (old[i] === wanted[j] ? 0 : 1);
  for (let i = 0; i <= old.length; i++) {
    least.push([]);
    for (let j = 0; j <= wanted.length; j++) {
      const both = i > 0 && j > 0 ? least[i - 1]![j - 1]! + change(i - 1, j - 1) : Infinity;
      const goes = i > 0 ? least[i - 1]![j]! + 1 : Infinity;
      const comes = j > 0 ? least[i]![j - 1]! + 1 : Infinity;
      least[i]!.push(i + j === 0 ? 0 : Math.min(both, goes, comes));
    }
  }
  const steps: Step[] = [];
  for (let i = old.length, j = wanted.length; i + j > 0;) {
    const here = least[i]![j]!;
    if (i > 0 && j > 0 && here === least[i - 1]![j - 1]! + change(i - 1, j - 1)) steps.push({ old: --i, wanted: --j });
    else if (i > 0 && here === least[i - 1]![j]! + 1) steps.push({ old: --i });
    else steps.push({ wanted: --j });
  }
  return steps.reverse();
}
