/** Settings of a fleet within bounds: any combination of them, shrinking to the first of each. */
import { constantFrom, record, type Arbitrary } from 'fast-check';
import { Variation } from './variation.js';

/** Whole steps from a number to another, both among them. */
export interface SettingRange {
  readonly from: number;
  readonly to: number;
  /** Default: 1. */
  readonly step?: number;
}

/** By path of `--set`: the values that a setting may take, what it shrinks to first. */
export type SettingSpace = Readonly<Record<string, readonly (string | number | boolean)[] | SettingRange>>;

/**
 * Returns variations in which every setting of the space has one of its values, each found on its own. It shrinks to the first value of a list and the
 * beginning of a range. It throws a `RangeError` where a setting has no value.
 */
export function settings(space: SettingSpace): Arbitrary<Variation> {
  const arbitraries = Object.fromEntries(Object.entries(space).map(([path, values]) => [path, constantFrom(...valuesOf(path, values))]));
  return record(arbitraries).map((chosen) => {
    const set = Object.entries(chosen).map(([path, value]) => `${path}=${String(value)}`);
    return new Variation(set, set.join(', '));
  });
}

function valuesOf(path: string, values: SettingSpace[string]): readonly (string | number | boolean)[] {
  const list = 'from' in values ? steps(values) : values;
  if (list.length === 0)
    throw new RangeError(`${path}: expected values, such as [1, 3], or a range with room, such as { from: 10, to: 60, step: 10 }`);
  return list;
}

function steps({ from, to, step = 1 }: SettingRange): number[] {
  if (!(step > 0) || !(to >= from)) return [];
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, i) => Number((from + i * step).toPrecision(12)));
}
