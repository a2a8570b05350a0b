/** docker-autoscaler in one process: a scaler a token, and nothing that they share. */
import type { EntrySpec, ProcessConfig } from '../../../fleet/config.js';
import type { EventId } from '../../../sim/simulation.js';
import * as Priority from '../../priority.js';
import type { ExecutorProvider } from '../executor.js';
import type { Limited, ScalerEvents } from './scaler-events.js';
import { type AutoscalerToken } from './token.js';

export class DockerAutoscalerProvider implements ExecutorProvider, Limited {
  readonly #events: ScalerEvents;
  readonly #makeToken: (runner: number) => AutoscalerToken;
  readonly #tokens = new Map<string, AutoscalerToken>();
  /** Its own in the roll. */
  #number = 0;
  #timeout: EventId = 0;
  #left = 0;
  #done: () => void = () => undefined;

  constructor(events: ScalerEvents, makeToken: (runner: number) => AutoscalerToken) {
    this.#events = events;
    this.#makeToken = makeToken;
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
    const { sim, limited, timeIsOver } = this.#events;
    this.#number = limited.enter(this);
    this.#timeout = sim.schedule(shutdownTimeout, Priority.TIMEOUT, timeIsOver, this.#number);
    for (const token of [...this.#tokens.values()]) token.shutdown(() => this.#oneIsDone());
    if (this.#tokens.size === 0) this.#end();
  }

  close(): void {
    this.#stopWaiting();
    for (const token of this.#tokens.values()) token.close();
  }

  finish(): void {
    // Passes take no time: none is under way.
  }

  timeIsOver(): void {
    this.#end();
  }

  #oneIsDone(): void {
    this.#left--;
    if (this.#left === 0) this.#end();
  }

  #end(): void {
    this.#stopWaiting();
    this.#done();
  }

  #stopWaiting(): void {
    this.#events.sim.cancel(this.#timeout);
    this.#events.limited.leave(this.#number);
  }
}
