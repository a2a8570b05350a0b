/** Lines of the one screen: texts with a tone, set to a width and to a number of lines. */
import type { Paint, Tone } from './tone.js';
import { beginning, columnsTaken, wrapPieces } from './width.js';

/** A line before it is painted: colour is added to the text and changes none of it. */
export interface Line {
  readonly text: string;
  readonly tone?: Tone | undefined;
}

/** What stands where text was left out. */
const CUT = '…';

/** Returns a text set in at most `most` lines; what does not fit is cut, and a sign says so. Pieces are never broken unless one alone is too long. */
export function set(
  pieces: readonly string[],
  { first = '', later = '', width, most = Infinity }: { first?: string; later?: string; width: number; most?: number },
): string[] {
  const lines = wrapPieces(pieces, first, later, width).map((line) => line.trimEnd());
  if (lines.length <= most) return lines;
  const last = lines[most - 1]!;
  const whole = columnsTaken(last) + 2 <= width ? `${last} ${CUT}` : `${beginning(last, width - 1).trimEnd()}${CUT}`;
  return [...lines.slice(0, most - 1), whole];
}

/** Returns lines of one tone. */
export function toned(texts: readonly string[], tone?: Tone): Line[] {
  return texts.map((text) => ({ text, tone }));
}

/** Returns the items that fit in `most` lines, whole and in their order, and what `rest` says of the number left out. */
export function fitting(items: readonly (readonly Line[])[], most: number, rest: (left: number) => Line): Line[] {
  const sum = items.reduce((total, item) => total + item.length, 0);
  if (sum <= most) return items.flat();
  const out: Line[] = [];
  for (const [index, item] of items.entries()) {
    if (out.length + item.length > most - 1) return most > 0 ? [...out, rest(items.length - index)] : [];
    out.push(...item);
  }
  return out;
}

/** Returns the lines as a text. */
export function painted(lines: readonly Line[], paint: Paint): string {
  return lines.map(({ text, tone }) => `${tone === undefined || text === '' ? text : paint(tone, text)}\n`).join('');
}
