/** Waits that were simulated beside those that were observed, figure by figure, with signed errors. The jobs of both need not be the same. */
import { estimateMean } from '../../stats/confidence.js';
import { withPossibleEnds } from '../../stats/possible-ends.js';
import { isShare, WAIT_FIGURES, waitFigures, type WaitFigure, type WaitFigures } from './wait-figures.js';

/** One figure on both sides. */
export interface ComparedFigure {
  readonly figure: WaitFigure;
  /** Seconds, or a share. */
  readonly observed: number;
  /** The mean over the runs. */
  readonly simulated: number;
  /** Ends of the 95 % interval of the simulated side over its runs (Student), within what the figure can be; null of one run. */
  readonly low: number | null;
  readonly high: number | null;
  /** Of times simulated over observed less one, of shares the difference; null where nothing was observed to wait. */
  readonly error: number | null;
}

/** Returns the error of a figure: positive where more was simulated. Null where a time of zero was observed and another was simulated. */
export function errorOf(figure: WaitFigure, observed: number, simulated: number): number | null {
  if (isShare(figure)) return simulated - observed;
  if (observed === simulated) return 0;
  return observed > 0 ? simulated / observed - 1 : null;
}

/** Returns all figures of waits in seconds; there is a job on either side, and a run. */
export function compareWaits(observed: ArrayLike<number>, runs: readonly ArrayLike<number>[]): ComparedFigure[] {
  return compareFigures(waitFigures(observed), runs.map(waitFigures));
}

/** Returns the same of figures that are known already. */
export function compareFigures(observed: WaitFigures, runs: readonly WaitFigures[]): ComparedFigure[] {
  return WAIT_FIGURES.map((figure) => {
    const { mean, halfWidth } = estimateMean(runs.map((run) => run[figure]));
    const ends = halfWidth === undefined ? { low: null, high: null } : { low: mean - halfWidth, high: mean + halfWidth };
    const { low, high } = withPossibleEnds({ estimate: mean, ...ends }, isShare(figure));
    return {
      figure,
      observed: observed[figure],
      simulated: mean,
      low,
      high,
      error: errorOf(figure, observed[figure], mean),
    };
  });
}
