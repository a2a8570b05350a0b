/** A config.toml as the engine is given it. */
import type { ExecutorSpec } from './executor.js';
import type { RunnerIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** One state of a manager's config.toml. */
export interface ProcessConfig {
  readonly concurrent: number;
  readonly checkInterval: Micros;
  readonly shutdownTimeout: Micros;
  readonly drain: { readonly enabled: boolean; readonly concurrency: number; readonly maxRetries: number; readonly retryBackoff: Micros };
  readonly entries: readonly EntrySpec[];
}

/** One `[[runners]]` entry, joined to its registration. */
export interface EntrySpec {
  readonly name: string;
  /** Counters, pool and machines belong to the token. */
  readonly token: string;
  readonly runner: RunnerIndex;
  readonly limit: number;
  readonly requestConcurrency: number;
  /** FF_USE_ADAPTIVE_REQUEST_CONCURRENCY */
  readonly adaptive: boolean;
  readonly strictCheckInterval: boolean;
  readonly unhealthyLimit: number;
  readonly unhealthyInterval: Micros;
  /** Infinity = unset. */
  readonly prepareTimeout: Micros;
  readonly getSourcesTimeout: Micros;
  readonly executor: ExecutorSpec;
}
