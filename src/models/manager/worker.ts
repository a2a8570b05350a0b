/**
 * A worker of a manager process: takes a fed entry through limit, request slot, pool management and job request (docs/explanation/manager-loop.md,
 * "Workers"), and then runs the job it got, from the hand-out to the end of the final update.
 */
import type { EventId } from '../../sim/simulation.js';
import { NOT_YET } from '../../record/not-yet.js';
import { NOUGHT } from '../../units/shapes.js';
import type { ManagerIndex, RunnerIndex, WorkerIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { Acquisition, Taker } from '../executor/executor.js';
import type { EntrySpec } from '../../fleet/config.js';
import type { GitLabInstance } from '../gitlab/instance.js';
import { CANCELLED_AT_ONCE } from '../gitlab/job-table.js';
import type { JobRequest } from '../gitlab/waiting-line.js';
import { repeatDelay } from '../job/updates.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import { failuresBeforeEnd, isRepeated } from './http-retries.js';
import { JobRun } from './job-run.js';
import type { Employer } from './employer.js';
import type { JobHolder } from './job-holder.js';
import type { OpenPoll } from './polling/open-poll.js';
import type { TokenState } from './token-state.js';
import { slotUse } from './token-state.js';

type WorkerState = 'free' | 'acquiring' | 'requesting' | 'waiting' | 'backing_off' | 'updating' | 'running';

export class Worker implements JobRequest, Taker, JobHolder {
  readonly id: WorkerIndex;
  manager: ManagerIndex = 0;
  process!: Employer;
  readonly world: World;
  state: WorkerState = 'free';
  entry!: EntrySpec;
  token!: TokenState;
  /** Its number among the workers that its process has. */
  place = 0;
  /** The how-manieth of its process's hand-overs gave it its entry. */
  turn = 0;
  /** It works on its entry. */
  isEmployed = false;
  /** Of the entry's executor. */
  acquisition!: Acquisition;
  job = -1;
  readonly run: JobRun;
  #event: EventId = NOUGHT;
  #requestedAt: Micros = NOUGHT;
  /** Number of its latest request over the run, how often the HTTP layer has repeated it, and the status of its latest answer without a job. */
  #number = 0;
  #retries = 0;
  #status = 204;

  constructor(id: WorkerIndex, world: World) {
    this.id = id;
    this.world = world;
    this.run = new JobRun(this);
  }

  get runner(): RunnerIndex {
    return this.entry.runner;
  }

  get lastUpdate(): number {
    return this.token.lastUpdate;
  }

  set lastUpdate(value: number) {
    this.token.lastUpdate = value;
  }

  get instance(): GitLabInstance {
    return this.token.instance;
  }

  /** A step of so long is none: what follows it follows now, unless its executor goes by the order of steps at one instant. */
  isAtOnce(time: Micros): boolean {
    return time === 0 && !this.acquisition.keepsOrder;
  }

  get isUpdating(): boolean {
    return this.state === 'updating';
  }

  /** A cancel of its job ends it at once (`canceled`), without further signs of life. */
  get isCancelledAtOnce(): boolean {
    return (this.world.jobs.bits[this.job]! & CANCELLED_AT_ONCE) !== 0;
  }

  /** Step 1 and 2: `limit`, then the request slot; then the reservation. */
  begin(entry: EntrySpec, token: TokenState): void {
    this.entry = entry;
    this.token = token;
    if (this.process.flags.passAfterRequestSlot && !token.takeSlots(entry)) {
      this.#free();
      return;
    }
    this.state = 'acquiring';
    this.acquisition = token.executorOf(entry).acquisition(this, entry);
    this.acquisition.reserve();
  }

  /** Goes on with a request that was under way without it. */
  takeOver(poll: OpenPoll): void {
    this.entry = poll.entry;
    this.token = poll.token;
    this.#requestedAt = poll.requestedAt;
    this.#retries = 0;
    this.#number = poll.number;
    this.acquisition = this.token.executorOf(this.entry).acquisition(this, this.entry);
    this.acquisition.takeOver(poll.held);
    this.state = poll.isWaiting ? 'waiting' : 'requesting';
    const { latencyOver } = this.process.handlers;
    if (!poll.isWaiting) this.#event = this.world.sim.scheduleInOrder(poll.answerAt, poll.order, latencyOver, this.id);
  }

  /** Step 3: the executor has answered. */
  reserved(granted: boolean): void {
    const slotsFirst = this.process.flags.passAfterRequestSlot;
    if (!granted) {
      if (slotsFirst) this.#giveSlotsBack('empty', false);
      this.#free();
      return;
    }
    if (!slotsFirst && !this.token.takeSlots(this.entry)) {
      this.acquisition.giveBack();
      this.#free();
      return;
    }
    if (this.process.isStopping && this.process.flags.stopCutsRequests) this.#endWithoutJob('empty');
    else this.#request();
  }

  /** Step 4: a request that cannot be looked at any more ends without a job (its process stops). */
  abandonRequest(): void {
    if (this.state === 'requesting') this.world.sim.cancel(this.#event);
    else if (this.state === 'waiting') this.instance.withdraw(this);
    else if (this.state === 'backing_off') {
      this.world.sim.cancel(this.#event);
      this.#endWithoutJob('empty');
      return;
    } else return;
    this.#noteRequest(-1, 204);
    this.token.counters.emptyRequests++;
    this.#endWithoutJob('empty');
  }

  /** The request's latency is over: GitLab looks at it. */
  latencyOver(): void {
    this.state = 'waiting';
    this.instance.latencyOver(this);
  }

  /** Steps 5 and 6: GitLab has answered. */
  answer(job: number, status: number): void {
    if (job < 0 && this.#isRepeated(status)) return;
    this.#noteRequest(job, status);
    if (job < 0) {
      this.#answeredEmpty(status);
      return;
    }
    this.token.markHealth(true, this.world.sim.now);
    this.job = job;
    this.run.assigned();
    if (this.process.isAborting) this.run.interrupt();
    this.token.busyWorkers.add(1);
    this.state = 'updating';
    const latency = this.process.flags.runningUpdateInSlot ? this.instance.spec.updateLatency : 0;
    if (this.isAtOnce(latency)) this.updated();
    else this.#event = this.world.sim.schedule(latency, Priority.RUNNING, this.process.handlers.updated, this.id);
  }

  /** The HTTP layer repeats a request that failed, after a pause (docs/explanation/manager-loop.md, "Answers and health"). */
  #isRepeated(status: number): boolean {
    if (!isRepeated(this, status, this.#retries)) return false;
    const pause = this.process.requestPause(this.runner, this.#retries++);
    this.state = 'requesting';
    const latency = this.world.draws.requestLatency(this.instance.index, this.#number);
    this.#event = this.world.sim.schedule(pause + latency, Priority.REQUEST, this.process.handlers.latencyOver, this.id);
    return true;
  }

  /** Step 5: the update "running" has ended. It may say that the job was cancelled meanwhile; then the job does not begin. */
  updated(): void {
    const { jobs, sim } = this.world;
    const { index, spec } = this.instance;
    const delay = this.process.flags.runningUpdateInSlot ? repeatDelay(this.world, index, spec.updateLatency) : 0;
    if (delay > 0) {
      this.#event = sim.schedule(delay, Priority.RUNNING, this.process.handlers.updated, this.id);
      return;
    }
    if (jobs.cancelAt[this.job]! <= sim.now) {
      this.run.cancelledBeforeStart();
      return;
    }
    this.token.giveSlotBack(this.entry, this.#retries > 0 ? 'retried_job' : 'job');
    this.state = 'running';
    // On a fixed host a job's begin and an offer do not meet: offered last, what the job brings at this instant is known to a quiet offer.
    const isLast = this.token.executorOf(this.entry).grantsAlways;
    if (!isLast) this.process.offer(this.entry, this.token);
    this.run.start();
    if (isLast) this.process.offer(this.entry, this.token);
  }

  cancelledJobOver(): void {
    this.job = -1;
    this.token.busyWorkers.add(-1);
    this.#endWithoutJob('empty');
  }

  /** The job is over, all updates sent: release, counters, and the worker is free. */
  jobOver(): void {
    this.acquisition.release();
    this.token.builds--;
    this.token.changed();
    this.run.recordEnd();
    this.job = -1;
    this.token.busyWorkers.add(-1);
    this.#free();
  }

  /** The process is gone: open requests and jobs with it. */
  lose(): void {
    if (this.state === 'requesting' || this.state === 'waiting') {
      if (this.state === 'requesting') this.world.sim.cancel(this.#event);
      else this.instance.withdraw(this);
      this.noteOpenRequest();
    } else if (this.state === 'backing_off') this.world.sim.cancel(this.#event);
    else if (this.state === 'updating' || this.state === 'running') {
      this.world.sim.cancel(this.#event);
      this.run.lose();
      this.token.busyWorkers.add(-1);
    }
    this.acquisition.lose();
    this.state = 'free';
    this.job = -1;
  }

  /** The run or the process ends: a request that is still open has no end, and is not an empty one. */
  noteOpenRequest(): void {
    if (this.state !== 'requesting' && this.state !== 'waiting') return;
    this.world.probe?.request?.(this.manager, this.runner, this.#requestedAt, NOT_YET, 0, 0);
  }

  /** Without a job. Runners before 12.0 pause inside a request that failed, later ones when they repeat it no more; its health is noted after that. */
  #answeredEmpty(status: number): void {
    this.token.counters.emptyRequests++;
    this.#status = status;
    const failures = failuresBeforeEnd(this, status, this.#retries);
    const pause = failures === undefined ? 0 : this.process.requestPause(this.runner, failures);
    if (pause === 0) {
      this.backoffOver();
      return;
    }
    this.state = 'backing_off';
    this.#event = this.world.sim.schedule(pause, Priority.REQUEST, this.process.handlers.backoffOver, this.id);
  }

  /** The end of a request without a job. */
  backoffOver(): void {
    const status = this.#status;
    const isUnhealthy = status === 403 || (status === 0 && this.process.flags.connectionErrorIsUnhealthy);
    this.token.markHealth(!isUnhealthy, this.world.sim.now);
    this.#endWithoutJob(this.#retries > 0 ? 'retried' : slotUse(status));
  }

  #request(): void {
    const { sim, draws } = this.world;
    this.state = 'requesting';
    this.#requestedAt = sim.now;
    this.#retries = 0;
    this.#number = this.process.numberRequest();
    this.token.counters.requests++;
    const answerAt = sim.now + draws.requestLatency(this.instance.index, this.#number);
    const order = this.process.orderRequest(this.instance.index);
    this.#event = sim.scheduleInOrder(answerAt, order, this.process.handlers.latencyOver, this.id);
  }

  #noteRequest(job: number, status: number): void {
    const { probe, sim, jobs } = this.world;
    probe?.request?.(this.manager, this.runner, this.#requestedAt, sim.now, job < 0 ? 0 : jobs.ordinal[job]!, status);
  }

  #endWithoutJob(use: 'empty' | 'retried'): void {
    this.#giveSlotsBack(use, true);
    this.#free();
  }

  #giveSlotsBack(use: 'empty' | 'retried', isReserved: boolean): void {
    this.token.giveSlotBack(this.entry, use);
    if (isReserved) this.acquisition.giveBack();
    this.token.builds--;
    this.token.changed();
  }

  #free(): void {
    this.state = 'free';
    this.process.workerFree(this);
  }
}
