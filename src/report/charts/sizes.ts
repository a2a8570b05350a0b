/** The sizes in which every chart is drawn: one for screens and paper, one for a telephone, so that letters keep their size in both. */

/** Width and height of the plot, and what fits. */
export interface ChartSize {
  readonly name: 'wide' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** Of charts of which there are many. */
  readonly smallHeight: number;
  readonly timeTicks: number;
  /** Bins of a timeline. */
  readonly bins: number;
}

export const SIZES: readonly ChartSize[] = [
  { name: 'wide', width: 820, height: 230, smallHeight: 120, timeTicks: 10, bins: 180 },
  { name: 'narrow', width: 276, height: 190, smallHeight: 110, timeTicks: 4, bins: 90 },
];
