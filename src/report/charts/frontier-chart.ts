/** The chart of what could be bought: each setting by what it costs and by what comes of it, those that nothing beats joined by a line. */
import { scaleLinear } from 'd3-scale';
import { paint, type ColourName } from '../frame/palette.js';
import { drawing, percent, type FrameTick, type Words } from './drawing.js';
import { WIDTH } from './marks.js';

/** The forms of marks within one unit around their middle. */
const FORMS = {
  disc: 'M0,-1A1,1,0,1,1,0,1A1,1,0,1,1,0,-1Z',
  square: 'M-0.9,-0.9H0.9V0.9H-0.9Z',
  triangle: 'M0,1.1L-1.1,-0.8H1.1Z',
} as const;

/** One setting. */
export interface FrontierPoint {
  /** What it costs. */
  readonly x: number;
  /** What comes of it: less is better. */
  readonly y: number;
  readonly colour: ColourName;
  /** Tells kinds apart without colour. */
  readonly form: keyof typeof FORMS;
  /** Whether nothing is both cheaper and better. */
  readonly isOnFrontier: boolean;
  /** Whether it is drawn larger than the others: today, the plan. */
  readonly isMain: boolean;
  /** What is said when a pointer rests on it. */
  readonly text: string;
}

/** What is drawn. */
export interface FrontierChart {
  readonly points: readonly FrontierPoint[];
  /** What is allowed at most; absent where there is no such line. */
  readonly allowed?: number | undefined;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xText: (x: number) => string;
  readonly yText: (y: number) => string;
}

const HEIGHT = 240;
/** Points higher than so many times what is allowed stand at the upper edge: they would press all others to the lower one. */
const ABOVE = 4;

/** Returns the chart as an `<svg>` element to stand in a page. */
export function frontierChart({ points, allowed, xTitle, yTitle, xText, yText }: FrontierChart, words: Words): string {
  const xs = points.map(({ x }) => x);
  const x = axis(Math.min(...xs), Math.max(...xs));
  const y = upright({ points, allowed });
  const placed = points.map((point) => ({ ...point, at: x.at(point.x), up: Math.min(1, y.at(point.y)) }));
  const panel = {
    height: HEIGHT,
    title: yTitle,
    yTicks: y.ticks(yText),
    xTicks: x.ticks(xText),
    xTitle,
    marks: frontierLine(placed.filter(({ isOnFrontier }) => isOnFrontier)) + (allowed === undefined ? '' : allowedLine(y.at(allowed))),
    over: placed.map(dot).join(''),
    zones: placed.map(({ at, up, text }) => ({
      from: Math.max(0, at - 0.012),
      to: Math.min(1, at + 0.012),
      top: Math.max(0, 1 - up - 0.03),
      bottom: Math.min(1, 1 - up + 0.03),
      text,
    })),
  };
  return drawing([panel], words);
}

/** Returns whether there are points that are higher than the upper edge at which they stand. */
export function isCutOff(chart: Upright): boolean {
  const { at } = upright(chart);
  return chart.points.some(({ y }) => at(y) > 1);
}

type Upright = Pick<FrontierChart, 'allowed'> & { readonly points: readonly Pick<FrontierPoint, 'y'>[] };

function upright({ points, allowed }: Upright): Axis {
  const highest = Math.max(...points.map(({ y }) => y), (allowed ?? 0) * 1.2, 1e-9);
  return axis(0, allowed === undefined || allowed <= 0 ? highest : Math.min(highest, ABOVE * allowed));
}

interface Axis {
  /** As a fraction of the axis. */
  readonly at: (value: number) => number;
  readonly ticks: (text: (value: number) => string) => FrameTick[];
}

/** An axis with round ends. */
function axis(least: number, most: number): Axis {
  const scale = scaleLinear()
    .domain(most > least ? [least, most] : [Math.min(0, least), Math.max(most, 1)])
    .nice(5);
  const [from, to] = scale.domain() as [number, number];
  const at = (value: number): number => (value - from) / (to - from);
  return { at, ticks: (text) => scale.ticks(5).map((value) => ({ at: at(value), text: text(value) })) };
}

interface Placed {
  readonly at: number;
  readonly up: number;
}

function frontierLine(points: readonly Placed[]): string {
  if (points.length < 2) return '';
  const sorted = [...points].sort((a, b) => a.at - b.at || b.up - a.up);
  const path = sorted.map(({ at, up }) => `${round(at * WIDTH)},${round((1 - up) * HEIGHT)}`).join('L');
  return `<path d="M${path}" fill="none" stroke="${paint('quiet')}" stroke-width="1.5"/>`;
}

function allowedLine(up: number): string {
  const y = round((1 - up) * HEIGHT);
  return `<path d="M0,${y}H${WIDTH}" fill="none" stroke="${paint('ink')}" stroke-width="1.5" stroke-dasharray="6,4"/>`;
}

function dot({ at, up, colour, form, isMain, isOnFrontier }: Placed & FrontierPoint): string {
  const fill = isOnFrontier ? paint(colour) : 'none';
  return `<svg x="${percent(at)}" y="${percent(1 - up)}"><path d="${FORMS[form]}" transform="scale(${isMain ? 6 : 3.5})" fill="${fill}" stroke="${paint(colour)}" stroke-width="1.5" vector-effect="non-scaling-stroke"/></svg>`;
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}
