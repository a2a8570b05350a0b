/** Finds differences of a comparison by what they are of and what they are called. */
import type { FigureKey, ScopeKind } from '../figures/figure-key.js';
import type { Difference } from './difference.js';

/** Returns the difference, or undefined where it was not compared: no job was there, or a limit ended a run. */
export type DifferenceLookup = (figure: FigureKey, scope?: ScopeKind, name?: string) => Difference | undefined;

/** Returns the lookup of a variant, of the whole unless a part is named. */
export function differenceLookup({ differences }: { readonly differences: readonly Difference[] }): DifferenceLookup {
  const keyOf = (scope: string, name: string, figure: string): string => JSON.stringify([scope, name, figure]);
  const byKey = new Map(differences.map((found) => [keyOf(found.scope, found.name, found.figure), found]));
  return (figure, scope = 'all', name = 'all') => byKey.get(keyOf(scope, name, figure));
}
