/**
 * Removes every machine of a host whose process is down, as the upgrade script does before it starts the next version, or an operator after a
 * standby was stopped: one remove command each (`docker-machine rm`, no stop before it), all at once, one round. What a failed command leaves is found on disk by the next process.
 */
import { RemoveCommand } from '../../cloud/remove-commands.js';
import type { DockerMachine } from './docker-machine.js';
import type { Pool } from './pool.js';
import type { Store } from './store.js';
import type { World } from '../../world.js';

class SweepCommand extends RemoveCommand {
  declare readonly machine: DockerMachine;
  readonly #sweep: MachineSweep;

  constructor(machine: DockerMachine, sweep: MachineSweep) {
    super(machine);
    this.#sweep = sweep;
  }

  override ended(): void {
    this.#sweep.removeEnded(this);
  }
}

export class MachineSweep {
  readonly #world: World;
  readonly #store: Store;
  readonly #reason: 'upgrade' | 'failback';
  readonly #over: () => void;
  /** Commands that run. */
  #left = 0;

  /** `over` is called when the last command has ended. */
  constructor(world: World, store: Store, reason: 'upgrade' | 'failback', over: () => void) {
    this.#world = world;
    this.#store = store;
    this.#reason = reason;
    this.#over = over;
  }

  /** Begins a command for each directory in the pools of a host; without any it is over at once. */
  start(pools: readonly Pool[]): void {
    const machines = pools.flatMap((pool) => pool.machines).filter(({ directory }) => directory);
    this.#left = machines.length;
    for (const machine of machines) {
      machine.condemned(this.#reason);
      machine.removalBegan(this.#world.sim.now);
      machine.pool.setState(machine, 'removing');
      // A script has no timeout of its own.
      this.#world.clouds.removes.begin(new SweepCommand(machine, this), 0, false);
    }
    if (machines.length === 0) this.#over();
  }

  /** A command of it has ended. */
  removeEnded(command: SweepCommand): void {
    const { machine } = command;
    const failed = this.#store.hasFailed(machine, command);
    // A command of the process that is down, carried to its end, may have been first, or a process that runs again has taken it over.
    if (!machine.dropped && machine.state === 'removing' && machine.reasonRemoved === this.#reason) {
      if (failed) machine.pool.setState(machine, 'unattended');
      else {
        if (machine.directory) this.#store.removed(machine, false);
        machine.pool.drop(machine);
      }
    }
    this.#left--;
    if (this.#left === 0) this.#over();
  }
}
