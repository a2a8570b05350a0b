/** Finds the figures of the whole of a point by what they are called. */
import type { FigureKey } from '../figures/figure-key.js';
import { figureLookup, type Lookup } from '../figures/figure-lookup.js';
import type { Figure } from '../figures/figures.js';
import type { SweepPoint } from './sweep-result.js';

/** Lookups of points that were asked before: tables and charts ask of each point often. */
const lookups = new WeakMap<object, Lookup>();

/** Returns a figure of the whole; undefined where the point has none: no job was there. */
export function figureOf({ figures }: Pick<SweepPoint, 'figures'>, figure: FigureKey): Figure | undefined {
  let lookup = lookups.get(figures);
  if (lookup === undefined) lookups.set(figures, (lookup = figureLookup({ figures })));
  return lookup('all', 'all', figure);
}
