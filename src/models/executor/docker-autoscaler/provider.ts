/** docker-autoscaler in one process: a scaler a token, and nothing that they share. */
import type { EntrySpec, ProcessConfig } from '../../../fleet/config.js';
import type { EventId, HandlerId } from '../../../sim/simulation.js';
import * as Priority from '../../priority.js';
import type { World } from '../../world.js';
import type { ExecutorProvider } from '../executor.js';
import { type AutoscalerToken } from './token.js';

export class DockerAutoscalerProvider implements ExecutorProvider {
  readonly #world: World;
  readonly #makeToken: (runner: number) => AutoscalerToken;
  readonly #tokens = new Map<string, AutoscalerToken>();
  readonly #timeoutHandler: HandlerId;
  #timeout: EventId = 0;
  #left = 0;
  #done: () => void = () => undefined;

  constructor(world: World, makeToken: (runner: number) => AutoscalerToken) {
    this.#world = world;
    this.#makeToken = makeToken;
    this.#timeoutHandler = world.sim.register(() => this.#end());
  }

  of(entry: EntrySpec): AutoscalerToken {
    let token = this.#tokens.get(entry.token);
    if (token === undefined) {
      token = this.#makeToken(entry.runner);
      this.#tokens.set(entry.token, token);
    }
    return token;
  }

  /** All scalers at once; those that delete their instances have shutdown_timeout for it. */
  shutdown({ shutdownTimeout }: ProcessConfig, done: () => void): void {
    this.#done = done;
    this.#left = this.#tokens.size;
    this.#timeout = this.#world.sim.schedule(shutdownTimeout, Priority.TIMEOUT, this.#timeoutHandler, 0);
    for (const token of [...this.#tokens.values()]) token.shutdown(() => this.#oneIsDone());
    if (this.#tokens.size === 0) this.#end();
  }

  close(): void {
    this.#world.sim.cancel(this.#timeout);
    for (const token of this.#tokens.values()) token.close();
  }

  finish(): void {
    // Passes take no time: none is under way.
  }

  #oneIsDone(): void {
    this.#left--;
    if (this.#left === 0) this.#end();
  }

  #end(): void {
    this.#world.sim.cancel(this.#timeout);
    this.#done();
  }
}
