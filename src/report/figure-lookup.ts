/** Finds figures of a study by what they are of and what they are called. */
import type { StudyResult } from '../study/study-result.js';
import type { Lookup } from './table.js';

/** Returns the lookup of a study. */
export function figureLookup({ figures }: Pick<StudyResult, 'figures'>): Lookup {
  const byKey = new Map(figures.map((figure) => [JSON.stringify([figure.scope, figure.name, figure.figure]), figure]));
  return (scope, name, figure) => byKey.get(JSON.stringify([scope, name, figure]));
}
