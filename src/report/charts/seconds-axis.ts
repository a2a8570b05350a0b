/** A logarithmic axis of seconds. */
import { durationTicks } from '../frame/axes.js';
import type { FrameTick } from './drawing.js';

/** An axis with its ticks. */
export interface Axis {
  /** The place of a value, a fraction of the axis. */
  readonly at: (value: number) => number;
  readonly ticks: readonly FrameTick[];
}

/** Returns the axis that holds all values, of which there is one. What is below `shortest` lies on its edge: on a logarithmic axis there is no nought. */
export function secondsAxis(values: readonly number[], shortest: number): Axis {
  const all = values.map((value) => Math.max(shortest, value));
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const ticks = durationTicks(least, most);
  const [from, to] = [Math.min(ticks[0]!.at, Math.log(least)), Math.max(ticks.at(-1)!.at, Math.log(most))];
  const place = (log: number): number => (from === to ? 0.5 : Math.max(0, Math.min(1, (log - from) / (to - from))));
  return {
    at: (seconds) => place(Math.log(Math.max(shortest, seconds))),
    ticks: ticks.map((tick) => ({ at: place(tick.at), text: tick.text })),
  };
}
