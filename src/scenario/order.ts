/** The order of names: by code point, the same on every machine and in every locale. */

/** Compares two texts by code points (JavaScript's own comparison goes by UTF-16 units, which differs outside the first plane). */
export function compareNames(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) {
      const from = i > 0 && isTrail(a, i) && isTrail(b, i) ? i - 1 : i;
      return (a.codePointAt(from) ?? 0) - (b.codePointAt(from) ?? 0);
    }
  }
  return a.length - b.length;
}

function isTrail(text: string, i: number): boolean {
  const unit = text.charCodeAt(i);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Returns the entries of a map in the order of their names. */
export function entriesByName<T>(map: Readonly<Record<string, T>>): [name: string, value: T][] {
  return Object.entries(map).sort(([a], [b]) => compareNames(a, b));
}

/** Returns a new map with the values made by `make`, in the order of the names. */
export function mapByName<T, U>(map: Readonly<Record<string, T>>, make: (value: T, name: string) => U): Record<string, U> {
  return Object.fromEntries(entriesByName(map).map(([name, value]) => [name, make(value, name)]));
}
