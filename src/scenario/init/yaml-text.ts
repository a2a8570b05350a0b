/** Writes YAML by hand where comments matter: names and texts quoted where they must be. */

const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*$/u;
const WORDS = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n', 'ignore']);

/** Returns a text as a YAML scalar or key. */
export function scalar(text: string): string {
  return PLAIN.test(text) && !WORDS.has(text.toLowerCase()) ? text : JSON.stringify(text);
}

/** Returns a flow map of keys and values that are written already. */
export function flow(entries: readonly (readonly [key: string, value: string])[]): string {
  return `{ ${entries.map(([key, value]) => `${scalar(key)}: ${value}`).join(', ')} }`;
}
