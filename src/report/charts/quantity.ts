/** The scale of a quantity that begins at nought: its round top and its ticks. */
import { scaleLinear } from 'd3-scale';
import type { FrameTick } from './drawing.js';

/** Returns the round number that the axis ends with, at least `most`, and ticks as fractions of it. */
export function quantityScale(most: number, count = 4): { readonly top: number; readonly ticks: FrameTick[] } {
  const scale = scaleLinear()
    .domain([0, most > 0 ? most : 1])
    .nice(count);
  const top = scale.domain()[1]!;
  // Decimals by the step: significant digits (`r`) are miscounted where the step is no binary fraction, 0.12 becoming 0.1.
  const text = scale.tickFormat(count, ',~f');
  return { top, ticks: scale.ticks(count).map((value) => ({ at: value / top, text: text(value) })) };
}
