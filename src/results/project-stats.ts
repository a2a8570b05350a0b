/** Keeps the projects with most jobs apart in bounded memory. */
import { invariant } from '../sim/invariant.js';
import type { ProjectIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';
import type { JobCells } from './job-cells.js';
import { JobCounts } from './job-counts.js';
import type { JobTimes } from './job-times.js';

/** Projects reported one by one. */
export const TOP_PROJECTS = 20;
const KEPT = 1_000;

/** The projects with most jobs, and the sum of all others. */
export interface TopProjects {
  readonly top: readonly { readonly project: ProjectIndex; readonly stats: JobCounts }[];
  /** Undefined where there is no other. */
  readonly rest: JobCounts | undefined;
}

/**
 * Statistics by project. Up to 2000 projects are kept apart; beyond, the thousand with most jobs so far are (ties by index) and the others are
 * summed for good. A project so summed that would end among the top is therefore missing from it; with less than 2000 projects nothing is.
 */
export class ProjectStats {
  readonly #borders: readonly Micros[];
  readonly #kept = new Map<number, JobCounts>();
  readonly #summed = new Set<number>();
  readonly #rest: JobCounts;

  constructor(borders: readonly Micros[]) {
    this.#borders = borders;
    this.#rest = new JobCounts(borders);
  }

  /** Adds a job of the measurement period. */
  add(project: ProjectIndex, times: JobTimes): void {
    this.#of(project).add(times);
  }

  /** Counts a job that ended in the period. */
  addEnd(project: ProjectIndex): void {
    this.#of(project).ended++;
  }

  /** The jobs of a project that is kept apart; undefined where it is not. */
  of(project: ProjectIndex): JobCounts | undefined {
    return this.#kept.get(project);
  }

  /** The top by jobs, ties by index, and behind them those of `also` that are not among it; call when all jobs are in. */
  top(also: readonly ProjectIndex[]): TopProjects {
    const ranked = this.#ranked();
    const isTop = new Set([...ranked.slice(0, TOP_PROJECTS).map(([project]) => project), ...also]);
    const top = ranked.filter(([project]) => isTop.has(project)).map(([project, stats]) => ({ project, stats }));
    if (top.length === ranked.length && this.#summed.size === 0) return { top, rest: undefined };
    const rest = new JobCounts(this.#borders);
    rest.merge(this.#rest);
    for (const [project, stats] of ranked) if (!isTop.has(project)) rest.merge(stats);
    return { top, rest };
  }

  #ranked(): [number, JobCounts][] {
    return [...this.#kept].sort(([a, x], [b, y]) => y.jobs - x.jobs || a - b);
  }

  #of(project: ProjectIndex): JobCounts {
    const known = this.#kept.get(project);
    if (known !== undefined) return known;
    if (this.#summed.has(project)) return this.#rest;
    if (this.#kept.size >= 2 * KEPT) this.#prune();
    invariant(this.#kept.size < 2 * KEPT, 'pruning makes room for a project');
    const stats = new JobCounts(this.#borders);
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

/** Returns the only project of a fleet, whose jobs are all jobs; none where there was no job. */
export function onlyProject(cells: JobCells): TopProjects {
  const top = cells.list().length === 0 ? [] : [{ project: 0, stats: cells.merged(() => true).counts }];
  return { top, rest: undefined };
}
