/** The scale pass of a scaler (reference, section 6): once a second it creates what is missing or removes what has been idle for too long. */
import type { Simulation } from '../../../sim/simulation.js';
import type { Micros } from '../../../units/time.js';
import { SECOND } from '../../../units/time.js';
import type { BackOff } from './back-off.js';
import type { Demand } from './decide.js';
import { desiredIdle, neededInstances, requiredInstances } from './decide.js';
import type { Member } from './member.js';
import type { Roster } from './roster.js';
import type { DockerAutoscalerSpec, PolicySpec } from '../../../fleet/docker-autoscaler.js';
import { TokenBucket } from './token-bucket.js';
import type { Updates } from './updates.js';

/** From one pass to the next. */
export const PASS_INTERVAL: Micros = SECOND;

/** What a pass decided, and did. */
export interface PassOutcome {
  desiredIdle: number;
  required: number;
  created: number;
  removed: number;
}

export class ScalePass<I extends { readonly number: number }> {
  readonly outcome: PassOutcome = { desiredIdle: 0, required: 0, created: 0, removed: 0 };
  readonly #sim: Simulation;
  readonly #spec: DockerAutoscalerSpec;
  readonly #roster: Roster<I>;
  readonly #demand: Demand;
  readonly #updates: Updates<I>;
  readonly #backOff: BackOff;
  readonly #bucket: TokenBucket;
  /** No member without jobs has been idle since before. */
  #idleFrom: Micros = 0;
  /** Scratch of one pass. */
  readonly #surplus: Member<I>[] = [];

  constructor(
    sim: Simulation,
    spec: DockerAutoscalerSpec,
    around: { readonly roster: Roster<I>; readonly demand: Demand; readonly updates: Updates<I>; readonly backOff: BackOff },
  ) {
    this.#sim = sim;
    this.#spec = spec;
    this.#roster = around.roster;
    this.#demand = around.demand;
    this.#updates = around.updates;
    this.#backOff = around.backOff;
    this.#bucket = new TokenBucket(spec.throttle.perSecond, spec.throttle.burst, sim.now);
  }

  /** Makes the pass that is due now under this policy; `outcome` holds what it did. */
  run(policy: PolicySpec): void {
    const { outcome } = this;
    const { view } = this.#roster;
    outcome.desiredIdle = desiredIdle(policy, view.acquired);
    outcome.required = requiredInstances(this.#spec, view, outcome.desiredIdle, this.#demand.pending);
    outcome.created = 0;
    outcome.removed = 0;
    if (outcome.required > view.instances) this.#create(outcome.required - view.instances);
    else this.#remove(policy);
  }

  /** A pass at `at` would do nothing under this policy, and want what the latest did, if nothing changes before but reservations. */
  isQuiet(policy: PolicySpec, at: Micros): boolean {
    const { view } = this.#roster;
    const wanted = desiredIdle(policy, view.acquired);
    if (wanted !== this.outcome.desiredIdle) return false;
    if (requiredInstances(this.#spec, view, wanted, this.#demand.pending) > view.instances) return false;
    return at - this.#idleFrom <= policy.idleTime || !this.#mayShrink(wanted);
  }

  /** The throttle or a back-off keeps creations waiting. */
  get isHeldBack(): boolean {
    const { now } = this.#sim;
    return !this.#backOff.isOver(now) || this.#bucket.at(now) < 1;
  }

  #create(missing: number): void {
    const { now } = this.#sim;
    if (!this.#backOff.isOver(now)) return;
    const { outcome } = this;
    const reason = this.#demand.pending > outcome.desiredIdle ? 'on_demand' : 'idle';
    outcome.created = Math.min(missing, this.#bucket.at(now));
    this.#bucket.take(outcome.created);
    for (let i = 0; i < outcome.created; i++) this.#updates.create(reason);
  }

  /** Longest idle first, of those that have been idle for equally long the highest number. */
  #remove({ idleTime }: PolicySpec): void {
    const { outcome } = this;
    if (this.#sim.now - this.#idleFrom <= idleTime || !this.#mayShrink(outcome.desiredIdle)) return;
    for (const member of this.#expired(idleTime)) {
      if (!this.#isSpare(member)) continue;
      this.#updates.remove(member, 'idle_surplus');
      outcome.removed++;
    }
  }

  #expired(idleTime: Micros): readonly Member<I>[] {
    const { now } = this.#sim;
    const surplus = this.#surplus;
    surplus.length = 0;
    let idleFrom = now;
    for (const member of this.#roster.members) {
      if (member.jobs > 0 || member.state === 'creating' || member.state === 'deleting') continue;
      idleFrom = Math.min(idleFrom, member.idleSince);
      if (member.state === 'ready' && now - member.idleSince > idleTime) surplus.push(member);
    }
    this.#idleFrom = idleFrom;
    return surplus.sort((a, b) => a.idleSince - b.idleSince || b.number - a.number);
  }

  /** Whether any may go at all: not where even all unavailable slots of one instance make no difference. */
  #mayShrink(wanted: number): boolean {
    const { view } = this.#roster;
    const { capacity, maxUses } = this.#spec;
    const own = maxUses === 0 ? 0 : Math.min(view.unavailable, capacity);
    return view.instances - 1 >= neededInstances(capacity, view, view.unavailable - own, wanted, this.#demand.pending);
  }

  /** It may go: the others are as many as are needed without its own unavailable slots, and their idle slots serve all reservations. */
  #isSpare(member: Member<I>): boolean {
    const { view } = this.#roster;
    const { capacity } = this.#spec;
    const unavailable = view.unavailable - (capacity - member.usable);
    const needed = neededInstances(capacity, view, unavailable, this.outcome.desiredIdle, this.#demand.pending);
    return view.instances - 1 >= needed && view.idle - member.usable >= this.#demand.reserved;
  }
}
