/** What a scaler knows of one instance of its group: how far it is, which jobs are on which of its slots, and how long it has been idle. */
import { NOT_YET } from '../../../record/not-yet.js';
import type { Micros } from '../../../units/time.js';

/** `preparing`: it was seen running, and its ready command runs. `gone`: it was seen gone, and is no member any more. */
export type MemberState = 'creating' | 'preparing' | 'ready' | 'deleting' | 'gone';

/** Slots and uses of an instance, as the settings of its scaler have them. */
export interface MemberLimits {
  readonly capacity: number;
  /** 0 = unlimited. */
  readonly maxUses: number;
}

export class Member<I> {
  readonly instance: I;
  /** Of its instance, over the whole run. */
  readonly number: number;
  /** It was there before its scaler: its jobs are unknown, so it serves none. */
  readonly isForeign: boolean;
  state: MemberState = 'creating';
  /** Jobs it has served and serves. */
  uses = 0;
  jobs = 0;
  idleSince: Micros = NOT_YET;
  /** When its deletion was asked for last. */
  askedAt: Micros = NOT_YET;
  /** When its ready command ends, and how. */
  readyEndsAt: Micros = NOT_YET;
  willBeReady = false;
  /** It waits in the index of members with room. */
  isListed = false;
  readonly #limits: MemberLimits;
  readonly #slots: boolean[];

  constructor(instance: I, number: number, limits: MemberLimits, isForeign: boolean) {
    this.instance = instance;
    this.number = number;
    this.isForeign = isForeign;
    this.#limits = limits;
    this.#slots = new Array<boolean>(limits.capacity).fill(false);
  }

  /** Slots without a job. */
  get free(): number {
    return this.#limits.capacity - this.jobs;
  }

  /** Slots without a job that may still get one. */
  get usable(): number {
    const { maxUses } = this.#limits;
    return maxUses === 0 ? this.free : Math.max(0, Math.min(this.free, maxUses - this.uses));
  }

  /** It serves no further job. */
  get isUsedUp(): boolean {
    const { maxUses } = this.#limits;
    return maxUses > 0 && this.uses >= maxUses;
  }

  /** A job takes the lowest free slot, which is returned. */
  take(): number {
    const slot = this.#slots.indexOf(false);
    this.#slots[slot] = true;
    this.jobs++;
    this.uses++;
    return slot;
  }

  leave(slot: number): void {
    this.#slots[slot] = false;
    this.jobs--;
  }
}
