/** Brings a distribution into its one form: durations and sizes in theirs, `constant` as the plain value, files inlined. */
import { LONGEST, parseDuration } from '../../units/duration.js';
import { parseSize, sizeText } from '../../units/size.js';
import type { Path } from '../text/path.js';
import type { DistributionInput } from '../schema/distribution-kinds.js';
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

/**
 * Returns the parameters of a family in their one form. Whatever the family, each text in them is a value, and the schema has put the keys into their order.
 */
function sameParameters<T>(given: T): T {
  if (typeof given === 'string') return plain(given);
  if (Array.isArray(given)) return given.map(sameParameters) as T;
  if (typeof given !== 'object' || given === null) return given;
  const stated = Object.entries(given).filter(([, parameter]) => parameter !== undefined);
  return Object.fromEntries(stated.map(([key, parameter]) => [key, sameParameters(parameter as unknown)])) as T;
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
  const { constant, empirical, mixture, truncated } = given;
  if (constant !== undefined) return plain(constant);
  if (empirical?.file !== undefined) {
    return { empirical: { values: valuesOf(context, [...path, 'empirical', 'file'], empirical.file, isDuration) as V[] } };
  }
  if (mixture !== undefined) return { mixture: mixture.map(({ weight, of }, i) => ({ weight, of: inner(['mixture', i, 'of'], of) })) };
  if (truncated !== undefined) {
    const { of, ...bounds } = truncated;
    return { truncated: { of: inner(['truncated', 'of'], of), ...sameParameters(bounds) } };
  }
  return sameParameters(given);
}
