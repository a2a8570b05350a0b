/** Finds the figures of the whole of a point by what they are called. */
import type { FigureKey } from '../figure-key.js';
import type { Difference } from '../compare/compare-result.js';
import type { Figure } from '../figures.js';
import type { SweepPoint } from './sweep-result.js';

/** Returns a figure of the whole; undefined where the point has none: no job was there. */
export function figureOf({ figures }: Pick<SweepPoint, 'figures'>, figure: string): Figure | undefined {
  return figures.find((own) => own.scope === 'all' && own.figure === figure);
}

/** Returns the difference of a figure of the whole from the base; undefined where it was not compared. */
export function differenceOf({ differences }: Pick<SweepPoint, 'differences'>, figure: FigureKey): Difference | undefined {
  return differences.find((own) => own.figure === figure);
}
