/** Sentences of words that stand alone elsewhere. */

/** Returns the text with a capital letter at its begin. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
