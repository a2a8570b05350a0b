/** docker+machine in one process: the lock of its passes, its remover and its periods are the process's, whatever the token. */
import type { EntrySpec, ProcessConfig } from '../../../fleet/config.js';
import type { Acquisition, ExecutorProvider, ProcessTies, Taker } from '../executor.js';
import { Acquirer } from './acquirer.js';
import { Drain } from './drain.js';
import type { DockerMachineModel } from './model.js';
import { PeriodClock } from './period-clock.js';
import { Remover } from './remover.js';
import type { Store } from './store.js';
import { DockerMachineToken } from './token.js';

export class DockerMachineProvider implements ExecutorProvider {
  readonly ties: ProcessTies;
  readonly acquirer: Acquirer;
  readonly remover: Remover;
  readonly periods = new PeriodClock();
  readonly store: Store;
  readonly #model: DockerMachineModel;
  readonly #tokens = new Map<string, DockerMachineToken>();
  #drain: Drain | undefined;

  constructor(model: DockerMachineModel, ties: ProcessTies) {
    const { flags, commandTimeout } = ties;
    this.#model = model;
    this.ties = ties;
    this.store = model.store;
    this.remover = new Remover(model.world, model.store, {
      commandTimeout,
      givesUp: flags.removalGivesUp,
      shutdownStep: flags.shutdownStep,
    });
    this.acquirer = new Acquirer(model.world, this.remover, flags);
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

  /** `[machine.shutdown_drain]`, in runners that have it. */
  shutdown({ drain, shutdownTimeout }: ProcessConfig, done: () => void): void {
    if (!drain.enabled || !this.ties.flags.shutdownDrain) {
      done();
      return;
    }
    const coordinators = [...this.#tokens].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { coordinator }]) => coordinator);
    this.#drain = new Drain(this.#model.world, this.store, { ...drain, timeout: shutdownTimeout }, coordinators, this.remover, done);
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
