/**
 * The rounds of a cleaner of one kind, in every cloud that has it (docs/explanation/digitalocean.md): at whole multiples of its interval it looks at
 * the machines that it is there for, and deals with those that are old enough. A round that could find nothing is not played.
 */
import type { HangingCleanerSpec, ZeroCleanerSpec } from '../../fleet/cloud.js';
import type { Simulation } from '../../sim/simulation.js';
import type { Micros } from '../../units/time.js';
import type { CloudMachine } from '../machine/cloud-machine.js';
import * as Priority from '../priority.js';

type CleanerSpec = HangingCleanerSpec | ZeroCleanerSpec;

/** What one cloud has for it. */
interface Lot<M> {
  readonly spec: CleanerSpec | undefined;
  readonly machines: Set<M>;
  /** The next round is planned. */
  isDue: boolean;
}

export class Cleaner<M extends CloudMachine> {
  readonly #sim: Simulation;
  readonly #lots: readonly Lot<M>[];
  readonly #found: (machine: M) => void;
  readonly #handler: number;

  /** `specs` is by cloud; undefined: it has none. `found` is told of each machine that a round finds, and may take it out. */
  constructor(sim: Simulation, specs: readonly (CleanerSpec | undefined)[], found: (machine: M) => void) {
    this.#sim = sim;
    this.#lots = specs.map((spec) => ({ spec, machines: new Set(), isDue: false }));
    this.#found = found;
    this.#handler = sim.register((cloud) => this.#round(this.#lots[cloud]!, cloud));
  }

  /** From now on there is something to find. */
  add(cloud: number, machine: M): void {
    const lot = this.#lots[cloud]!;
    lot.machines.add(machine);
    // What becomes so at the instant of a round is seen by it.
    this.#plan(lot, cloud, this.#sim.now);
  }

  delete(cloud: number, machine: M): void {
    this.#lots[cloud]!.machines.delete(machine);
  }

  /** What there is in a cloud, found or not, in the order in which it came. */
  machines(cloud: number): ReadonlySet<M> {
    return this.#lots[cloud]!.machines;
  }

  #round(lot: Lot<M>, cloud: number): void {
    const { now } = this.#sim;
    lot.isDue = false;
    for (const machine of [...lot.machines]) if (machine.createAt + lot.spec!.minimumAge <= now) this.#found(machine);
    this.#plan(lot, cloud, now + 1);
  }

  /** The first round at `from` or later. */
  #plan(lot: Lot<M>, cloud: number, from: Micros): void {
    if (lot.spec === undefined || lot.isDue || lot.machines.size === 0) return;
    lot.isDue = true;
    const { interval } = lot.spec;
    this.#sim.scheduleAt(Math.max(1, Math.ceil(from / interval)) * interval, Priority.SWEEP, this.#handler, cloud);
  }
}
