/**
 * A job on its place to run (docs/explanation/jobs.md, "What happens"): its image is pulled, its stages follow each other as planned, and a cancel, a
 * signal or the death of its machine changes the plan.
 */
import type { EventId, Simulation } from '../../sim/simulation.js';
import type { FailureReason } from '../../record/job.js';
import { NOT_YET } from '../../record/not-yet.js';
import { NOUGHT } from '../../units/shapes.js';
import { SECOND } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { Place } from '../executor/executor.js';
import type { Preparation } from '../job/preparation.js';
import { FAILED_TRIES, STAGES } from '../job/preparation.js';
import type { StagePlan } from '../job/stages.js';
import { cutPlan, forgetPlan } from '../job/stages.js';
import { JobTransfers } from '../job/transfers.js';
import * as Priority from '../priority.js';
import type { RunnerResult } from '../probe.js';
import type { JobHolder } from './job-holder.js';

/** A preparation that fails is repeated, the pause after the last included (docs/explanation/machine-pool.md, "Constants"). */
export const ATTEMPTS = 3;
export const ATTEMPT_PAUSE = 3 * SECOND;

/** What the next event is the end of: a preparation whose pull is not served, the pause after it, the stages (or what they wait to ask). */
type Step = 'none' | 'pull' | 'pull_pause' | 'stages' | 'dead';

/** The job, as far as its stages ask. */
export interface StageOwner {
  readonly preparation: Preparation;
  readonly preparationEnds: Micros;
  readonly jobEnds: Micros;
  readonly cancelNoticedAt: Micros;
  /** SIGTERM has come. */
  readonly isInterrupted: boolean;
  /** All stages are over, or cut. */
  stagesOver(): void;
}

export class StageRun {
  readonly plan: StagePlan = {
    scriptAt: NOUGHT,
    scriptEnd: NOUGHT,
    prepareEnd: NOUGHT,
    prepareScriptEnd: NOUGHT,
    sourcesAt: NOUGHT,
    uploadsAt: NOUGHT,
    endAt: NOUGHT,
    result: 'success',
  };
  result: RunnerResult = 'none';
  failure: FailureReason = 'none';
  readonly #sim: Simulation;
  readonly #worker: JobHolder;
  readonly #owner: StageOwner;
  readonly #transfers: JobTransfers;
  #step: Step = 'none';
  #event: EventId = NOUGHT;
  /** Begin of the preparation that succeeds. */
  #from: Micros = NOUGHT;
  #attempt = 0;

  constructor(worker: JobHolder, owner: StageOwner) {
    this.#sim = worker.world.sim;
    this.#worker = worker;
    this.#owner = owner;
    this.#transfers = new JobTransfers(worker.world);
  }

  /** Begin of the script; NOT_YET while it has not come. */
  get scriptAt(): Micros {
    const { scriptAt } = this.plan;
    return scriptAt <= this.#sim.now && this.#transfers.awaits !== 'cache' ? scriptAt : NOT_YET;
  }

  /** End of the script; NOT_YET while it has not come. */
  get scriptEnd(): Micros {
    const { scriptEnd } = this.plan;
    return scriptEnd <= this.#sim.now && this.#transfers.awaits !== 'cache' ? scriptEnd : NOT_YET;
  }

  /** Another job: nothing of it is planned. */
  clear(): void {
    this.#step = 'none';
    this.result = 'none';
    this.failure = 'none';
    forgetPlan(this.plan);
    this.#transfers.cut();
  }

  /** The job has its place, in this `attempt` to prepare it (from 1). */
  begin(place: Place | undefined, attempt: number): void {
    this.#attempt = attempt;
    this.#transfers.begin(this.#worker.job, place);
    this.#prepare();
  }

  /** The end of whatever it was at. */
  next(): void {
    const { preparation, isInterrupted } = this.#owner;
    switch (this.#step) {
      case 'pull':
        preparation.book(FAILED_TRIES, this.#sim.now);
        if (isInterrupted) this.#interrupted();
        else this.#pullFailed();
        break;
      case 'pull_pause':
        preparation.book(FAILED_TRIES, this.#sim.now);
        if (isInterrupted) this.#interrupted();
        else this.#pullPauseOver();
        break;
      case 'stages':
        this.#stagesNext();
        break;
      case 'dead':
        this.#over();
        break;
      case 'none':
        break;
    }
  }

  /** SIGTERM: past its preparation a job is interrupted at once, else at the end of its preparation. */
  interrupt(): void {
    if (this.#step === 'stages') this.#cut();
    else if (this.#step === 'pull_pause' && this.#worker.process.flags.attemptPauseIsCut) this.#reschedule('pull_pause', this.#sim.now);
  }

  /** A cancel will be noticed at another time than was planned with. */
  cancelChanged(): void {
    if (this.#step === 'stages') {
      this.#cancelEvent();
      this.#planAll();
    } else if (this.#step === 'pull') this.#reschedule('pull', Math.min(this.plan.endAt, this.#limit()));
    else if (this.#step === 'pull_pause' && this.#worker.process.flags.attemptPauseIsCut) {
      this.#reschedule('pull_pause', Math.max(Math.min(this.plan.endAt, this.#limit()), this.#sim.now));
    }
  }

  /** The machine has died: the job ends now, after whatever else the death sets off. */
  machineDied(): void {
    if (this.#step === 'none' || this.#step === 'dead') return;
    if (this.#step !== 'stages') this.#owner.preparation.book(FAILED_TRIES, this.#sim.now);
    this.#cutPlan(this.#sim.now);
    if (this.#owner.cancelNoticedAt <= this.#sim.now) this.result = 'cancelled';
    else {
      this.result = 'system_failure';
      this.failure = 'machine_died';
    }
    this.#reschedule('dead', this.#sim.now);
  }

  /** The process is gone, or the run over: what would begin or end at this instant does not. */
  stop(): void {
    const { plan } = this;
    if (plan.scriptAt === this.#sim.now) plan.scriptAt = NOT_YET;
    if (plan.scriptEnd === this.#sim.now) plan.scriptEnd = NOT_YET;
    this.#settle();
    this.#cancelEvent();
    this.#step = 'none';
  }

  /** Books what has been prepared and moved so far. */
  #settle(): void {
    const { preparation } = this.#owner;
    if (this.#step === 'pull' || this.#step === 'pull_pause') preparation.book(FAILED_TRIES, this.#sim.now);
    else if (this.#step !== 'none') {
      const { scriptAt } = this;
      preparation.book(STAGES, scriptAt === NOT_YET ? this.#sim.now : scriptAt);
      this.#transfers.settle(this.plan, this.#sim.now);
    }
  }

  /** Until then it may be prepared. */
  #limit(): Micros {
    return Math.min(this.#owner.preparationEnds, this.#owner.cancelNoticedAt);
  }

  #schedule(step: Step, at: Micros): void {
    this.#step = step;
    this.#event = this.#sim.scheduleAt(at, Priority.JOB, this.#worker.process.handlers.jobStep, this.#worker.id);
  }

  #reschedule(step: Step, at: Micros): void {
    this.#cancelEvent();
    this.#schedule(step, at);
  }

  #cancelEvent(): void {
    if (this.#step !== 'none') this.#sim.cancel(this.#event);
  }

  /** One attempt at the preparation. One whose time is over already pulls nothing. */
  #prepare(): void {
    const now = this.#sim.now;
    this.#from = now;
    if (now >= this.#limit() || this.#transfers.pull()) {
      this.#planAll();
      return;
    }
    const { jobs, fleet } = this.#worker.world;
    const { stages } = fleet.workloads[jobs.workload[this.#worker.job]!]!;
    this.plan.endAt = now + stages.prepare + this.#transfers.pullTime;
    this.#schedule('pull', Math.min(this.plan.endAt, this.#limit()));
  }

  #pullFailed(): void {
    const left = this.#limit() - this.#sim.now;
    if (left <= 0) {
      this.#timeIsOver();
      return;
    }
    this.plan.endAt = this.#sim.now + ATTEMPT_PAUSE;
    this.#schedule('pull_pause', this.#worker.process.flags.attemptPauseIsCut ? Math.min(this.plan.endAt, this.#limit()) : this.plan.endAt);
  }

  #pullPauseOver(): void {
    if (this.#attempt >= ATTEMPTS) {
      this.result = 'system_failure';
      this.failure = 'image_pull';
      this.#over();
    } else if (this.#sim.now >= this.#limit()) this.#timeIsOver();
    else {
      this.#attempt++;
      this.#prepare();
    }
  }

  #timeIsOver(): void {
    this.result = this.#owner.preparationEnds <= this.#owner.cancelNoticedAt ? 'timed_out' : 'cancelled';
    this.#over();
  }

  #interrupted(): void {
    this.result = this.#worker.process.flags.interruptedResult ? 'interrupted' : 'system_failure';
    this.#over();
  }

  /** Plans everything from the begin of the preparation on, as far as it is known. What is past comes out as it was. */
  #planAll(): void {
    this.#worker.process.stagePlanner.plan(this.#worker, this.#from, this.#owner, this.#transfers, this.plan);
    this.result = this.plan.result;
    this.#schedule('stages', this.#transfers.awaits === 'nothing' ? this.plan.endAt : this.#nextAt());
    if (this.#owner.isInterrupted) this.#cut();
  }

  /** When stages that wait to ask have to be looked at next: at what they ask, else at their end. */
  #nextAt(): Micros {
    const { plan } = this;
    const { awaits } = this.#transfers;
    if (awaits === 'cache' && plan.scriptAt !== NOT_YET) return plan.scriptAt;
    return awaits === 'upload' && plan.uploadsAt !== NOT_YET ? plan.uploadsAt : plan.endAt;
  }

  #stagesNext(): void {
    const { plan } = this;
    const { awaits } = this.#transfers;
    if (awaits === 'cache' && plan.scriptAt !== NOT_YET) this.#transfers.restoreCache();
    else if (awaits === 'upload' && plan.uploadsAt !== NOT_YET) this.#transfers.saveCache();
    else {
      this.#over();
      return;
    }
    this.#planAll();
  }

  /** Interrupted: the stages end at the end of the preparation, or now if that is over. */
  #cut(): void {
    const { process } = this.#worker;
    const { plan } = this;
    const cut = Math.max(process.flags.sigtermWaitsForPrepareScript ? plan.prepareScriptEnd : plan.prepareEnd, this.#sim.now);
    if (plan.endAt < cut || (plan.endAt === cut && this.result === 'timed_out')) return;
    this.#cutPlan(cut);
    this.result = process.flags.interruptedResult ? 'interrupted' : 'system_failure';
    this.#reschedule('stages', cut);
  }

  /** Nothing begins after this. */
  #cutPlan(at: Micros): void {
    cutPlan(this.plan, at, this.#transfers.awaits === 'cache');
    this.#transfers.cut();
  }

  #over(): void {
    this.#settle();
    this.#step = 'none';
    this.#owner.stagesOver();
  }
}
