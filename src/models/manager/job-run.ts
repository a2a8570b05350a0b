/**
 * One job on a worker (recordings README, section 4): the pause before it begins, its machine (fixed hosts need none), its stages, its
 * signs of life and its final update.
 */
import type { EventId } from '../../sim/simulation.js';
import type { FailureReason, JobStatus } from '../../units/record.js';
import { NOT_YET } from '../../units/record.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import { SCRIPT_FAILS } from '../gitlab/job-table.js';
import { callOver, noticedAt } from '../job/signs-of-life.js';
import type { StagePlan } from '../job/stages.js';
import { planStages } from '../job/stages.js';
import type { Machine } from '../machine/machine.js';
import * as Priority from '../priority.js';
import type { RunnerResult } from '../probe.js';
import type { JobEnd } from '../world.js';
import type { MachineSeeker } from './machine-attempts.js';
import { MachineAttempts } from './machine-attempts.js';
import type { Worker } from './worker.js';

/** What the next event of the job is the end of. */
type Step = 'none' | 'start' | 'machine' | 'stages' | 'final';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export class JobRun implements MachineSeeker {
  readonly attempts: MachineAttempts;
  readonly #worker: Worker;
  #step: Step = 'none';
  #event: EventId = 0;
  #assignedAt: Micros = NOT_YET;
  #usedAt: Micros = NOT_YET;
  #finishedAt: Micros = NOT_YET;
  #result: RunnerResult = 'none';
  /** The machine it uses. */
  #machine: Machine | undefined;
  #isInterrupted = false;
  #jobEnds: Micros = NEVER;
  #preparationEnds: Micros = NEVER;
  #cancelNoticedAt: Micros = NEVER;
  readonly #plan: StagePlan = {
    scriptAt: NOT_YET,
    scriptEnd: NOT_YET,
    prepareEnd: NOT_YET,
    prepareScriptEnd: NOT_YET,
    endAt: NOT_YET,
    result: 'success',
  };
  /** One object for all its records. */
  readonly #end: Mutable<JobEnd> = {
    status: 'running',
    failureReason: 'none',
    scriptAt: NOT_YET,
    finishedAt: NOT_YET,
    machine: 0,
    machineUse: 0,
    unmatched: false,
  };

  constructor(worker: Worker) {
    this.#worker = worker;
    this.attempts = new MachineAttempts(worker, this);
  }

  /** GitLab has handed the job out. */
  assigned(): void {
    this.#assignedAt = this.#now;
    this.#usedAt = NOT_YET;
    this.#finishedAt = NOT_YET;
    this.#result = 'none';
    this.#step = 'none';
    this.#machine = undefined;
    this.#isInterrupted = false;
    this.#cancelNoticedAt = NEVER;
    this.#plan.scriptAt = NOT_YET;
    this.#plan.scriptEnd = NOT_YET;
    this.#end.machine = 0;
    this.#end.machineUse = 0;
  }

  /** The update "running" has ended: the clock of its time limit starts, then the pause before the preparation. */
  start(): void {
    const { world, job, entry, instance } = this.#worker;
    const { jobs, draws } = world;
    const pause = draws.start(jobs.workload[job]!, jobs.nth[job]!);
    this.#jobEnds = this.#now + jobs.timeout[job]!;
    this.#preparationEnds = Math.min(this.#now + pause + entry.prepareTimeout, this.#jobEnds);
    this.#cancelNoticedAt = noticedAt(instance.spec.trace, this.#assignedAt, jobs.cancelAt[job]!);
    if (pause === 0) this.#startOver();
    else this.#schedule('start', pause);
  }

  /** The end of whatever the job was at. */
  next(): void {
    switch (this.#step) {
      case 'start':
        this.#startOver();
        break;
      case 'stages':
        this.#stagesOver();
        break;
      case 'final':
        this.#finish();
        break;
      case 'machine':
      case 'none':
        break;
    }
  }

  get attemptsEnd(): Micros {
    return Math.min(this.#preparationEnds, this.#cancelNoticedAt);
  }

  /** Its machine becomes used when the credentials have been read, before anything is prepared. */
  got(machine: Machine): void {
    machine.pool.setState(machine, 'used');
    machine.usedAt = this.#now;
    machine.usedCount++;
    machine.uses++;
    this.#machine = machine;
    this.#end.machine = machine.number;
    this.#end.machineUse = machine.uses;
    this.#runStages();
  }

  gotNone(isCut: boolean): void {
    if (!isCut) this.#result = 'system_failure';
    else this.#result = this.#preparationEnds <= this.#cancelNoticedAt ? 'timed_out' : 'cancelled';
    this.#sendFinal();
  }

  /** SIGTERM: past its preparation a job is interrupted at once, else at the end of its preparation. */
  interrupt(): void {
    if (this.#step === 'final' || this.#step === 'none') return;
    this.#isInterrupted = true;
    if (this.#step === 'stages') this.#cutStages();
  }

  /** The process is gone under the job. */
  lose(): void {
    const { world, job, instance } = this.#worker;
    world.sim.cancel(this.#event);
    this.attempts.cancel();
    this.#result = 'lost';
    this.#view();
    instance.lost(job, this.#reachedScriptAt(), this.#end.machine, this.#end.machineUse);
    this.#step = 'none';
  }

  /** The job was cancelled before it began: `canceling` still sends the last text and the final update, `canceled` nothing. */
  cancelledBeforeStart(): void {
    this.#result = 'cancelled';
    const pause = this.#worker.isCancelledAtOnce ? 0 : this.#lastText() + this.#worker.instance.spec.finalUpdateLatency;
    if (pause === 0) this.#finish();
    else this.#schedule('final', pause);
  }

  /** Tells GitLab and the recorder how it ended. */
  recordEnd(): void {
    const { world, job, instance } = this.#worker;
    instance.ended(job);
    this.#view();
    this.#noteStatus();
    this.#end.finishedAt = this.#finishedAt;
    this.#record();
    world.jobs.remove(job);
  }

  /** Writes a job that is still running at the end of the run. */
  recordRunning(): void {
    this.#view();
    this.#end.status = 'running';
    this.#end.failureReason = 'none';
    this.#end.finishedAt = NOT_YET;
    this.#record();
  }

  get #now(): Micros {
    return this.#worker.world.sim.now;
  }

  #record(): void {
    this.#end.scriptAt = this.#reachedScriptAt();
    this.#worker.world.journal.job(this.#worker.job, this.#end);
  }

  #schedule(step: Step, delay: Micros): void {
    this.#step = step;
    this.#event = this.#worker.world.sim.schedule(delay, Priority.JOB, this.#worker.process.handlers.jobStep, this.#worker.id);
  }

  #startOver(): void {
    if (this.#worker.entry.machine === undefined) this.#runStages();
    else {
      this.#step = 'machine';
      this.attempts.begin();
    }
  }

  #runStages(): void {
    const { world, job, entry, process } = this.#worker;
    const { jobs, fleet } = world;
    const workload = fleet.workloads[jobs.workload[job]!]!;
    this.#usedAt = this.#now;
    const times = process.stageTimes;
    times.prepare = workload.stages.prepare;
    times.prepareScript = workload.stages.prepareScript;
    times.getSources = workload.stages.getSources;
    times.cleanup = process.flags.cleanupStage ? workload.stages.cleanup : 0;
    times.prepareWhenOver = workload.prepareWhenOver;
    times.script = jobs.script[job]!;
    const limits = process.stageLimits;
    limits.preparationEnds = this.#preparationEnds;
    limits.getSourcesTimeout = entry.getSourcesTimeout;
    limits.jobEnds = this.#jobEnds;
    limits.cancelNoticedAt = this.#cancelNoticedAt;
    limits.cancelAtOnce = this.#worker.isCancelledAtOnce;
    planStages(this.#now, times, limits, (jobs.bits[job]! & SCRIPT_FAILS) !== 0, this.#plan);
    this.#result = this.#plan.result;
    this.#schedule('stages', this.#plan.endAt - this.#now);
    if (this.#isInterrupted) this.#cutStages();
  }

  /** Interrupted: the stages end at the end of the preparation, or now if that is over. */
  #cutStages(): void {
    const { world, process } = this.#worker;
    const plan = this.#plan;
    const cut = Math.max(process.flags.sigtermWaitsForPrepareScript ? plan.prepareScriptEnd : plan.prepareEnd, this.#now);
    if (plan.endAt < cut || (plan.endAt === cut && this.#result === 'timed_out')) return;
    world.sim.cancel(this.#event);
    if (plan.scriptAt > cut) plan.scriptAt = plan.scriptEnd = NOT_YET;
    else if (plan.scriptAt !== NOT_YET) plan.scriptEnd = Math.min(plan.scriptEnd, cut);
    plan.endAt = cut;
    this.#result = process.flags.interruptedResult ? 'interrupted' : 'system_failure';
    this.#schedule('stages', cut - this.#now);
  }

  /** A machine that was obtained in the job is released before the final update, one acquired before the request after it. */
  #stagesOver(): void {
    if (this.#worker.process.flags.releasesObtainedFirst) this.#releaseObtained();
    this.#sendFinal();
  }

  #releaseObtained(): void {
    const { machine, process, entry } = this.#worker;
    if (this.#machine !== undefined && this.#machine !== machine) process.release(this.#machine, entry);
    this.#machine = undefined;
  }

  /** A call under way is waited for; then come the last text and the final update. */
  #sendFinal(): void {
    const { spec } = this.#worker.instance;
    const isSilenced = this.#cancelNoticedAt <= this.#now && this.#worker.isCancelledAtOnce;
    const callEnd = isSilenced ? this.#now : callOver(spec.trace, this.#assignedAt, this.#now);
    const pause = callEnd - this.#now + this.#lastText() + spec.finalUpdateLatency;
    if (pause === 0) this.#finish();
    else this.#schedule('final', pause);
  }

  #lastText(): Micros {
    const { trace } = this.#worker.instance.spec;
    return trace.output === 'chatty' ? trace.patchLatency : 0;
  }

  #finish(): void {
    this.#finishedAt = this.#now;
    this.#step = 'none';
    this.#releaseObtained();
    if (this.#worker.state === 'updating') {
      this.recordEnd();
      this.#worker.cancelledJobOver();
    } else this.#worker.jobOver();
    this.#machine = undefined;
  }

  #noteStatus(): void {
    this.#end.status = STATUS[this.#result];
    this.#end.failureReason = this.#failureReason();
  }

  #failureReason(): FailureReason {
    if (this.#result === 'interrupted') return 'interrupted';
    if (this.#result !== 'system_failure') return 'none';
    return this.#isInterrupted ? 'interrupted' : 'no_machine';
  }

  #reachedScriptAt(): Micros {
    return this.#plan.scriptAt <= this.#now ? this.#plan.scriptAt : NOT_YET;
  }

  #view(): void {
    const { world, job, process, entry } = this.#worker;
    if (world.probe?.job === undefined) return;
    const { scriptEnd } = this.#plan;
    world.probe.job({
      ordinal: world.jobs.ordinal[job]!,
      manager: process.index,
      runner: entry.runner,
      assignedAt: this.#assignedAt,
      usedAt: this.#end.machine === 0 ? NOT_YET : this.#usedAt,
      machine: this.#end.machine,
      scriptAt: this.#reachedScriptAt(),
      scriptEnd: scriptEnd <= this.#now ? scriptEnd : NOT_YET,
      finishedAt: this.#finishedAt,
      result: this.#finishedAt !== NOT_YET || this.#result === 'lost' ? this.#result : 'none',
    });
  }
}

/** A runner's result as GitLab shows it. */
const STATUS: Readonly<Record<RunnerResult, JobStatus>> = {
  none: 'running',
  success: 'success',
  failed: 'failed',
  system_failure: 'runner_system_failure',
  interrupted: 'runner_system_failure',
  timed_out: 'timed_out',
  cancelled: 'cancelled',
  lost: 'running',
};
