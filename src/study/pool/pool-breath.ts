/** A pause between two slices of a study for a caller that has nothing of its own to do meanwhile. */

/** Lets timers and signals come through. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
