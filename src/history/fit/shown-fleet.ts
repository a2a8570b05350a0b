/** The fleet that ran a history, as far as it shows: hosts under names of their own, and pools of machines that come and go. */
import { MINUTE, type Micros } from '../../units/time.js';
import type { History, HistoryJob } from '../describe/history-jobs.js';
import { runnersOf, type SeenRunner } from '../describe/runners.js';
import { changesOf } from '../describe/sweep.js';
import { tagsIn } from './tags.js';
import { bootOf, type BootFit } from './boots.js';

/** What takes jobs of some tags. */
export interface ShownPart {
  readonly tags: readonly string[];
  readonly takesUntagged: boolean;
  /** Jobs at once. */
  readonly places: number;
  readonly jobs: number;
}

/** A runner with a name of its own. */
export interface ShownHost extends ShownPart {
  readonly name: string;
  /** From its first job to the end of its last, as a share of the history. */
  readonly presence: number;
}

/** A kind of machine of a pool. */
export interface ShownMachines extends ShownPart {
  readonly boot: BootFit;
}

/** Machines that come and go. */
export interface ShownPool {
  /** What their names have in common; undefined: the history names none. */
  readonly name: string | undefined;
  readonly names: number;
  /** Jobs at once, of all kinds. */
  readonly places: number;
  readonly parts: readonly ShownMachines[];
}

export interface ShownFleet {
  readonly hosts: readonly ShownHost[];
  readonly pools: readonly ShownPool[];
  /** False: nobody says when jobs ran, so they are taken to have run at once, and the places are what that takes. */
  readonly isTimed: boolean;
}

const NO_WAITS: BootFit = { isTold: false, why: 'jobs came with their pipeline: waits hold earlier stages' };

/** What is shorter is one job's end beside the next one's start, by two clocks. */
const LEAST = MINUTE;

/**
 * Returns the fleet that a history shows. A host has the tags of all of its jobs and as many places as it ran jobs at once for a minute in all; so has a
 * pool, and each kind of its machines: tags that no larger set of tags holds. Boots are told where waits are those of a place. What was never seen to run takes nothing.
 */
export function shownFleet(history: History, hasOwnWaits: boolean): ShownFleet {
  const isTimed = history.jobs.some(({ started }) => started !== undefined);
  if (!isTimed) return { hosts: [], pools: [poolOf({ name: undefined, names: 0, jobs: atOnce(history) }, hasOwnWaits)], isTimed };
  const runners = runnersOf(history);
  // Where some are named, a job without one was cancelled before anybody had it.
  const pools: readonly SeenPool[] =
    runners.length > 0
      ? runners.filter(({ isPool }) => isPool)
      : [
          {
            name: undefined,
            names: 0,
            jobs: history.jobs.filter(({ started, finished }) => started !== undefined && finished !== undefined),
          },
        ];
  return {
    hosts: runners.filter(({ isPool }) => !isPool).map((own) => hostOf(own, history)),
    pools: pools.map((own) => poolOf(own, hasOwnWaits)),
    isTimed,
  };
}

/** Jobs whose start nobody tells, begun when they came. */
function atOnce({ jobs }: History): HistoryJob[] {
  return jobs.flatMap((job) => (job.ran === undefined ? [] : [{ ...job, started: job.queued, finished: job.queued + job.ran }]));
}

function hostOf({ name, jobs, from, to }: SeenRunner, history: History): ShownHost {
  return { name, ...partOf(jobs), presence: (to - from) / Math.max(1, history.to - history.from) };
}

function partOf(jobs: readonly HistoryJob[]): ShownPart {
  const tags = new Set(jobs.flatMap((job) => tagsIn(job.tags)));
  return { tags: [...tags].sort(), takesUntagged: jobs.some((job) => job.tags === ''), places: placesOf(jobs), jobs: jobs.length };
}

/** The most jobs at once, of what lasted long enough in all. */
function placesOf(jobs: readonly HistoryJob[]): number {
  const lasted: Micros[] = [];
  let [level, since] = [0, 0];
  for (const { at, by } of changesOf(
    jobs.flatMap(({ started, finished }) => (finished === undefined ? [] : [{ from: started!, to: finished, of: undefined }])),
  )) {
    lasted[level] = (lasted[level] ?? 0) + at - since;
    since = at;
    level += by;
  }
  let sum = 0;
  for (let own = lasted.length - 1; own > 1; own--) {
    sum += lasted[own] ?? 0;
    if (sum >= LEAST) return own;
  }
  return 1;
}

interface SeenPool {
  readonly name: string | undefined;
  readonly names: number;
  readonly jobs: readonly HistoryJob[];
}

function poolOf({ name, names, jobs }: SeenPool, hasOwnWaits: boolean): ShownPool {
  return { name, names, places: placesOf(jobs), parts: kindsOf(jobs, hasOwnWaits) };
}

/** Kinds of machines: the largest sets of tags, each with the jobs whose tags it holds and no larger kind has taken. */
function kindsOf(jobs: readonly HistoryJob[], hasOwnWaits: boolean): ShownMachines[] {
  const bySet = new Map<string, HistoryJob[]>();
  for (const job of jobs) {
    const known = bySet.get(job.tags);
    if (known === undefined) bySet.set(job.tags, [job]);
    else known.push(job);
  }
  const sets = [...bySet].map(([tags, own]) => ({ tags: tagsIn(tags), key: tags, own }));
  sets.sort((a, b) => b.tags.length - a.tags.length || b.own.length - a.own.length || (a.key < b.key ? -1 : 1));
  const kinds: { readonly tags: ReadonlySet<string>; readonly jobs: HistoryJob[] }[] = [];
  for (const { tags, own } of sets) {
    const holder = kinds.find((kind) => tags.every((tag) => kind.tags.has(tag)));
    if (holder === undefined) kinds.push({ tags: new Set(tags), jobs: [...own] });
    else holder.jobs.push(...own);
  }
  return kinds
    .map((kind) => {
      const part = partOf(kind.jobs);
      return { ...part, boot: hasOwnWaits ? bootOf(kind.jobs, part.places) : NO_WAITS };
    })
    .sort((a, b) => b.jobs - a.jobs || (a.tags.join(' ') < b.tags.join(' ') ? -1 : 1));
}
