/** What keeps one `[[runners]]` entry of one manager from taking a job now. */
import { CONCURRENT, LIMIT, NEXT_POLL, NO_RUNNER, OUTAGE, PAUSED, REQUEST_SLOT } from '../wait/causes.js';
import type { HoldGate } from '../wait/hold.js';
import type { World } from '../world.js';
import type { ManagerProcess } from './process.js';
import type { InstanceIndex, RunnerIndex } from '../../units/indices.js';

export class Gate implements HoldGate {
  readonly runner: RunnerIndex;
  readonly process: ManagerProcess;
  /** As of the latest look. */
  cause = NO_RUNNER;
  ready = 0;
  isOut = false;
  /** What `beyond` returns, as of the first time it was asked for since the latest look; -1: it was not. */
  #beyond = -1;
  readonly #world: World;
  readonly #instance: InstanceIndex;

  constructor(world: World, process: ManagerProcess, runner: RunnerIndex) {
    this.#world = world;
    this.process = process;
    this.runner = runner;
    this.#instance = world.fleet.runners[runner]!.instance;
  }

  /** Looks anew; true when something has changed. The worst that holds counts; an open request has passed all but the request slot. */
  look(): boolean {
    const cause = this.#present();
    const ready = cause < REQUEST_SLOT ? 0 : this.#countReady();
    const isOut = this.#world.fleet.outages.length > 0 && this.#isInOutage();
    const isChanged = cause !== this.cause || ready !== this.ready || isOut !== this.isOut;
    this.cause = cause;
    this.ready = ready;
    this.isOut = isOut;
    this.#beyond = -1;
    return isChanged;
  }

  /** Of an idle target that changes with the hour it holds what was found by its own entry's latest look, whoever else has looked meanwhile. */
  beyond(): number {
    if (this.#beyond < 0) this.#beyond = this.#lookBeyond();
    return this.#beyond;
  }

  #lookBeyond(): number {
    const entry = this.cause < REQUEST_SLOT ? undefined : this.process.entryOf(this.runner);
    return entry === undefined ? this.cause : Math.min(this.process.tokenOf(entry).executorOf(entry).cause(entry), this.cause);
  }

  /** What its executor is ready for, and requests under way: each has its place, or needs none. */
  #countReady(): number {
    const entry = this.process.entryOf(this.runner)!;
    const token = this.process.tokenOf(entry);
    return token.executorOf(entry).ready() + token.requests;
  }

  /** GitLab, the manager's host or the place of its machines is not there for an entry that would do its work otherwise. */
  #isInOutage(): boolean {
    const { faults, registrations } = this.#world;
    const { process } = this;
    if (registrations.isPaused(this.runner)) return false;
    if (process.isMissed) return true;
    if (process.isStopping) return false;
    const entry = process.entryOf(this.runner);
    if (entry === undefined) return false;
    return faults.instanceStatus(this.#instance) !== 200 || process.tokenOf(entry).executorOf(entry).isInOutage(entry);
  }

  #present(): number {
    const { faults, registrations, sim } = this.#world;
    const { process } = this;
    if (faults.instanceStatus(this.#instance) !== 200 || faults.isManagerDown(process.index)) return OUTAGE;
    if (process.isStopping || registrations.isPaused(this.runner)) return PAUSED;
    const entry = process.entryOf(this.runner);
    if (entry === undefined) return PAUSED;
    const token = process.tokenOf(entry);
    if (token.isOutOfFavour(entry, sim.now)) return PAUSED;
    const asks = token.requests > 0;
    if (!process.hasFreeWorker && !asks) return CONCURRENT;
    if (entry.limit > 0 && token.builds - token.requests >= entry.limit) return LIMIT;
    const executor = token.executorOf(entry);
    if (!asks && executor.ready() === 0) {
      const cause = executor.cause(entry);
      if (cause !== NEXT_POLL) return cause;
    }
    return token.requests >= token.allowedRequests(entry) ? REQUEST_SLOT : NEXT_POLL;
  }
}
