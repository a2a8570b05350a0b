/** The chart of what was expected beside what came: a bar a thing from end to end of what was expected, and a mark where it came. Upward are logarithms of seconds. */
import { paint } from '../frame/palette.js';
import { drawing, percent, type Words } from './drawing.js';
import { secondsAxis, type Axis } from './seconds-axis.js';

/** One thing; times in seconds. */
export interface Range {
  /** Stands below it. */
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly expected: number;
  readonly observed: number;
  /** Whether what came lies between the ends. */
  readonly isWithin: boolean;
  /** Said when a pointer rests on it. */
  readonly text: string;
}

/** What is drawn: there is a range. */
export interface RangeChart {
  readonly ranges: readonly Range[];
  readonly xTitle: string | undefined;
  readonly yTitle: string;
}

const HEIGHT = 240;
/** What is shorter lies on the edge, seconds: runners ask every few seconds, and histories tell whole ones. */
const SHORTEST = 0.1;
/** Names that have room below each other's side. */
const NAMES = 10;
/** Share of its room that a bar takes, and how wide one is at most, as a fraction of the chart. */
const [BAR, WIDEST] = [0.6, 0.06];

/** Returns the chart as an `<svg>` element to stand in a page. */
export function rangeChart({ ranges, xTitle, yTitle }: RangeChart, words: Words): string {
  const axis = secondsAxis(
    ranges.flatMap(({ low, high, expected, observed }) => [low, high, expected, observed]),
    SHORTEST,
  );
  const room = 1 / ranges.length;
  const middle = (place: number): number => (place + 0.5) * room;
  const step = Math.ceil(ranges.length / NAMES);
  const panel = {
    height: HEIGHT,
    title: yTitle,
    yTicks: axis.ticks,
    xTicks: ranges.flatMap(({ name }, place) => (place % step === 0 ? [{ at: middle(place), text: name }] : [])),
    xTitle,
    marks: '',
    over: ranges.map((range, place) => rangeMarks(range, middle(place), Math.min(WIDEST, BAR * room), axis)).join(''),
    zones: ranges.map(({ text }, place) => ({ from: place * room, to: (place + 1) * room, text })),
  };
  return drawing([panel], words);
}

/** A bar, the line of what was expected across it, and a triangle where it came: full among what was expected, hollow outside of it. */
function rangeMarks({ low, high, expected, observed, isWithin }: Range, x: number, width: number, { at }: Axis): string {
  const [left, right] = [percent(x - width / 2), percent(x + width / 2)];
  const [top, line] = [percent(1 - at(high)), percent(1 - at(expected))];
  const mark = isWithin ? `fill="${paint('ink')}"` : `fill="${paint('ground')}" stroke="${paint('fail')}" stroke-width="2"`;
  return (
    `<rect x="${left}" y="${top}" width="${percent(width)}" height="${percent(at(high) - at(low))}" fill="${paint('line1')}" fill-opacity="0.35"/>` +
    `<line x1="${left}" x2="${right}" y1="${line}" y2="${line}" stroke="${paint('line1')}" stroke-width="2.5"/>` +
    `<svg x="${percent(x)}" y="${percent(1 - at(observed))}"><path d="M0,-6L6,5H-6Z" ${mark}/></svg>`
  );
}
