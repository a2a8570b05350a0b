/** Looks names that users chose up in maps, where a name such as `constructor` must find nothing. */

/** Returns the value that `map` itself has under `key`, or undefined. */
export function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
