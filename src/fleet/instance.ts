/** A GitLab instance and its projects: how fast it answers, and which of its ways of handing out jobs are on. */
import type { InstanceIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

export interface InstanceSpec {
  readonly name: string;
  readonly requestLatency: Micros;
  /** The update "running" after a job was received. */
  readonly updateLatency: Micros;
  readonly finalUpdateLatency: Micros;
  /** How long a request waits for a job; 0 = long polling off. */
  readonly longPolling: Micros;
  readonly longPollWake: 'rails' | 'empty' | 'job';
  /** Instance runners pick by fair usage; off = by id, as group and project runners always do. */
  readonly fairUsage: boolean;
  /**
   * How often the HTTP layer of a runner repeats a request after 408, 429, 500, 502 to 504 or 512 and above before the answer counts; 0 = never, undefined = as its
   * version does (docs/explanation/manager-loop.md, "Answers and health").
   */
  readonly httpRetries: number | undefined;
  /** A pending job that is cancelled leaves the queue at once, as at GitLab; false: it is still handed out (recordings). */
  readonly cancelPending: boolean;
  readonly trace: TraceSpec;
}

/** Signs of life of running jobs (docs/explanation/jobs.md, "What happens"). */
export interface TraceSpec {
  readonly output: 'chatty' | 'silent' | 'off';
  readonly patchLatency: Micros;
  readonly touchLatency: Micros;
  /** Pause GitLab asks for after a piece of log; 0 = the runner's own 3 s. */
  readonly updateInterval: Micros;
}

export interface ProjectSpec {
  readonly name: string;
  readonly instance: InstanceIndex;
}
