/** Counts the jobs that no registered runner may take, by workload and project. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobRecord } from '../../record/job.js';
import type { RunResult } from '../run-result.js';

/** Pairs that are listed. */
const LISTED = 20;

type Pair = Pick<JobRecord, 'workload' | 'project'>;

/** The jobs so far. */
export class UnmatchedJobs {
  readonly #by = new Map<string, { readonly pair: Pair; jobs: number }>();
  #jobs = 0;

  add({ workload, project }: Pair): void {
    this.#jobs++;
    const key = `${workload} ${project}`;
    const known = this.#by.get(key);
    if (known !== undefined) known.jobs++;
    else this.#by.set(key, { pair: { workload, project }, jobs: 1 });
  }

  /** Returns how many there are, and the pairs with most of them. */
  counts({ workloads, projects }: Pick<FleetSpec, 'workloads' | 'projects'>): Pick<RunResult['atEnd'], 'unmatched' | 'unmatchedBy'> {
    const pairs = [...this.#by.values()].sort(
      (a, b) => b.jobs - a.jobs || a.pair.workload - b.pair.workload || a.pair.project - b.pair.project,
    );
    return {
      unmatched: this.#jobs,
      unmatchedBy: pairs
        .slice(0, LISTED)
        .map(({ pair: { workload, project }, jobs }) => ({ workload: workloads[workload]!.name, project: projects[project]!.name, jobs })),
    };
  }
}
