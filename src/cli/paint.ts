/** Decides whether there is colour, and which. */
import { styleText } from 'node:util';
import type { Paint, TextOptions, Tone } from '../report/frame/tone.js';
import { textWidth } from '../report/frame/width.js';
import type { Terminal } from './terminal.js';

const STYLES = { pass: 'green', fail: 'red', inconclusive: 'yellow', heading: 'bold', quiet: 'dim' } as const satisfies Record<
  Tone,
  string
>;

/** Returns whether standard output is to be coloured: not with `--no-color`, NO_COLOR, TERM=dumb or FORCE_COLOR=0, else with FORCE_COLOR or on a terminal. */
export function wantsColour(terminal: Terminal, noColour: boolean): boolean {
  const { env } = terminal;
  if (noColour || env['NO_COLOR'] !== undefined || env['TERM'] === 'dumb') return false;
  const forced = env['FORCE_COLOR'];
  if (forced === '0' || forced === 'false') return false;
  return forced !== undefined || terminal.isOutTty;
}

/** Returns the painter of a summary. */
export function painter(isColoured: boolean): Paint {
  // The decision is made above; the function must not look at the streams for itself.
  return isColoured ? (tone, text) => styleText(STYLES[tone], text, { validateStream: false }) : (_tone, text) => text;
}

/** Returns whether a terminal shows only plain signs. */
export function isPlain({ env }: Pick<Terminal, 'env'>): boolean {
  return env['TERM'] === 'dumb';
}

/** Returns how a text is to be set on standard output. */
export function textOptions(terminal: Terminal, noColour: boolean): Required<TextOptions> {
  const width = textWidth(terminal.isOutTty ? terminal.columns : undefined);
  return { paint: painter(wantsColour(terminal, noColour)), isPlain: isPlain(terminal), width };
}
