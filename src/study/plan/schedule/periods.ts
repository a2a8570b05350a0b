/** Puts the hours of the week into few periods of one level each, at least cost. */
import { cellsOf, type Levels, type Cell, type CellOptions, type DayClass } from './cells.js';
import { cheapestCuts, type Cut } from './segments.js';
import { DAY_QUARTERS, type WeekLoad } from './week-load.js';

/** Hours of the week that have one level. */
export interface Period {
  readonly cells: readonly Cell[];
  readonly level: number;
}

/** How periods are made. */
export interface PeriodOptions {
  readonly levels: Levels;
  /** Periods at most. */
  readonly most: number;
  /** USD a month that one of the level costs for an hour of the week. */
  readonly hourPrice: number;
  /** USD a month that a period more must save. */
  readonly worth: number;
}

const [WEEKDAYS, WEEKEND] = [
  [0, 1, 2, 3, 4],
  [5, 6],
];

/** Returns the ways to take days as alike: all, Monday to Friday and the weekend, and its two days each; days of which none was played are left out. */
export function dayClasses(load: WeekLoad): DayClass[][] {
  const isSeen = (day: number): boolean => load.seen.subarray(day * DAY_QUARTERS, (day + 1) * DAY_QUARTERS).some((seconds) => seconds > 0);
  const [office, weekend] = [WEEKDAYS.some(isSeen), WEEKEND.filter(isSeen)];
  const classes = (of: readonly (readonly number[])[]): DayClass[] => of.map((days) => ({ days }));
  if (!office) return [classes([WEEKEND])];
  if (weekend.length === 0) return [classes([WEEKDAYS])];
  return [
    classes([[...WEEKDAYS, ...WEEKEND]]),
    classes([WEEKDAYS, WEEKEND]),
    ...(weekend.length === 2 ? [classes([WEEKDAYS, [5], [6]])] : []),
  ];
}

/** Returns the periods that cost least, a period more being worth its price; in order of their first hour. */
export function bestPeriods(load: WeekLoad, cellOptions: CellOptions, options: PeriodOptions): Period[] {
  const ways = dayClasses(load).map((classes) =>
    periodsOf(
      classes.map((days) => cellsOf(load, days, cellOptions)).filter(({ length }) => length > 0),
      options,
    ),
  );
  const [best] = ways.sort((a, b) => priceOf(a, options) - priceOf(b, options));
  return [...(best ?? [])].sort((a, b) => firstHour(a) - firstHour(b));
}

/** Returns what periods cost a month, with what each of them has to be worth. */
function priceOf(periods: readonly Period[], { hourPrice, worth }: PeriodOptions): number {
  return periods.reduce((sum, period) => sum + costOf(period, hourPrice) + worth, 0);
}

function costOf({ cells, level }: Period, hourPrice: number): number {
  return cells.reduce((sum, { hours }) => sum + hours.length, 0) * level * hourPrice;
}

function firstHour({ cells }: Period): number {
  return Math.min(...cells.flatMap(({ hours }) => hours));
}

/** Returns the periods of days of which each class is cut for itself; those that cost hardly more together are then put together. */
function periodsOf(classes: readonly (readonly Cell[])[], options: PeriodOptions): Period[] {
  const { levels, most, hourPrice } = options;
  const period = (cells: readonly Cell[]): Period => ({ cells, level: levels.of(cells) });
  const cuts = classes.map((cells) => {
    const known = new Map<number, number>();
    const cost = (from: number, length: number): number => {
      const key = from * (cells.length + 1) + length;
      let found = known.get(key);
      if (found === undefined) known.set(key, (found = costOf(period(runOf(cells, from, length)), hourPrice)));
      return found;
    };
    // Hours that were not played part the others.
    return cheapestCuts({ count: cells.length, cost, most, isCircle: cells.length === 24 });
  });
  const chosen = shareOut(cuts, Math.max(most, classes.length), options.worth);
  const periods = chosen.flatMap(({ borders }, own) => {
    const cells = classes[own]!;
    return borders.map((border, i) => period(runOf(cells, border, (borders[i + 1] ?? borders[0]! + cells.length) - border)));
  });
  return joined(periods, options, period);
}

function runOf(cells: readonly Cell[], from: number, length: number): Cell[] {
  return Array.from({ length }, (_, i) => cells[(from + i) % cells.length]!);
}

/** Returns one cut of each class, so many runs in all at most, at least cost. */
function shareOut(cuts: readonly (readonly Cut[])[], most: number, worth: number): Cut[] {
  const [first, ...others] = cuts;
  if (first === undefined) return [];
  const ways = first
    .filter(({ borders }) => borders.length <= most - others.length)
    .map((cut) => [cut, ...shareOut(others, most - cut.borders.length, worth)]);
  const price = (way: readonly Cut[]): number => way.reduce((sum, { cost, borders }) => sum + cost + worth * borders.length, 0);
  return ways.reduce((best, way) => (price(way) < price(best) ? way : best));
}

/** Puts the two together that cost least more as one, as long as that is less than a period is worth or there are too many. */
function joined(given: readonly Period[], { most, hourPrice, worth }: PeriodOptions, period: (cells: readonly Cell[]) => Period): Period[] {
  let periods = [...given];
  while (periods.length > 1) {
    const pairs = periods.flatMap((a, i) =>
      periods.slice(i + 1).map((b) => {
        const both = period([...a.cells, ...b.cells]);
        return { a, b, both, more: costOf(both, hourPrice) - costOf(a, hourPrice) - costOf(b, hourPrice) };
      }),
    );
    const { a, b, both, more } = pairs.reduce((best, pair) => (pair.more < best.more ? pair : best));
    if (more > worth && periods.length <= most) break;
    periods = [...periods.filter((own) => own !== a && own !== b), both];
  }
  return periods;
}
