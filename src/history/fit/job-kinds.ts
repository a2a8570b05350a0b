/** Kinds of jobs by name and tags: how often each comes, how long it runs, how often it fails. */
import { SECOND } from '../../units/time.js';
import type { LocalClock } from '../../scenario/periods/local-clock.js';
import type { HistoryJob } from '../describe/history-jobs.js';
import { blocksOf } from './blocks.js';
import { tagsIn } from './tags.js';
import { cvOf, meanOf, shareOf, type Estimate } from './estimate.js';

/** Jobs that are drawn for each other. */
export interface JobKind {
  /** Undefined: jobs of names that are rare, and of one set of tags. */
  readonly name: string | undefined;
  readonly tags: readonly string[];
  readonly jobs: number;
  /** Seconds. */
  readonly mean: Estimate;
  readonly cv: Estimate;
  /** Share of those that ran. */
  readonly failed: Estimate;
}

/** Kinds with a name of their own, the ones that ran the longest in all. */
const MOST = 24;
/** Jobs of a name at least. */
const LEAST = 20;

/**
 * Returns the kinds of jobs that ran, those with the most time first. Durations by their first two moments, on which waits hang most (Kingman, The single
 * server queue in heavy traffic, Proceedings of the Cambridge Philosophical Society 57 (1961) 902-904; Allen, Probability, Statistics and Queueing Theory,
 * 1990, 5.3 for several servers): a lognormal of this mean and variation gives both back, and so the load.
 */
export function jobKinds(jobs: readonly HistoryJob[], clock: LocalClock): JobKind[] {
  const ran = jobs.filter((job) => job.ran !== undefined);
  const byName = grouped(ran, ({ name, tags }) => JSON.stringify([name, tags]));
  const time = (own: readonly HistoryJob[]): number => own.reduce((sum, job) => sum + job.ran!, 0);
  const named = [...byName]
    .filter(([, own]) => own.length >= LEAST && own[0]!.name !== '')
    .sort(([a, own], [b, other]) => time(other) - time(own) || (a < b ? -1 : 1))
    .slice(0, MOST);
  const isNamed = new Set(named.map(([key]) => key));
  const others = grouped(
    ran.filter(({ name, tags }) => !isNamed.has(JSON.stringify([name, tags]))),
    ({ tags }) => tags,
  );
  return [
    ...named.map(([, own]) => kindOf(own[0]!.name, own, clock)),
    ...[...others].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => kindOf(undefined, own, clock)),
  ];
}

function kindOf(name: string | undefined, jobs: readonly HistoryJob[], clock: LocalClock): JobKind {
  const blocks = blocksOf(jobs, clock);
  const seconds = jobs.map(({ ran }) => ran! / SECOND);
  const { tags } = jobs[0]!;
  return {
    name,
    tags: tagsIn(tags),
    jobs: jobs.length,
    mean: meanOf(seconds, blocks),
    cv: cvOf(seconds, blocks),
    failed: shareOf(
      jobs.map(({ status }) => status === 'failed'),
      blocks,
    ),
  };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known === undefined) groups.set(keyOf(item), [item]);
    else known.push(item);
  }
  return groups;
}
