/**
 * `[machine.shutdown_drain]` (docs/explanation/machine-pool.md, "Drain at shutdown"): when the last worker of a stopping process is done, every
 * machine it knows is removed by force, some at a time, within shutdown_timeout of the begin.
 */
import type { EventId, HandlerId, Simulation } from '../../../sim/simulation.js';
import type { Micros } from '../../../units/time.js';
import type { Coordinator } from './coordinator.js';
import type { DockerMachine } from './docker-machine.js';
import type { DockerMachineDraws } from './draws.js';
import type { MachineWorld } from './machine-world.js';
import type { Remover } from './remover.js';
import type { Store } from './store.js';
import * as Priority from '../../priority.js';
import { Roll } from '../../roll.js';
import type { World } from '../../world.js';

export interface DrainOptions {
  readonly concurrency: number;
  readonly maxRetries: number;
  readonly retryBackoff: Micros;
  readonly timeout: Micros;
}

interface Place {
  /** Its own in the roll, which it is in while an event of it is to come; 0 = none yet. */
  number: number;
  readonly drain: Drain;
  readonly machine: DockerMachine;
  readonly coordinator: Coordinator;
  step: 'creating' | 'removing' | 'forcing' | 'pausing';
  failures: number;
  event: EventId;
}

/** The drains of all processes that shut down, and their places. */
export class Drains {
  readonly roll: Roll<Drain>;
  readonly places: Roll<Place>;
  readonly timeout: HandlerId;
  readonly next: HandlerId;

  constructor(sim: Simulation) {
    this.roll = new Roll(sim);
    this.places = new Roll(sim);
    this.timeout = this.roll.handler((drain) => drain.cut());
    this.next = this.places.handler((place) => place.drain.next(place));
  }
}

export class Drain {
  readonly #world: World;
  readonly #draws: DockerMachineDraws;
  readonly #store: Store;
  readonly #options: DrainOptions;
  readonly #coordinators: readonly Coordinator[];
  readonly #remover: Remover;
  readonly #done: () => void;
  readonly #drains: Drains;
  /** Its own in the roll. */
  #number = 0;
  #line: { readonly machine: DockerMachine; readonly coordinator: Coordinator }[] = [];
  readonly #places = new Map<number, Place>();
  #timeout: EventId = 0;
  #isOver = false;

  constructor(
    { world, draws, store, drains }: MachineWorld,
    options: DrainOptions,
    coordinators: readonly Coordinator[],
    remover: Remover,
    done: () => void,
  ) {
    this.#world = world;
    this.#draws = draws;
    this.#store = store;
    this.#drains = drains;
    this.#options = options;
    this.#coordinators = coordinators;
    this.#remover = remover;
    this.#done = done;
  }

  start(): void {
    this.#number = this.#drains.roll.enter(this);
    this.#timeout = this.#world.sim.schedule(this.#options.timeout, Priority.OPERATOR, this.#drains.timeout, this.#number);
    for (const coordinator of this.#coordinators) {
      for (const machine of coordinator.pool.index) if (machine.state !== 'unattended') this.#line.push({ machine, coordinator });
    }
    this.#fill();
  }

  /** The process ends in any case: a forced remove that runs is carried to its end. */
  close(): void {
    this.#line = [];
    this.#end();
    for (const place of this.#places.values()) if (place.step === 'pausing') this.#cancel(place);
  }

  /** The time is over: a forced remove that runs is cut and its machine stays. */
  cut(): void {
    for (const place of this.#places.values()) this.#cancel(place);
    this.#places.clear();
    this.#finish();
  }

  /** A creation or removal that a place waits for has ended. */
  ended(machine: DockerMachine): void {
    const place = this.#places.get(machine.number);
    if (place === undefined) return;
    if (machine.dropped) this.#leave(place);
    else if (place.step === 'creating' && this.#remover.isRemoving(machine)) place.step = 'removing';
    else if (place.step === 'creating' || place.step === 'removing') this.#force(place);
  }

  /** A forced remove, or the pause after one that failed, is over. */
  next(place: Place): void {
    const { machine } = place;
    if (place.step === 'pausing') {
      this.#force(place);
      return;
    }
    if (!this.#draws.forceDeleteFails(machine, machine.forceAttempts)) {
      this.#store.removed(machine, true);
      machine.pool.drop(machine);
      this.#leave(place);
      return;
    }
    if (this.#isOver) {
      this.#drains.places.leave(place.number);
      return;
    }
    place.failures++;
    if (place.failures > this.#options.maxRetries) {
      this.#leave(place);
      return;
    }
    place.step = 'pausing';
    const pause = this.#options.retryBackoff * place.failures;
    this.#schedule(place, pause);
  }

  #fill(): void {
    while (!this.#isOver && this.#places.size < this.#options.concurrency) {
      const next = this.#line.shift();
      if (next === undefined) break;
      if (next.machine.dropped) continue;
      const place: Place = { ...next, number: 0, drain: this, step: 'forcing', failures: 0, event: 0 };
      this.#places.set(next.machine.number, place);
      if (next.coordinator.isCreating(next.machine)) place.step = 'creating';
      else if (this.#remover.isRemoving(next.machine)) place.step = 'removing';
      else this.#force(place);
    }
    if (!this.#isOver && this.#places.size === 0) this.#finish();
  }

  #force(place: Place): void {
    const { machine } = place;
    const { sim, clouds } = this.#world;
    place.step = 'forcing';
    if (machine.reasonRemoved !== 'drain') {
      machine.condemned('drain');
      machine.clockStarts(sim.now);
      machine.pool.setState(machine, 'removing');
    }
    machine.removalBegan(sim.now);
    machine.forced();
    const time = this.#draws.forceDeleteTime(machine) + clouds.apiLatency(machine.zone);
    this.#schedule(place, time);
  }

  #schedule(place: Place, time: Micros): void {
    const { next, places } = this.#drains;
    if (place.number === 0) place.number = places.enter(place);
    place.event = this.#world.sim.schedule(time, Priority.CLOUD, next, place.number);
  }

  #cancel(place: Place): void {
    this.#world.sim.cancel(place.event);
    this.#drains.places.leave(place.number);
  }

  #leave(place: Place): void {
    this.#places.delete(place.machine.number);
    this.#drains.places.leave(place.number);
    this.#fill();
  }

  #finish(): void {
    this.#end();
    this.#done();
  }

  #end(): void {
    this.#isOver = true;
    this.#world.sim.cancel(this.#timeout);
    this.#drains.roll.leave(this.#number);
  }
}
