/** Sizes and bandwidths as text: binary units in, bytes out. */
import { SECOND } from './time.js';

const KIB = 1_024;
const MIB = 1_024 * KIB;
/** Bytes in a GiB, in which disks are sold. */
export const GIB = 1_024 * MIB;

const UNITS: readonly (readonly [name: string, bytes: number])[] = [
  ['TiB', 1_024 * GIB],
  ['GiB', GIB],
  ['MiB', MIB],
  ['KiB', KIB],
  ['B', 1],
];

const SIZE = /^(\d{1,16}(?:\.\d{1,12})?)\s*(B|KiB|MiB|GiB|TiB)$/u;
const BANDWIDTH = /^(.*\S)\s*\/\s*s$/u;

/** Largest size that is read: 8 PiB, above which bytes do not fit a double. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** Returns the bytes of a size such as `300 MiB` (units B, KiB, MiB, GiB, TiB), rounded to a whole one, or undefined where the text is none. */
export function parseSize(text: string): number | undefined {
  const match = SIZE.exec(text.trim());
  if (match === null) return undefined;
  const bytes = Math.round(Number(match[1]) * (UNITS.find(([name]) => name === match[2])?.[1] ?? NaN));
  return bytes <= LARGEST ? bytes : undefined;
}

/** Returns the exact text of a size in the largest unit it is a whole number of, such as `300 MiB`; `parseSize` reads it back to the same number. */
export function sizeText(bytes: number): string {
  const [name, unit] = UNITS.find(([, size]) => bytes !== 0 && bytes % size === 0) ?? ['B', 1];
  return `${bytes / unit} ${name}`;
}

/** Returns the bytes a micro of a bandwidth such as `20 MiB/s`, or undefined where the text is none. */
export function parseBandwidth(text: string): number | undefined {
  const bytes = parseSize(BANDWIDTH.exec(text.trim())?.[1] ?? '');
  return bytes === undefined ? undefined : bytes / SECOND;
}

/** Returns the exact text of a bandwidth in bytes a micro, such as `20 MiB/s`; it has whole bytes a second. */
export function bandwidthText(bytesPerMicro: number): string {
  return `${sizeText(Math.round(bytesPerMicro * SECOND))}/s`;
}
