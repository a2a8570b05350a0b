/** Limits that a history shows: jobs of some tags, or of a pool, that wait while as many of them run as hardly ever do. */
import { HOUR } from '../../units/time.js';
import type { HistoryLimit } from './description.js';
import { waitedUntil, type History, type HistoryJob } from './history-jobs.js';
import type { SeenRunner } from './runners.js';

/** Of the waiting, at least this share must have passed while so many ran. */
const SHARE = 0.5;
/** What waits less says nothing, job-hours. */
const LEAST_HOURS = 1;
/** One at once may be a lock or a single runner; that is told by the runners. */
const LEAST_AT_ONCE = 2;
/** More ran in at most this share of the time: ends and begins that are written to the second overlap. */
const ABOVE = 0.05;

/** Jobs that may have a limit together. */
interface Group {
  readonly tags: string;
  readonly pool: string | null;
  readonly jobs: readonly HistoryJob[];
}

/**
 * Returns the limits that show: hardly ever more than so many ran at once, and at least half of the waiting passed while so many did. Of jobs with the same tags, of all
 * jobs of a pool, and of those of its tags that begin with the same word (`macos-14` and `macos-15`). The most waiting first.
 */
export function limitsOf(history: History, runners: readonly SeenRunner[]): HistoryLimit[] {
  const { jobs, to } = history;
  const pools = runners.filter(({ isPool }) => isPool).flatMap(poolGroups);
  return [...byTags(jobs).map(([tags, own]) => ({ tags, pool: null, jobs: own })), ...pools]
    .flatMap((group): HistoryLimit[] => {
      const { atOnce, hours, there, above } = wallOf(group.jobs, to);
      return atOnce >= LEAST_AT_ONCE && hours >= LEAST_HOURS && there >= SHARE * hours && above <= ABOVE
        ? [{ tags: group.tags, pool: group.pool, atOnce, isEverMore: above > 0, waitingHours: hours, share: there / hours }]
        : [];
    })
    .sort((a, b) => b.waitingHours - a.waitingHours || (a.tags < b.tags ? -1 : 1));
}

/** All jobs of a pool, and those of the tags that are of one kind; sets of tags that stand alone have a group anyway. */
function poolGroups({ name, jobs }: SeenRunner): Group[] {
  const sets = byTags(jobs);
  const kinds = new Map<string, (readonly [string, readonly HistoryJob[]])[]>();
  for (const set of sets) {
    const [word] = /^\p{L}+(?=[^\p{L}\s]\S*$)/u.exec(set[0]) ?? [];
    if (word !== undefined) kinds.set(word, [...(kinds.get(word) ?? []), set]);
  }
  return [sets, ...kinds.values()]
    .filter((own, i, all) => own.length > 1 && (i === 0 || own.length < all[0]!.length))
    .map((own, i) => ({
      tags: own.map(([tags]) => tags).join(', '),
      pool: i === 0 && own === sets ? name : null,
      jobs: own.flatMap(([, list]) => list),
    }));
}

function byTags(jobs: readonly HistoryJob[]): (readonly [string, readonly HistoryJob[]])[] {
  const found = new Map<string, HistoryJob[]>();
  for (const job of jobs) {
    const known = found.get(job.tags);
    if (known === undefined) found.set(job.tags, [job]);
    else known.push(job);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The number of jobs at once at which the most waiting passed. */
interface Wall {
  readonly atOnce: number;
  /** Job-hours of waiting in all, and those that passed while so many ran. */
  readonly hours: number;
  readonly there: number;
  /** Of the time in which so many ran or more, the share in which more did. */
  readonly above: number;
}

function wallOf(jobs: readonly HistoryJob[], to: number): Wall {
  const { waited, lasted } = byLevel(jobs, to);
  const from = (list: readonly number[], level: number): number => list.slice(level).reduce((sum, own) => sum + own, 0);
  const there = waited.reduce((most, own) => Math.max(most, own), 0);
  const atOnce = waited.indexOf(there);
  const all = from(lasted, atOnce);
  return { atOnce, hours: from(waited, 0), there, above: all === 0 ? 0 : from(lasted, atOnce + 1) / all };
}

/** Job-hours of waiting, and time, by how many of the jobs run. Begins and ends are sorted apart, as numbers: a pool may have had all jobs of a history. */
function byLevel(jobs: readonly HistoryJob[], to: number): { readonly waited: readonly number[]; readonly lasted: readonly number[] } {
  const waits = edgesOf(jobs, (job) => [job.queued, waitedUntil(job, to)]);
  const runs = edgesOf(jobs, ({ started, finished }) => (started === undefined ? undefined : [started, finished ?? to]));
  const [waited, lasted]: [number[], number[]] = [[], []];
  let [running, waiting, since] = [0, 0, 0];
  for (;;) {
    const at = Math.min(waits.next(), runs.next());
    if (at === Infinity) return { waited, lasted };
    if (lasted.length > 0) {
      waited[running]! += (waiting * (at - since)) / HOUR;
      lasted[running]! += at - since;
    }
    since = at;
    waiting += waits.passed(at);
    running += runs.passed(at);
    while (lasted.length <= running) {
      waited.push(0);
      lasted.push(0);
    }
  }
}

/** Begins and ends of stretches in the order of time. */
interface Edges {
  /** Returns the next instant at which one begins or ends; Infinity: none does. */
  readonly next: () => number;
  /** Goes past an instant, and returns by how many more there are from then on. */
  readonly passed: (at: number) => number;
}

function edgesOf(jobs: readonly HistoryJob[], of: (job: HistoryJob) => readonly [number, number] | undefined): Edges {
  const [begins, ends] = [new Float64Array(jobs.length), new Float64Array(jobs.length)];
  let count = 0;
  for (const job of jobs) {
    const stretch = of(job);
    if (stretch === undefined || stretch[1] <= stretch[0]) continue;
    [begins[count], ends[count]] = stretch;
    count++;
  }
  const [from, to] = [begins.subarray(0, count).sort(), ends.subarray(0, count).sort()];
  let [begun, ended] = [0, 0];
  return {
    next: () => Math.min(from[begun] ?? Infinity, to[ended] ?? Infinity),
    passed: (at) => {
      const before = begun - ended;
      while (from[begun] === at) begun++;
      while (to[ended] === at) ended++;
      return begun - ended - before;
    },
  };
}
