/** A workload: a source of jobs, and what each of them does besides its script. */
import type { ArrivalSpec } from './arrivals.js';
import type { RetrySpec } from './pipeline.js';
import type { TransferSpec } from './transfers.js';
import type { InstanceIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

export interface WorkloadSpec {
  readonly name: string;
  /** The workload by whose name its draws are keyed: its own, or that of which it is a twin. */
  readonly draws: string;
  readonly instance: InstanceIndex;
  readonly arrivals: ArrivalSpec;
  /** Pause between taking a job over and its preparation. */
  readonly start: Micros;
  readonly stages: { readonly prepare: Micros; readonly prepareScript: Micros; readonly getSources: Micros; readonly cleanup: Micros };
  /** What `prepare` takes, to fail, when the job's limit is over before it begins. */
  readonly prepareWhenOver: Micros;
  /** Time limit of its jobs. */
  readonly timeout: Micros;
  readonly retry: RetrySpec;
  readonly transfers: TransferSpec;
}
