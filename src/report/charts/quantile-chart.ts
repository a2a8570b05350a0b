/** The chart of quantiles against each other: on the line from corner to corner two distributions are one. Both axes are logarithms of seconds. */
import { paint } from '../frame/palette.js';
import { drawing, percent, type Words } from './drawing.js';
import { drawMarks } from './marks.js';
import { secondsAxis } from './seconds-axis.js';

/** One level of both. */
export interface QuantilePair {
  /** Seconds. */
  readonly x: number;
  readonly y: number;
  /** Said when a pointer rests on it. */
  readonly text: string;
}

/** What is drawn. */
export interface QuantileChart {
  readonly pairs: readonly QuantilePair[];
  readonly xTitle: string;
  readonly yTitle: string;
}

const HEIGHT = 280;
/** What is shorter lies on the edge, seconds: runners ask every few seconds, and histories tell whole ones. */
const SHORTEST = 0.1;
/** Room that a pointer hits, as fractions. */
const [REACH_X, REACH_Y] = [0.008, 0.02];

/** Returns the chart as an `<svg>` element to stand in a page. */
export async function quantileChart({ pairs, xTitle, yTitle }: QuantileChart, words: Words): Promise<string> {
  const { at, ticks } = secondsAxis(
    pairs.flatMap(({ x, y }) => [x, y]),
    SHORTEST,
  );
  const places = pairs.map(({ x, y, text }) => ({ x: at(x), y: at(y), text }));
  const dots = places.map(
    ({ x, y }) => `<svg x="${percent(x)}" y="${percent(1 - y)}"><circle r="3.5" fill="${paint('line1')}" fill-opacity="0.75"/></svg>`,
  );
  const panel = {
    height: HEIGHT,
    title: yTitle,
    yTicks: ticks,
    xTicks: ticks,
    xTitle,
    marks: await drawMarks(spec(), HEIGHT),
    over: dots.join(''),
    zones: places.map(({ x, y, text }) => ({
      from: Math.max(0, x - REACH_X),
      to: Math.min(1, x + REACH_X),
      top: Math.max(0, 1 - y - REACH_Y),
      bottom: Math.min(1, 1 - y + REACH_Y),
      text,
    })),
  };
  return drawing([panel], words);
}

/** The line from corner to corner. */
function spec(): object {
  const scale = { type: 'quantitative', scale: { domain: [0, 1], nice: false } };
  return {
    data: {
      values: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    },
    mark: { type: 'line', color: paint('ink'), strokeWidth: 1.5, strokeDash: [4, 3] },
    encoding: { x: { ...scale, field: 'x' }, y: { ...scale, field: 'y' } },
  };
}
