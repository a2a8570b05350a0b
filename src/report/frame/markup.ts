/** Markdown that shows texts as they are, in merge requests and wikis. */
import { NOTHING } from './numbers.js';

/** What stands around a text in bold. */
export const BOLD = '*'.repeat(2);

/** Returns a block of code whose fence is longer than any in the text. */
export function fenced(text: string, language: string): string {
  const longest = (text.match(/`+/gu) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/**
 * Returns a text that Markdown shows as it is: signs of markup are escaped, and so are those that make GitLab and GitHub mention people, link
 * issues or turn addresses into links.
 */
export function plain(text: string): string {
  if (text === NOTHING) return '–';
  return text
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?')
    .replace(/[\\`*_[\]<>|~&@#!$^]/gu, String.raw`\$&`)
    .replace(/:\/\//gu, String.raw`\://`)
    .replace(/\bwww\./giu, String.raw`www\.`)
    .replace(/^([-+=])/u, String.raw`\$1`)
    .replace(/^(\d+)([.)])(?=\s|$)/u, String.raw`$1\$2`);
}
