/** Options that are read before yargs does, among the words of the command line: with their value behind them, or behind `=`. */

/** What stands in the place of an option with its value; undefined: it has none. */
type Replacement = (value: string | undefined) => readonly string[];

/** Returns the words with each use of an option replaced, at its place. */
export function withOption(argv: readonly string[], option: string, by: Replacement): string[] {
  const out: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === option) out.push(...by(argv[++i]));
    else if (word.startsWith(`${option}=`)) out.push(...by(word.slice(option.length + 1)));
    else out.push(word);
  }
  return out;
}

/** Returns the values of each use of an option that has one. */
export function valuesOf(argv: readonly string[], option: string): string[] {
  const values: string[] = [];
  withOption(argv, option, (value) => {
    if (value !== undefined) values.push(value);
    return [];
  });
  return values;
}

/** Returns the words of a comparison up to its first further variant, and of each of those; of other commands all in one. */
export function variantsIn(argv: readonly string[]): string[][] {
  const variants: string[][] = [[]];
  for (const word of argv) {
    if (word === '--vs') variants.push([]);
    else variants.at(-1)!.push(word);
  }
  return variants;
}
