/** A pool as the decision of a pass looks at it: as it is, or as if every idle machine were held by a job. */
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { MachineCounts } from '../../machine/machine-pool.js';
import type { BirthIndex } from './birth-index.js';
import type { Coordinator } from './coordinator.js';
import type { PoolView } from './decide.js';
import type { DockerMachine } from './docker-machine.js';
import type { Pool } from './pool.js';

export class LiveView implements PoolView {
  protected readonly pool: Pool;
  readonly #coordinator: Coordinator;
  #spec!: DockerMachineSpec;

  constructor(pool: Pool, coordinator: Coordinator) {
    this.pool = pool;
    this.#coordinator = coordinator;
  }

  /** Returns itself, for an entry with this section; read at once. */
  of(spec: DockerMachineSpec): this {
    this.#spec = spec;
    return this;
  }

  get counts(): Readonly<MachineCounts> {
    return this.pool.counts;
  }

  get index(): BirthIndex<DockerMachine> {
    return this.pool.index;
  }

  isNoneUsedUp(maxBuilds: number): boolean {
    return this.pool.isNoneUsedUp(maxBuilds);
  }

  makesNone(): boolean {
    return this.pool.world.faults.makesNone(this.#spec.zone);
  }

  isApiLimited(): boolean {
    return this.pool.world.clouds.isApiLimited(this.#spec.zone, this.pool.manager);
  }

  isQuotaFull(): boolean {
    return this.pool.world.clouds.isQuotaFull(this.#spec.zone, this.#spec.machineType);
  }

  booting(): number {
    return this.#coordinator.booting;
  }
}

/** What keeps a pool from one machine more than it has ready. */
export class HeldView extends LiveView {
  readonly #counts: MachineCounts = { creating: 0, idle: 0, acquired: 0, used: 0, removing: 0 };

  override get counts(): Readonly<MachineCounts> {
    const counts = this.#counts;
    const { creating, idle, acquired, used, removing } = this.pool.counts;
    counts.creating = creating;
    counts.acquired = acquired + idle;
    counts.used = used;
    counts.removing = removing;
    return counts;
  }
}
