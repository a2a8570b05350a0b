/** Whether two plain values, as YAML and TOML have them, are the same. The order of keys does not matter. */

/** Returns true where both are the same to the last value. */
export function equalValues(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [own, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(own);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && equalValues(own[key], other[key]));
}
