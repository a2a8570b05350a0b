/**
 * What a worker has of docker+machine: the machine it holds while it asks for a job, and the one that the job then runs on
 * (docs/explanation/machine-pool.md, "On demand").
 */
import type { Micros } from '../../../units/time.js';
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { EntrySpec } from '../../../fleet/config.js';
import type { Acquisition, Held, Seeker, Taker } from '../executor.js';
import type { AcquireRequest } from './acquirer.js';
import type { Coordinator } from './coordinator.js';
import type { Decision } from './decide.js';
import type { DockerMachine } from './docker-machine.js';
import type { TriesOwner, TriesSite } from './machine-tries.js';
import { MachineTries } from './machine-tries.js';
import type { PoolSettings } from './policy.js';
import type { Pool } from './pool.js';
import type { DockerMachineToken } from './token.js';
import { machineSpecOf } from './token.js';

export class MachineAcquisition implements Acquisition, AcquireRequest, TriesOwner {
  readonly keepsOrder = false;
  readonly #taker: Taker;
  readonly #tries: MachineTries;
  #token!: DockerMachineToken;
  #entry!: EntrySpec;
  #spec!: DockerMachineSpec;
  #seeker!: Seeker;
  /** The machine that was acquired before the job request. */
  #held: DockerMachine | undefined;
  /** The machine the job runs on. */
  #used: DockerMachine | undefined;

  constructor(site: TriesSite, taker: Taker) {
    this.#taker = taker;
    this.#tries = new MachineTries(site, taker.id, this);
  }

  /** The worker begins with an entry. */
  begin(token: DockerMachineToken, entry: EntrySpec): void {
    this.#token = token;
    this.#entry = entry;
    this.#spec = machineSpecOf(entry);
    this.#held = undefined;
    this.#used = undefined;
    this.#tries.clear(token, this.#spec);
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

  takeOver(held: Held): void {
    this.#held = held as DockerMachine | undefined;
  }

  giveBack(): void {
    if (this.#held !== undefined) this.#token.release(this.#held, this.#spec);
    this.#held = undefined;
  }

  // --- a machine for the job -----------------------------------------------------------------------------------------------------

  seek(seeker: Seeker): void {
    this.#seeker = seeker;
    this.#tries.begin(this.#held, seeker.preparation);
  }

  limitChanged(): void {
    // An attempt goes on whatever has become of its job: its limits are looked at between attempts only.
  }

  settle(): void {
    this.#tries.settle();
  }

  /** An event of its tries. */
  next(): void {
    this.#tries.next();
  }

  /** It becomes used when its credentials have been read, before anything is prepared. */
  usable(machine: DockerMachine): void {
    machine.pool.setState(machine, 'used');
    machine.used(this.#seeker, this.pool.world.sim.now);
    this.#used = machine;
    this.#seeker.got(machine);
  }

  attemptFailed(): void {
    this.#seeker.gotNone();
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
    this.#tries.stop();
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
}
