/** What a worker has of docker-autoscaler: the key of its reservation, which waits in line for a slot once there is a job, and then has it. */
import type { EntrySpec } from '../../../fleet/config.js';
import { NOT_YET } from '../../../record/not-yet.js';
import type { Simulation } from '../../../sim/simulation.js';
import type { Acquisition, Seeker, Taker } from '../executor.js';
import type { Instance } from './instance.js';
import type { Member } from './member.js';
import type { Scaler } from './scaler.js';
import type { AutoscalerToken } from './token.js';
import type { SlotWaiter } from './waiting-line.js';

/** Where the key is. */
type Key = 'none' | 'reserved' | 'pending' | 'acquired';

export class SlotAcquisition implements Acquisition, SlotWaiter<Instance> {
  readonly keepsOrder = true;
  readonly id: number;
  readonly #sim: Simulation;
  readonly #taker: Taker;
  #token!: AutoscalerToken;
  #entry!: EntrySpec;
  #scaler!: Scaler<Instance>;
  #seeker!: Seeker;
  #key: Key = 'none';
  #member!: Member<Instance>;
  #slot = 0;

  constructor(sim: Simulation, taker: Taker) {
    this.id = taker.id;
    this.#sim = sim;
    this.#taker = taker;
  }

  /** The worker begins with an entry. */
  begin(token: AutoscalerToken, entry: EntrySpec): void {
    this.#token = token;
    this.#entry = entry;
    this.#key = 'none';
  }

  reserve(): void {
    this.#scaler = this.#token.scalerFor(this.#entry);
    const isGranted = this.#token.reserve(this.#entry);
    if (isGranted) this.#key = 'reserved';
    this.#taker.reserved(isGranted);
  }

  takeOver(): void {
    this.#scaler = this.#token.scalerFor(this.#entry);
    this.#key = 'reserved';
  }

  giveBack(): void {
    this.#key = 'none';
    this.#scaler.reservations.unreserve();
  }

  seek(seeker: Seeker): void {
    this.#seeker = seeker;
    this.#key = 'pending';
    this.#scaler.reservations.acquire(this, seeker.limit);
  }

  served(member: Member<Instance>, slot: number): void {
    const { instance } = member;
    this.#settleWait();
    if (instance.diedAt !== NOT_YET) {
      // Nobody has seen yet that it is gone: the connection to it fails, and with it the attempt.
      this.#key = 'reserved';
      this.#scaler.reservations.refuse(member, slot);
      this.#seeker.gotNone();
      return;
    }
    this.#key = 'acquired';
    this.#member = member;
    this.#slot = slot;
    this.#token.group.occupied(instance, this.#seeker);
    this.#seeker.got({ number: member.number, uses: member.uses, zone: instance.zone, slot });
  }

  timedOut(): void {
    this.#key = 'reserved';
    this.#settleWait();
    this.#seeker.gotNone();
  }

  /** The context of the attempt ends with the job's limit. */
  limitChanged(): void {
    if (this.#key === 'pending') this.#scaler.reservations.limitChanged(this, this.#seeker.limit);
  }

  settle(): void {
    if (this.#key === 'pending') this.#settleWait();
  }

  workOver(): void {
    // The slot is held to the end of the final update.
  }

  release(): void {
    const key = this.#key;
    this.#key = 'none';
    if (key === 'reserved') this.#scaler.reservations.unreserve();
    if (key !== 'acquired') return;
    this.#token.group.vacated(this.#member.instance, this.#seeker, this.#member.jobs === 1);
    this.#scaler.reservations.release(this.#member, this.#slot);
  }

  lose(): void {
    if (this.#key === 'pending') this.#scaler.reservations.abandon(this);
    if (this.#key === 'acquired') this.#token.group.vacated(this.#member.instance, this.#seeker, false);
    this.#key = 'none';
  }

  #settleWait(): void {
    this.#seeker.preparation.bookWait(undefined, this.#sim.now);
  }
}
