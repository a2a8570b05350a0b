/** The chart of how many jobs waited how long: one rising line a part, and a mark where each threshold wants the lines to have risen. */
import type { TopLevelSpec } from 'vega-lite';
import { durationTicks } from '../axes.js';
import { SHORTEST, type SharePoint } from '../distribution.js';
import { LINES, paint } from '../palette.js';
import { quantityAxis, ticksAxis } from './axis-spec.js';
import type { ChartSize } from './sizes.js';

/** Where a threshold wants a line to pass above. */
export interface Aim {
  readonly seconds: number;
  readonly share: number;
}

/** What is drawn: at most as many lines as there are colours. */
export interface ShareChart {
  readonly lines: readonly { readonly name: string; readonly points: readonly SharePoint[] }[];
  readonly aims: readonly Aim[];
}

/** Dashes of the lines, so that they can be told apart without colour. */
export const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [9, 3, 2, 3], [4, 4], [1, 3]];

/** Returns the chart for one size. */
export function shareChartSpec({ lines, aims }: ShareChart, size: ChartSize): TopLevelSpec {
  const keys = lines.map((_, i) => `line${i}`);
  const all = lines.flatMap(({ points }) => points);
  // The quickest two in a hundred are not worth the room to its left.
  const low = Math.min(
    ...lines.flatMap(({ points }) => points.find(({ share }) => share >= 0.02)?.seconds ?? []),
    ...aims.map(({ seconds }) => seconds),
  );
  const high = Math.max(...all.map(({ seconds }) => seconds), ...aims.map(({ seconds }) => seconds), SHORTEST * 10);
  const ticks = durationTicks(Math.max(SHORTEST, low), high);
  const domain = [ticks[0]?.at ?? Math.log(low), Math.max(ticks.at(-1)?.at ?? 0, Math.log(high))];
  const x = { field: 'x', type: 'quantitative', scale: { domain, nice: false }, axis: ticksAxis(ticks, 'queue time (logarithmic)') };
  const y = { field: 'y', type: 'quantitative', scale: { domain: [0, 1] }, axis: quantityAxis('share of jobs handed out within', '.0%') };
  const values = lines.flatMap(({ points }, i) => [
    { x: domain[0], y: shareAt(points, domain[0] ?? 0), line: keys[i] },
    ...points
      .filter(({ seconds }) => Math.log(seconds) > (domain[0] ?? 0))
      .map(({ seconds, share }) => ({ x: Math.log(seconds), y: share, line: keys[i] })),
    { x: domain[1], y: points.at(-1)?.share ?? 0, line: keys[i] },
  ]);
  const range = keys.map((_, i) => paint(LINES[i % LINES.length]!));
  return {
    width: size.width,
    height: size.height,
    layer: [
      {
        data: { values },
        mark: { type: 'line', interpolate: 'step-after', clip: true, strokeWidth: 2 },
        encoding: {
          x,
          y,
          color: { field: 'line', type: 'nominal', legend: null, scale: { domain: keys, range } },
          strokeDash: {
            field: 'line',
            type: 'nominal',
            legend: null,
            scale: { domain: keys, range: keys.map((_, i) => DASHES[i % DASHES.length]) },
          },
        },
      },
      {
        data: { values: aims.map(({ seconds, share }) => ({ x: Math.log(Math.max(SHORTEST, seconds)), y: share })) },
        mark: { type: 'point', shape: 'triangle-up', size: 90, filled: true, color: paint('ink'), opacity: 1, clip: false },
        encoding: { x, y },
      },
    ],
  } as unknown as TopLevelSpec;
}

function shareAt(points: readonly SharePoint[], log: number): number {
  return points.findLast(({ seconds }) => Math.log(seconds) <= log)?.share ?? 0;
}
