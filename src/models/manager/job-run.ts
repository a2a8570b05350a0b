/**
 * One job on a worker (recordings README, section 4): the pause before it begins, up to three attempts of three tries to get its machine,
 * its stages, and its final update. Jobs of entries without machines (fixed hosts) go straight to their stages.
 */
import type { EventId } from '../../sim/simulation.js';
import type { FailureReason, JobStatus } from '../../units/record.js';
import { NOT_YET } from '../../units/record.js';
import { NEVER, SECOND } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import { CANCELLED_AT_ONCE, SCRIPT_FAILS } from '../gitlab/job-table.js';
import { callOver, noticedAt } from '../job/signs-of-life.js';
import type { StagePlan } from '../job/stages.js';
import { planStages } from '../job/stages.js';
import { checkAnswer } from '../machine/acquirer.js';
import type { MachineWaiter } from '../machine/coordinator.js';
import type { Machine } from '../machine/machine.js';
import * as Priority from '../priority.js';
import type { RunnerResult } from '../probe.js';
import type { Worker } from './worker.js';

const ATTEMPTS = 3;
const TRIES = 3;
const ATTEMPT_PAUSE = 3 * SECOND;
const TRY_PAUSE = SECOND;

/** What the next event of the job is the end of. */
type Step =
  | 'none'
  | 'start'
  | 'check_acquired'
  | 'check_idle'
  | 'check_freed'
  | 'check_again'
  | 'waiting'
  | 'try_pause'
  | 'attempt_pause'
  | 'stages'
  | 'final';

export class JobRun implements MachineWaiter {
  readonly #worker: Worker;
  step: Step = 'none';
  assignedAt: Micros = NOT_YET;
  usedAt: Micros = NOT_YET;
  finishedAt: Micros = NOT_YET;
  result: RunnerResult = 'none';
  /** The machine the job uses, or is about to. */
  machine: Machine | undefined;
  #machineUse = 0;
  #machineNumber = 0;
  /** Its own creation, while it has not ended or its end was not yet looked at. */
  #own: Machine | undefined;
  #ownEnded = false;
  #candidate: Machine | undefined;
  #attempt = 0;
  #try = 0;
  #event: EventId = 0;
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

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** GitLab has handed the job out. */
  assigned(): void {
    this.assignedAt = this.#now;
    this.usedAt = NOT_YET;
    this.finishedAt = NOT_YET;
    this.result = 'none';
    this.step = 'none';
    this.machine = undefined;
    this.#machineUse = 0;
    this.#machineNumber = 0;
    this.#own = undefined;
    this.#isInterrupted = false;
    this.#plan.scriptAt = NOT_YET;
    this.#plan.scriptEnd = NOT_YET;
  }

  /** The update "running" has ended: the clock of its time limit starts, then the pause before the preparation. */
  start(): void {
    const { world, job, entry } = this.#worker;
    const { jobs, draws } = world;
    const pause = draws.start(jobs.workload[job]!, jobs.nth[job]!);
    this.#jobEnds = this.#now + jobs.timeout[job]!;
    this.#preparationEnds = Math.min(this.#now + pause + entry.prepareTimeout, this.#jobEnds);
    this.#cancelNoticedAt = noticedAt(this.#worker.instance.spec.trace, this.assignedAt, jobs.cancelAt[job]!);
    this.#attempt = 0;
    if (pause === 0) this.#startOver();
    else this.#schedule('start', pause);
  }

  /** The end of whatever the job was at. */
  next(): void {
    switch (this.step) {
      case 'start':
        this.#startOver();
        break;
      case 'check_acquired':
        this.#acquiredChecked();
        break;
      case 'check_idle':
      case 'check_freed':
        this.#candidateChecked(this.step === 'check_freed');
        break;
      case 'check_again':
        this.#checkedAgain();
        break;
      case 'waiting':
        this.#worker.coordinator.leave(this);
        this.signalled();
        break;
      case 'try_pause':
        this.#tryPauseOver();
        break;
      case 'attempt_pause':
        this.#attemptPauseOver();
        break;
      case 'stages':
        this.#stagesOver();
        break;
      case 'final':
        this.#finish();
        break;
      case 'none':
        break;
    }
  }

  /** A machine became available, or a second of waiting is over; the job stands in no line now. */
  signalled(): void {
    this.#worker.world.sim.cancel(this.#event);
    if (this.#worker.coordinator.takeAvailable()) this.#tryIdle(this.#worker.pool.newestBirth + 1, true);
    else this.#wait();
  }

  /** Its own creation has ended, well or not; looked at now if the job waits, else when it waits again. */
  creationEnded(machine: Machine): void {
    if (this.#own !== machine) return;
    this.#ownEnded = true;
    if (this.step !== 'waiting') return;
    this.#worker.coordinator.leave(this);
    this.#worker.world.sim.cancel(this.#event);
    this.#lookAtOwn();
  }

  /** SIGTERM: past its preparation a job is interrupted at once, else at the end of its preparation. */
  interrupt(): void {
    if (this.step === 'final' || this.step === 'none') return;
    this.#isInterrupted = true;
    if (this.step === 'stages') this.#cutStages();
  }

  /** The process is gone under the job. */
  lose(): void {
    const { world, job, instance } = this.#worker;
    world.sim.cancel(this.#event);
    this.result = 'lost';
    this.#view();
    instance.lost(job, this.#reachedScriptAt(), this.#machineNumber, this.#machineUse);
    this.step = 'none';
  }

  /** The job was cancelled before it began: `canceling` still sends the last text and the final update, `canceled` nothing. */
  cancelledBeforeStart(atOnce: boolean): void {
    const { spec } = this.#worker.instance;
    this.result = 'cancelled';
    const pause = atOnce ? 0 : this.#lastText() + spec.finalUpdateLatency;
    if (pause === 0) this.#finish();
    else this.#schedule('final', pause);
  }

  /** Tells GitLab and the recorder how it ended. */
  recordEnd(): void {
    const { world, job, instance } = this.#worker;
    instance.ended(job);
    this.#view();
    const [status, failureReason] = this.#status();
    world.journal.job(job, { ...this.#recordFields(), status, failureReason, finishedAt: this.finishedAt });
    world.jobs.remove(job);
  }

  /** Writes a job that is still running at the end of the run. */
  recordRunning(): void {
    const { world, job } = this.#worker;
    this.#view();
    world.journal.job(job, { ...this.#recordFields(), status: 'running', failureReason: 'none', finishedAt: NOT_YET });
  }

  #recordFields(): { scriptAt: Micros; machine: number; machineUse: number; unmatched: boolean } {
    return { scriptAt: this.#reachedScriptAt(), machine: this.#machineNumber, machineUse: this.#machineUse, unmatched: false };
  }

  get #now(): Micros {
    return this.#worker.world.sim.now;
  }

  #schedule(step: Step, delay: Micros): void {
    this.step = step;
    this.#event = this.#worker.world.sim.schedule(delay, Priority.JOB, this.#worker.process.handlers.jobStep, this.#worker.id);
  }

  #startOver(): void {
    if (this.#worker.entry.machine === undefined) this.#runStages();
    else this.#beginAttempt();
  }

  #beginAttempt(): void {
    this.#attempt++;
    this.#try = 0;
    const { machine: acquired } = this.#worker;
    if (acquired !== undefined && acquired.state === 'acquired') this.#check('check_acquired', acquired);
    else this.#tryIdle(this.#worker.pool.newestBirth + 1, false);
  }

  /** A check that never uses what is remembered. */
  #check(step: Step, machine: Machine): void {
    const latency = this.#worker.world.fleet.zones[machine.zone]!.connectLatency;
    if (latency > 0) {
      this.#schedule(step, latency);
      return;
    }
    this.step = step;
    this.next();
  }

  #acquiredChecked(): void {
    const acquired = this.#worker.machine!;
    if (checkAnswer(this.#worker.world, acquired)) {
      this.machine = acquired;
      this.#check('check_again', acquired);
    } else this.#tryIdle(this.#worker.pool.newestBirth + 1, false);
  }

  /** Takes the newest idle machine born before `birth` that answers; else creates one, or (after a signal or tick) waits on. */
  #tryIdle(birth: number, wasWaiting: boolean): void {
    const { pool } = this.#worker;
    pool.discover();
    const machine = pool.newestIdleBefore(birth);
    if (machine === undefined) {
      if (!wasWaiting) this.#createOwn();
      this.#wait();
      return;
    }
    pool.setState(machine, 'acquired');
    this.#candidate = machine;
    this.#check(wasWaiting ? 'check_freed' : 'check_idle', machine);
  }

  #candidateChecked(wasWaiting: boolean): void {
    const { world, process, entry } = this.#worker;
    const machine = this.#candidate!;
    this.#candidate = undefined;
    if (checkAnswer(world, machine)) {
      this.#took(machine);
      return;
    }
    process.remover.start(machine, 'unreachable', entry.machine!.maxRemovalAttempts);
    this.#tryIdle(machine.birth, wasWaiting);
  }

  #createOwn(): void {
    const { coordinator, entry } = this.#worker;
    coordinator.maxRemovalAttempts = entry.machine!.maxRemovalAttempts;
    this.#ownEnded = false;
    this.#own = coordinator.create('on_demand', entry.machine!.maxGrowthRate, this);
  }

  #wait(): void {
    if (this.#own !== undefined && this.#ownEnded) {
      this.#lookAtOwn();
      return;
    }
    this.#worker.coordinator.join(this);
    this.step = 'waiting';
    this.#event = this.#worker.process.ticks.push(this.#worker.id);
  }

  /** Its creation has ended: take the machine if it is still idle, else wait on without one; a failed creation fails the try. */
  #lookAtOwn(): void {
    const own = this.#own!;
    this.#own = undefined;
    if (own.failed) this.#tryFailed();
    else if (own.state === 'idle') {
      own.pool.setState(own, 'acquired');
      this.#took(own);
    } else this.#wait();
  }

  #took(machine: Machine): void {
    this.#own = undefined;
    this.machine = machine;
    this.#check('check_again', machine);
  }

  #tryFailed(): void {
    this.#try++;
    this.#schedule('try_pause', TRY_PAUSE);
  }

  #tryPauseOver(): void {
    if (this.#try < TRIES) this.#tryIdle(this.#worker.pool.newestBirth + 1, false);
    else this.#attemptFailed();
  }

  /** The second check, part of reading the machine's credentials. */
  #checkedAgain(): void {
    const machine = this.machine!;
    const { world, process, entry } = this.#worker;
    if (checkAnswer(world, machine)) {
      this.#use(machine);
      return;
    }
    this.machine = undefined;
    if (machine !== this.#worker.machine) process.release(machine, entry);
    this.#attemptFailed();
  }

  #attemptFailed(): void {
    const limit = Math.min(this.#preparationEnds, this.#cancelNoticedAt);
    if (this.#now >= limit) this.#endByLimit();
    else this.#schedule('attempt_pause', Math.min(ATTEMPT_PAUSE, limit - this.#now));
  }

  #attemptPauseOver(): void {
    if (this.#attempt >= ATTEMPTS) {
      this.result = 'system_failure';
      this.#sendFinal();
    } else if (this.#now >= Math.min(this.#preparationEnds, this.#cancelNoticedAt)) this.#endByLimit();
    else this.#beginAttempt();
  }

  #endByLimit(): void {
    this.result = this.#preparationEnds <= this.#now && this.#preparationEnds <= this.#cancelNoticedAt ? 'timed_out' : 'cancelled';
    this.#sendFinal();
  }

  #use(machine: Machine): void {
    machine.pool.setState(machine, 'used');
    machine.usedAt = this.#now;
    machine.usedCount++;
    machine.uses++;
    this.#machineUse = machine.uses;
    this.#machineNumber = machine.number;
    this.#runStages();
  }

  #runStages(): void {
    const { world, job, entry } = this.#worker;
    const { jobs, fleet } = world;
    const workload = fleet.workloads[jobs.workload[job]!]!;
    const bits = jobs.bits[job]!;
    this.usedAt = this.#now;
    const times = this.#worker.process.stageTimes;
    times.prepare = workload.stages.prepare;
    times.prepareScript = workload.stages.prepareScript;
    times.getSources = workload.stages.getSources;
    times.cleanup = workload.stages.cleanup;
    times.prepareWhenOver = workload.prepareWhenOver;
    times.script = jobs.script[job]!;
    const limits = this.#worker.process.stageLimits;
    limits.preparationEnds = this.#preparationEnds;
    limits.getSourcesTimeout = entry.getSourcesTimeout;
    limits.jobEnds = this.#jobEnds;
    limits.cancelNoticedAt = this.#cancelNoticedAt;
    limits.cancelAtOnce = (bits & CANCELLED_AT_ONCE) !== 0;
    planStages(this.#now, times, limits, (bits & SCRIPT_FAILS) !== 0, this.#plan);
    this.result = this.#plan.result;
    const delay = this.#plan.endAt - this.#now;
    this.#schedule('stages', delay);
    if (this.#isInterrupted) this.#cutStages();
  }

  /** Interrupted: the stages end at the end of the preparation, or now if that is over. */
  #cutStages(): void {
    const { world, process } = this.#worker;
    const prepared = process.flags.sigtermWaitsForPrepareScript ? this.#plan.prepareScriptEnd : this.#plan.prepareEnd;
    const cut = Math.max(prepared, this.#now);
    if (this.#plan.endAt < cut || (this.#plan.endAt === cut && this.result === 'timed_out')) return;
    world.sim.cancel(this.#event);
    if (this.#plan.scriptAt !== NOT_YET) {
      if (cut < this.#plan.scriptAt) this.#plan.scriptAt = this.#plan.scriptEnd = NOT_YET;
      else this.#plan.scriptEnd = Math.min(this.#plan.scriptEnd, cut);
    }
    this.result = process.flags.interruptedResult ? 'interrupted' : 'system_failure';
    this.#schedule('stages', cut - this.#now);
  }

  /** A machine that was obtained in the job is released before the final update, one acquired before the request after it. */
  #stagesOver(): void {
    const { machine } = this;
    if (machine !== undefined && machine !== this.#worker.machine) this.#worker.process.release(machine, this.#worker.entry);
    this.#sendFinal();
  }

  #sendFinal(): void {
    const { spec } = this.#worker.instance;
    const silentSince = this.#cancelNoticedAt <= this.#now && this.#worker.isCancelledAtOnce;
    const callEnd = silentSince ? this.#now : callOver(spec.trace, this.assignedAt, this.#now);
    const pause = callEnd - this.#now + this.#lastText() + spec.finalUpdateLatency;
    if (pause === 0) this.#finish();
    else this.#schedule('final', pause);
  }

  #lastText(): Micros {
    const { trace } = this.#worker.instance.spec;
    return trace.output === 'chatty' ? trace.patchLatency : 0;
  }

  #finish(): void {
    this.finishedAt = this.#now;
    this.step = 'none';
    if (this.#worker.state === 'updating') {
      this.recordEnd();
      this.#worker.cancelledJobOver();
    } else this.#worker.jobOver();
    this.machine = undefined;
  }

  #status(): [JobStatus, FailureReason] {
    switch (this.result) {
      case 'success':
      case 'failed':
      case 'timed_out':
      case 'cancelled':
        return [this.result, 'none'];
      case 'interrupted':
        return ['runner_system_failure', 'interrupted'];
      default:
        return ['runner_system_failure', this.#isInterrupted ? 'interrupted' : 'no_machine'];
    }
  }

  #reachedScriptAt(): Micros {
    return this.#plan.scriptAt !== NOT_YET && this.#plan.scriptAt <= this.#now ? this.#plan.scriptAt : NOT_YET;
  }

  #view(): void {
    const { world, job, process, entry } = this.#worker;
    if (world.probe?.job === undefined) return;
    const isEnded = this.finishedAt !== NOT_YET || this.result === 'lost';
    const { scriptEnd, endAt } = this.#plan;
    const over = this.step === 'final' || this.finishedAt !== NOT_YET || scriptEnd <= this.#now;
    world.probe.job({
      ordinal: world.jobs.ordinal[job]!,
      manager: process.index,
      runner: entry.runner,
      assignedAt: this.assignedAt,
      usedAt: this.#machineNumber === 0 ? NOT_YET : this.usedAt,
      machine: this.#machineNumber,
      scriptAt: this.#reachedScriptAt(),
      scriptEnd: over && scriptEnd !== NOT_YET && scriptEnd <= Math.max(this.#now, endAt) ? scriptEnd : NOT_YET,
      finishedAt: this.finishedAt,
      result: isEnded ? this.result : 'none',
    });
  }
}
