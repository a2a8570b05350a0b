/** Keeps the projects with most jobs apart in bounded memory. */
import { invariant } from '../sim/invariant.js';
import type { JobRecord } from '../record/job.js';
import type { ProjectIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';
import { JobStats, type JobTimes } from './job-stats.js';

/** Projects reported one by one. */
export const TOP_PROJECTS = 20;
const KEPT = 1_000;

/**
 * Statistics by project. Up to 2000 projects are kept apart; beyond, the thousand with most jobs so far are (ties by index) and the others are
 * summed for good. A project so summed that would end among the top is therefore missing from it; with less than 2000 projects nothing is.
 */
export class ProjectStats {
  readonly #borders: readonly Micros[];
  readonly #kept = new Map<number, JobStats>();
  readonly #summed = new Set<number>();
  readonly #rest: JobStats;

  constructor(borders: readonly Micros[]) {
    this.#borders = borders;
    this.#rest = new JobStats(borders, false);
  }

  /** Adds a job of the measurement period. */
  add(record: Readonly<JobRecord>, times: JobTimes): void {
    this.#of(record.project).add(record, times);
  }

  /** Counts a job that ended in the period. */
  addEnd(project: ProjectIndex): void {
    this.#of(project).ended++;
  }

  /** The top by jobs (ties by index), and the sum of all others. */
  top(): {
    readonly top: readonly { readonly project: ProjectIndex; readonly stats: JobStats }[];
    readonly rest: JobStats;
    readonly hasRest: boolean;
  } {
    const ranked = this.#ranked();
    const rest = new JobStats(this.#borders, false);
    rest.merge(this.#rest);
    for (const [, stats] of ranked.slice(TOP_PROJECTS)) rest.merge(stats);
    const top = ranked.slice(0, TOP_PROJECTS).map(([project, stats]) => ({ project, stats }));
    return { top, rest, hasRest: ranked.length > TOP_PROJECTS || this.#summed.size > 0 };
  }

  #ranked(): [number, JobStats][] {
    return [...this.#kept].sort(([a, x], [b, y]) => y.jobs - x.jobs || a - b);
  }

  #of(project: ProjectIndex): JobStats {
    const known = this.#kept.get(project);
    if (known !== undefined) return known;
    if (this.#summed.has(project)) return this.#rest;
    if (this.#kept.size >= 2 * KEPT) this.#prune();
    invariant(this.#kept.size < 2 * KEPT, 'pruning makes room for a project');
    const stats = new JobStats(this.#borders, false);
    this.#kept.set(project, stats);
    return stats;
  }

  #prune(): void {
    for (const [project, stats] of this.#ranked().slice(KEPT)) {
      this.#rest.merge(stats);
      this.#kept.delete(project);
      this.#summed.add(project);
    }
  }
}
