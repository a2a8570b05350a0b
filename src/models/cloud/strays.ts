/** Machines of the clouds that no manager knows of, and hanging-droplets-cleaner, which looks for them. */
import type { CloudCounters } from '../../record/counters.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { Signal } from '../../sim/signal.js';
import type { CloudMachine } from '../machine/cloud-machine.js';
import { Cleaner } from './cleaner.js';
import type { CloudWorld } from './cloud-world.js';
import type { ZoneState } from './zone-state.js';

/** What strays need of the clouds around them. */
export interface StraySite {
  countersOf(zone: number): CloudCounters;
  /** The machine exists no more. */
  left(machine: CloudMachine): void;
}

export class Strays {
  readonly #world: CloudWorld;
  readonly #states: readonly Readonly<ZoneState>[];
  readonly #site: StraySite;
  readonly #cleaner: Cleaner<CloudMachine>;
  /** By cloud; undefined where there can be none. */
  readonly #signals: readonly (Signal | undefined)[];

  constructor(world: CloudWorld, states: readonly Readonly<ZoneState>[], site: StraySite) {
    this.#world = world;
    this.#states = states;
    this.#site = site;
    const { sim, fleet } = world;
    this.#signals = fleet.clouds.map((spec, cloud) => {
      const isHere = fleet.zones.some((zone) => zone.cloud === cloud && zone.orphans + zone.dropletZero > 0);
      const isFollowed = isHere || spec.hangingCleaner !== undefined || spec.zeroCleaner !== undefined;
      return isFollowed ? world.makeSignal('machines_orphaned', { cloud }) : undefined;
    });
    const cleaners = fleet.clouds.map(({ hangingCleaner }) => hangingCleaner);
    this.#cleaner = new Cleaner(sim, cleaners, (machine) => this.#found(machine));
  }

  /** The machine lives on from now, and no manager knows. */
  add(machine: CloudMachine): void {
    const { now } = this.#world.sim;
    machine.pool.account(machine);
    machine.orphaned(now);
    const cloud = this.#cloudOf(machine);
    this.#cleaner.add(cloud, machine);
    this.#count(cloud);
  }

  isStray(machine: CloudMachine): boolean {
    return machine.isInZone && machine.orphanedAt !== NOT_YET;
  }

  /** A stray has ceased to exist, now: its record is written, unless a manager still has it in its list and writes it then. */
  ended(machine: CloudMachine): void {
    const { now } = this.#world.sim;
    const cloud = this.#cloudOf(machine);
    this.#cleaner.delete(cloud, machine);
    this.#count(cloud);
    machine.pool.account(machine);
    machine.chargeEnds(now);
    this.#site.left(machine);
    machine.gone(now);
    if (machine.dropped) machine.pool.write(machine, now);
  }

  /** Strays that no manager has in its list either, at the end of a run. */
  unwritten(): CloudMachine[] {
    return this.#signals.flatMap((_, cloud) => [...this.#cleaner.machines(cloud)].filter(({ dropped }) => dropped));
  }

  /** It is powered off and deleted, which takes no time here. With the API down a round finds nothing. */
  #found(machine: CloudMachine): void {
    if (this.#states[machine.zone]!.api !== 'up') return;
    this.#site.countersOf(machine.zone).hangingRemoved++;
    this.ended(machine);
  }

  #count(cloud: number): void {
    this.#signals[cloud]?.set(this.#cleaner.machines(cloud).size);
  }

  #cloudOf({ zone }: CloudMachine): number {
    return this.#world.fleet.zones[zone]!.cloud;
  }
}
