/** The chart of two figures against each other: a mark a point with its intervals, and a line along those that none beats. */
import { scaleLinear } from 'd3-scale';
import { shareText } from '../frame/numbers.js';
import { paint, type ColourName } from '../frame/palette.js';
import { drawing, escapeText, percent, type Words } from './drawing.js';
import { drawMarks } from './marks.js';
import { secondsAxis, type Axis } from './seconds-axis.js';
import { SHORTEST } from './share-chart.js';

/** An estimate with the ends of its interval, where it has them. */
export interface ScatterValue {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** The form of a mark, so that kinds can be told apart without colour. */
export const SCATTER_FORMS = {
  disc: 'M0,-5A5,5,0,1,1,0,5A5,5,0,1,1,0,-5Z',
  cross: 'M-4,-4L4,4M-4,4L4,-4',
  ring: 'M0,-4A4,4,0,1,1,0,4A4,4,0,1,1,0,-4Z',
} as const;

/** One point. */
export interface ScatterPoint {
  readonly x: ScatterValue;
  readonly y: ScatterValue;
  readonly form: keyof typeof SCATTER_FORMS;
  readonly colour: ColourName;
  /** Stands beside the mark; empty: none. */
  readonly label: string;
  /** Whether its label stands below it. */
  readonly isBelow?: boolean | undefined;
  /** Said when a pointer rests on it. */
  readonly text: string;
  /** Whether the line goes through it. */
  readonly isOnLine: boolean;
}

/** What is drawn; the upright axis is in seconds (logarithmic) or a share. */
export interface ScatterChart {
  readonly points: readonly ScatterPoint[];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly yUnit: 's' | 'share';
}

const HEIGHT = 280;
/** Room that a pointer hits, as fractions. */
const [REACH_X, REACH_Y] = [0.012, 0.03];

/** Returns the chart as an `<svg>` element to stand in a page. */
export async function scatterChart({ points, xTitle, yTitle, yUnit }: ScatterChart, words: Words): Promise<string> {
  const x = moneyAxis(points.map((point) => point.x));
  const y =
    yUnit === 's'
      ? secondsAxis(
          points.flatMap((point) => endsOf(point.y)),
          SHORTEST,
        )
      : shareAxis();
  const places = points.map((point) => ({ point, left: x.at(point.x.estimate), up: y.at(point.y.estimate) }));
  const marks = places.map(({ point: { form, colour, label, isBelow }, left, up }) => {
    const stroke = form === 'disc' ? `fill="${paint(colour)}"` : `fill="none" stroke="${paint(colour)}" stroke-width="2.5"`;
    const name =
      label === ''
        ? ''
        : `<text class="${left > 0.7 ? 'e' : 'b'}" x="${left > 0.7 ? -9 : 9}" y="${isBelow ? 16 : -6}">${escapeText(label)}</text>`;
    return `<svg x="${percent(left)}" y="${percent(1 - up)}"><path d="${SCATTER_FORMS[form]}" ${stroke}/>${name}</svg>`;
  });
  const panel = {
    height: HEIGHT,
    title: yTitle,
    yTicks: y.ticks,
    xTicks: x.ticks,
    xTitle,
    marks: await drawMarks(spec(points, x, y), HEIGHT),
    over: marks.join(''),
    zones: places.map(({ point, left, up }) => ({
      from: Math.max(0, left - REACH_X),
      to: Math.min(1, left + REACH_X),
      top: Math.max(0, 1 - up - REACH_Y),
      bottom: Math.min(1, 1 - up + REACH_Y),
      text: point.text,
    })),
  };
  return drawing([panel], words);
}

/** A linear axis around the values with their intervals: it need not begin at nought, for differences are what is looked for. */
function moneyAxis(values: readonly ScatterValue[]): Axis {
  const all = values.flatMap(endsOf);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const scale = scaleLinear()
    .domain(least < most ? [Math.max(0, least), most] : [0, most > 0 ? most * 2 : 1])
    .nice(5);
  const [from, to] = scale.domain() as [number, number];
  const text = scale.tickFormat(5, ',~r');
  const at = (value: number): number => clamped((value - from) / (to - from));
  return { at, ticks: scale.ticks(5).map((value) => ({ at: at(value), text: text(value) })) };
}

function endsOf({ estimate, low, high }: ScatterValue): number[] {
  return [estimate, low ?? estimate, high ?? estimate];
}

function shareAxis(): Axis {
  return { at: clamped, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => ({ at: share, text: shareText(share) })) };
}

function clamped(fraction: number): number {
  return Math.max(0, Math.min(1, fraction));
}

/** Intervals as thin lines, and the line from point to point. */
function spec(points: readonly ScatterPoint[], x: Axis, y: Axis): object {
  const ends = ({ estimate, low, high }: ScatterValue, axis: Axis): [number, number] => [
    axis.at(low ?? estimate),
    axis.at(high ?? estimate),
  ];
  const bars = points.flatMap((point) => {
    const [left, up] = [x.at(point.x.estimate), y.at(point.y.estimate)];
    const [x1, x2] = ends(point.x, x);
    const [y1, y2] = ends(point.y, y);
    return [
      { x: x1, x2, y: up, y2: up },
      { x: left, x2: left, y: y1, y2 },
    ].filter((bar) => bar.x !== bar.x2 || bar.y !== bar.y2);
  });
  const line = points
    .filter(({ isOnLine }) => isOnLine)
    .map((point) => ({ x: x.at(point.x.estimate), y: y.at(point.y.estimate) }))
    .sort((a, b) => a.x - b.x || b.y - a.y);
  const scale = { type: 'quantitative', scale: { domain: [0, 1], nice: false } };
  return {
    layer: [
      {
        data: { values: bars },
        mark: { type: 'rule', color: paint('quiet'), strokeWidth: 1 },
        encoding: { x: { ...scale, field: 'x' }, x2: { field: 'x2' }, y: { ...scale, field: 'y' }, y2: { field: 'y2' } },
      },
      {
        data: { values: line },
        mark: { type: 'line', color: paint('line1'), strokeWidth: 1.5, strokeDash: [4, 3] },
        encoding: { x: { ...scale, field: 'x' }, y: { ...scale, field: 'y' } },
      },
    ],
  };
}
