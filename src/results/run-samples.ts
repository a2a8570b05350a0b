/** What of several runs can be taken together: the jobs behind every scope and question of a run, live and not for JSON. */
import type { JobStats } from './job-stats.js';
import type { Sample } from './sample.js';

/** Parts of the fleet whose jobs are figures. */
export type JobScopeKind = 'all' | 'workload' | 'instance' | 'project' | 'runner' | 'group' | 'manager';

/** The jobs of one scope. */
export interface ScopeSamples {
  readonly scope: JobScopeKind;
  readonly name: string;
  /** Of projects. */
  readonly instance: string | undefined;
  readonly stats: JobStats;
  /** Durations of its pipelines, of all and of workloads where there are pipelines. */
  readonly durations: Sample | undefined;
}

/** The samples of one run. */
export interface RunSamples {
  readonly scopes: readonly ScopeSamples[];
  /** By question: what a quantile is asked of; undefined for other statistics. */
  readonly questions: readonly (Sample | undefined)[];
}
