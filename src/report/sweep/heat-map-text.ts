/** Draws the map of a sweep on a terminal: a shade, the figure and the verdict in each cell, as far as there is room. */
import type { FigureKey } from '../../study/figures/figure-key.js';
import { set, toned, type Line } from '../frame/lines.js';
import { columnsTaken, padEnd, padStart, breakable } from '../frame/width.js';
import { figureName } from './rows.js';
import { SIGNS, type MapCell, type SweepMap } from './heat-map.js';

const SHADES = ['·', '░', '▒', '▓', '█'] as const;
/** Signs every terminal has. */
const PLAIN_SHADES = ['.', ':', 'o', '%', '#'] as const;

/** Rows that one screen shows. */
const MOST = 20;

/** Returns the lines; none where not even the shades have room. */
export function heatMapLines(
  map: SweepMap,
  of: FigureKey,
  { width, isPlain, isFull }: { width: number; isPlain: boolean; isFull: boolean },
): Line[] {
  const { down, across, columns, rows } = map;
  const shown = isFull ? rows : rows.slice(0, MOST);
  const shades = isPlain ? PLAIN_SHADES : SHADES;
  const sign = ({ point: { verdict } }: MapCell): string => (verdict === null ? '' : ` ${SIGNS[verdict]}`);
  const forms: readonly { readonly gap: number; readonly text: (cell: MapCell) => string }[] = [
    { gap: 2, text: (cell) => `${shades[cell.shade]!.repeat(2)} ${cell.text}${sign(cell)}` },
    { gap: 1, text: (cell) => `${shades[cell.shade]!}${sign(cell).trim()}` },
  ];
  const nameWidth = Math.max(...shown.map(({ name }) => columnsTaken(name)), 4);
  for (const { gap, text } of forms) {
    const cells = shown.map((row) => row.cells.map((cell) => (cell === undefined ? '' : text(cell))));
    const widths = columns.map((column, i) => Math.max(columnsTaken(column), ...cells.map((row) => columnsTaken(row[i]!))));
    if (4 + nameWidth + widths.reduce((sum, own) => sum + own + gap, 0) > width) continue;
    const line = (name: string, texts: readonly string[]): string =>
      `    ${padStart(name, nameWidth)}${texts.map((own, i) => `${' '.repeat(gap)}${padEnd(own, widths[i]!)}`).join('')}`.trimEnd();
    const title = `${figureName(of)} by ${down} (down) and ${across} (across), darker where worse`;
    const left = rows.length - shown.length;
    return [
      ...toned(set(breakable(title), { first: '  ', later: '  ', width }), 'quiet'),
      { text: line('', columns), tone: 'quiet' },
      ...shown.map(({ name }, i) => ({ text: line(name, cells[i]!) })),
      ...(left > 0 ? [{ text: `    and ${left} more rows (--full)`, tone: 'quiet' as const }] : []),
    ];
  }
  return [];
}
