/**
 * What a worker has of docker+machine: the machine it holds while it asks for a job, and the job's tries to get one it can use
 * (docs/explanation/machine-pool.md, "On demand"). An attempt has three tries; a try takes the newest idle machine that answers, or creates one and
 * waits
 * for it or for any that becomes free meanwhile.
 */
import type { Lane } from '../../../sim/lane.js';
import type { EventId } from '../../../sim/simulation.js';
import { SECOND } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { EntrySpec } from '../../../fleet/config.js';
import { CHECK, FAILED_TRIES } from '../../job/preparation.js';
import * as Priority from '../../priority.js';
import type { World } from '../../world.js';
import type { Acquisition, Seeker, Taker } from '../executor.js';
import type { AcquireRequest } from './acquirer.js';
import { checkAnswer } from './acquirer.js';
import type { Coordinator, MachineWaiter } from './coordinator.js';
import type { Decision } from './decide.js';
import type { DockerMachine } from './docker-machine.js';
import type { PoolSettings } from './policy.js';
import type { Pool } from './pool.js';
import type { DockerMachineToken } from './token.js';
import { machineSpecOf } from './token.js';

const TRIES = 3;
const TRY_PAUSE = SECOND;

/** What the next event is the end of. */
type Step = 'none' | 'check_acquired' | 'check_idle' | 'check_freed' | 'check_again' | 'waiting' | 'try_pause';

/** What all acquisitions of a run share. */
export interface AcquisitionSite {
  readonly world: World;
  /** Kernel handler of their steps, by the number of the taker. */
  readonly handler: number;
  /** One second ticks of jobs that wait for a machine. */
  readonly ticks: Lane;
}

export class MachineAcquisition implements Acquisition, AcquireRequest, MachineWaiter {
  readonly keepsOrder = false;
  readonly #site: AcquisitionSite;
  readonly #taker: Taker;
  #token!: DockerMachineToken;
  #entry!: EntrySpec;
  #spec!: DockerMachineSpec;
  #seeker!: Seeker;
  /** The machine that was acquired before the job request. */
  #held: DockerMachine | undefined;
  /** The machine the job runs on. */
  #used: DockerMachine | undefined;
  #step: Step = 'none';
  #event: EventId = 0;
  #try = 0;
  /** The machine under check. */
  #candidate: DockerMachine | undefined;
  /** Its own creation, while it has not ended or its end was not yet looked at. */
  #own: DockerMachine | undefined;
  #ownEnded = false;

  constructor(site: AcquisitionSite, taker: Taker) {
    this.#site = site;
    this.#taker = taker;
  }

  /** The worker begins with an entry. */
  begin(token: DockerMachineToken, entry: EntrySpec): void {
    this.#token = token;
    this.#entry = entry;
    this.#spec = machineSpecOf(entry);
    this.#held = undefined;
    this.#used = undefined;
    this.#own = undefined;
  }

  // --- before the job ------------------------------------------------------------------------------------------------------------

  get pool(): Pool {
    return this.#token.pool;
  }

  get coordinator(): Coordinator {
    return this.#token.coordinator;
  }

  get machineSpec(): DockerMachineSpec {
    return this.#spec;
  }

  decide(now: Micros, out: Decision): PoolSettings {
    return this.#token.decide(this.#entry, now, out);
  }

  reserve(): void {
    this.#token.provider.acquirer.acquire(this);
  }

  acquired(machine: DockerMachine | undefined, ask: boolean): void {
    this.#held = machine;
    this.#taker.reserved(ask);
  }

  giveBack(): void {
    if (this.#held !== undefined) this.#token.release(this.#held, this.#spec);
    this.#held = undefined;
  }

  // --- after the job -------------------------------------------------------------------------------------------------------------

  /** A machine that was obtained in the job is released before the final update (from some version on), one acquired before the request after it. */
  workOver(): void {
    if (this.#token.flags.releasesObtainedFirst) this.#releaseObtained();
  }

  release(): void {
    this.#releaseObtained();
    this.#leaveUsed();
    this.giveBack();
  }

  lose(): void {
    if (this.#step !== 'none') this.#site.world.sim.cancel(this.#event);
    this.#step = 'none';
    this.#own = undefined;
    this.#leaveUsed();
    this.#held = undefined;
  }

  #releaseObtained(): void {
    const machine = this.#used;
    if (machine === undefined || machine === this.#held) return;
    this.#leaveUsed();
    this.#token.release(machine, this.#spec);
  }

  #leaveUsed(): void {
    this.#used?.vacate(this.#seeker);
    this.#used = undefined;
  }

  // --- the job's tries -----------------------------------------------------------------------------------------------------------

  /** Every attempt looks at the machine that was acquired before the request first. */
  seek(seeker: Seeker): void {
    this.#seeker = seeker;
    this.#try = 0;
    const held = this.#held;
    if (held !== undefined && held.state === 'acquired') this.#check('check_acquired', held);
    else this.#tryIdle(this.pool.newestBirth + 1, false);
  }

  /** An attempt goes on whatever has become of its job. */
  limitChanged(): void {
    // Its limits are looked at between attempts only.
  }

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
        preparation.book(FAILED_TRIES, this.#now);
        break;
      case 'waiting':
        preparation.bookWait(this.#own?.createAt, this.#now);
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
        this.coordinator.leave(this);
        this.signalled();
        break;
      case 'try_pause':
        if (this.#try < TRIES) this.#tryIdle(this.pool.newestBirth + 1, false);
        else this.#attemptFailed();
        break;
      case 'none':
        break;
    }
  }

  /** A machine became available, or a second of waiting is over; the job stands in no line now. */
  signalled(): void {
    this.#site.world.sim.cancel(this.#event);
    if (this.coordinator.takeAvailable()) this.#tryIdle(this.pool.newestBirth + 1, true);
    else this.#wait();
  }

  wake(): void {
    const { world, handler } = this.#site;
    world.sim.cancel(this.#event);
    this.#event = world.sim.schedule(0, Priority.WAKE, handler, this.#taker.id);
  }

  /** Its own creation has ended, well or not; looked at now if the job waits, else when it waits again. */
  creationEnded(machine: DockerMachine): void {
    if (this.#own !== machine) return;
    this.#ownEnded = true;
    if (this.#step !== 'waiting') return;
    this.coordinator.leave(this);
    this.#site.world.sim.cancel(this.#event);
    this.#lookAtOwn();
  }

  get #now(): Micros {
    return this.#site.world.sim.now;
  }

  #schedule(step: Step, delay: Micros): void {
    this.#step = step;
    const { world, handler } = this.#site;
    this.#event = world.sim.schedule(delay, Priority.JOB, handler, this.#taker.id);
  }

  /** A check that never uses what is remembered. */
  #check(step: Step, machine: DockerMachine): void {
    this.#candidate = machine;
    const latency = this.#site.world.fleet.zones[machine.zone]!.connectLatency;
    if (latency > 0) {
      this.#schedule(step, latency);
      return;
    }
    this.#step = step;
    this.next();
  }

  #acquiredChecked(): void {
    const acquired = this.#candidate!;
    if (checkAnswer(this.#site.world, acquired)) this.#check('check_again', acquired);
    else this.#tryIdle(this.pool.newestBirth + 1, false);
  }

  /** Takes the newest idle machine born before `birth` that answers; else creates one, or (after a signal or tick) waits on. */
  #tryIdle(birth: number, wasWaiting: boolean): void {
    const { pool } = this;
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
    const machine = this.#candidate!;
    if (checkAnswer(this.#site.world, machine)) {
      this.#took(machine);
      return;
    }
    this.#token.provider.remover.start(machine, 'unreachable', this.#spec.maxRemovalAttempts);
    this.#tryIdle(machine.birth, wasWaiting);
  }

  #createOwn(): void {
    this.#ownEnded = false;
    this.#own = this.coordinator.create('on_demand', this.#spec, this);
  }

  #wait(): void {
    if (this.#own !== undefined && this.#ownEnded) {
      this.#lookAtOwn();
      return;
    }
    this.#step = 'waiting';
    if (!this.#token.flags.sharesMachines) return;
    this.coordinator.join(this);
    this.#event = this.#site.ticks.push(this.#taker.id);
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
    if (checkAnswer(this.#site.world, machine)) {
      this.#step = 'none';
      this.#use(machine);
      return;
    }
    if (machine !== this.#held) this.#token.release(machine, this.#spec);
    this.#attemptFailed();
  }

  /** It becomes used when its credentials have been read, before anything is prepared. */
  #use(machine: DockerMachine): void {
    machine.pool.setState(machine, 'used');
    machine.used(this.#seeker, this.#now);
    this.#used = machine;
    this.#seeker.got(machine);
  }

  #attemptFailed(): void {
    this.#step = 'none';
    this.#seeker.gotNone();
  }
}
