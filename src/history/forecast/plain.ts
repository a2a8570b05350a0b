/** Names that somebody outside chose, in a comment of a scenario. */

/** Returns the text on one line in plain characters; a sign stands for any other. */
export function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, '?');
}
