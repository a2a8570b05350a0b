/** How a job history is written: what stands between its cells, and between the tags of one cell. */

/** What may stand between cells. */
const DELIMITERS = [',', ';', '\t', '|'];

/** Returns what stands between the cells of a CSV text: what its first line has most of, outside of quotes. */
export function delimiterOf(text: string): string {
  const end = text.indexOf('\n');
  const first = text.slice(0, end === -1 ? text.length : end).replace(/"(?:[^"]|"")*"/gu, '');
  const count = (delimiter: string): number => first.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** Words of a scenario for what stands between tags. */
export const TAG_SEPARATORS = [',', ';', 'blank'] as const;
export type TagSeparator = (typeof TAG_SEPARATORS)[number];

/**
 * Returns the tags of a cell, sorted. Without a separator they may stand between blanks, commas or semicolons, in the brackets or braces of a list and
 * in quotes; with one, nothing else ends a tag, so that tags with blanks in them stay whole.
 */
export function tagsOf(cell: string, separator: TagSeparator | undefined): string[] {
  if (separator !== undefined && separator !== 'blank')
    return [...new Set(cell.split(separator).map((tag) => tag.trim()))].filter(Boolean).sort();
  if (separator === 'blank') return [...new Set(cell.split(/\s+/u))].filter(Boolean).sort();
  const bare = cell.replace(/^\s*[[{]([\s\S]*)[\]}]\s*$/u, '$1');
  return [...new Set(bare.split(/[\s,;]+/u).map((tag) => tag.replace(/^(["'])(.*)\1$/u, '$2')))].filter(Boolean).sort();
}
