/** Draws a heat map in 80 columns of a terminal: shades with their numbers where there is room, and what the shades mean. */
import type { HeatMap } from '../charts/heat-chart.js';
import { shadeBorders } from './heat-map.js';
import { numberText } from '../frame/numbers.js';
import { padEnd, padStart, WIDTH, wrapPieces } from '../frame/width.js';

const SIGNS = ['·', '░', '▒', '▓', '█'] as const;
/** Signs every terminal has. */
const PLAIN_SIGNS = ['.', ':', 'o', '%', '#'] as const;
const NAME_WIDTH = 6;
/** A cell as wide as this has its number beside its shade. */
const NUMBER_WIDTH = 8;

/** Returns the lines of the map. */
export function heatMapLines({ columns, rows, blank }: HeatMap, isPlain: boolean): string[] {
  const signs = isPlain ? PLAIN_SIGNS : SIGNS;
  // Starts are an hour apart at least, so a cell has three columns or more.
  const width = Math.min(12, Math.floor((WIDTH - NAME_WIDTH) / columns.length));
  const hasNumbers = width >= NUMBER_WIDTH;
  const lines = [head(columns, width)];
  for (const { name, cells } of rows) {
    const drawn = cells.map((cell) => {
      if (cell === undefined) return padEnd(blank, width);
      const sign = signs[cell.shade] ?? '';
      // A narrow cell still says that its harm is a least one.
      if (!hasNumbers) return padEnd(`${sign.repeat(width - (cell.atLeast ? 2 : 1))}${cell.atLeast ? '>' : ''}`, width);
      return padEnd(`${sign}${sign}${padStart(`${cell.atLeast ? '>' : ''}${numberText(cell.value)}`, width - 3)}`, width);
    });
    lines.push(`${padEnd(`  ${name}`, NAME_WIDTH)}${drawn.join('')}`.trimEnd());
  }
  return lines;
}

/** Returns what the shades of maps mean whose highest value is this, and their blank cells. */
export function shadeLines(highest: number, isPlain: boolean, blank: string): string[] {
  const signs = isPlain ? PLAIN_SIGNS : SIGNS;
  const pieces = shadeBorders(highest).map(([above, upTo], i) => `${signs[i + 1] ?? ''} ${numberText(above)} to ${numberText(upTo)}`);
  const all =
    highest > 0 ? [`${signs[0]} none,`, ...pieces.map((piece, i) => (i < pieces.length - 1 ? `${piece},` : piece))] : [`${signs[0]} none`];
  return wrapPieces([...all, `(${blank === '' ? 'blank' : blank}: not played,`, '>: the fleet was not as before in time)'], '  ', '  ');
}

/** The times of day over the cells: whole where they fit, else the hours over every so many. */
function head(columns: readonly string[], width: number): string {
  const room = Math.ceil(6 / width);
  let line = ' '.repeat(NAME_WIDTH);
  columns.forEach((column, i) => {
    if (i % room === 0) line = padEnd(line, NAME_WIDTH + i * width) + column;
  });
  return line;
}
