/** docker+machine in one process: the lock of its passes and its remover are the process's, whatever the token. */
import type { EntrySpec, ProcessConfig } from '../../../fleet/config.js';
import type { Acquisition, ExecutorProvider, ProcessTies, Taker } from '../executor.js';
import { Acquirer } from './acquirer.js';
import { Drain } from './drain.js';
import type { DockerMachine } from './docker-machine.js';
import type { MachineWorld } from './machine-world.js';
import type { DockerMachineModel } from './model.js';
import { Remover } from './remover.js';
import { DockerMachineToken } from './token.js';

export class DockerMachineProvider implements ExecutorProvider {
  readonly ties: ProcessTies;
  readonly acquirer: Acquirer;
  readonly remover: Remover;
  readonly machines: MachineWorld;
  readonly #model: DockerMachineModel;
  readonly #tokens = new Map<string, DockerMachineToken>();
  #drain: Drain | undefined;

  constructor(model: DockerMachineModel, ties: ProcessTies) {
    const { flags, commandTimeout } = ties;
    this.#model = model;
    this.ties = ties;
    this.machines = model.machines;
    const options = { commandTimeout, givesUp: flags.removalGivesUp, shutdownStep: flags.shutdownStep };
    this.remover = new Remover(model.machines, options, (machine) => this.ended(machine));
    this.acquirer = new Acquirer(model.machines, this.remover, flags);
  }

  of(entry: EntrySpec): DockerMachineToken {
    let token = this.#tokens.get(entry.token);
    if (token === undefined) {
      token = new DockerMachineToken(this, this.#model.poolOf(this.ties.manager, entry.runner));
      this.#tokens.set(entry.token, token);
    }
    return token;
  }

  acquisition(taker: Taker, token: DockerMachineToken, entry: EntrySpec): Acquisition {
    return this.#model.acquisition(taker, token, entry);
  }

  /** A creation or a removal has ended, well or not. */
  ended(machine: DockerMachine): void {
    this.#drain?.ended(machine);
  }

  /** `[machine.shutdown_drain]`, in runners that have it. */
  shutdown({ drain, shutdownTimeout }: ProcessConfig, done: () => void): void {
    if (!drain.enabled || !this.ties.flags.shutdownDrain) {
      done();
      return;
    }
    const coordinators = [...this.#tokens].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { coordinator }]) => coordinator);
    this.#drain = new Drain(this.machines, { ...drain, timeout: shutdownTimeout }, coordinators, this.remover, done);
    this.#drain.start();
  }

  close(): void {
    this.#drain?.close();
    this.acquirer.close();
    this.remover.close();
    for (const token of this.#tokens.values()) token.close();
  }

  finish(): void {
    this.acquirer.noteOpenPass();
  }
}
