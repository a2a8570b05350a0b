/** A runner as GitLab knows it, which is a registration, and the one rule by which it may take a job. */
import type { InstanceIndex, ProjectIndex } from '../units/indices.js';

/** A registration. */
export interface RunnerSpec {
  readonly name: string;
  readonly instance: InstanceIndex;
  readonly type: 'instance' | 'group' | 'project';
  readonly tags: readonly string[];
  readonly runUntagged: boolean;
  /** Takes jobs of protected refs only. */
  readonly protected: boolean;
  readonly paused: boolean;
  /** Indices of the projects it may serve; undefined = all of its instance. */
  readonly projects: readonly ProjectIndex[] | undefined;
}

/**
 * True when a registration may take a job (GitLab's runner matcher): all tags of the job are among the runner's, an untagged job needs
 * `run_untagged`, a protected runner takes jobs of protected refs only, and a group or project runner serves its own projects.
 * Whether the runner is paused is asked at the request.
 */
export function mayTake(
  runner: Pick<RunnerSpec, 'tags' | 'runUntagged' | 'protected' | 'projects'>,
  job: { readonly tags: readonly string[]; readonly protected: boolean; readonly project: ProjectIndex },
): boolean {
  if (runner.protected && !job.protected) return false;
  if (runner.projects !== undefined && !runner.projects.includes(job.project)) return false;
  return job.tags.length === 0 ? runner.runUntagged : job.tags.every((tag) => runner.tags.includes(tag));
}
