/** What GitLab shows of how a job ended for its runner. */
import type { FailureReason, JobStatus } from '../../record/job.js';
import type { RunnerResult } from '../probe.js';

const STATUS: Readonly<Record<RunnerResult, JobStatus>> = {
  none: 'running',
  success: 'success',
  failed: 'failed',
  system_failure: 'runner_system_failure',
  interrupted: 'runner_system_failure',
  timed_out: 'timed_out',
  cancelled: 'cancelled',
  lost: 'running',
};

/** Returns the status of a job whose runner says so. */
export function statusOf(result: RunnerResult): JobStatus {
  return STATUS[result];
}

/** Returns the failure reason beside it. `failure`: what failed in its stages; a system failure outside of them is that no place was found. */
export function failureReasonOf(result: RunnerResult, failure: FailureReason, isInterrupted: boolean): FailureReason {
  if (result === 'interrupted') return 'interrupted';
  if (result !== 'system_failure') return 'none';
  if (failure !== 'none') return failure;
  return isInterrupted ? 'interrupted' : 'no_machine';
}
