/** What every reader of the input language says when something is wrong: one issue with its place, its cause and its remedy. */

import { starredText } from '../secrets/secret-patterns.js';
import type { Span } from '../secrets/secret-spans.js';

/** A place in a text, both numbers counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One finding of a reader. An error stops the scenario; a warning lets it run. */
export interface Issue {
  readonly severity: 'error' | 'warning';
  /** The file as the user named it. */
  readonly file: string;
  readonly position?: Position;
  /** The key path inside the file, such as `runners[0].machine.IdleCount`. */
  readonly path?: string;
  /** What is wrong, what was expected, what to do. */
  readonly message: string;
  /** The source line and a line with a caret below it, as `withExcerpt` makes them. */
  readonly excerpt?: string;
}

const EXCERPT_WIDTH = 76;

/** Returns text of a user's that cannot move the cursor, change colours or turn the direction of reading. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
}

/**
 * Returns the source line at `position` with a caret line below it, cut around the caret to at most 76 columns. What lies in the `secrets` of the text, and
 * what looks like one, is shown as stars.
 */
export function withExcerpt(text: string, position: Position, secrets: readonly Span[] = []): string {
  const line = starred(text, position.line, secrets).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ');
  const column = Math.min(Math.max(position.column, 1), line.length + 1) - 1;
  if (line.length < EXCERPT_WIDTH) return `${line}\n${' '.repeat(column)}^`;
  const room = EXCERPT_WIDTH - 6;
  const from = Math.max(0, Math.min(column - Math.floor(room / 2), line.length - room));
  const head = from > 0 ? '...' : '';
  const tail = from + room < line.length ? '...' : '';
  return `${head}${line.slice(from, from + room)}${tail}\n${' '.repeat(head.length + column - from)}^`;
}

/** Returns a line of a text with stars for its secrets, as many as they have characters, so that the caret stays where it belongs. */
function starred(text: string, number: number, secrets: readonly Span[]): string {
  const ends = /\r\n|\n|\r/gu;
  let from = 0;
  for (let line = 1; line < number; line++) {
    const end = ends.exec(text);
    if (end === null) return '';
    from = end.index + end[0].length;
  }
  const to = ends.exec(text)?.index ?? text.length;
  let line = text.slice(from, to);
  for (const span of secrets) {
    const [a, b] = [Math.max(0, span.from - from), Math.min(line.length, span.to - from)];
    if (a < b) line = line.slice(0, a) + line.slice(a, b).replace(/[^"']/gsu, '*') + line.slice(b);
  }
  return starredText(line);
}

/** Characters of a finding at most, its excerpt not counted. */
const LONGEST = 800;

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 4)} ...`;
}

/** A blank where a text may be broken: none within a command at its end, which is pasted in one piece. */
const BREAK = /(?<!: runcast\b.*) /u;

/** Returns the issue as text: `file:line:col path: message`, wrapped to 80 columns (a command at its end is not), then the excerpt indented by four. */
export function formatIssue(issue: Issue): string {
  const place = issue.position === undefined ? issue.file : `${issue.file}:${issue.position.line}:${issue.position.column}`;
  const path = issue.path === undefined || issue.path === '' ? '' : ` ${issue.path}`;
  const words = shortened(visible(`${place}${path}: ${issue.severity === 'warning' ? 'warning: ' : ''}${issue.message}`)).split(BREAK);
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > 80) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  if (issue.excerpt !== undefined) lines.push(...issue.excerpt.split('\n').map((row) => `    ${row}`));
  return lines.join('\n');
}

/** Returns the number of insertions, deletions, substitutions and swaps of neighbours between two words (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Returns the candidate nearest to `word`, if it is near enough to be meant (a third of its length, at least one edit); ties go to the first. */
export function suggestion(word: string, candidates: readonly string[]): string | undefined {
  const simple = (text: string): string => text.toLowerCase().replace(/[_\-\s]/gu, '');
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = simple(word) === simple(candidate) ? 0.5 : editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= Math.max(1, Math.floor(candidate.length / 3)) && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
