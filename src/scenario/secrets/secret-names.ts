/** Which values of a scenario are secrets by their names, slips of the finger included. */
import { editDistance } from '../text/issue.js';
import { isSecretName } from './secret-patterns.js';

/** Returns whether a key of a scenario holds a secret. A misspelt `token` does so too: it is quoted in an error. */
export function isSecretKey(name: string): boolean {
  if (isSecretName(name)) return true;
  return name.length >= 3 && name.length <= 7 && editDistance(name.toLowerCase(), 'token') <= (name.length < 5 ? 1 : 2);
}

/** Returns whether a value at this path of a scenario, or of a config.toml in it, is taken for a secret. (The second key is the name of something.) */
export function isSecretAt(path: readonly (string | number)[]): boolean {
  return path.some((key, i) => (i !== 1 || path.length === 2) && isSecretKey(String(key)));
}
