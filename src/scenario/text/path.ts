/** Places in a scenario file, by their keys. A file of its own, for whoever only names one needs no parser (the command line, at each start). */

/** Keys and list indices from the root of a scenario to a value. */
export type Path = readonly (string | number)[];

const PLAIN = /^[A-Za-z0-9_-]+$/u;

/** Returns a path as `--set` takes it: `instances["gitlab.com"].url`, `events[0].at`. */
export function pathText(path: Path): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : PLAIN.test(key) ? (i === 0 ? key : `.${key}`) : `[${JSON.stringify(key)}]`))
    .join('');
}
