/** The fleet that a history shows: who ran its jobs, which tags each took, and how many at once. */
import type { Micros } from '../../units/time.js';
import type { History, HistoryJob } from './history-jobs.js';
import { changesOf, levelOf } from './sweep.js';

/** A runner, or a pool of machines that come and go under ever new names. */
export interface SeenRunner {
  /** Of a pool what the names have in common, with `#` for what differs. */
  readonly name: string;
  readonly isPool: boolean;
  /** Names that its jobs had. */
  readonly names: number;
  /** In the order in which it took them. */
  readonly jobs: readonly HistoryJob[];
  /** Tags of all of its jobs. */
  readonly tags: ReadonlySet<string>;
  /** Jobs at once, the most. */
  readonly atOnce: number;
  /** It took its first job, and ended its last. */
  readonly from: Micros;
  readonly to: Micros;
  /** Time that it ran jobs, each counted. */
  readonly jobTime: Micros;
}

/** What differs from name to name of a pool, between what separates: whatever has a digit in it, and the letters without vowels that Kubernetes draws. */
const PARTS = /[\p{L}\d]*\d[\p{L}\d]*|\b[bcdfghjklmnpqrstvwxz]{4,10}\b/gu;
/** A pool has this many names at least, and fewer jobs a name than this. */
const LEAST_NAMES = 10;
const MOST_JOBS_A_NAME = 2;

/** Returns who ran the jobs, those with the most jobs first; empty where the history names no runner. */
export function runnersOf({ jobs, to }: History): SeenRunner[] {
  const byName = grouped(
    jobs.filter(({ runner, started }) => runner !== '' && started !== undefined),
    ({ runner }) => runner,
  );
  const stems = grouped([...byName.keys()], (name) => name.replaceAll(PARTS, '#'));
  const all: SeenRunner[] = [];
  for (const [stem, names] of stems) {
    const own = names.map((name) => byName.get(name)!);
    const count = own.reduce((sum, list) => sum + list.length, 0);
    if (names.length >= LEAST_NAMES && count < MOST_JOBS_A_NAME * names.length) {
      all.push(seen(stem, own.flat(), names.length, to));
    } else for (const [index, name] of names.entries()) all.push(seen(name, own[index]!, 1, to));
  }
  return all.sort((a, b) => b.jobs.length - a.jobs.length || (a.name < b.name ? -1 : 1));
}

function seen(name: string, list: readonly HistoryJob[], names: number, to: Micros): SeenRunner {
  const jobs = [...list].sort((a, b) => a.started! - b.started! || (a.finished ?? to) - (b.finished ?? to));
  // A job without an end may have had one that nobody wrote down.
  const stretches = jobs.flatMap(({ started, finished }) =>
    finished === undefined ? [] : [{ from: started!, to: finished, of: undefined }],
  );
  const from = jobs[0]!.started!;
  const end = stretches.reduce((last, own) => Math.max(last, own.to), jobs.at(-1)!.started!);
  return {
    name,
    isPool: names > 1,
    names,
    jobs,
    tags: new Set(jobs.flatMap(({ tags }) => tags.split(' ').filter(Boolean))),
    atOnce: Math.max(1, levelOf(changesOf(stretches), from, end).max),
    from,
    to: end,
    jobTime: stretches.reduce((sum, own) => sum + own.to - own.from, 0),
  };
}

/** Returns whether a runner that took jobs of these tags takes one with those. */
export function takes({ tags }: Pick<SeenRunner, 'tags'>, wanted: string): boolean {
  return wanted === '' || wanted.split(' ').every((tag) => tags.has(tag));
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}
