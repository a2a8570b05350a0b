/** Charts over simulated time: areas stacked on each other, a stepped line before them, parts of the time shaded. */
import { instantWords, timeTicks } from '../frame/axes.js';
import { numberText } from '../frame/numbers.js';
import { LocalClock, type RunStart } from '../frame/local-clock.js';
import { paint, type ColourName } from '../frame/palette.js';
import type { Series } from '../frame/series.js';
import { drawing, type Panel, type Words } from './drawing.js';
import { drawMarks } from './marks.js';
import { quantityScale } from './quantity.js';

/** A layer of the stack. */
export interface Layer {
  readonly name: string;
  readonly colour: ColourName;
  readonly series: Series;
}

/** What is drawn. */
export interface TimeChart {
  /** From the bottom of the stack to its top. */
  readonly layers: readonly Layer[];
  /** A line before the stack, such as the idle target. */
  readonly line?: { readonly name: string; readonly series: Series } | undefined;
  /** Title of the upright axis, with its unit. */
  readonly quantity: string;
  /** Instant of the first bin of every series, seconds; 0 where it is left out. */
  readonly origin?: number | undefined;
  /** Seconds of the run that are drawn. */
  readonly from: number;
  readonly to: number;
  /** Seconds that are shaded. */
  readonly shades: readonly (readonly [from: number, to: number, colour: ColourName])[];
  /** The upright axis reaches as far as is needed from here on, seconds: the warm-up does not set it. */
  readonly scaledFrom: number;
  /** By whose clock the axis is. */
  readonly start: RunStart;
  /** One of several of a kind: half as high, with half the steps. */
  readonly isSmall?: boolean | undefined;
  /** What the clock of the axis is called. Default: simulated time. */
  readonly clock?: string | undefined;
  /** Steps at most, where more than usual. */
  readonly bins?: number | undefined;
}

const HEIGHT = 210;
const SMALL_HEIGHT = 110;
const BINS = 160;
const SMALL_BINS = 80;
const TICKS = 10;

/** Returns the chart as an `<svg>` element to stand in a page. */
export async function timeChart(chart: TimeChart, words: Words): Promise<string> {
  return drawing([await timePanel(chart, chart.isSmall === true ? SMALL_HEIGHT : HEIGHT, true)], words);
}

/** Returns the highest value of the upright axis. */
export function topOf(chart: TimeChart): number {
  return scaleOf(binned(chart), chart.scaledFrom).top;
}

/** Returns the chart as a panel; where it has no ticks of time, what stands below it has. */
export async function timePanel(chart: TimeChart, height: number, hasTicks: boolean): Promise<Panel> {
  const { from, to, start, shades, quantity, clock = 'simulated time' } = chart;
  const bins = binned(chart);
  const { top, ticks } = scaleOf(bins, chart.scaledFrom);
  const at = (seconds: number): number => Math.max(0, Math.min(1, (seconds - from) / (to - from)));
  return {
    height,
    title: quantity,
    yTicks: ticks,
    xTicks: hasTicks ? timeTicks(to, start, TICKS, from).map((tick) => ({ ...tick, at: at(tick.at) })) : [],
    xTitle: hasTicks ? `${clock}${zoneWords(start)}` : undefined,
    shades: shades.map(([begin, end, colour]) => [at(begin), at(end), colour] as const),
    marks: await drawMarks(spec(chart, bins, top), height),
    zones: bins.map((bin, i) => ({ from: at(bin.at), to: at(bins[i + 1]?.at ?? to), text: binWords(bin, chart) })),
  };
}

/** The zone of the axis, where it has a calendar. */
function zoneWords(start: RunStart): string {
  const clock = LocalClock.of(start);
  return clock === undefined ? '' : ` (${clock.zone})`;
}

/** Averages of one part of the time: of the layers, and of the line. */
interface Bin {
  readonly at: number;
  readonly layers: readonly number[];
  readonly line: number | undefined;
}

function binned({ layers, line, origin = 0, from, to, isSmall, bins: most = isSmall === true ? SMALL_BINS : BINS }: TimeChart): Bin[] {
  const all = [...layers, ...(line === undefined ? [] : [line])].map(({ series }) => series);
  const { binSeconds } = all[0] ?? { binSeconds: 1 };
  const first = Math.floor((from - origin) / binSeconds);
  const last = Math.min(
    Math.ceil((to - origin) / binSeconds),
    all.reduce((most, { averages }) => Math.max(most, averages.length), 0),
  );
  const width = Math.max(1, Math.ceil((last - first) / most));
  const bins: Bin[] = [];
  for (let bin = first; bin < last; bin += width) {
    const mean = ({ averages }: Series): number => {
      const own = averages.slice(bin, Math.min(last, bin + width));
      return own.length === 0 ? 0 : sum(own) / own.length;
    };
    const at = Math.max(from, origin + bin * binSeconds);
    bins.push({ at, layers: layers.map(({ series }) => mean(series)), line: line === undefined ? undefined : mean(line.series) });
  }
  return bins;
}

function scaleOf(bins: readonly Bin[], from: number): { readonly top: number; readonly ticks: Panel['yTicks'] } {
  const counted = bins.filter((bin, i) => (bins[i + 1]?.at ?? Infinity) > from);
  return quantityScale(counted.reduce((most, bin) => Math.max(most, sum(bin.layers), bin.line ?? 0), 0));
}

/** What is said of a bin: its instant, and each layer that is not nought. */
function binWords({ at, layers, line }: Bin, chart: TimeChart): string {
  const parts = chart.layers.flatMap(({ name }, i) => (layers[i] === 0 ? [] : [`${name} ${numberText(layers[i]!)}`]));
  const whole = chart.layers.length > 1 ? [`${chart.quantity} ${numberText(sum(layers))}`] : [];
  const target = chart.line === undefined || line === undefined ? [] : [`${chart.line.name} ${numberText(line)}`];
  const all = parts.length === 0 ? [`${chart.quantity} 0`] : [...whole, ...parts];
  return [instantWords(at, chart.start), ...all, ...target].join('\n');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, x) => total + x, 0);
}

/** Each bin holds its values to its end. */
function spec({ layers, line, from, to }: TimeChart, bins: readonly Bin[], top: number): object {
  // Names of things stay out of the drawing; a layer is known by its place.
  const keys = layers.map((_, i) => `layer${i}`);
  const points = <T>(value: (bin: Bin) => T): { x: number; y: T }[] => [
    ...bins.map((bin) => ({ x: bin.at, y: value(bin) })),
    ...bins.slice(-1).map((bin) => ({ x: to, y: value(bin) })),
  ];
  const values = layers.flatMap((_, i) => points((bin) => bin.layers[i] ?? 0).map((point) => ({ ...point, layer: keys[i], order: i })));
  const x = { field: 'x', type: 'quantitative', scale: { domain: [from, to], nice: false } };
  const y = { field: 'y', type: 'quantitative', scale: { domain: [0, top], nice: false } };
  const range = layers.map(({ colour }) => paint(colour));
  return {
    layer: [
      {
        data: { values },
        mark: { type: 'area', interpolate: 'step-after' },
        encoding: {
          x,
          y: { ...y, stack: 'zero' },
          color: { field: 'layer', type: 'nominal', scale: { domain: keys, range } },
          order: { field: 'order', type: 'quantitative' },
        },
      },
      ...(line === undefined
        ? []
        : [
            {
              data: { values: points((bin) => bin.line ?? 0) },
              mark: { type: 'line', interpolate: 'step-after', color: paint('ink'), strokeWidth: 1.5 },
              encoding: { x, y },
            },
          ]),
    ],
  };
}
