/** GitLab's hourly look for stuck jobs (StuckCiJobsWorker): it drops those that nobody updates any more, and those that pend for too long. */
import type { JobIndex, MachineNumber } from '../../units/indices.js';
import { HOUR } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { JobClass } from './job-class.js';

/** GitLab drops running jobs that were not updated for this long (BUILD_RUNNING_OUTDATED_TIMEOUT). */
const RUNNING_OUTDATED = HOUR;
/** ... pending jobs after this long (BUILD_PENDING_OUTDATED_TIMEOUT) ... */
const PENDING_OUTDATED = 24 * HOUR;
/** ... and those that no runner may take after this long (BUILD_PENDING_STUCK_TIMEOUT). */
const PENDING_STUCK = HOUR;
const SWEEP_INTERVAL = HOUR;

/** What is known of a job that GitLab itself ends, or that has not ended. */
export interface KnownOfJob {
  readonly scriptAt: Micros;
  readonly machine: MachineNumber;
  readonly machineUse: number;
  /** undefined: it was not handed out. */
  readonly preparation?: Float64Array | undefined;
}

/** A job whose process is gone: for GitLab it runs. */
export interface LostJob extends KnownOfJob {
  readonly job: JobIndex;
  readonly at: Micros;
}

/** What the looks do to the instance's jobs. */
export interface StuckSite {
  readonly classes: readonly JobClass[];
  dropRunning(lost: LostJob): void;
  dropPending(job: JobIndex): void;
}

export class StuckJobs {
  readonly #world: World;
  readonly #site: StuckSite;
  readonly #handler: number;
  #lost: LostJob[] = [];

  constructor(world: World, site: StuckSite) {
    this.#world = world;
    this.#site = site;
    this.#handler = world.sim.register(() => this.#sweep());
    this.#plan();
  }

  /** The process of a running job is gone: nobody updates it from now on. */
  lost(job: JobIndex, known: KnownOfJob): void {
    this.#lost.push({ ...known, job, at: this.#world.sim.now });
  }

  /** The job if its process is gone. */
  find(job: JobIndex): LostJob | undefined {
    return this.#lost.find((lost) => lost.job === job);
  }

  #plan(): void {
    this.#world.sim.schedule(SWEEP_INTERVAL, Priority.SWEEP, this.#handler, 0);
  }

  #sweep(): void {
    const { now } = this.#world.sim;
    const outdated = this.#lost.filter((lost) => now - lost.at >= RUNNING_OUTDATED);
    this.#lost = this.#lost.filter((lost) => now - lost.at < RUNNING_OUTDATED);
    for (const lost of outdated) this.#site.dropRunning(lost);
    for (const jobClass of this.#site.classes) {
      const canRun = jobClass.runners.some((runner) => !this.#world.registrations.isPaused(runner));
      for (const job of jobClass.pending.queuedBy(now - (canRun ? PENDING_OUTDATED : PENDING_STUCK))) this.#site.dropPending(job);
    }
    this.#plan();
  }
}
