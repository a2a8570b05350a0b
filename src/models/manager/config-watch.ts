/** A manager's look at its configuration file: every `config_check` after its start, and again so long after each look was dealt with. */
import type { EventId } from '../../sim/simulation.js';
import { NOUGHT } from '../../units/shapes.js';
import type { Micros } from '../../units/time.js';
import type { ProcessConfig } from '../../fleet/config.js';
import type { ManagerSpec } from '../../fleet/manager.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';

export class ConfigWatch {
  readonly #world: World;
  readonly #spec: ManagerSpec;
  /** Puts a configuration in force; false = it is not dealt with yet (workers have to end first). */
  readonly #apply: (config: ProcessConfig) => boolean;
  readonly #handler: number;
  /** What the file holds, and what is in force: indices into the manager's configs. */
  #inFile = 0;
  #inForce = 0;
  /** Looks fall on `#base` + k x config_check. */
  #base: Micros = NOUGHT;
  #event: EventId = NOUGHT;
  #isDealing = false;

  constructor(world: World, spec: ManagerSpec, apply: (config: ProcessConfig) => boolean) {
    this.#world = world;
    this.#spec = spec;
    this.#apply = apply;
    this.#handler = world.sim.register(() => this.#look());
  }

  /** Index into the manager's configs of what the file holds. */
  get inFile(): number {
    return this.#inFile;
  }

  /** The process starts: returns the newest configuration. */
  start(): ProcessConfig {
    if (this.#inForce !== this.#inFile) this.#note();
    this.#inForce = this.#inFile;
    this.#base = this.#world.sim.now;
    this.#isDealing = false;
    return this.#load();
  }

  /** The file gets new contents. */
  write(config: number, isWatched: boolean): void {
    this.#inFile = config;
    if (isWatched && !this.#isDealing) this.#planLook();
  }

  stop(): void {
    this.#world.sim.cancel(this.#event);
  }

  /** The last worker that had to end has ended. */
  lookDealtWith(): void {
    this.#isDealing = false;
    this.#base = this.#world.sim.now;
    if (this.#inFile !== this.#inForce) this.#planLook();
  }

  /** Looks that would find nothing are not played: only the next one is. */
  #planLook(): void {
    const { sim } = this.#world;
    sim.cancel(this.#event);
    const { configCheck } = this.#spec;
    const looks = Math.max(1, Math.ceil((sim.now - this.#base) / configCheck));
    this.#event = sim.scheduleAt(this.#base + looks * configCheck, Priority.CONFIG, this.#handler, 0);
  }

  #look(): void {
    this.#note();
    this.#inForce = this.#inFile;
    this.#isDealing = !this.#apply(this.#load());
  }

  /** What the file holds, as a load of its own: of two that hold the same, each has its entries. */
  #load(): ProcessConfig {
    const config = this.#spec.configs[this.#inFile]!;
    return { ...config, entries: config.entries.map((entry) => ({ ...entry })) };
  }

  /** A file that was written is read now. */
  #note(): void {
    this.#world.journal.note({ at: this.#world.sim.now, kind: 'config_in_force', subject: this.#spec.name });
  }
}
