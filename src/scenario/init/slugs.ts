/** Names for what a user calls by whatever text: short, plain, and each one once. */

/** Characters of a name at most. */
const LONGEST = 40;

/** Hands out names. */
export class Slugs {
  readonly #taken: Set<string>;

  /** None of `taken` is handed out. */
  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** Returns the letters and digits of a text, joined by dashes; `otherwise` where it has none; with a number where that is taken. */
  of(text: string, otherwise: string): string {
    const slug = text
      .toLowerCase()
      .replace(/[^a-z0-9]+/gu, '-')
      .replace(/^-+|-+$/gu, '')
      .slice(0, LONGEST);
    return this.unique(slug === '' ? otherwise : slug);
  }

  /** Returns the name, with a number where it is taken. */
  unique(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.#taken.has(name); i++) name = `${wanted}-${i}`;
    this.#taken.add(name);
    return name;
  }
}
