/** docker-autoscaler for one runner token of a process: its scaler, which begins at the first reservation, and the scaler's passes. */
import type { EntrySpec } from '../../../fleet/config.js';
import type { DockerAutoscalerSpec } from '../../../fleet/docker-autoscaler.js';
import { NEVER } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import { NEXT_POLL } from '../../wait/causes.js';
import type { World } from '../../world.js';
import type { Acquisition, Foreseen, Taker, TokenExecutor } from '../executor.js';
import { causeOf } from './cause.js';
import type { CloudGroup } from './cloud-group.js';
import type { Instance } from './instance.js';
import { PASS_INTERVAL } from './scale-pass.js';
import type { ScalerEvents } from './scaler-events.js';
import { Scaler } from './scaler.js';

/** Where the token makes its acquisitions, and is told when its passes are due. */
export interface TokenSite {
  readonly world: World;
  readonly events: ScalerEvents;
  readonly group: CloudGroup;
  acquisition(taker: Taker, token: AutoscalerToken, entry: EntrySpec): Acquisition;
  /** The next pass; NEVER: there is none. */
  planPass(at: Micros): void;
  /** To be told when what holds jobs back may have changed. */
  changed(): void;
}

/** Returns `[runners.autoscaler]` of an entry that has it. */
export function autoscalerSpecOf({ name, executor }: EntrySpec): DockerAutoscalerSpec {
  if (executor.kind !== 'docker-autoscaler') throw new Error(`entry ${name} is none of docker-autoscaler`);
  return executor;
}

export class AutoscalerToken implements TokenExecutor {
  readonly grantsAlways = false;
  readonly group: CloudGroup;
  readonly #site: TokenSite;
  #scaler: Scaler<Instance> | undefined;
  /** The entry, as it was loaded, that the scaler was made with. */
  #madeWith: EntrySpec | undefined;
  /** A reservation of a skipped feed is open between these. */
  #heldFrom: Micros = NEVER;
  #heldTo: Micros = NEVER;

  constructor(site: TokenSite) {
    this.#site = site;
    this.group = site.group;
  }

  acquisition(taker: Taker, entry: EntrySpec): Acquisition {
    return this.#site.acquisition(taker, this, entry);
  }

  /** The scaler; it is made at the first call, and its first pass is an interval later. */
  scalerFor(entry: EntrySpec): Scaler<Instance> {
    if (this.#scaler !== undefined) return this.#scaler;
    const { world, events, group } = this.#site;
    const spec = autoscalerSpecOf(entry);
    group.attend(spec);
    this.#madeWith = entry;
    this.#scaler = new Scaler(events, spec, group, () => this.#site.changed());
    this.#scaler.begin();
    this.#site.planPass(world.sim.now + PASS_INTERVAL);
    return this.#scaler;
  }

  reserve(entry: EntrySpec): boolean {
    const scaler = this.scalerFor(entry);
    const isGranted = scaler.reserve(entry === this.#madeWith ? undefined : autoscalerSpecOf(entry).policies);
    if (!isGranted) this.#site.world.probe?.refusal?.(this.group.manager, this.group.runner, this.#site.world.sim.now);
    return isGranted;
  }

  shutdown(done: () => void): void {
    this.#site.planPass(NEVER);
    if (this.#scaler === undefined) done();
    else this.#scaler.shutdown(done);
  }

  close(): void {
    this.#site.planPass(NEVER);
    this.#scaler?.close();
    this.group.abandon();
  }

  // --- its passes ----------------------------------------------------------------------------------------------------------------

  pass(): void {
    const scaler = this.#scaler!;
    const { sim, probe } = this.#site.world;
    const { manager, runner, pool } = this.group;
    const isHeld = this.#heldFrom < sim.now && sim.now < this.#heldTo;
    if (isHeld) scaler.reservations.reserved++;
    const { view } = scaler.roster;
    const { reserved, pending } = scaler.reservations;
    const { instances, deleting, acquired, unavailable } = view;
    pool.counters.passes++;
    const { desiredIdle, required, created, removed } = scaler.pass();
    if (isHeld) scaler.reservations.reserved--;
    pool.setTarget(Math.ceil(desiredIdle / scaler.spec.capacity), sim.now);
    const counts = { instances, deleting, acquired, unavailable, reserved, pending, desiredIdle, required, created, removed };
    probe?.scale?.({ manager, runner, at: sim.now, ...counts });
    this.#site.planPass(sim.now + PASS_INTERVAL);
  }

  /** Applies the pass at `at` if it does nothing, and returns the time of the next; else NEVER. */
  skipPass(at: Micros): Micros {
    if (!this.#scaler!.isPassQuiet(at)) return NEVER;
    this.group.pool.counters.passes++;
    this.#site.world.sim.creditEvents(1);
    return at + PASS_INTERVAL;
  }

  // --- why a job waits -----------------------------------------------------------------------------------------------------------

  ready(): number {
    if (this.#scaler === undefined) return 0;
    const { reservations, roster } = this.#scaler;
    return Math.max(0, roster.view.idle - reservations.reserved - reservations.pending);
  }

  cause(entry: EntrySpec): number {
    return this.#scaler === undefined ? NEXT_POLL : causeOf(this.#site.world, this.group.manager, autoscalerSpecOf(entry), this.#scaler);
  }

  isInOutage(entry: EntrySpec): boolean {
    return this.#site.world.faults.makesNone(autoscalerSpecOf(entry).zone);
  }

  isWhole(): boolean {
    return this.#scaler?.isWhole() ?? false;
  }

  // --- a reservation in which nothing can change -----------------------------------------------------------------------------------

  foresee(entry: EntrySpec, at: Micros): Foreseen {
    const scaler = this.#scaler;
    // The first one begins the scaler; one of another load may bring other policies.
    if (scaler === undefined || entry !== this.#madeWith) return 'play';
    return scaler.reservations.hasRoom(scaler.policyAt(at)) ? 'granted' : 'refused';
  }

  /** Its scaler looks at what is reserved at every pass. */
  restsUntil(_entry: EntrySpec, at: Micros): Micros {
    return at;
  }

  passQuietly(_entry: EntrySpec, at: Micros, length: Micros): void {
    this.#heldFrom = at;
    this.#heldTo = at + length;
  }

  readonly letsGoQuietly = true;

  hold(): undefined {
    this.#scaler!.reservations.reserved++;
  }

  letGo(): void {
    this.#scaler!.reservations.reserved--;
  }

  giveBack(): void {
    this.#scaler!.reservations.unreserve();
  }
}
