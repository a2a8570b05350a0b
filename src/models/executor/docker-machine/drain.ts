/**
 * `[machine.shutdown_drain]` (docs/explanation/machine-pool.md, "Drain at shutdown"): when the last worker of a stopping process is done, every
 * machine it knows is removed by force, some at a time, within shutdown_timeout of the begin.
 */
import type { EventId } from '../../../sim/simulation.js';
import type { Micros } from '../../../units/time.js';
import type { Coordinator } from './coordinator.js';
import type { DockerMachine } from './docker-machine.js';
import type { Remover } from './remover.js';
import type { Store } from './store.js';
import * as Priority from '../../priority.js';
import type { World } from '../../world.js';

export interface DrainOptions {
  readonly concurrency: number;
  readonly maxRetries: number;
  readonly retryBackoff: Micros;
  readonly timeout: Micros;
}

interface Place {
  readonly machine: DockerMachine;
  readonly coordinator: Coordinator;
  step: 'creating' | 'removing' | 'forcing' | 'pausing';
  failures: number;
  event: EventId;
}

export class Drain {
  readonly #world: World;
  readonly #store: Store;
  readonly #options: DrainOptions;
  readonly #coordinators: readonly Coordinator[];
  readonly #remover: Remover;
  readonly #done: () => void;
  readonly #handler: number;
  readonly #timeoutHandler: number;
  #line: { readonly machine: DockerMachine; readonly coordinator: Coordinator }[] = [];
  readonly #places = new Map<number, Place>();
  #timeout: EventId = 0;
  #isOver = false;

  constructor(world: World, store: Store, options: DrainOptions, coordinators: readonly Coordinator[], remover: Remover, done: () => void) {
    this.#world = world;
    this.#store = store;
    this.#options = options;
    this.#coordinators = coordinators;
    this.#remover = remover;
    this.#done = done;
    this.#handler = world.sim.register((number) => this.#next(this.#places.get(number)));
    this.#timeoutHandler = world.sim.register(() => this.#cut());
  }

  start(): void {
    this.#timeout = this.#world.sim.schedule(this.#options.timeout, Priority.OPERATOR, this.#timeoutHandler, 0);
    for (const coordinator of this.#coordinators) {
      for (const machine of coordinator.pool.index) if (machine.state !== 'unattended') this.#line.push({ machine, coordinator });
      coordinator.onCreated = (machine): void => this.#ended(machine);
    }
    this.#remover.onRemoved = (machine): void => this.#ended(machine);
    this.#fill();
  }

  /** The process ends in any case: a forced remove that runs is carried to its end. */
  close(): void {
    this.#isOver = true;
    this.#line = [];
    this.#world.sim.cancel(this.#timeout);
    for (const place of this.#places.values()) if (place.step === 'pausing') this.#world.sim.cancel(place.event);
  }

  /** The time is over: a forced remove that runs is cut and its machine stays. */
  #cut(): void {
    for (const place of this.#places.values()) this.#world.sim.cancel(place.event);
    this.#places.clear();
    this.#finish();
  }

  #fill(): void {
    while (!this.#isOver && this.#places.size < this.#options.concurrency) {
      const next = this.#line.shift();
      if (next === undefined) break;
      if (next.machine.dropped) continue;
      const place: Place = { ...next, step: 'forcing', failures: 0, event: 0 };
      this.#places.set(next.machine.number, place);
      if (next.coordinator.isCreating(next.machine)) place.step = 'creating';
      else if (this.#remover.isRemoving(next.machine)) place.step = 'removing';
      else this.#force(place);
    }
    if (!this.#isOver && this.#places.size === 0) this.#finish();
  }

  /** A creation or removal that a place waits for has ended. */
  #ended(machine: DockerMachine): void {
    const place = this.#places.get(machine.number);
    if (place === undefined) return;
    if (machine.dropped) this.#leave(place);
    else if (place.step === 'creating' && this.#remover.isRemoving(machine)) place.step = 'removing';
    else if (place.step === 'creating' || place.step === 'removing') this.#force(place);
  }

  #force(place: Place): void {
    const { machine } = place;
    const { sim, draws, clouds } = this.#world;
    place.step = 'forcing';
    if (machine.reasonRemoved !== 'drain') {
      machine.condemned('drain');
      machine.clockStarts(sim.now);
      machine.pool.setState(machine, 'removing');
    }
    machine.removalBegan(sim.now);
    machine.forced();
    const time = draws.forceDeleteTime(machine) + clouds.apiLatency(machine.zone);
    place.event = sim.schedule(time, Priority.CLOUD, this.#handler, machine.number);
  }

  #next(place: Place | undefined): void {
    if (place === undefined) return;
    const { machine } = place;
    if (place.step === 'pausing') {
      this.#force(place);
      return;
    }
    if (!this.#world.draws.forceDeleteFails(machine, machine.forceAttempts)) {
      this.#store.removed(machine, true);
      machine.pool.drop(machine);
      this.#leave(place);
      return;
    }
    if (this.#isOver) return;
    place.failures++;
    if (place.failures > this.#options.maxRetries) {
      this.#leave(place);
      return;
    }
    place.step = 'pausing';
    const pause = this.#options.retryBackoff * place.failures;
    place.event = this.#world.sim.schedule(pause, Priority.CLOUD, this.#handler, machine.number);
  }

  #leave(place: Place): void {
    this.#places.delete(place.machine.number);
    this.#fill();
  }

  #finish(): void {
    this.#isOver = true;
    this.#world.sim.cancel(this.#timeout);
    this.#done();
  }
}
