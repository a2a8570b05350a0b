/**
 * Machines of the clouds that no manager knows of, directories with DropletId 0, and the cleaners that look for both (specification 6.8).
 * Rounds of a cleaner are at whole multiples of its interval; one that could find nothing is not played.
 */
import type { CloudCounters } from '../../record/counters.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { Signal } from '../../sim/signal.js';
import type { Micros } from '../../units/time.js';
import type { CloudMachine } from './cloud-machine.js';
import * as Priority from '../priority.js';
import type { CloudWorld } from './cloud-world.js';
import type { ZoneState } from './zone-state.js';

/** What strays need of the clouds around them. */
export interface StraySite {
  countersOf(zone: number): CloudCounters;
  /** The machine exists no more. */
  left(machine: CloudMachine): void;
}

interface Cleaner {
  readonly interval: Micros;
  readonly minimumAge: Micros;
}

/** What one cloud has of them. */
interface Lot {
  readonly strays: Set<CloudMachine>;
  readonly zeros: Set<CloudMachine>;
  readonly signal: Signal | undefined;
  /** The next round is planned. */
  isHangingDue: boolean;
  isZeroDue: boolean;
}

export class Strays {
  readonly #world: CloudWorld;
  readonly #states: readonly Readonly<ZoneState>[];
  readonly #site: StraySite;
  /** By cloud. */
  readonly #lots: readonly Lot[];
  readonly #hangingHandler: number;
  readonly #zeroHandler: number;

  constructor(world: CloudWorld, states: readonly Readonly<ZoneState>[], site: StraySite) {
    this.#world = world;
    this.#states = states;
    this.#site = site;
    const { sim, fleet } = world;
    this.#lots = fleet.clouds.map((spec, cloud) => {
      const isHere = fleet.zones.some((zone) => zone.cloud === cloud && zone.orphans + zone.dropletZero > 0);
      const isFollowed = isHere || spec.hangingCleaner !== undefined || spec.zeroCleaner !== undefined;
      const signal = isFollowed ? world.makeSignal('machines_orphaned', { cloud }) : undefined;
      return { strays: new Set(), zeros: new Set(), signal, isHangingDue: false, isZeroDue: false };
    });
    this.#hangingHandler = sim.register((cloud) => this.#cleanHanging(cloud));
    this.#zeroHandler = sim.register((cloud) => this.#cleanZeros(cloud));
  }

  /** The machine lives on from now, and no manager knows. */
  add(machine: CloudMachine): void {
    const { now } = this.#world.sim;
    machine.pool.account(machine);
    machine.orphanedAt = now;
    const lot = this.#lotOf(machine);
    lot.strays.add(machine);
    lot.signal?.set(lot.strays.size);
    this.#planHanging(this.#cloudOf(machine), this.#world.sim.now);
  }

  /** Its directory has DropletId 0. */
  addZero(machine: CloudMachine): void {
    machine.isZero = true;
    this.#site.countersOf(machine.zone).zeroRecords++;
    this.#lotOf(machine).zeros.add(machine);
    this.#planZeros(this.#cloudOf(machine), this.#world.sim.now);
    this.add(machine);
  }

  isStray(machine: CloudMachine): boolean {
    return machine.isInZone && machine.orphanedAt !== NOT_YET;
  }

  /** A directory is gone, however. */
  forgetDirectory(machine: CloudMachine): void {
    if (machine.isZero) this.#lotOf(machine).zeros.delete(machine);
  }

  /** A stray has ceased to exist, now: its record is written, unless a manager still has its directory and writes it then. */
  ended(machine: CloudMachine): void {
    const { now } = this.#world.sim;
    const lot = this.#lotOf(machine);
    lot.strays.delete(machine);
    lot.signal?.set(lot.strays.size);
    machine.pool.account(machine);
    machine.chargedUntil = now;
    this.#site.left(machine);
    machine.goneAt = now;
    if (machine.dropped) machine.pool.write(machine, now);
  }

  /** Strays whose managers have no directory of them either, at the end of a run. */
  unwritten(): CloudMachine[] {
    return this.#lots.flatMap(({ strays }) => [...strays].filter(({ dropped }) => dropped));
  }

  /** hanging-droplets-cleaner: powers off and deletes, which takes no time here. With the API down a round finds nothing. */
  #cleanHanging(cloud: number): void {
    this.#lots[cloud]!.isHangingDue = false;
    const { minimumAge } = this.#world.fleet.clouds[cloud]!.hangingCleaner!;
    const { now } = this.#world.sim;
    for (const machine of [...this.#lots[cloud]!.strays]) {
      if (machine.createAt + minimumAge > now || this.#states[machine.zone]!.api !== 'up') continue;
      this.#site.countersOf(machine.zone).hangingRemoved++;
      this.ended(machine);
    }
    this.#planHanging(cloud, now + 1);
  }

  /** droplet-zero-machines-cleaner: removes directories from the managers' disks. */
  #cleanZeros(cloud: number): void {
    this.#lots[cloud]!.isZeroDue = false;
    const { minimumAge } = this.#world.fleet.clouds[cloud]!.zeroCleaner!;
    const { now } = this.#world.sim;
    for (const machine of [...this.#lots[cloud]!.zeros]) {
      if (machine.createAt + minimumAge > now) continue;
      this.#site.countersOf(machine.zone).zeroRemoved++;
      machine.directory = false;
      this.forgetDirectory(machine);
      // A process that is removing it sees that at its next look; on disk alone it is gone at once.
      if (machine.state === 'unattended') machine.pool.drop(machine);
    }
    this.#planZeros(cloud, now + 1);
  }

  #planHanging(cloud: number, from: Micros): void {
    const lot = this.#lots[cloud]!;
    const cleaner = this.#world.fleet.clouds[cloud]!.hangingCleaner;
    if (cleaner === undefined || lot.isHangingDue || lot.strays.size === 0) return;
    lot.isHangingDue = true;
    this.#plan(cleaner, this.#hangingHandler, cloud, from);
  }

  #planZeros(cloud: number, from: Micros): void {
    const lot = this.#lots[cloud]!;
    const cleaner = this.#world.fleet.clouds[cloud]!.zeroCleaner;
    if (cleaner === undefined || lot.isZeroDue || lot.zeros.size === 0) return;
    lot.isZeroDue = true;
    this.#plan(cleaner, this.#zeroHandler, cloud, from);
  }

  /** The first round at `from` or later: what becomes so at the instant of a round is seen by it. */
  #plan({ interval }: Cleaner, handler: number, cloud: number, from: Micros): void {
    this.#world.sim.scheduleAt(Math.max(1, Math.ceil(from / interval)) * interval, Priority.SWEEP, handler, cloud);
  }

  #cloudOf({ zone }: CloudMachine): number {
    return this.#world.fleet.zones[zone]!.cloud;
  }

  #lotOf(machine: CloudMachine): Lot {
    return this.#lots[this.#cloudOf(machine)]!;
  }
}
