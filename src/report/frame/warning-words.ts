/** A warning as a sentence: it was set in lines for the terminal, with a quotation of the source below it. */
import { cleanText } from './numbers.js';

/** A line of the source and the caret below it, at the end of a warning. */
const EXCERPT = /\n[^\n]*\n *\^ *$/u;

/** Returns a warning as one line: without its quotation, whose caret would point nowhere, and without the word that its heading says. */
export function warningWords(text: string): string {
  return cleanText(text.replace(EXCERPT, '').replace(/\s+/gu, ' ').trim().replace(' warning: ', ' '));
}
