/** The runner tokens of a manager's process: what it keeps of each, made when an entry with the token is needed first. */
import type { EntrySpec } from '../../fleet/config.js';
import type { RunnerFlags } from '../../fleet/runner-flags.js';
import type { ProcessExecutors } from '../executor/executors.js';
import type { ProcessSurroundings } from './process-surroundings.js';
import { TokenState } from './token-state.js';

export class Tokens {
  readonly #manager: number;
  readonly #around: ProcessSurroundings;
  readonly #flags: RunnerFlags;
  readonly #executors: ProcessExecutors;
  readonly #states = new Map<string, TokenState>();

  /** Of one process of a manager, as it was started. */
  constructor(manager: number, around: ProcessSurroundings, flags: RunnerFlags, executors: ProcessExecutors) {
    this.#manager = manager;
    this.#around = around;
    this.#flags = flags;
    this.#executors = executors;
  }

  of(entry: EntrySpec): TokenState {
    return this.#states.get(entry.token) ?? this.#make(entry);
  }

  /** A reload forgives. */
  forgetHealth(): void {
    for (const state of this.#states.values()) state.forgetHealth();
  }

  #make(entry: EntrySpec): TokenState {
    const { entries, instances, world, listener } = this.#around;
    const { runner } = entry;
    const state = new TokenState(this.#flags, {
      ...entries.of(this.#manager, runner),
      instance: instances[world.fleet.runners[runner]!.instance]!,
      changed: () => listener.entryChanged(this.#manager, runner),
      executors: this.#executors,
    });
    this.#states.set(entry.token, state);
    // Its executor is there from the start, in the order of the tokens.
    state.executorOf(entry);
    return state;
  }
}
