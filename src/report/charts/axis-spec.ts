/** Axes of charts in the words of vega-lite. */
import type { Tick } from '../axes.js';

/** Returns an axis with ticks exactly where they are given; what they say comes from us, never from the machine's calendar or language. */
export function ticksAxis(ticks: readonly Tick[], title: string): object {
  const texts = Object.fromEntries(ticks.map(({ text }, i) => [String(i), text]));
  const values = ticks.map(({ at }) => at);
  return {
    values,
    labelExpr: `(${JSON.stringify(texts)})[indexof(${JSON.stringify(values)}, datum.value)]`,
    title,
    grid: false,
    labelOverlap: true,
    labelFlush: false,
    titlePadding: 6,
  };
}

/** Returns the axis of a quantity, with its title lying above it where it can be read. */
export function quantityAxis(title: string, format = ',~r'): object {
  return {
    title,
    format,
    titleAngle: 0,
    titleAlign: 'left',
    titleAnchor: 'end',
    titleX: 0,
    titleY: -10,
    titleBaseline: 'bottom',
    tickCount: 5,
    domain: false,
    ticks: false,
  };
}
