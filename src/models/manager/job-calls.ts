/**
 * What a job on a worker tells its GitLab after the update "running" (docs/explanation/jobs.md, "What happens"): signs of life while it works, then
 * the last text and the final update. By the first it hears that it was cancelled.
 */
import type { Simulation } from '../../sim/simulation.js';
import { NOT_YET } from '../../record/not-yet.js';
import { NOUGHT } from '../../units/shapes.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import { callOver, callsBefore, eachCall, noticedAt } from '../job/signs-of-life.js';
import type { Probe } from '../probe.js';
import { repeatDelay } from '../job/updates.js';
import type { JobHolder } from './job-holder.js';

export class JobCalls {
  /** The job hears of its cancel; NEVER: it is not cancelled. */
  cancelNoticedAt: Micros = NEVER;
  /** The final update has ended. */
  finishedAt: Micros = NOUGHT;
  readonly #sim: Simulation;
  readonly #worker: JobHolder;
  /** Its work is over: what follows is its last text and the final update. */
  #workEndsAt: Micros = NOUGHT;
  #hasFinalUpdate = true;

  constructor(worker: JobHolder) {
    this.#sim = worker.world.sim;
    this.#worker = worker;
  }

  /** GitLab handed the job out. */
  get assignedAt(): Micros {
    const { world, job } = this.#worker;
    return world.jobs.startedAt[job]!;
  }

  /** GitLab hands a job out. */
  begin(): void {
    this.cancelNoticedAt = NEVER;
    this.finishedAt = NOT_YET;
    this.#workEndsAt = NOT_YET;
    this.#hasFinalUpdate = true;
  }

  /** A cancel at `cancelAt` (NEVER = none) is noticed by the first call that ends then or later. */
  notices(cancelAt: Micros): void {
    this.cancelNoticedAt = noticedAt(this.#worker.instance.spec.trace, this.assignedAt, cancelAt);
  }

  /** The job's work is over. `hasFinalUpdate` false: GitLab has ended it already, and is told nothing. Returns how long it takes to tell the rest. */
  workOver(hasFinalUpdate: boolean): Micros {
    this.#workEndsAt = this.#sim.now;
    this.#hasFinalUpdate = hasFinalUpdate;
    return hasFinalUpdate ? this.#timeToTell() : 0;
  }

  /** How long the final update has to be repeated: GitLab is down; 0: it was heard, or there is none. */
  repeatDelay(): Micros {
    const { world, instance } = this.#worker;
    return this.#hasFinalUpdate ? repeatDelay(world, instance.index, instance.spec.finalUpdateLatency) : 0;
  }

  /** Counts what the job has told; repetitions while GitLab was down are one update. */
  count(): void {
    const { token, instance, process } = this.#worker;
    const { trace } = instance.spec;
    token.counters.statusUpdates += (process.flags.runningUpdateInSlot ? 1 : 0) + (this.#hasFinalUpdate ? 1 : 0);
    const lastText = trace.output === 'chatty' && this.#hasFinalUpdate ? 1 : 0;
    token.counters.traceUpdates += callsBefore(trace, this.assignedAt, Math.min(this.#workEndsAt, this.#silentFrom())) + lastText;
  }

  /** Shows them to the probe, if it looks. */
  view(probe: Probe): void {
    const { world, job, instance } = this.#worker;
    const { jobs } = world;
    if (probe.call === undefined) return;
    const course = {
      assignedAt: this.assignedAt,
      silentFrom: this.#silentFrom(),
      workEndsAt: this.#workEndsAt,
      hasFinalUpdate: this.#hasFinalUpdate,
      finishedAt: this.finishedAt,
    };
    eachCall(instance.spec.trace, course, this.#sim.now, (kind, at, end) => probe.call!(jobs.ordinal[job]!, kind, at, end));
  }

  /** From here on it gives no sign of life: it has heard that it was cancelled at once. */
  #silentFrom(): Micros {
    return this.#worker.isCancelledAtOnce ? this.cancelNoticedAt : NEVER;
  }

  /** A call under way is waited for; then come the last text and the final update. */
  #timeToTell(): Micros {
    const { trace, finalUpdateLatency } = this.#worker.instance.spec;
    const callEnd = this.#silentFrom() <= this.#sim.now ? this.#sim.now : callOver(trace, this.assignedAt, this.#sim.now);
    const lastText = trace.output === 'chatty' ? trace.patchLatency : 0;
    return callEnd - this.#sim.now + lastText + finalUpdateLatency;
  }
}
