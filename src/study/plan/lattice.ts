/** Settings as points of a lattice: who stands beside whom, and where to look first. */
import type { Setting } from './plan-question.js';

/** Numbers of values, by variable. */
export type Sizes = readonly number[];

/** Returns the text by which a setting is known. */
export function keyOf(setting: Setting): string {
  return setting.join(',');
}

/** Returns how many settings there are; Infinity where they cannot be counted. */
export function countOf(sizes: Sizes): number {
  return sizes.reduce((product, size) => product * size, 1);
}

/** Returns every setting, the last variable first to change. */
export function everySetting(sizes: Sizes): Setting[] {
  return sizes.reduce<Setting[]>((list, size) => list.flatMap((own) => Array.from({ length: size }, (_, i) => [...own, i])), [[]]);
}

/** Returns the setting a step away in one variable; undefined where there is none. */
export function stepped(setting: Setting, variable: number, by: number, sizes: Sizes): Setting | undefined {
  const index = setting[variable]! + by;
  if (index < 0 || index >= sizes[variable]!) return undefined;
  return setting.map((own, i) => (i === variable ? index : own));
}

/** Returns the settings a stride away in one variable, down (-1) and up (1), or one way only. */
export function neighbours(setting: Setting, strides: readonly number[], sizes: Sizes, ways: readonly number[] = [-1, 1]): Setting[] {
  return sizes.flatMap((_, variable) =>
    ways.flatMap((way) => {
      const by = way * strides[variable]!;
      // A stride that leads out ends at the border.
      const index = Math.max(0, Math.min(sizes[variable]! - 1, setting[variable]! + by));
      return index === setting[variable] ? [] : [setting.map((own, i) => (i === variable ? index : own))];
    }),
  );
}

/** Returns the settings that take a step down in one variable and one up in another: along a line that single steps only cross. */
export function exchanges(setting: Setting, sizes: Sizes): Setting[] {
  return sizes.flatMap((_, down) =>
    sizes.flatMap((__, up) => {
      if (up === down) return [];
      const half = stepped(setting, down, -1, sizes);
      const whole = half === undefined ? undefined : stepped(half, up, 1, sizes);
      return whole === undefined ? [] : [whole];
    }),
  );
}

/** The first primes: one base a variable. */
const BASES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37] as const;

/**
 * Returns settings that fill the space evenly, each once: Halton's points, whose first ones are spread in every variable.
 * @see Halton, On the efficiency of certain quasi-random sequences of points, Numerische Mathematik 2 (1960) 84-90
 */
export function spreadSettings(sizes: Sizes, count: number): Setting[] {
  const found = new Map<string, Setting>();
  // Of few settings some come again; a bound on the tries ends it.
  for (let n = 1; found.size < count && n <= 20 * count; n++) {
    const setting = sizes.map((size, variable) =>
      Math.min(size - 1, Math.floor(radicalInverse(n, BASES[variable % BASES.length]!) * size)),
    );
    if (!found.has(keyOf(setting))) found.set(keyOf(setting), setting);
  }
  return [...found.values()];
}

/** The digits of n in a base, mirrored at the point. */
function radicalInverse(n: number, base: number): number {
  let [rest, scale, sum] = [n, 1 / base, 0];
  while (rest > 0) {
    sum += (rest % base) * scale;
    rest = Math.floor(rest / base);
    scale /= base;
  }
  return sum;
}

/**
 * Returns whether everything that `low` meets, `high` meets too: of every variable it has the same, or more where both are in the order, which begins
 * at an index of each.
 */
export function covers(high: Setting, low: Setting, orderFrom: readonly number[]): boolean {
  return high.every((index, i) => index === low[i] || (index > low[i]! && low[i]! >= orderFrom[i]!));
}
