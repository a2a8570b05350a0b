/** The members of a scaler, by number, always counted, and where the next job goes. */
import { FirstFit } from './first-fit.js';
import type { MemberLimits, MemberState } from './member.js';
import { Member } from './member.js';
import type { ScaleView } from './tally.js';
import { Tally } from './tally.js';

export class Roster<I extends { readonly number: number }> {
  /** By number. */
  readonly members: Member<I>[] = [];
  readonly #limits: MemberLimits;
  readonly #changed: () => void;
  readonly #tally = new Tally();
  readonly #withRoom = new FirstFit<I>();
  #creating = 0;
  #preparing = 0;

  /** `changed` is told after the counts have changed. */
  constructor(limits: MemberLimits, changed: () => void) {
    this.#limits = limits;
    this.#changed = changed;
  }

  get view(): ScaleView {
    return this.#tally;
  }

  /** Instances that will be ready are on their way. */
  get isBooting(): boolean {
    return this.#creating > 0 || this.#preparing > 0;
  }

  /** Something is outstanding at the cloud: a creation or a deletion. */
  get isExpecting(): boolean {
    return this.#tally.deleting > 0 || this.#creating > 0;
  }

  /** A new member, the youngest, is being created. `isForeign`: its scaler has found it. */
  add(instance: I, isForeign: boolean): Member<I> {
    const member = new Member(instance, instance.number, this.#limits, isForeign);
    this.members.push(member);
    this.#count(member, 1);
    return member;
  }

  setState(member: Member<I>, state: MemberState): void {
    this.#count(member, -1);
    member.state = state;
    this.#count(member, 1);
  }

  /** It is no member any more. */
  drop(member: Member<I>): void {
    this.setState(member, 'gone');
    this.members.splice(this.members.indexOf(member), 1);
  }

  /** The lowest-numbered ready member that can have a job; undefined where none can. */
  firstWithRoom(): Member<I> | undefined {
    return this.#withRoom.first();
  }

  /** A job takes the lowest free slot of a member, which is returned. */
  take(member: Member<I>): number {
    this.#count(member, -1);
    const slot = member.take();
    this.#count(member, 1);
    return slot;
  }

  /** A job leaves its slot. */
  leave(member: Member<I>, slot: number): void {
    this.#count(member, -1);
    member.leave(slot);
    this.#count(member, 1);
  }

  #count(member: Member<I>, by: 1 | -1): void {
    this.#tally.count(member, by);
    if (member.state === 'creating') this.#creating += by;
    if (member.state === 'preparing') this.#preparing += by;
    if (by === -1) return;
    if (member.state === 'ready' && member.usable > 0) this.#withRoom.add(member);
    this.#changed();
  }
}
