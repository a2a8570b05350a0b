/** The quantities a run keeps over time. */
import type { CloudIndex, ManagerIndex, RunnerIndex, WorkloadIndex } from '../units/indices.js';

/** Names of the quantities kept over time. Machines are counted by the state their manager holds them in. */
export const SIGNAL_NAMES = [
  'jobs_pending',
  'jobs_running',
  'managers_running',
  'workers_busy',
  'machines_creating',
  'machines_idle',
  'machines_acquired',
  'machines_used',
  'machines_removing',
  'machines_unattended',
  'machines_all',
  'machines_standing',
  'idle_target',
  'jobs_waiting',
  'machines_orphaned',
  'api_calls',
] as const;
export type SignalName = (typeof SIGNAL_NAMES)[number];

/**
 * Labels of a signal, as indices into the cast. `jobs_pending` and `jobs_running` exist per workload; `managers_running` once, for all
 * processes; `workers_busy` (workers that run a job, from hand-out to the end of the final update) and the machine signals per manager and
 * runner (entry). `machines_unattended` counts machines that stand while no process of their manager knows them, `machines_all` those of
 * every state: directories, or asked for. `machines_standing` counts per cloud what its account holds: machines created, or being so, and
 * not gone, whoever knows of them.
 */
export interface SignalLabels {
  readonly workload?: WorkloadIndex;
  readonly manager?: ManagerIndex;
  readonly runner?: RunnerIndex;
  /** Of `jobs_waiting`: pending jobs held by this cause (index into WAIT_CAUSES), over all instances. */
  readonly cause?: number;
  /** Of `machines_standing`, of `machines_orphaned`; of `api_calls` (calls of the current minute). */
  readonly cloud?: CloudIndex;
}
