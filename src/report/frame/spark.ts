/** Heights as characters, for terminals and lists. */

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** For terminals that have no blocks. */
const PLAIN = ['_', '.', '-', ':', '=', '+', '*', '#'] as const;

/** Returns how high each value stands, from 0 to 7 where it is the most. */
export function levelsOf(values: readonly number[], most: number): number[] {
  return values.map((x) => Math.min(BLOCKS.length - 1, Math.floor((x / most) * BLOCKS.length)));
}

/** Returns the levels as characters. */
export function sparkText(levels: readonly number[], plain: boolean): string {
  const signs = plain ? PLAIN : BLOCKS;
  return levels.map((level) => signs[level] ?? '').join('');
}
