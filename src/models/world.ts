/** What every model of one run shares: the clock, the fleet it was built from, the jobs, the draws, and where records go. */
import type { Signal } from '../sim/signal.js';
import type { Simulation } from '../sim/simulation.js';
import type { Clouds } from './cloud/clouds.js';
import type { Draws } from './draws.js';
import type { Faults } from './faults/faults.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { JobTable } from './gitlab/job-table.js';
import type { Journal } from './journal.js';
import type { Registrations } from './gitlab/registrations.js';
import type { Services } from './services/services.js';
import type { Probe } from './probe.js';

/**
 * A class and no literal: of a literal V8 takes the fields of the first run to be for good, compiles that into all that reads them, and throws it away when the second run
 * makes another (a hundred functions).
 */
export class World {
  readonly sim: Simulation;
  readonly fleet: FleetSpec;
  readonly draws: Draws;
  readonly jobs: JobTable;
  readonly journal: Journal;
  readonly probe: Probe | undefined;
  readonly faults: Faults;
  readonly clouds: Clouds;
  readonly registrations: Registrations;
  readonly services: Services;
  /** By workload. */
  readonly pendingJobs: readonly Signal[];
  readonly runningJobs: readonly Signal[];

  constructor(parts: Readonly<Pick<World, keyof World>>) {
    this.sim = parts.sim;
    this.fleet = parts.fleet;
    this.draws = parts.draws;
    this.jobs = parts.jobs;
    this.journal = parts.journal;
    this.probe = parts.probe;
    this.faults = parts.faults;
    this.clouds = parts.clouds;
    this.registrations = parts.registrations;
    this.services = parts.services;
    this.pendingJobs = parts.pendingJobs;
    this.runningJobs = parts.runningJobs;
  }
}
