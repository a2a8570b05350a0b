/** Brings a distribution into its one form: durations and sizes in theirs, `constant` as the plain value, files inlined. */
import { LONGEST, parseDuration } from '../../units/duration.js';
import { parseSize, sizeText } from '../../units/size.js';
import type { Path } from '../document.js';
import type { DistributionInput, DistributionMap } from '../schema/distributions.js';
import { sameDuration, type NormaliseContext } from './context.js';

type Value = string | number;

/** What is distributed: durations (true), counts (false), or sizes. */
export type IsDuration = boolean | 'size';

/** Returns a value in its one form; no duration reads as a size. */
function plain<V extends Value>(value: V): V {
  if (typeof value !== 'string') return value;
  const bytes = parseSize(value);
  return (bytes === undefined ? sameDuration(value) : sizeText(bytes)) as V;
}

/** Returns the value in a cell of a file in its one form, or undefined where it is none. */
function valueOf(cell: string, isDuration: IsDuration): Value | undefined {
  const isBare = /^\d+(?:\.\d{1,6})?$/u.test(cell);
  if (isDuration === 'size') {
    const bytes = parseSize(isBare ? `${cell} B` : cell);
    return bytes === undefined ? undefined : sizeText(bytes);
  }
  if (!isDuration) return Number(cell) >= 0 && Number(cell) <= 1e6 ? Number(cell) : undefined;
  const text = isBare ? `${cell}s` : cell;
  return (parseDuration(text) ?? Infinity) <= LONGEST ? sameDuration(text) : undefined;
}

const VALUE_WORDS = { true: 'a duration or seconds', false: 'a number', size: 'a size or bytes' };

/** Returns the values in a file, one a line; a first line that is none is a header. Durations without a unit are seconds, sizes bytes. */
function valuesOf(context: NormaliseContext, path: Path, file: string, isDuration: IsDuration): Value[] {
  const text = context.file(path, file, 'a text file with one value a line');
  const values: Value[] = [];
  (text ?? '').split(/\r\n|\n|\r/u).forEach((raw, i) => {
    const cell = raw.trim();
    if (cell === '') return;
    const value = valueOf(cell, isDuration);
    if (value !== undefined) values.push(value);
    else if (i > 0 || values.length > 0) {
      context.report.error(
        path,
        `line ${i + 1} of '${file}' holds '${cell.slice(0, 40)}'; expected ${VALUE_WORDS[`${isDuration}`]}, 0 or more`,
      );
    }
  });
  if (text !== undefined && values.length === 0) context.report.error(path, `the file '${file}' holds no values; expected one a line`);
  return values;
}

/** Returns the value of each key that is there, in its one form, keys in the order named. */
function only<T extends object>(given: T, keys: readonly (keyof T & string)[], values: readonly (keyof T & string)[]): T {
  const isValue = new Set<string>(values);
  const entries = keys
    .filter((key) => given[key] !== undefined)
    .map((key) => [key, isValue.has(key) ? plain(given[key] as Value) : given[key]]);
  return Object.fromEntries(entries) as T;
}

/** Returns `given` in its one form where it is one of the families, else undefined. */
function normaliseFamily<V extends Value>(given: DistributionMap<V>): DistributionMap<V> | undefined {
  const { erlang, gamma, weibull, hyperexponential, pareto, lomax, burr, discrete } = given;
  if (erlang !== undefined) return { erlang: only(erlang, ['phases', 'mean'], ['mean']) };
  if (gamma !== undefined) return { gamma: only(gamma, ['mean', 'shape', 'cv'], ['mean']) };
  if (weibull !== undefined) {
    return { weibull: only(weibull, ['shape', 'scale', 'median', 'mean', 'p95'], ['scale', 'median', 'mean', 'p95']) };
  }
  if (hyperexponential !== undefined) {
    const parts = hyperexponential.parts?.map(({ weight, mean }) => ({ weight, mean: plain(mean) }));
    return { hyperexponential: parts === undefined ? only(hyperexponential, ['mean', 'cv'], ['mean']) : { parts } };
  }
  if (pareto !== undefined) return { pareto: only(pareto, ['min', 'tail'], ['min']) };
  if (lomax !== undefined) return { lomax: only(lomax, ['tail', 'scale', 'median', 'mean'], ['scale', 'median', 'mean']) };
  if (burr !== undefined) return { burr: only(burr, ['shape', 'tail', 'scale', 'median'], ['scale', 'median']) };
  return discrete && { discrete: discrete.map(({ value, weight }) => ({ value: plain(value), weight })) };
}

/** Returns `given` in its one form. */
export function normaliseDistribution<V extends Value>(
  context: NormaliseContext,
  path: Path,
  given: DistributionInput<V>,
  isDuration: IsDuration,
): DistributionInput<V> {
  if (typeof given !== 'object') return plain(given);
  const inner = (key: Path, of: DistributionInput<V>): DistributionInput<V> =>
    normaliseDistribution(context, [...path, ...key], of, isDuration);
  if (given.constant !== undefined) return plain(given.constant);
  if (given.uniform !== undefined) return { uniform: { min: plain(given.uniform.min), max: plain(given.uniform.max) } };
  if (given.exponential !== undefined) return { exponential: { mean: plain(given.exponential.mean) } };
  if (given.lognormal !== undefined) {
    const { median, sigma, p95, mean, cv } = given.lognormal;
    return {
      lognormal: {
        ...(median === undefined ? {} : { median: plain(median) }),
        ...(sigma === undefined ? {} : { sigma }),
        ...(p95 === undefined ? {} : { p95: plain(p95) }),
        ...(mean === undefined ? {} : { mean: plain(mean) }),
        ...(cv === undefined ? {} : { cv }),
      },
    };
  }
  const family = normaliseFamily(given);
  if (family !== undefined) return family;
  if (given.empirical !== undefined) {
    const { values, file } = given.empirical;
    const found = file === undefined ? values : (valuesOf(context, [...path, 'empirical', 'file'], file, isDuration) as V[]);
    return { empirical: { values: (found ?? []).map(plain) } };
  }
  if (given.mixture !== undefined) {
    return { mixture: given.mixture.map(({ weight, of }, i) => ({ weight, of: inner(['mixture', i, 'of'], of) })) };
  }
  const { of, min, max } = given.truncated ?? { of: 0 as V, min: undefined, max: undefined };
  return {
    truncated: {
      of: inner(['truncated', 'of'], of),
      ...(min === undefined ? {} : { min: plain(min) }),
      ...(max === undefined ? {} : { max: plain(max) }),
    },
  };
}
