/**
 * A job's tries, within one attempt, to get a machine that it can use (docs/explanation/machine-pool.md, "On demand"): a try takes the newest idle
 * machine that answers, or creates one and waits for it or for any that becomes free meanwhile.
 */
import type { Lane } from '../../../sim/lane.js';
import type { EventId } from '../../../sim/simulation.js';
import { NOUGHT } from '../../../units/shapes.js';
import { SECOND } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { Preparation } from '../../job/preparation.js';
import { CHECK, FAILED_TRIES } from '../../job/preparation.js';
import * as Priority from '../../priority.js';
import { checkAnswer } from './acquirer.js';
import type { MachineWaiter } from './coordinator.js';
import type { DockerMachine } from './docker-machine.js';
import type { MachineWorld } from './machine-world.js';
import { NameWalk } from './name-walk.js';
import type { DockerMachineToken } from './token.js';

const TRIES = 3;
const TRY_PAUSE = SECOND;

/** What the next event is the end of. */
type Step = 'none' | 'check_acquired' | 'check_idle' | 'check_freed' | 'check_again' | 'waiting' | 'try_pause';

/** What the tries of all jobs of a run share. */
export interface TriesSite {
  readonly machines: MachineWorld;
  /** Kernel handler of their steps, by the number of the taker. */
  readonly handler: number;
  /** One second ticks of jobs that wait for a machine. */
  readonly ticks: Lane;
}

/** Whoever needs the machine. */
export interface TriesOwner {
  /** The machine has answered twice: the job has it. */
  usable(machine: DockerMachine): void;
  /** None was got, in any of the tries. */
  attemptFailed(): void;
}

export class MachineTries implements MachineWaiter {
  readonly #site: TriesSite;
  /** Number of the taker, by which events find it. */
  readonly #number: number;
  readonly #owner: TriesOwner;
  #token!: DockerMachineToken;
  #spec!: DockerMachineSpec;
  #preparation!: Preparation;
  /** The machine that was acquired before the job request. */
  #held: DockerMachine | undefined;
  #step: Step = 'none';
  #event: EventId = NOUGHT;
  #try = 0;
  /** The machine under check. */
  #candidate: DockerMachine | undefined;
  /** Its own creation, while it has not ended or its end was not yet looked at. */
  #own: DockerMachine | undefined;
  #ownEnded = false;
  readonly #walk = new NameWalk<DockerMachine>();

  constructor(site: TriesSite, number: number, owner: TriesOwner) {
    this.#site = site;
    this.#number = number;
    this.#owner = owner;
  }

  /** Whose pool the tries of the next job are in, by which settings. */
  clear(token: DockerMachineToken, spec: DockerMachineSpec): void {
    this.#token = token;
    this.#spec = spec;
    this.#own = undefined;
  }

  /** An attempt of a job that holds `held`: that machine is looked at first. */
  begin(held: DockerMachine | undefined, preparation: Preparation): void {
    this.#held = held;
    this.#preparation = preparation;
    this.#try = 0;
    if (held !== undefined && held.state === 'acquired') this.#check('check_acquired', held);
    else this.#tryIdle(this.#token.pool.newestBirth + 1, false);
  }

  /** The process is gone. */
  stop(): void {
    if (this.#step !== 'none') this.#site.machines.world.sim.cancel(this.#event);
    this.#step = 'none';
    this.#own = undefined;
    this.#walk.end();
  }

  /** Books what it is at, up to now. */
  settle(): void {
    const preparation = this.#preparation;
    const { now } = this.#site.machines.world.sim;
    switch (this.#step) {
      case 'check_acquired':
      case 'check_idle':
      case 'check_freed':
      case 'check_again':
        preparation.book(CHECK, now);
        break;
      case 'try_pause':
        preparation.book(FAILED_TRIES, now);
        break;
      case 'waiting':
        preparation.bookWait(this.#own?.createAt, now);
        break;
      case 'none':
        break;
    }
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
        this.#token.coordinator.leave(this);
        this.signalled();
        break;
      case 'try_pause':
        if (this.#try < TRIES) this.#tryIdle(this.#token.pool.newestBirth + 1, false);
        else this.#attemptFailed();
        break;
      case 'none':
        break;
    }
  }

  /** A machine became available, or a second of waiting is over; the job stands in no line now. */
  signalled(): void {
    this.#site.machines.world.sim.cancel(this.#event);
    if (this.#token.coordinator.takeAvailable()) this.#tryIdle(this.#token.pool.newestBirth + 1, true);
    else this.#wait();
  }

  wake(): void {
    const { machines, handler } = this.#site;
    machines.world.sim.cancel(this.#event);
    this.#event = machines.world.sim.schedule(0, Priority.WAKE, handler, this.#number);
  }

  /** Its own creation has ended, well or not; looked at now if the job waits, else when it waits again. */
  creationEnded(machine: DockerMachine): void {
    if (this.#own !== machine) return;
    this.#ownEnded = true;
    if (this.#step !== 'waiting') return;
    this.#token.coordinator.leave(this);
    this.#site.machines.world.sim.cancel(this.#event);
    this.#lookAtOwn();
  }

  #schedule(step: Step, delay: Micros): void {
    this.#step = step;
    const { machines, handler } = this.#site;
    this.#event = machines.world.sim.schedule(delay, Priority.JOB, handler, this.#number);
  }

  /** A check that never uses what is remembered. */
  #check(step: Step, machine: DockerMachine): void {
    if (this.#checksAtOnce(step, machine)) this.next();
  }

  /** Begins a check; true: it takes no time, and is over. */
  #checksAtOnce(step: Step, machine: DockerMachine): boolean {
    this.#candidate = machine;
    const latency = this.#site.machines.world.fleet.zones[machine.zone]!.connectLatency;
    if (latency === 0) this.#step = step;
    else this.#schedule(step, latency);
    return latency === 0;
  }

  #acquiredChecked(): void {
    const acquired = this.#candidate!;
    if (checkAnswer(this.#site.machines, acquired)) this.#check('check_again', acquired);
    else this.#tryIdle(this.#token.pool.newestBirth + 1, false);
  }

  /** Takes the newest idle machine born before `birth` that answers; else creates one, or (after a signal or tick) waits on. */
  #tryIdle(birth: number, wasWaiting: boolean): void {
    const { pool } = this.#token;
    const step = wasWaiting ? 'check_freed' : 'check_idle';
    pool.discover();
    const walk = this.#walk;
    let machine = walk.next(pool, birth);
    // Where a check takes no time, all machines of a zone that is down are met at one instant.
    while (machine !== undefined) {
      if (this.#step === 'waiting') this.settle();
      pool.setState(machine, 'acquired');
      if (!this.#checksAtOnce(step, machine)) {
        walk.goOn(pool);
        return;
      }
      this.settle();
      if (this.#isTaken(machine)) return;
      pool.discover();
      machine = walk.next(pool, machine.birth);
    }
    walk.end();
    if (!wasWaiting) this.#createOwn();
    this.#wait();
  }

  #idleChecked(wasWaiting: boolean): void {
    const machine = this.#candidate!;
    if (!this.#isTaken(machine)) this.#tryIdle(machine.birth, wasWaiting);
  }

  /** The check of an idle machine is over: the job has it, or it is removed. */
  #isTaken(machine: DockerMachine): boolean {
    if (machine.dropped) return false;
    if (checkAnswer(this.#site.machines, machine)) {
      this.#walk.end();
      this.#took(machine);
      return true;
    }
    this.#token.provider.remover.start(machine, 'unreachable', this.#spec.maxRemovalAttempts);
    return false;
  }

  #createOwn(): void {
    this.#ownEnded = false;
    this.#own = this.#token.coordinator.create('on_demand', this.#spec, this);
  }

  #wait(): void {
    if (this.#own !== undefined && this.#ownEnded) {
      this.#lookAtOwn();
      return;
    }
    this.#step = 'waiting';
    if (!this.#token.flags.sharesMachines) return;
    this.#token.coordinator.join(this);
    this.#event = this.#site.ticks.push(this.#number);
  }

  /** Its creation has ended: take the machine if it is still idle, else wait on without one; a failed creation fails the try. */
  #lookAtOwn(): void {
    const own = this.#own!;
    if (this.#step === 'waiting') this.settle();
    this.#own = undefined;
    if (own.failed) {
      this.#preparation.tryFailed();
      this.#try++;
      this.#schedule('try_pause', TRY_PAUSE);
    } else if (!this.#token.flags.sharesMachines) this.#took(own);
    else if (own.state === 'idle') {
      own.pool.setState(own, 'acquired');
      this.#took(own);
    } else this.#wait();
  }

  #took(machine: DockerMachine): void {
    this.#own = undefined;
    this.#check('check_again', machine);
  }

  /** The second check, part of reading the machine's credentials. */
  #checkedAgain(): void {
    const machine = this.#candidate!;
    if (checkAnswer(this.#site.machines, machine)) {
      this.#step = 'none';
      this.#owner.usable(machine);
      return;
    }
    if (machine !== this.#held) this.#token.release(machine, this.#spec);
    this.#attemptFailed();
  }

  #attemptFailed(): void {
    this.#step = 'none';
    this.#owner.attemptFailed();
  }
}
