/** The feeder of a manager process (specification 2.1): hands each entry to a free worker in turn, waiting until one is free, then pauses. */
import type { EventId } from '../../sim/simulation.js';
import type { EntrySpec } from '../fleet.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { ManagerProcess } from './process.js';

export class Feeder {
  readonly #world: World;
  readonly #process: ManagerProcess;
  readonly #handler: number;
  /** Entries of the round under way; a reload is seen by the next round. */
  #round: readonly EntrySpec[] = [];
  #next = 0;
  #gap = 0;
  #blockedOn: EntrySpec | undefined;
  #event: EventId = 0;

  constructor(world: World, process: ManagerProcess) {
    this.#world = world;
    this.#process = process;
    this.#handler = world.sim.register(() => this.#feed());
  }

  start(): void {
    this.#startRound();
    this.#feed();
  }

  stop(): void {
    this.#world.sim.cancel(this.#event);
    this.#blockedOn = undefined;
  }

  /** A worker is free: gives it the entry the feeder waits with, if any. The feeder's pause starts now. */
  takeWaiting(): EntrySpec | undefined {
    const entry = this.#blockedOn;
    if (entry === undefined) return undefined;
    this.#blockedOn = undefined;
    this.#pause();
    return entry;
  }

  #startRound(): void {
    const { config } = this.#process;
    this.#round = config.entries;
    this.#next = 0;
    this.#gap = Math.trunc(config.checkInterval / Math.max(this.#round.length, 1));
  }

  #feed(): void {
    if (this.#next >= this.#round.length) this.#startRound();
    const entry = this.#round[this.#next];
    if (entry === undefined) this.#pause();
    else if (!this.#process.tokenOf(entry).isHealthy(entry, this.#world.sim.now)) this.#pause();
    else if (this.#process.hasFreeWorker) {
      this.#pause();
      this.#process.handOver(entry);
    } else this.#blockedOn = entry;
  }

  #pause(): void {
    this.#next++;
    this.#event = this.#world.sim.schedule(this.#gap, Priority.FEED, this.#handler, 0);
  }
}
