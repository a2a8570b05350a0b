/** What fills the templates of pages. */
import { Eta } from 'eta';
import { escapeText } from '../charts/frame.js';

/** Returns a new engine: texts are escaped, and signs that turn or hide what is read are shown as `?`. */
export function templating(): Eta {
  const escapeFunction = (text: unknown): string => escapeText(String(text)).replaceAll("'", '&#39;');
  return new Eta({ autoEscape: true, autoTrim: [false, false], escapeFunction });
}
