/** Sets of tags as one text, between blanks, and tags that have blanks in them. */

/** Stands for a blank inside of a tag; it breaks none. */
const BOUND = '\u00a0';

/** Returns a tag without blanks, to stand in a set of tags. */
export function boundTag(tag: string): string {
  return tag.replaceAll(' ', BOUND);
}

/** Returns the tags of a set, with the blanks that they had. */
export function tagsIn(set: string): string[] {
  return set === '' ? [] : set.split(' ').map((tag) => tag.replaceAll(BOUND, ' '));
}
