/** What docker+machine's processes stand on: what outlives them, and the events of what comes and goes with them. */
import type { World } from '../../world.js';
import { Checks } from './acquirer.js';
import { CreationRoll } from './creations.js';
import type { DockerMachineDraws } from './draws.js';
import { Drains } from './drain.js';
import { Removals } from './remover.js';
import { Store } from './store.js';

export class MachineWorld {
  readonly world: World;
  readonly draws: DockerMachineDraws;
  readonly store: Store;
  readonly checks: Checks;
  readonly creations: CreationRoll;
  readonly removals: Removals;
  readonly drains: Drains;

  constructor(world: World, draws: DockerMachineDraws) {
    const { sim } = world;
    this.world = world;
    this.draws = draws;
    this.store = new Store(world);
    this.checks = new Checks(sim);
    this.creations = new CreationRoll(sim);
    this.removals = new Removals(sim);
    this.drains = new Drains(sim);
  }
}
