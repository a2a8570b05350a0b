/** What a run says of a pipeline. */
import type { PipelineNumber, ProjectIndex, WorkloadIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** How a pipeline ended; `running` = it has not. */
export const PIPELINE_STATUSES = ['success', 'failed', 'cancelled', 'running'] as const;
export type PipelineStatus = (typeof PIPELINE_STATUSES)[number];

/** One pipeline with stages. The object is reused by the writer: read and copy at once. */
export interface PipelineRecord {
  /** Ordinal in its workload, from 1. */
  pipeline: PipelineNumber;
  workload: WorkloadIndex;
  project: ProjectIndex;
  createdAt: Micros;
  /** First hand-out of a job of it. */
  startedAt: Micros;
  /** Last end of a job of it. */
  finishedAt: Micros;
  status: PipelineStatus;
  /** Jobs it had, retries included. */
  jobs: number;
}
