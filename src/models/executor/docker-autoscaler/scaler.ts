/**
 * The scaler of one `[[runners]]` entry in one process (GitLab Runner: taskscaler): what it knows of its instances, the keys of its jobs,
 * and the passes that create and remove. It begins at the entry's first reservation, and knows nothing then but what the cloud has.
 */
import type { Micros } from '../../../units/time.js';
import { BackOff } from './back-off.js';
import { desiredIdle } from './decide.js';
import type { InstanceGroup } from './instance-group.js';
import { PolicyClock } from './policy-clock.js';
import { Reservations } from './reservations.js';
import { Roster } from './roster.js';
import type { PassOutcome } from './scale-pass.js';
import type { ScalerEvents } from './scaler-events.js';
import { ScalePass } from './scale-pass.js';
import { Shutdown } from './shutdown.js';
import type { DockerAutoscalerSpec, PolicySpec, PolicyTimeline } from '../../../fleet/docker-autoscaler.js';
import { Updates } from './updates.js';

export class Scaler<I extends { readonly number: number }> {
  /** The settings it was made with: of a later load only the policies count. */
  readonly spec: DockerAutoscalerSpec;
  readonly roster: Roster<I>;
  readonly reservations: Reservations<I>;
  readonly #events: ScalerEvents;
  readonly #updates: Updates<I>;
  readonly #pass: ScalePass<I>;
  #policies: PolicyClock;
  #shutdown: Shutdown<I> | undefined;

  /** `changed` is told after anything has changed that holds jobs back or lets them go. */
  constructor(events: ScalerEvents, spec: DockerAutoscalerSpec, group: InstanceGroup<I>, changed: () => void) {
    this.#events = events;
    this.spec = spec;
    this.#policies = new PolicyClock(spec.policies);
    const backOff = new BackOff();
    const roster = new Roster<I>({ capacity: spec.capacity, maxUses: spec.maxUses }, changed);
    this.roster = roster;
    this.#updates = new Updates(events, spec, { group, roster, backOff, handOut: () => this.reservations.handOut() });
    this.reservations = new Reservations(events, spec, {
      roster,
      changed,
      usedUp: (member) => this.#updates.remove(member, 'used_up'),
    });
    this.#pass = new ScalePass(events.sim, spec, { roster, demand: this.reservations, updates: this.#updates, backOff });
  }

  /** It begins, now, with a look at the cloud. */
  begin(): void {
    this.#updates.begin();
  }

  get policy(): PolicySpec {
    return this.policyAt(this.#events.sim.now);
  }

  /** The policy in force at `at`, which never decreases between calls. */
  policyAt(at: Micros): PolicySpec {
    return this.#policies.at(at);
  }

  /** The throttle or a back-off keeps creations waiting. */
  get isHeldBack(): boolean {
    return this.#pass.isHeldBack;
  }

  /** It has the idle slots that its policy wants, those of instances that boot included but for one: what jobs have just taken boots. */
  isWhole(): boolean {
    const { view } = this.roster;
    const { capacity, maxInstances } = this.spec;
    const wanted = desiredIdle(this.policy, view.acquired);
    if (wanted === 0 || (maxInstances > 0 && view.instances >= maxInstances)) return true;
    return view.idle > 0 && view.instances * capacity - view.acquired - view.unavailable >= wanted;
  }

  /**
   * Reserves for a job that may be asked for; false: there is no capacity. `policies` are those of an entry that was loaded otherwise than
   * the one it was made with: they are taken, even where those of a later load have been taken before.
   */
  reserve(policies?: PolicyTimeline): boolean {
    if (policies !== undefined && policies !== this.#policies.timeline) this.#policies = new PolicyClock(policies);
    return this.reservations.reserve(this.policy);
  }

  /** The pass of every second; the outcome is that of the latest one, and reused. */
  pass(): Readonly<PassOutcome> {
    this.#pass.run(this.policy);
    return this.#pass.outcome;
  }

  /** The pass at `at` would do nothing, if nothing changes before but reservations. `at` never decreases between calls. */
  isPassQuiet(at: Micros): boolean {
    return this.#pass.isQuiet(this.policyAt(at), at);
  }

  /** The last worker of a stopping process is done. `done` is called once, at once or later; not after `close`. */
  shutdown(done: () => void): void {
    this.#updates.close();
    if (this.spec.shutdown === undefined) {
      done();
      return;
    }
    this.#shutdown = new Shutdown(this.#events, this.spec.shutdown, { roster: this.roster, updates: this.#updates, done });
    this.#shutdown.begin();
  }

  /** The process is gone. */
  close(): void {
    this.#updates.close();
    this.#shutdown?.close();
  }
}
