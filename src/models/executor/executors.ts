/** The executors of a run and of its processes, whatever their kinds: each question goes to the one that the entry has. */
import type { EntrySpec, ProcessConfig } from '../../fleet/config.js';
import type { ExecutorSpec } from '../../fleet/executor.js';
import type { CloudMachine } from '../machine/cloud-machine.js';
import type { ExecutorModel, ExecutorProvider, ProcessTies, SweepReason, TokenExecutor } from './executor.js';
import { makeExecutors } from './make.js';
import type { ExecutorSurroundings } from './surroundings.js';
import type { ManagerIndex } from '../../units/indices.js';

type Kind = ExecutorSpec['kind'];

export class Executors {
  readonly #models: Readonly<Record<Kind, ExecutorModel>>;

  constructor(around: ExecutorSurroundings) {
    this.#models = makeExecutors(around);
  }

  /** As `ExecutorModel.enter`. */
  enter(manager: ManagerIndex, entry: EntrySpec): void {
    this.#models[entry.executor.kind].enter(manager, entry);
  }

  /** A process starts. */
  start(ties: ProcessTies): ProcessExecutors {
    return new ProcessExecutors(this.#models, ties);
  }

  /** As `ExecutorModel.sweep`, of every kind. */
  sweep(manager: ManagerIndex, reason: SweepReason, over: () => void): void {
    const models = Object.values(this.#models);
    let left = models.length;
    const oneIsOver = (): void => {
      if (--left === 0) over();
    };
    for (const model of models) model.sweep(manager, reason, oneIsOver);
  }

  /** As `ExecutorModel.unwritten`. */
  unwritten(): CloudMachine[] {
    return Object.values(this.#models).flatMap((model) => model.unwritten());
  }
}

/** Those of one process. A provider is made when an entry needs it first. */
export class ProcessExecutors {
  readonly #models: Readonly<Record<Kind, ExecutorModel>>;
  readonly #ties: ProcessTies;
  readonly #providers: Partial<Record<Kind, ExecutorProvider>> = {};

  constructor(models: Readonly<Record<Kind, ExecutorModel>>, ties: ProcessTies) {
    this.#models = models;
    this.#ties = ties;
  }

  /** What the entry's token has of its executor. */
  of(entry: EntrySpec): TokenExecutor {
    const { kind } = entry.executor;
    return (this.#providers[kind] ??= this.#models[kind].provider(this.#ties)).of(entry);
  }

  /** As `ExecutorProvider.shutdown`, one kind after another. */
  shutdown(config: ProcessConfig, done: () => void): void {
    const providers = Object.values(this.#providers);
    const next = (): void => {
      const provider = providers.shift();
      if (provider === undefined) done();
      else provider.shutdown(config, next);
    };
    next();
  }

  close(): void {
    for (const provider of Object.values(this.#providers)) provider.close();
  }

  finish(): void {
    for (const provider of Object.values(this.#providers)) provider.finish();
  }
}
