/** What a manager's process is given of the run around it. */
import type { Signal } from '../../sim/signal.js';
import type { EntryCounters } from '../../record/counters.js';
import type { Micros } from '../../units/time.js';
import type { Executors } from '../executor/executors.js';
import type { GitLabInstance } from '../gitlab/instance.js';
import type { World } from '../world.js';
import type { TickClock } from '../tick-clock.js';
import type { Worker } from './worker.js';

/** What a process is given of the run around it. */
export interface ProcessSurroundings {
  readonly world: World;
  readonly instances: readonly GitLabInstance[];
  /** All workers of the run, by id: event handlers find theirs here. */
  readonly workers: Worker[];
  readonly handlers: WorkerHandlers;
  /** Numbers the job requests of the run. */
  numberRequest(): number;
  nextRequest(): number;
  requestBackoff(nth: number): Micros;
  readonly ticks: TickClock;
  readonly executors: Executors;
  countersOf(manager: number, runner: number): EntryCounters;
  busySignal(manager: number, runner: number): Signal;
  /** What is to be told of every change of this entry. */
  entryChanged(manager: number, runner: number): () => void;
}

/** Kernel handlers that take a worker's id. */
export interface WorkerHandlers {
  readonly latencyOver: number;
  readonly updated: number;
  readonly jobStep: number;
  readonly attemptPauseOver: number;
  readonly backoffOver: number;
}
