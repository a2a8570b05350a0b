/** What kept a job from being handed out, from worst to best: a class of jobs is held by its least blocked manager (docs/explanation/why-jobs-wait.md). */
export const WAIT_CAUSES = [
  /** No registration may take it. */
  'no_runner',
  /** GitLab, the manager's host, or (with no idle machine) its zone is down. */
  'outage',
  /** The registration is paused, the entry unhealthy, or the process does not run or is stopping. */
  'paused',
  /** Every worker of the process is busy. */
  'concurrent',
  /** The entry's `limit` is full of jobs or (with no idle machine) of machines. */
  'limit',
  /** No idle machine, and the cloud's quota is full. */
  'quota',
  /** No idle machine, and the cloud's API refuses calls. */
  'api_limit',
  /** No idle machine; machines wait for a growth slot (MaxGrowthRate). */
  'growth_rate',
  /** No idle machine; one is being created. */
  'boot',
  /** Every request slot is taken (request_concurrency). */
  'request_slot',
  /** Nothing holds it but the next poll, or one is on its way. */
  'next_poll',
] as const;
export type WaitCause = (typeof WAIT_CAUSES)[number];
