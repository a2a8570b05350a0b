/**
 * Jobs that wait or run when their history ends. They are load all the same, so how long they run is assumed: a job that runs has run until the end of the
 * history at least, and jobs of its name, in the middle, for so long. One that would have run for longer than any of its tags has an end that nobody wrote down.
 */
import type { Micros } from '../units/time.js';

/** One of them. */
export interface OpenJob {
  /** Its row in the table. */
  readonly row: number;
  /** When it started; undefined: it waits. */
  readonly started: Micros | undefined;
}

/** The rows of a table. */
interface Rows {
  readonly duration: Micros[];
  /** Index of the name of a row's job, -1 where it has none. */
  readonly name: readonly number[];
  /** Index of its set of tags. */
  readonly tags: readonly number[];
}

/**
 * Writes the durations of open jobs: the median of those of the same name that ended (of all, where none of that name did; 0 where none at all did), and
 * of one that runs at least what it has run when the history ends, at `end`, unless that is longer than any with its tags that ended (than any at all, where
 * none of those did). `isKnown` says of which rows the duration is that of an end.
 */
export function closeOpenJobs(open: readonly OpenJob[], rows: Rows, isKnown: (row: number) => boolean, end: Micros): void {
  const { duration, name, tags } = rows;
  if (open.length === 0) return;
  const own = new Map<number, Micros[]>();
  const longest = new Map<number, Micros>();
  const all: Micros[] = [];
  for (const [row, lasted] of duration.entries()) {
    if (!isKnown(row)) continue;
    all.push(lasted);
    longest.set(tags[row]!, Math.max(lasted, longest.get(tags[row]!) ?? 0));
    const same = own.get(name[row]!);
    if (same === undefined) own.set(name[row]!, [lasted]);
    else same.push(lasted);
  }
  const usual = new Map([...own].map(([of, lengths]) => [of, middleOf(lengths)]));
  const anyhow = middleOf(all);
  const most = all.length === 0 ? Infinity : all.reduce((a, b) => Math.max(a, b));
  for (const { row, started } of open) {
    const like = usual.get(name[row]!) ?? anyhow;
    const isLost = started !== undefined && end - started > (longest.get(tags[row]!) ?? most);
    duration[row] = started === undefined || isLost ? like : Math.max(like, end - started);
  }
}

/** The median; of an even number the lower of the two in the middle. */
function middleOf(lengths: readonly Micros[]): Micros {
  return Float64Array.from(lengths).sort()[(lengths.length - 1) >> 1] ?? 0;
}
