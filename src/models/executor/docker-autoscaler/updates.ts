/**
 * A scaler's looks at its cloud (reference, section 4), and what they lead to: an instance that runs is prepared, one that is gone is
 * forgotten, a deletion without effect is asked for again. The next look comes sooner while something is expected.
 */
import type { EventId, Simulation } from '../../../sim/simulation.js';
import type { Micros } from '../../../units/time.js';
import { NEVER } from '../../../units/time.js';
import * as Priority from '../../priority.js';
import type { BackOff } from './back-off.js';
import type { DecreaseReason, IncreaseReason, InstanceGroup } from './instance-group.js';
import type { Member } from './member.js';
import type { Roster } from './roster.js';
import type { Looker, ScalerEvents } from './scaler-events.js';
import type { DockerAutoscalerSpec } from '../../../fleet/docker-autoscaler.js';

export class Updates<I extends { readonly number: number }> implements Looker {
  readonly #sim: Simulation;
  readonly #spec: Pick<DockerAutoscalerSpec, 'updateInterval' | 'updateIntervalExpecting' | 'deletionRetryInterval'>;
  readonly #group: InstanceGroup<I>;
  readonly #roster: Roster<I>;
  readonly #backOff: BackOff;
  readonly #handOut: () => void;
  readonly #events: ScalerEvents;
  /** Its own in the roll. */
  readonly #number: number;
  #next: Micros = NEVER;
  #event: EventId = 0;
  #isClosed = false;

  /** `handOut` is told when a slot may have become free. */
  constructor(
    events: ScalerEvents,
    spec: Pick<DockerAutoscalerSpec, 'updateInterval' | 'updateIntervalExpecting' | 'deletionRetryInterval'>,
    around: { readonly group: InstanceGroup<I>; readonly roster: Roster<I>; readonly backOff: BackOff; readonly handOut: () => void },
  ) {
    this.#events = events;
    this.#number = events.lookers.enter(this);
    this.#sim = events.sim;
    this.#spec = spec;
    this.#group = around.group;
    this.#roster = around.roster;
    this.#backOff = around.backOff;
    this.#handOut = around.handOut;
  }

  /** The first look: whatever the cloud has is a member that nobody knows. */
  begin(): void {
    for (const instance of this.#group.all()) {
      const member = this.#roster.add(instance, true);
      this.#group.found(instance);
      if (this.#group.status(instance) === 'deleting') this.#deleting(member);
    }
    this.look();
  }

  /** No look and no ready command follows. */
  close(): void {
    this.#isClosed = true;
    this.#sim.cancel(this.#event);
    this.#events.lookers.leave(this.#number);
  }

  create(reason: IncreaseReason): void {
    this.#roster.add(this.#group.increase(reason), false);
    this.#expect();
  }

  remove(member: Member<I>, reason: DecreaseReason): void {
    this.#deleting(member);
    this.#group.decrease(member.instance, reason);
    this.#expect();
  }

  /** Forgets a member whose instance is gone; false if it is not. */
  forgetIfGone(member: Member<I>): boolean {
    if (this.#group.status(member.instance) !== 'gone') return false;
    this.#roster.drop(member);
    this.#group.forgotten(member.instance);
    return true;
  }

  /** Asks once more for a deletion that has come to nothing. */
  askAgain(member: Member<I>): void {
    if (this.#group.status(member.instance) === 'deleting') return;
    member.askedAt = this.#sim.now;
    this.#group.decrease(member.instance);
  }

  look(): void {
    const { now } = this.#sim;
    this.#next = NEVER;
    this.#group.looked();
    // A copy: those that are gone leave the list.
    for (const member of [...this.#roster.members]) {
      if (this.forgetIfGone(member)) continue;
      if (member.state === 'creating') this.#lookAtCreation(member);
      else if (member.state === 'deleting' && now - member.askedAt >= this.#spec.deletionRetryInterval) this.askAgain(member);
    }
    this.#plan(now + (this.#roster.isExpecting ? this.#spec.updateIntervalExpecting : this.#spec.updateInterval));
    this.#handOut();
  }

  /** One of the ready commands that end now has ended: those of one instant go by number, whichever began first. */
  readyCommandOver(): void {
    const { now } = this.#sim;
    const member = this.#roster.members.find(({ state, readyEndsAt }) => state === 'preparing' && readyEndsAt === now);
    // The instance may be gone meanwhile.
    if (member !== undefined) this.#prepared(member, member.willBeReady);
  }

  #lookAtCreation(member: Member<I>): void {
    const { instance } = member;
    if (this.#group.status(instance) !== 'running') return;
    member.idleSince = this.#sim.now;
    this.#group.seen(instance);
    if (member.isForeign) {
      this.remove(member, 'preexisting');
      return;
    }
    const command = this.#group.readyCommand(instance);
    this.#roster.setState(member, 'preparing');
    if (command === undefined) this.#ready(member);
    else if (command.time === 0) this.#prepared(member, command.ok);
    else {
      member.readyEndsAt = this.#sim.now + command.time;
      member.willBeReady = command.ok;
      this.#sim.schedule(command.time, Priority.READY, this.#events.readyCommandOver, this.#number);
    }
  }

  #prepared(member: Member<I>, ok: boolean): void {
    if (ok) {
      this.#backOff.forget();
      this.#ready(member);
      return;
    }
    this.#backOff.failed(this.#sim.now);
    this.remove(member, 'ready_failed');
  }

  #ready(member: Member<I>): void {
    this.#roster.setState(member, 'ready');
    this.#group.ready(member.instance);
    this.#handOut();
  }

  #deleting(member: Member<I>): void {
    member.askedAt = this.#sim.now;
    this.#roster.setState(member, 'deleting');
  }

  /** Something is outstanding: the next look is not later than the shorter pause from now. */
  #expect(): void {
    this.#plan(Math.min(this.#next, this.#sim.now + this.#spec.updateIntervalExpecting));
  }

  #plan(at: Micros): void {
    if (this.#isClosed || at === this.#next) return;
    this.#sim.cancel(this.#event);
    this.#next = at;
    this.#event = this.#sim.scheduleAt(at, Priority.UPDATE, this.#events.look, this.#number);
  }
}
