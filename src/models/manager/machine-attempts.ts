/**
 * How a job gets its machine (specification 1.6; recordings README, section 4): up to three attempts of three tries. A try takes the newest
 * idle machine that answers, or creates one and waits for it or for any that becomes free meanwhile.
 */
import type { EventId } from '../../sim/simulation.js';
import { SECOND } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { Preparation } from '../job/preparation.js';
import { CHECK, FAILED_TRIES } from '../job/preparation.js';
import { checkAnswer } from '../machine/acquirer.js';
import type { MachineWaiter } from '../machine/coordinator.js';
import type { Machine } from '../machine/machine.js';
import * as Priority from '../priority.js';
import { ATTEMPT_PAUSE, ATTEMPTS } from './stage-run.js';
import type { Worker } from './worker.js';

const TRIES = 3;
const TRY_PAUSE = SECOND;

/** What the next event is the end of. */
type Step = 'none' | 'check_acquired' | 'check_idle' | 'check_freed' | 'check_again' | 'waiting' | 'try_pause' | 'attempt_pause';

/** The job that wants the machine. */
export interface MachineSeeker {
  readonly preparation: Preparation;
  /** The attempts are cut here (a time limit, or the notice of a cancel), but never within an attempt. */
  readonly attemptsEnd: Micros;
  /** It has its machine, checked twice, still acquired. */
  got(machine: Machine): void;
  /** `isCut`: the limit came first; else all attempts failed. */
  gotNone(isCut: boolean): void;
}

export class MachineAttempts implements MachineWaiter {
  readonly #worker: Worker;
  readonly #seeker: MachineSeeker;
  #step: Step = 'none';
  #event: EventId = 0;
  #attempt = 0;
  #try = 0;
  /** The machine under check. */
  #candidate: Machine | undefined;
  /** Its own creation, while it has not ended or its end was not yet looked at. */
  #own: Machine | undefined;
  #ownEnded = false;
  /** When the pause after an attempt ends where nothing cuts it. */
  #pauseEndsAt: Micros = 0;

  constructor(worker: Worker, seeker: MachineSeeker) {
    this.#worker = worker;
    this.#seeker = seeker;
  }

  /** The how-manieth attempt it is, from 1. */
  get attempt(): number {
    return this.#attempt;
  }

  begin(): void {
    this.#attempt = 0;
    this.#own = undefined;
    this.#beginAttempt();
  }

  /** The process is gone. */
  cancel(): void {
    if (this.#step !== 'none') this.#worker.world.sim.cancel(this.#event);
    this.#step = 'none';
    this.#own = undefined;
  }

  /** What it is at counts to the preparation up to now. */
  settle(): void {
    const { preparation } = this.#seeker;
    switch (this.#step) {
      case 'check_acquired':
      case 'check_idle':
      case 'check_freed':
      case 'check_again':
        preparation.book(CHECK, this.#now);
        break;
      case 'try_pause':
      case 'attempt_pause':
        preparation.book(FAILED_TRIES, this.#now);
        break;
      case 'waiting':
        preparation.bookWait(this.#own?.createAt, this.#now);
        break;
      case 'none':
        break;
    }
  }

  /** The limit of the attempts has changed: where a pause between them can be cut, it ends earlier. */
  endChanged(): void {
    if (this.#step !== 'attempt_pause' || !this.#worker.process.flags.attemptPauseIsCut) return;
    this.#worker.world.sim.cancel(this.#event);
    this.#schedule('attempt_pause', Math.max(0, Math.min(this.#pauseEndsAt, this.#seeker.attemptsEnd) - this.#now));
  }

  /** The end of whatever it was at. */
  next(): void {
    if (this.#step !== 'waiting') this.settle();
    switch (this.#step) {
      case 'check_acquired':
        this.#acquiredChecked();
        break;
      case 'check_idle':
        this.#idleChecked(false);
        break;
      case 'check_freed':
        this.#idleChecked(true);
        break;
      case 'check_again':
        this.#checkedAgain();
        break;
      case 'waiting':
        this.#worker.coordinator.leave(this);
        this.signalled();
        break;
      case 'try_pause':
        if (this.#try < TRIES) this.#tryIdle(this.#worker.pool.newestBirth + 1, false);
        else this.#attemptFailed();
        break;
      case 'attempt_pause':
        this.#attemptPauseOver();
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

  wake(): void {
    const { world, process, id } = this.#worker;
    world.sim.cancel(this.#event);
    this.#event = world.sim.schedule(0, Priority.WAKE, process.handlers.attemptStep, id);
  }

  /** Its own creation has ended, well or not; looked at now if the job waits, else when it waits again. */
  creationEnded(machine: Machine): void {
    if (this.#own !== machine) return;
    this.#ownEnded = true;
    if (this.#step !== 'waiting') return;
    this.#worker.coordinator.leave(this);
    this.#worker.world.sim.cancel(this.#event);
    this.#lookAtOwn();
  }

  get #now(): Micros {
    return this.#worker.world.sim.now;
  }

  #schedule(step: Step, delay: Micros): void {
    this.#step = step;
    this.#event = this.#worker.world.sim.schedule(delay, Priority.JOB, this.#worker.process.handlers.attemptStep, this.#worker.id);
  }

  /** A check that never uses what is remembered. */
  #check(step: Step, machine: Machine): void {
    this.#candidate = machine;
    const latency = this.#worker.world.fleet.zones[machine.zone]!.connectLatency;
    if (latency > 0) {
      this.#schedule(step, latency);
      return;
    }
    this.#step = step;
    this.next();
  }

  /** Every attempt looks at the machine that was acquired before the request first. */
  #beginAttempt(): void {
    this.#attempt++;
    this.#try = 0;
    const acquired = this.#worker.machine;
    if (acquired !== undefined && acquired.state === 'acquired') this.#check('check_acquired', acquired);
    else this.#tryIdle(this.#worker.pool.newestBirth + 1, false);
  }

  #acquiredChecked(): void {
    const acquired = this.#candidate!;
    if (checkAnswer(this.#worker.world, acquired)) this.#check('check_again', acquired);
    else this.#tryIdle(this.#worker.pool.newestBirth + 1, false);
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
    if (this.#step === 'waiting') this.settle();
    pool.setState(machine, 'acquired');
    this.#check(wasWaiting ? 'check_freed' : 'check_idle', machine);
  }

  #idleChecked(wasWaiting: boolean): void {
    const { world, process, machineSpec } = this.#worker;
    const machine = this.#candidate!;
    if (checkAnswer(world, machine)) {
      this.#took(machine);
      return;
    }
    process.remover.start(machine, 'unreachable', machineSpec.maxRemovalAttempts);
    this.#tryIdle(machine.birth, wasWaiting);
  }

  #createOwn(): void {
    const { coordinator, machineSpec } = this.#worker;
    this.#ownEnded = false;
    this.#own = coordinator.create('on_demand', machineSpec, this);
  }

  #wait(): void {
    if (this.#own !== undefined && this.#ownEnded) {
      this.#lookAtOwn();
      return;
    }
    this.#step = 'waiting';
    if (!this.#worker.process.flags.sharesMachines) return;
    this.#worker.coordinator.join(this);
    this.#event = this.#worker.process.ticks.push(this.#worker.id);
  }

  /** Its creation has ended: take the machine if it is still idle, else wait on without one; a failed creation fails the try. */
  #lookAtOwn(): void {
    const own = this.#own!;
    if (this.#step === 'waiting') this.settle();
    this.#own = undefined;
    if (own.failed) {
      this.#seeker.preparation.tryFailed();
      this.#try++;
      this.#schedule('try_pause', TRY_PAUSE);
    } else if (!this.#worker.process.flags.sharesMachines) this.#took(own);
    else if (own.state === 'idle') {
      own.pool.setState(own, 'acquired');
      this.#took(own);
    } else this.#wait();
  }

  #took(machine: Machine): void {
    this.#own = undefined;
    this.#check('check_again', machine);
  }

  /** The second check, part of reading the machine's credentials. */
  #checkedAgain(): void {
    const machine = this.#candidate!;
    const { world, process, entry } = this.#worker;
    if (checkAnswer(world, machine)) {
      this.#step = 'none';
      this.#seeker.got(machine);
      return;
    }
    if (machine !== this.#worker.machine) process.release(machine, entry);
    this.#attemptFailed();
  }

  #attemptFailed(): void {
    this.#seeker.preparation.tryFailed();
    this.#pauseEndsAt = this.#now + ATTEMPT_PAUSE;
    const left = this.#seeker.attemptsEnd - this.#now;
    if (left <= 0) this.#gotNone(true);
    else this.#schedule('attempt_pause', this.#worker.process.flags.attemptPauseIsCut ? Math.min(ATTEMPT_PAUSE, left) : ATTEMPT_PAUSE);
  }

  #attemptPauseOver(): void {
    if (this.#attempt >= ATTEMPTS) this.#gotNone(false);
    else if (this.#now >= this.#seeker.attemptsEnd) this.#gotNone(true);
    else this.#beginAttempt();
  }

  #gotNone(isCut: boolean): void {
    this.#step = 'none';
    this.#seeker.gotNone(isCut);
  }
}
