/** Sees what a run does beyond its records: every pass, request, job step and exit. Used to lay a run beside a recording. */
import type { JobNumber, MachineNumber, ManagerIndex, RunnerIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';
import type { RemovalReason } from '../record/machine.js';
import type { CallKind } from './job/signs-of-life.js';

/** Counters after the walk and the creations of a pass, before a machine is picked. */
export interface PassView {
  readonly manager: ManagerIndex;
  readonly runner: RunnerIndex;
  readonly at: Micros;
  /** NOT_YET: its process or the run ended while it checked a machine; `picked` says nothing then. */
  end: Micros;
  readonly creating: number;
  readonly idle: number;
  readonly acquired: number;
  readonly used: number;
  readonly removing: number;
  readonly stuck: number;
  readonly made: number;
  readonly dropped: number;
  /** Number of the machine taken; 0 = none but a job is asked for; -1 = no job is asked for. */
  picked: number;
}

export interface JobView {
  readonly ordinal: JobNumber;
  readonly manager: ManagerIndex;
  readonly runner: RunnerIndex;
  readonly assignedAt: Micros;
  /** It began to look for its place; NOT_YET where it has not. */
  readonly soughtAt: Micros;
  readonly usedAt: Micros;
  readonly machine: MachineNumber;
  /** The slot of its machine, from 0, and the how-manieth use of it. */
  readonly slot: number;
  readonly use: number;
  readonly scriptAt: Micros;
  readonly scriptEnd: Micros;
  readonly finishedAt: Micros;
  readonly result: RunnerResult;
}

/** A scale pass: the counts before it acts, and what it did. */
export interface ScaleView {
  readonly manager: ManagerIndex;
  readonly runner: RunnerIndex;
  readonly at: Micros;
  readonly instances: number;
  readonly deleting: number;
  readonly acquired: number;
  readonly unavailable: number;
  readonly reserved: number;
  readonly pending: number;
  readonly desiredIdle: number;
  readonly required: number;
  readonly created: number;
  readonly removed: number;
}

/** An instance of a fleeting plugin; NOT_YET where an instant has not come. */
export interface InstanceView {
  readonly number: number;
  readonly requestedAt: Micros;
  /** Its cloud has it running. */
  readonly readyAt: Micros;
  /** The first look that saw it running. */
  readonly seenAt: Micros;
  /** Its ready command has ended well. */
  readonly preparedAt: Micros;
  readonly removingAt: Micros;
  readonly goneAt: Micros;
  /** The look that saw it gone. */
  readonly forgottenAt: Micros;
  readonly uses: number;
  readonly reasonRemoved: RemovalReason;
}

/** How a job ended as its runner saw it. */
export type RunnerResult = 'none' | 'success' | 'failed' | 'system_failure' | 'interrupted' | 'timed_out' | 'cancelled' | 'lost';

export interface Probe {
  /** What a job told GitLab beside the update "running", when it has ended, is lost or is under way at the end of the run; NOT_YET: no end. */
  call?(job: JobNumber, kind: CallKind, at: Micros, end: Micros): void;
  /** A pass has ended, or will not. */
  pass?(view: PassView): void;
  /** A job request ended; `end` = NOT_YET: it was open when its process or the run ended. `status` 0: no answer. */
  request?(manager: ManagerIndex, runner: RunnerIndex, at: Micros, end: Micros, job: JobNumber, status: number): void;
  /** A job that was handed out ended, was lost, or is still under way at the end of the run (NOT_YET where not come). */
  job?(view: JobView): void;
  /** docker-autoscaler: a scale pass, an instance that is asked for (the view changes as it lives), a reservation without capacity. */
  scale?(view: ScaleView): void;
  instance?(view: Readonly<InstanceView>): void;
  refusal?(manager: ManagerIndex, runner: RunnerIndex, at: Micros): void;
  exit?(manager: ManagerIndex, at: Micros, clean: boolean): void;
}
