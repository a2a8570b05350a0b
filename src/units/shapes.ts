/**
 * What a field begins with, so that V8 holds it from the first as it will be held later. Where the kind of a value changes, all objects of the class get another shape, and what was compiled
 * for the one before is thrown away: a second replication of a process took a fifth longer for it.
 */

/** Nought, held as a double: for instants, lengths, sums and ids of events. A 0 is a small integer until the first number above 2^31 comes. */
export const NOUGHT = -0;

const NO_OBJECTS: unknown[] = [undefined];
NO_OBJECTS.pop();

/** Returns an empty list that is to hold objects. A plain [] is a list of small integers until the first object comes. */
export function listOfObjects<T extends object>(): T[] {
  return NO_OBJECTS.slice() as T[];
}
