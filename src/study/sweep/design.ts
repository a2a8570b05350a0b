/** Which points a sweep has: every combination, points that fill the room evenly, or those that are named. */
import { MOST_DIMENSIONS, sobolPoints } from '../../stats/sobol.js';
import type { Vary } from './vary-text.js';

/** One value that a point sets. */
export interface Setting {
  /** As of `--set`. */
  readonly path: string;
  readonly value: string;
}

/** How points were chosen. */
export const DESIGNS = ['grid', 'sobol', 'list'] as const;
export type Design = (typeof DESIGNS)[number];

/** Points, or why there are none. */
export type Designed = { readonly points: readonly (readonly Setting[])[] } | { readonly problem: string };

/** Returns how many points every combination would be. */
export function gridSize(varies: readonly Vary[]): number {
  return varies.reduce((product, { values }) => product * values.length, 1);
}

/** Returns every combination of the values; those of the last setting change fastest. */
export function gridPoints(varies: readonly Vary[]): Setting[][] {
  return varies.reduce<Setting[][]>(
    (points, { path, values }) => points.flatMap((point) => values.map((value) => [...point, { path, value }])),
    [[]],
  );
}

/**
 * Returns so many different points that fill the room of all combinations evenly: the first of the sequence of Sobol, each coordinate taken for the value
 * in whose equal part of the side it lies. More points begin with the same ones, so that a design can be extended.
 */
export function spacedPoints(varies: readonly Vary[], count: number): Designed {
  const all = gridSize(varies);
  if (varies.length > MOST_DIMENSIONS) {
    return { problem: `a space-filling design varies ${MOST_DIMENSIONS} settings at most, and these are ${varies.length}; vary fewer` };
  }
  if (count > all)
    return { problem: `${count} points are wanted, and there are only ${all} combinations; leave --design out for all of them` };
  const seen = new Set<string>();
  const points: Setting[][] = [];
  for (const place of sobolPoints(varies.length)) {
    if (points.length === count) break;
    const at = place.map((x, i) => Math.floor(x * varies[i]!.values.length));
    const key = at.join(',');
    if (seen.has(key)) continue;
    seen.add(key);
    points.push(varies.map(({ path, values }, i) => ({ path, value: values[at[i]!]! })));
  }
  return { points };
}

/** Returns the settings of points, each path once, in the order in which they are first met, with their values in that order. */
export function variablesOf(points: readonly (readonly Setting[])[]): { readonly path: string; readonly values: readonly string[] }[] {
  const found = new Map<string, Set<string>>();
  for (const { path, value } of points.flat()) {
    const values = found.get(path) ?? new Set<string>();
    found.set(path, values.add(value));
  }
  return [...found].map(([path, values]) => ({ path, values: [...values] }));
}

/** Returns the texts of `--set` that a point stands for. */
export function setTexts(settings: readonly Setting[]): string[] {
  return settings.map(({ path, value }) => `${path}=${value}`);
}
