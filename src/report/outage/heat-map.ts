/** A heat map by day and time of day: its rows, columns and shades, the same on a terminal and on a page. */
import type { OutageResult, SweepCell, SweepMap } from '../../study/outage/outage-result.js';
import type { HeatMap } from '../charts/heat-chart.js';
import { WEEKDAYS } from '../../units/instant.js';
import { DAY, MINUTE, SECOND } from '../../units/time.js';

/** Shades from nothing to the worst. */
export const SHADES = 5;

/** A figure of a cell that a map can show. */
export type HeatFigure = 'late' | 'waitHours' | 'lost' | 'sloMinutes';

/** Returns the time of the day, such as `04:00`. */
export function clockWords(minuteOfDay: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** Returns the begin of a cell, such as `Mon 04:00`. */
export function startWords({ weekday, minuteOfDay }: Pick<SweepCell, 'weekday' | 'minuteOfDay'>): string {
  return `${WEEKDAYS[weekday] ?? ''} ${clockWords(minuteOfDay)}`;
}

/** Returns the shade of a value: 0 for nothing, else by quarters of the highest. */
export function shadeOf(value: number, highest: number): number {
  if (value <= 0 || highest <= 0) return 0;
  return Math.min(SHADES - 1, Math.max(1, Math.ceil((value / highest) * (SHADES - 1) - 1e-9)));
}

/** Returns the highest value of a figure over several maps; 0 where there is none above. */
export function highestOf(maps: readonly SweepMap[], figure: HeatFigure): number {
  return maps.reduce((most, { cells }) => cells.reduce((high, cell) => Math.max(high, cell[figure].mean), most), 0);
}

/** Returns what stands in cells that were not played: a sign where they are a part of the week that the scenario does not hold. */
export function blankOf({ held }: Pick<OutageResult, 'held'>): string {
  return held === null ? '' : '-';
}

/** Returns the starts of the week, Monday first, that a map has not: [weekday, minute of the day]. */
export function blankStarts({ cells }: SweepMap, everySeconds: number): Pick<SweepCell, 'weekday' | 'minuteOfDay'>[] {
  const width = (everySeconds * SECOND) / MINUTE;
  const columns = Math.round(DAY / (everySeconds * SECOND));
  return WEEKDAYS.flatMap((_, weekday) => Array.from({ length: columns }, (__, i) => ({ weekday, minuteOfDay: i * width }))).filter(
    (start) => !cells.some(({ weekday, minuteOfDay }) => weekday === start.weekday && minuteOfDay === start.minuteOfDay),
  );
}

/** Returns the map of one duration: Monday first, a row a day that was played, or each day of the week where part of it could not be, and a column a time of day. */
export function heatMap(
  { cells }: SweepMap,
  { everySeconds, held }: Pick<OutageResult, 'everySeconds' | 'held'>,
  figure: HeatFigure,
  highest: number,
): HeatMap {
  const width = (everySeconds * SECOND) / MINUTE;
  const count = Math.round(DAY / (everySeconds * SECOND));
  const days = WEEKDAYS.flatMap((name, weekday) =>
    held !== null || cells.some((cell) => cell.weekday === weekday) ? [{ name, weekday }] : [],
  );
  return {
    blank: blankOf({ held }),
    columns: Array.from({ length: count }, (_, i) => clockWords(i * width)),
    rows: days.map(({ name, weekday }) => ({
      name,
      cells: Array.from({ length: count }, (_, i) => {
        const cell = cells.find((own) => own.weekday === weekday && own.minuteOfDay === i * width);
        if (cell === undefined) return undefined;
        const value = cell[figure].mean;
        return { value, shade: shadeOf(value, highest), atLeast: cell.isCut || cell.recoverMinutes === null };
      }),
    })),
    highest,
  };
}

/** Returns what each shade stands for, from the lightest, as [above, up to]. */
export function shadeBorders(highest: number): readonly (readonly [above: number, upTo: number])[] {
  return Array.from({ length: SHADES - 1 }, (_, i) => [(highest * i) / (SHADES - 1), (highest * (i + 1)) / (SHADES - 1)] as const);
}
