/** Figures made by hand, for the tests of what is made of figures. */
import type { Table } from '../../src/report/frame/table.js';
import type { Lookup } from '../../src/study/figures/figure-lookup.js';
import type { Figure } from '../../src/study/figures/figures.js';

/** A figure without an interval; `over` says more of it. */
export function aFigure(estimate: number | null, over: Partial<Figure> = {}): Figure {
  const interval = { low: null, high: null, halfWidth: null, spread: null };
  return { scope: 'all', name: 'all', figure: '', unit: 'count', n: 1, estimate, ...interval, ...over };
}

/** Finds figures by `scope name path`, or by their path alone where they are of all jobs. */
export function lookupOf(figures: Readonly<Record<string, number | Figure>>): Lookup {
  return (scope, name, figure) => {
    const found = figures[scope === 'all' ? figure : `${scope} ${name} ${figure}`];
    return typeof found === 'number' ? aFigure(found) : found;
  };
}

/** The texts of the notes of a table. */
export function said({ notes }: Pick<Table, 'notes'>): string[] {
  return notes.map(({ text }) => text);
}
