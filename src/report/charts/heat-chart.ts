/** The chart of a heat map: a field a day and time of day, darker where more happens, with its number where there is room. */
import { numberText } from '../frame/numbers.js';
import { paint } from '../frame/palette.js';
import { drawing, escapeText, percent, type Words } from './drawing.js';
import { drawMarks, WIDTH } from './marks.js';

/** One field. */
export interface HeatCell {
  readonly value: number;
  /** 0: nothing or less; 4: more than three quarters of the highest. */
  readonly shade: number;
  /** The true value is at least this: the fleet was not as before by the end of the run. */
  readonly atLeast: boolean;
  /** What stands in it instead of its value. */
  readonly text?: string | undefined;
}

/** Such as a row a day and a column a time of day. Undefined cells were not played. */
export interface HeatMap {
  /** What stands in them. */
  readonly blank: string;
  readonly columns: readonly string[];
  /** What the columns are. Default: the start of an outage. */
  readonly xTitle?: string | undefined;
  readonly rows: readonly { readonly name: string; readonly cells: readonly (HeatCell | undefined)[] }[];
  /** The highest value over all maps that share their shades. */
  readonly highest: number;
}

/** Height of a row, and the least width of a column with a number or a time in it. */
const ROW_HEIGHT = 26;
const NUMBER_WIDTH = 46;
const TICK_WIDTH = 42;
/** Of the plot where the window is wide. */
const USUAL_WIDTH = 820;
/** Opacity of each shade, from none to the worst: on light and dark ground alike more is stronger, and the number on it stays readable. */
export const OPACITIES = [0.05, 0.22, 0.4, 0.6, 0.85] as const;

/** Returns the chart as an `<svg>` element to stand in a page. */
export async function heatChart({ columns, rows, blank, xTitle = 'start of the outage' }: HeatMap, words: Words): Promise<string> {
  const height = Math.max(1, rows.length) * ROW_HEIGHT;
  const hasNumbers = USUAL_WIDTH / columns.length >= NUMBER_WIDTH;
  const cells = rows.flatMap(({ name, cells: own }, row) =>
    own.flatMap((cell, column) => {
      if (cell === undefined) return [];
      const text = cell.text ?? `${cell.atLeast ? '> ' : ''}${numberText(cell.value)}`;
      // A narrow cell still says that its harm is a least one.
      const shown = hasNumbers ? text : cell.atLeast ? '>' : '';
      return [{ row, column, opacity: OPACITIES[cell.shade]!, text, shown, name: `${name} ${columns[column] ?? ''}` }];
    }),
  );
  const middle = (column: number): number => (column + 0.5) / columns.length;
  const numbers = cells
    .filter(({ shown }) => shown !== '')
    .map(
      ({ row, column, shown }) =>
        `<text class="n" x="${percent(middle(column))}" y="${(row + 0.5) * ROW_HEIGHT}" dy=".35em">${escapeText(shown)}</text>`,
    );
  const blanks = rows.flatMap(({ cells: own }, row) =>
    own.flatMap((cell, column) =>
      cell === undefined && blank !== ''
        ? [`<text class="n" x="${percent(middle(column))}" y="${(row + 0.5) * ROW_HEIGHT}" dy=".35em">${escapeText(blank)}</text>`]
        : [],
    ),
  );
  // Times that do not fit are left out; the first of the day always stands.
  const each = Math.ceil((columns.length * TICK_WIDTH) / USUAL_WIDTH);
  const panel = {
    height,
    title: '',
    yTicks: [],
    xTicks: columns.flatMap((text, column) => (column % each === 0 ? [{ at: middle(column), text }] : [])),
    xTitle,
    isLying: true,
    marks: await drawMarks(spec(cells, columns.length, height), height),
    over: [
      ...rows.map(({ name }, row) => `<text class="y" x="-8" y="${(row + 0.5) * ROW_HEIGHT}" dy=".35em">${escapeText(name)}</text>`),
      ...numbers,
      ...blanks,
    ].join(''),
    zones: cells.map(({ row, column, text, name }) => ({
      from: column / columns.length,
      to: (column + 1) / columns.length,
      top: (row * ROW_HEIGHT) / height,
      bottom: ((row + 1) * ROW_HEIGHT) / height,
      text: `${name}\n${text}`,
    })),
  };
  return drawing([panel], words);
}

function spec(cells: readonly { row: number; column: number; opacity: number }[], columns: number, height: number): object {
  const gap = 1;
  const scale = (domain: readonly number[]): object => ({ type: 'quantitative', scale: { domain, nice: false } });
  return {
    data: {
      values: cells.map(({ row, column, opacity }) => ({
        opacity,
        left: (column * WIDTH) / columns + gap,
        right: ((column + 1) * WIDTH) / columns - gap,
        above: row * ROW_HEIGHT + gap,
        below: (row + 1) * ROW_HEIGHT - gap,
      })),
    },
    mark: { type: 'rect', color: paint('line2') },
    encoding: {
      x: { ...scale([0, WIDTH]), field: 'left' },
      x2: { field: 'right' },
      y: { ...scale([height, 0]), field: 'above' },
      y2: { field: 'below' },
      fillOpacity: { field: 'opacity', type: 'quantitative', scale: null },
    },
  };
}
