/** Charts over simulated time: areas stacked on each other, a stepped line before them, the warm-up shaded. */
import type { TopLevelSpec } from 'vega-lite';
import { timeTicks } from '../axes.js';
import { paint, type ColourName } from '../palette.js';
import { thinned, type Series } from '../series.js';
import { quantityAxis, ticksAxis } from './axis-spec.js';
import type { ChartSize } from './sizes.js';

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
  readonly line?: Series | undefined;
  /** Title of the upright axis, with its unit. */
  readonly quantity: string;
  /** Seconds that are drawn, and those of them that are warm-up. */
  readonly seconds: number;
  readonly warmup: number;
  /** RFC 3339. */
  readonly start: string | undefined;
  /** One of several of a kind: half as high. */
  readonly isSmall?: boolean | undefined;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Returns the chart for one size. */
export function timeChartSpec(chart: TimeChart, size: ChartSize): TopLevelSpec {
  const { layers, line, quantity, seconds, warmup, start } = chart;
  // Names of things stay out of the drawing; a layer is known by its place.
  const keys = layers.map((_, i) => `layer${i}`);
  const values = layers.flatMap(({ series }, order) =>
    steps(thinned(series, size.bins), seconds).map((point) => ({ ...point, layer: keys[order], order })),
  );
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { domain: [0, seconds], nice: false },
    axis: ticksAxis(timeTicks(seconds, start, size.timeTicks), start === undefined ? 'simulated time' : 'simulated time (UTC)'),
  };
  const y = { field: 'y', type: 'quantitative', axis: quantityAxis(quantity), scale: { domainMin: 0, nice: true } };
  const color = {
    field: 'layer',
    type: 'nominal',
    legend: null,
    scale: { domain: keys, range: layers.map(({ colour }) => paint(colour)) },
  };
  return {
    width: size.width,
    height: chart.isSmall === true ? size.smallHeight : size.height,
    layer: [
      ...(warmup > 0
        ? [
            {
              data: { values: [{ x: 0, to: warmup }] },
              mark: { type: 'rect', color: paint('shade') },
              encoding: { x: { ...x, field: 'x' }, x2: { field: 'to' } },
            },
          ]
        : []),
      {
        data: { values },
        mark: { type: 'area', interpolate: 'step-after', clip: true },
        encoding: { x, y: { ...y, stack: 'zero' }, color, order: { field: 'order', type: 'quantitative' } },
      },
      ...(line === undefined
        ? []
        : [
            {
              data: { values: steps(thinned(line, size.bins), seconds) },
              mark: { type: 'line', interpolate: 'step-after', clip: true, color: paint('ink'), strokeWidth: 1.5 },
              encoding: { x, y },
            },
          ]),
    ],
  } as unknown as TopLevelSpec;
}

/** Each bin holds its value to its end. */
function steps({ binSeconds, averages }: Series, seconds: number): Point[] {
  const point = (x: number, y: number): Point => ({ x: Math.min(x, seconds), y });
  const points = averages.map((y, bin) => point(bin * binSeconds, y));
  return [...points, point(averages.length * binSeconds, averages.at(-1) ?? 0)];
}
