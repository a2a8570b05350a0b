/** Patterns of names: of projects, jobs and stages, as their owners write them. */

/** Returns what tells whether a name fits a pattern; `*` stands for any characters. */
export function namePattern(pattern: string): (name: string) => boolean {
  const pieces = pattern.split('*');
  const [first = ''] = pieces;
  if (pieces.length === 1) return (name) => name === pattern;
  const last = pieces.at(-1)!;
  const between = pieces.slice(1, -1);
  return (name) => {
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
    // The leftmost place of each piece leaves most room to those behind it.
    const end = name.length - last.length;
    let from = first.length;
    for (const piece of between) {
      const found = name.indexOf(piece, from);
      if (found === -1 || found + piece.length > end) return false;
      from = found + piece.length;
    }
    return true;
  };
}
