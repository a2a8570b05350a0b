/** A chart with its words: what those who cannot see it read instead. */
import type { ColourName } from '../frame/palette.js';

/** A sign of the legend. */
export interface LegendItem {
  readonly name: string;
  readonly colour: ColourName;
  readonly form: 'area' | 'line' | 'mark';
  /** Of an area. Default: 1. */
  readonly opacity?: number | undefined;
  /** Dashes of a line. */
  readonly dash?: readonly number[] | undefined;
}

/** A chart with its words. */
export interface Chart<T> {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Whether a table of the page says the same, so that the description is only for those who cannot see the chart. */
  readonly isTabled: boolean;
  readonly legend: readonly LegendItem[];
  readonly chart: T;
}
