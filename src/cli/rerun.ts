/** The command line that repeats a run. */

/** What the result depends on. */
export interface RerunFacts {
  readonly file: string;
  readonly set: readonly string[];
  readonly seed: number | string;
  readonly replications: number | undefined;
}

/** Returns the command, quoted for a shell. */
export function rerunCommand({ file, set, seed, replications }: RerunFacts): string {
  const words = ['runcast', 'run', quote(file)];
  for (const text of set) words.push('--set', quote(text));
  if (replications !== undefined) words.push('--replications', String(replications));
  words.push('--seed', quote(String(seed)));
  return words.join(' ');
}

function quote(word: string): string {
  return /^[\w./:=@%+,-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
