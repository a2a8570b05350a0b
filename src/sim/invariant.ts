/** Stops the program where its own promises are broken; never used for bad input. */

/** Throws when `condition` is false. `message` says which promise was broken; the caller is at fault, not the user. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${message}`);
}

/** Throws: the promise of `message` was broken by `value`, which is named. For the way of every event, where its message is not to be built. */
export function refuse(message: string, value: unknown): never {
  throw new Error(`broken invariant: ${message}; got ${String(value)}`);
}
