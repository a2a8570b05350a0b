/** How many columns of a terminal a text takes, and breaking it where they end. */

import { cleanText } from './numbers.js';

/** Columns of a line where nothing else is known. */
export const WIDTH = 80;
/** A sentence that is longer than this is hard to read, however wide the terminal. */
const MOST = 120;
/** With less than this nothing can be set. */
const LEAST = 40;

/** Returns how many columns to use of a terminal that has so many, or of a file where it is undefined. */
export function textWidth(columns: number | undefined): number {
  return columns === undefined || !(columns > 0) ? WIDTH : Math.min(MOST, Math.max(LEAST, columns));
}

/** Scripts whose letters, and signs, take two columns (East Asian Width W and F). */
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
/** Pictures, and all of the planes beyond the first that hold ideographs. */
const PICTURE = /[\p{Emoji_Presentation}\u{20000}-\u{3fffd}]/u;
/** Accents that sit on the letter before. */
const ACCENT = /[\p{Mn}\p{Me}]/u;
/** The sign that makes a picture of the character before, which then takes two columns. */
const PICTURE_SIGN = '\ufe0f';

function columnsOf(character: string): number {
  if (character < '\u0300') return 1;
  if (character === PICTURE_SIGN) return 1;
  if (ACCENT.test(character)) return 0;
  return WIDE.test(character) || PICTURE.test(character) ? 2 : 1;
}

/** Returns the columns a text takes; rather one too many than one too few where terminals differ. */
export function columnsTaken(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOf(character);
  return columns;
}

/** Returns the longest beginning of a text that takes at most so many columns. */
export function beginning(text: string, columns: number): string {
  let end = 0;
  let rest = columns;
  for (const character of text) {
    rest -= columnsOf(character);
    if (rest < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** Returns a text filled with blanks behind, or in front, up to so many columns. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsTaken(text)));
}

/** The same in front. */
export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsTaken(text))) + text;
}

/** Returns a sentence broken at blanks into lines of at most `width` columns; `first` and `later` begin the lines. */
export function wrap(text: string, first = '', later = '', width = WIDTH): string[] {
  return wrapPieces(cleanText(text).split(' '), first, later, width);
}

/** A blank that is not one between a number and its unit (`25 %`, `1 h`), nor within a duration (`1 min 09`). */
const BREAK = / (?!(?<=\d )(?:%|ms|s|min|h|d|USD|pts)(?![\p{L}\p{N}])|(?<=\d (?:min|h) )\d\d(?!\d))/u;

/** Returns the pieces at which a sentence may be broken: its words, and numbers with their units. */
export function breakable(text: string): string[] {
  return text.split(BREAK);
}

/** A character may take two columns. */
const NARROWEST = 2;

/** Returns pieces of text set in lines, with blanks between; a piece is kept whole unless it is longer than a line. */
export function wrapPieces(pieces: readonly string[], first = '', later = '', most = WIDTH): string[] {
  const width = Math.max(NARROWEST, most);
  // What begins a line and takes more than half of it would leave no room to go on in.
  if (columnsTaken(first) > width / 2 || columnsTaken(later) > width / 2) {
    const begin = first.trim() === '' ? [] : first.trim().split(/ +/u);
    return width < 8 ? wrapPieces([...begin, ...pieces], '', '', width) : wrapPieces([...begin, ...pieces], '  ', '    ', width);
  }
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (let piece of pieces) {
    if (!isEmpty && columnsTaken(line) + 1 + columnsTaken(piece) > width) {
      lines.push(line);
      line = later;
      isEmpty = true;
    }
    while (columnsTaken(line) + columnsTaken(piece) > width) {
      const part = beginning(piece, width - columnsTaken(line));
      lines.push(line + part);
      piece = piece.slice(part.length);
      line = later;
    }
    line += isEmpty ? piece : ` ${piece}`;
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}
