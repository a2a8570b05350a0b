/**
 * One job on a worker (docs/explanation/jobs.md, "What happens"): the pause before it begins, its place to run, its stages, its signs of life and its
 * final update.
 */
import type { EventId, Simulation } from '../../sim/simulation.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { Mutable } from '../../units/mutable.js';
import { NOUGHT } from '../../units/shapes.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { Place } from '../executor/executor.js';
import { CANCELLED_AT_ONCE } from '../gitlab/job-table.js';
import { Preparation, START, UPDATE } from '../job/preparation.js';
import * as Priority from '../priority.js';
import type { RunnerResult } from '../probe.js';
import type { JobEnd } from '../journal.js';
import { JobCalls } from './job-calls.js';
import { failureReasonOf, statusOf } from './job-result.js';
import type { PlaceOwner } from './place-attempts.js';
import { PlaceAttempts } from './place-attempts.js';
import type { StageOwner } from './stage-run.js';
import { StageRun } from './stage-run.js';
import type { JobHolder } from './job-holder.js';

/** What the next event of the job is the end of. */
type Step = 'none' | 'start' | 'place' | 'stages' | 'final';

export class JobRun implements PlaceOwner, StageOwner {
  readonly attempts: PlaceAttempts;
  readonly preparation = new Preparation();
  preparationEnds: Micros = NEVER;
  jobEnds: Micros = NEVER;
  isInterrupted = false;
  readonly #sim: Simulation;
  readonly #worker: JobHolder;
  readonly #stages: StageRun;
  readonly #calls: JobCalls;
  #step: Step = 'none';
  #event: EventId = NOUGHT;
  /** It began to look for its place. */
  #soughtAt: Micros = NOUGHT;
  #usedAt: Micros = NOUGHT;
  #slot = 0;
  #result: RunnerResult = 'none';
  /** One object for all its records. */
  readonly #end: Mutable<JobEnd> = {
    status: 'running',
    failureReason: 'none',
    scriptAt: NOUGHT,
    finishedAt: NOUGHT,
    machine: 0,
    machineUse: 0,
    unmatched: false,
    preparation: this.preparation.parts,
  };

  constructor(worker: JobHolder) {
    this.#sim = worker.world.sim;
    this.#worker = worker;
    this.#stages = new StageRun(worker, this);
    this.#calls = new JobCalls(worker);
    this.attempts = new PlaceAttempts(worker, this);
  }

  /** GitLab has handed the job out. */
  assigned(): void {
    this.#worker.world.jobs.worker[this.#worker.job] = this.#worker.id;
    this.#calls.begin();
    this.#soughtAt = NOT_YET;
    this.#usedAt = NOT_YET;
    this.#result = 'none';
    this.#step = 'none';
    this.isInterrupted = false;
    this.preparation.begin(this.#sim.now);
    this.#stages.clear();
    this.#end.machine = 0;
    this.#end.machineUse = 0;
  }

  /** The update "running" has ended: the clock of its time limit starts, then the pause before the preparation. */
  start(): void {
    const { world, job, entry } = this.#worker;
    const { jobs, draws } = world;
    this.preparation.book(UPDATE, this.#sim.now);
    const pause = draws.start(jobs.workload[job]!, jobs.nth[job]!);
    this.jobEnds = this.#sim.now + jobs.timeout[job]!;
    this.preparationEnds = Math.min(this.#sim.now + pause + entry.prepareTimeout, this.jobEnds);
    this.#calls.notices(jobs.cancelAt[job]!);
    if (this.#worker.isAtOnce(pause)) this.#startOver();
    else this.#schedule('start', pause, Priority.SEEK);
  }

  /** The end of whatever the job was at. */
  next(): void {
    switch (this.#step) {
      case 'start':
        this.#startOver();
        break;
      case 'stages':
        this.#stages.next();
        break;
      case 'final':
        this.#finish();
        break;
      case 'place':
      case 'none':
        break;
    }
  }

  get cancelNoticedAt(): Micros {
    return this.#calls.cancelNoticedAt;
  }

  get limit(): Micros {
    return Math.min(this.preparationEnds, this.cancelNoticedAt);
  }

  got(place: Place | undefined): void {
    this.#usedAt = this.#sim.now;
    this.#step = 'stages';
    if (place !== undefined) {
      this.#end.machine = place.number;
      this.#end.machineUse = place.uses;
      this.#slot = place.slot ?? 0;
    }
    this.#stages.begin(place, this.attempts.attempt);
  }

  gotNone(): void {
    this.attempts.failed();
  }

  noPlace(isCut: boolean): void {
    if (!isCut) this.#result = 'system_failure';
    else this.#result = this.preparationEnds <= this.cancelNoticedAt ? 'timed_out' : 'cancelled';
    this.#sendFinal();
  }

  /** SIGTERM: past its preparation a job is interrupted at once, else at the end of its preparation. */
  interrupt(): void {
    if (this.#step === 'final' || this.#step === 'none') return;
    this.isInterrupted = true;
    if (this.#step === 'stages') this.#stages.interrupt();
  }

  /** Its machine is gone under it: the runner's connection breaks, now. */
  machineDied(): void {
    if (this.#step === 'stages') this.#stages.machineDied();
  }

  /**
   * GitLab cancels the job now (`atOnce`: `canceled`, else `canceling`), which its runner hears of by the next sign of life. A job whose
   * update "running" is under way hears of it by that; one that is over already, or was cancelled before, goes on as it was.
   */
  cancelNow(atOnce: boolean): void {
    const { world, job } = this.#worker;
    const { jobs } = world;
    if (jobs.cancelAt[job]! <= this.#sim.now || this.#step === 'final') return;
    jobs.cancelAt[job] = this.#sim.now;
    if (atOnce) jobs.bits[job]! |= CANCELLED_AT_ONCE;
    else jobs.bits[job]! &= ~CANCELLED_AT_ONCE;
    if (this.#step === 'none') return;
    this.#calls.notices(this.#sim.now);
    if (this.#step === 'place') this.attempts.limitChanged();
    else if (this.#step === 'stages') this.#stages.cancelChanged();
  }

  /** The process is gone under the job. */
  lose(): void {
    const { world, job, instance } = this.#worker;
    world.jobs.worker[job] = -1;
    this.#settlePreparation();
    world.sim.cancel(this.#event);
    this.attempts.cancel();
    this.#stages.stop();
    this.#result = 'lost';
    this.#view();
    const { machine, machineUse } = this.#end;
    instance.lost(job, { scriptAt: this.#stages.scriptAt, machine, machineUse, preparation: this.preparation.parts.slice() });
    this.#step = 'none';
  }

  /** The job was cancelled before it began: `canceling` still sends the last text and the final update, `canceled` nothing. */
  cancelledBeforeStart(): void {
    this.#result = 'cancelled';
    this.preparation.book(UPDATE, this.#sim.now);
    this.#endAfter(this.#calls.workOver(!this.#worker.isCancelledAtOnce));
  }

  /** Tells GitLab and the recorder how it ended. */
  recordEnd(): void {
    const { world, job, instance } = this.#worker;
    instance.ended(job);
    this.#view();
    this.#end.status = statusOf(this.#result);
    this.#end.failureReason = failureReasonOf(this.#result, this.#stages.failure, this.isInterrupted);
    this.#end.finishedAt = this.#calls.finishedAt;
    this.#calls.count();
    this.#record();
    world.jobs.remove(job);
  }

  /** Writes a job that is still running at the end of the run. */
  recordRunning(): void {
    this.#settlePreparation();
    if (this.#step === 'stages') this.#stages.stop();
    this.#view();
    this.#end.status = 'running';
    this.#end.failureReason = 'none';
    this.#end.finishedAt = NOT_YET;
    this.#record();
  }

  #record(): void {
    this.#end.scriptAt = this.#stages.scriptAt;
    this.#worker.world.journal.job(this.#worker.job, this.#end);
  }

  #schedule(step: Step, delay: Micros, priority: number): void {
    this.#step = step;
    this.#event = this.#sim.schedule(delay, priority, this.#worker.process.handlers.jobStep, this.#worker.id);
  }

  #startOver(): void {
    this.preparation.book(START, this.#sim.now);
    this.#soughtAt = this.#sim.now;
    this.#step = 'place';
    this.attempts.begin();
  }

  stagesOver(): void {
    this.#result = this.#stages.result;
    this.#worker.acquisition.workOver();
    this.#sendFinal();
  }

  /** What it is at counts to its preparation up to now. */
  #settlePreparation(): void {
    if (this.#step === 'none') this.preparation.book(UPDATE, this.#sim.now);
    else if (this.#step === 'start') this.preparation.book(START, this.#sim.now);
    else if (this.#step === 'place') this.attempts.settle();
  }

  #sendFinal(): void {
    this.#endAfter(this.#calls.workOver(true));
  }

  #endAfter(pause: Micros): void {
    if (this.#worker.isAtOnce(pause)) this.#finish();
    else this.#schedule('final', pause, Priority.JOB_OVER);
  }

  /** The final update has ended; while GitLab is down it is sent again until it is back. */
  #finish(): void {
    const delay = this.#calls.repeatDelay();
    if (delay > 0) {
      this.#schedule('final', delay, Priority.JOB_OVER);
      return;
    }
    this.#calls.finishedAt = this.#sim.now;
    this.#step = 'none';
    if (this.#worker.isUpdating) {
      this.recordEnd();
      this.#worker.cancelledJobOver();
    } else this.#worker.jobOver();
  }

  /** Shows it to the probe, if one looks. */
  #view(): void {
    const { world, job, process, entry } = this.#worker;
    const { probe } = world;
    if (probe === undefined) return;
    this.#calls.view(probe);
    probe.job?.({
      ordinal: world.jobs.ordinal[job]!,
      manager: process.index,
      runner: entry.runner,
      assignedAt: this.#calls.assignedAt,
      soughtAt: this.#soughtAt,
      usedAt: this.#end.machine === 0 ? NOT_YET : this.#usedAt,
      machine: this.#end.machine,
      slot: this.#slot,
      use: this.#end.machineUse,
      scriptAt: this.#stages.scriptAt,
      scriptEnd: this.#stages.scriptEnd,
      finishedAt: this.#calls.finishedAt,
      result: this.#calls.finishedAt !== NOT_YET || this.#result === 'lost' ? this.#result : 'none',
    });
  }
}
