/**
 * Machines of the clouds that no manager knows of, and the cleaner that looks for them (docs/explanation/digitalocean.md). Its rounds are at whole multiples of
 * its interval; one that could find nothing is not played.
 */
import type { CloudCounters } from '../../record/counters.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { Signal } from '../../sim/signal.js';
import type { Micros } from '../../units/time.js';
import type { CloudMachine } from '../machine/cloud-machine.js';
import * as Priority from '../priority.js';
import type { CloudWorld } from './cloud-world.js';
import type { ZoneState } from './zone-state.js';

/** What strays need of the clouds around them. */
export interface StraySite {
  countersOf(zone: number): CloudCounters;
  /** The machine exists no more. */
  left(machine: CloudMachine): void;
}

/** What one cloud has of them. */
interface Lot {
  readonly strays: Set<CloudMachine>;
  readonly signal: Signal | undefined;
  /** The next round is planned. */
  isDue: boolean;
}

export class Strays {
  readonly #world: CloudWorld;
  readonly #states: readonly Readonly<ZoneState>[];
  readonly #site: StraySite;
  /** By cloud. */
  readonly #lots: readonly Lot[];
  readonly #handler: number;

  constructor(world: CloudWorld, states: readonly Readonly<ZoneState>[], site: StraySite) {
    this.#world = world;
    this.#states = states;
    this.#site = site;
    const { sim, fleet } = world;
    this.#lots = fleet.clouds.map((spec, cloud) => {
      const isHere = fleet.zones.some((zone) => zone.cloud === cloud && zone.orphans + zone.dropletZero > 0);
      const isFollowed = isHere || spec.hangingCleaner !== undefined || spec.zeroCleaner !== undefined;
      const signal = isFollowed ? world.makeSignal('machines_orphaned', { cloud }) : undefined;
      return { strays: new Set(), signal, isDue: false };
    });
    this.#handler = sim.register((cloud) => this.#clean(cloud));
  }

  /** The machine lives on from now, and no manager knows. */
  add(machine: CloudMachine): void {
    const { now } = this.#world.sim;
    machine.pool.account(machine);
    machine.orphaned(now);
    const lot = this.#lotOf(machine);
    lot.strays.add(machine);
    lot.signal?.set(lot.strays.size);
    this.#plan(this.#cloudOf(machine), now);
  }

  isStray(machine: CloudMachine): boolean {
    return machine.isInZone && machine.orphanedAt !== NOT_YET;
  }

  /** A stray has ceased to exist, now: its record is written, unless a manager still has it in its list and writes it then. */
  ended(machine: CloudMachine): void {
    const { now } = this.#world.sim;
    const lot = this.#lotOf(machine);
    lot.strays.delete(machine);
    lot.signal?.set(lot.strays.size);
    machine.pool.account(machine);
    machine.chargeEnds(now);
    this.#site.left(machine);
    machine.gone(now);
    if (machine.dropped) machine.pool.write(machine, now);
  }

  /** Strays that no manager has in its list either, at the end of a run. */
  unwritten(): CloudMachine[] {
    return this.#lots.flatMap(({ strays }) => [...strays].filter(({ dropped }) => dropped));
  }

  /** hanging-droplets-cleaner: powers off and deletes, which takes no time here. With the API down a round finds nothing. */
  #clean(cloud: number): void {
    this.#lots[cloud]!.isDue = false;
    const { minimumAge } = this.#world.fleet.clouds[cloud]!.hangingCleaner!;
    const { now } = this.#world.sim;
    for (const machine of [...this.#lots[cloud]!.strays]) {
      if (machine.createAt + minimumAge > now || this.#states[machine.zone]!.api !== 'up') continue;
      this.#site.countersOf(machine.zone).hangingRemoved++;
      this.ended(machine);
    }
    this.#plan(cloud, now + 1);
  }

  /** The first round at `from` or later: what becomes so at the instant of a round is seen by it. */
  #plan(cloud: number, from: Micros): void {
    const lot = this.#lots[cloud]!;
    const cleaner = this.#world.fleet.clouds[cloud]!.hangingCleaner;
    if (cleaner === undefined || lot.isDue || lot.strays.size === 0) return;
    lot.isDue = true;
    const { interval } = cleaner;
    this.#world.sim.scheduleAt(Math.max(1, Math.ceil(from / interval)) * interval, Priority.SWEEP, this.#handler, cloud);
  }

  #cloudOf({ zone }: CloudMachine): number {
    return this.#world.fleet.zones[zone]!.cloud;
  }

  #lotOf(machine: CloudMachine): Lot {
    return this.#lots[this.#cloudOf(machine)]!;
  }
}
