/** What of several runs can be taken together: the jobs behind every scope and question of a run, as plain data that can be kept or sent, and not for JSON. */
import type { MakeUpColumns } from './make-up.js';
import type { SampleColumns } from './sample.js';

/** Parts of the fleet whose jobs are figures. */
export type JobScopeKind = 'all' | 'workload' | 'instance' | 'project' | 'team' | 'runner' | 'group' | 'manager';

/** The jobs of one scope. */
export interface ScopeSamples {
  readonly scope: JobScopeKind;
  readonly name: string;
  /** Of projects. */
  readonly instance: string | undefined;
  /** By DELAY_METRICS. */
  readonly times: readonly SampleColumns[];
  /** Queue times by WAIT_CAUSES; undefined where they are not taken apart. */
  readonly waits: MakeUpColumns | undefined;
  /** Durations of its pipelines, of all and of workloads where there are pipelines. */
  readonly durations: SampleColumns | undefined;
}

/** The samples of one run. */
export interface RunSamples {
  readonly scopes: readonly ScopeSamples[];
  /** By question: what a quantile is asked of; undefined for other statistics. */
  readonly questions: readonly (SampleColumns | undefined)[];
}
