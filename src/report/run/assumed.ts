/** The defaults that a scenario used, as lines of a text. */
import type { DefaultLine } from './default-lines.js';
import type { Line } from '../frame/lines.js';
import { wrapPieces } from '../frame/width.js';

/** Returns a heading and a line or more a thing; nothing where the scenario says all. */
export function assumedLines(defaults: readonly DefaultLine[], width: number): Line[] {
  if (defaults.length === 0) return [];
  return [
    { text: 'Assumed, because the scenario does not say', tone: 'heading' },
    ...defaults.flatMap(({ thing, values }) => {
      const pieces = values.map((value, i) => (i < values.length - 1 ? `${value},` : value));
      return wrapPieces([`${thing}:`, ...pieces], '  ', '    ', width).map((text): Line => ({ text, tone: 'quiet' }));
    }),
  ];
}
