/** What fills the templates of pages. */
// Its core opens no files, so that pages are made in a browser too.
import { Eta } from 'eta/core';
import { escapeText } from '../charts/drawing.js';

/** What the page needs of the world. */
export interface HtmlOptions {
  /** SHA-256 of a text in base64: the content security policy lets exactly our style sheet through. */
  readonly sha256: (text: string) => string;
}

/** Returns a new engine: texts are escaped, and signs that turn or hide what is read are shown as `?`. */
export function templating(): Eta {
  const escapeFunction = (text: unknown): string => escapeText(String(text)).replaceAll("'", '&#39;');
  return new Eta({ autoEscape: true, autoTrim: [false, false], escapeFunction });
}
