/** Finds figures of a study by what they are of and what they are called. */
import type { FigureKey, ScopeKind } from './figure-key.js';
import type { Figure } from './figures.js';

/** Returns the figure, or undefined where the study has none: no job was there, or the part of the fleet has no such figure. */
export type Lookup = (scope: ScopeKind, name: string, figure: FigureKey) => Figure | undefined;

/** Returns the lookup of a study. */
export function figureLookup({ figures }: { readonly figures: readonly Figure[] }): Lookup {
  const keyOf = (scope: string, name: string, figure: string): string => JSON.stringify([scope, name, figure]);
  const byKey = new Map(figures.map((found) => [keyOf(found.scope, found.name, found.figure), found]));
  return (scope, name, figure) => byKey.get(keyOf(scope, name, figure));
}
