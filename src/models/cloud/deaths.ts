/** How machines die under their managers: with their zone, or by preemption. Nobody is told but the job that runs on them. */
import type { EventId } from '../../sim/simulation.js';
import type { CloudCounters } from '../../record/counters.js';
import { NOT_YET } from '../../record/not-yet.js';
import { NEVER } from '../../units/time.js';
import type { CloudMachine, CloudPool } from '../machine/cloud-machine.js';
import * as Priority from '../priority.js';
import type { CloudWorld } from './cloud-world.js';
import type { Strays } from './strays.js';

/** What deaths need of the clouds around them. */
export interface DeathSite {
  readonly pools: readonly CloudPool[];
  countersOf(zone: number): CloudCounters;
  /** The machine exists no more. */
  left(machine: CloudMachine): void;
}

/** A machine that will be preempted if it stands so long. */
interface Sentence {
  readonly machine: CloudMachine;
  readonly event: EventId;
}

export class Deaths {
  readonly #world: CloudWorld;
  readonly #site: DeathSite;
  readonly #strays: Strays;
  readonly #sentences = new Map<number, Sentence>();
  readonly #handler: number;

  constructor(world: CloudWorld, site: DeathSite, strays: Strays) {
    this.#world = world;
    this.#site = site;
    this.#strays = strays;
    this.#handler = world.sim.register((number) => this.#preempt(this.#sentences.get(number)!.machine));
  }

  /** A machine exists from now on: its preemption is drawn. */
  born(machine: CloudMachine): void {
    const { sim, fleet, draws } = this.#world;
    if (fleet.machineTypes[machine.machineType]!.preemption === undefined) return;
    const life = draws.preemptionAfter(machine, machine.machineType);
    if (life === NEVER) return;
    const event = sim.schedule(life, Priority.FAULT, this.#handler, machine.number);
    this.#sentences.set(machine.number, { machine, event });
  }

  /** It exists no more, or is dead: it is not preempted any more. */
  left({ number }: CloudMachine): void {
    if (this.#sentences.size === 0) return;
    const sentence = this.#sentences.get(number);
    if (sentence === undefined) return;
    this.#world.sim.cancel(sentence.event);
    this.#sentences.delete(number);
  }

  /** Every machine that stands in a zone dies now, and none that is being made comes up. It is charged for until it is removed, and preempted no more. */
  zoneDied(zone: number): void {
    for (const pool of this.#site.pools) {
      for (const machine of pool.machines) {
        if (machine.zone !== zone || machine.dropped || !machine.isInZone || machine.diedAt !== NOT_YET) continue;
        if (machine.readyAt === NOT_YET) {
          // Also where its create command is over, and the provision commands go on that follow one that has failed.
          machine.cannotComeUp();
          continue;
        }
        this.#site.countersOf(zone).died++;
        machine.died(this.#world.sim.now, 'outage');
        this.left(machine);
      }
    }
  }

  /** Life and charge end here; it counts as there until its manager removes it. */
  #preempt(machine: CloudMachine): void {
    this.#site.countersOf(machine.zone).preempted++;
    if (machine.readyAt === NOT_YET) machine.cannotComeUp();
    if (this.#strays.isStray(machine)) {
      machine.died(this.#world.sim.now, 'preempted');
      this.#strays.ended(machine);
      return;
    }
    machine.pool.account(machine);
    machine.chargeEnds(this.#world.sim.now);
    this.#site.left(machine);
    machine.died(this.#world.sim.now, 'preempted');
  }
}
