/** What keeps one `[[runners]]` entry of one manager from taking a job now. */
import type { EntrySpec } from '../../fleet/config.js';
import type { TokenExecutor } from '../executor/executor.js';
import * as Causes from '../wait/causes.js';
import type { HoldGate } from '../wait/hold.js';
import type { World } from '../world.js';
import type { ManagerProcess } from './process.js';
import type { TokenState } from './token-state.js';
import type { InstanceIndex, RunnerIndex } from '../../units/indices.js';

// V8 compiles in what a module's own constants are, and reads and tests those of another at each use.
const { CONCURRENT, LIMIT, NEXT_POLL, NO_RUNNER, OUTAGE, PAUSED, REQUEST_SLOT } = Causes;

export class Gate implements HoldGate {
  readonly runner: RunnerIndex;
  readonly process: ManagerProcess;
  /** As of the latest look. */
  cause = NO_RUNNER;
  ready = 0;
  isOut = false;
  takesAny = false;
  /** What `beyond` returns, as of the first time it was asked for since the latest look; -1: it was not. */
  #beyond = -1;
  readonly #world: World;
  readonly #instance: InstanceIndex;
  readonly #hasOutages: boolean;

  constructor(world: World, process: ManagerProcess, runner: RunnerIndex) {
    this.#world = world;
    this.process = process;
    this.runner = runner;
    this.#instance = world.fleet.runners[runner]!.instance;
    this.#hasOutages = world.fleet.outages.length > 0;
  }

  /** Looks anew; true when something has changed. The worst that holds counts; an open request has passed all but the request slot. */
  look(): boolean {
    const { process, runner } = this;
    let cause = this.#stop();
    let ready = 0;
    if (cause === NEXT_POLL) {
      const entry = process.entryOf(runner);
      if (entry === undefined) cause = PAUSED;
      else {
        const token = process.tokenOfRunner(runner);
        const executor = token.executorOf(entry);
        const readyNow = executor.ready();
        cause = this.#present(entry, token, executor, readyNow);
        // What its executor is ready for, and requests under way: each has its place, or needs none.
        if (cause >= REQUEST_SLOT) ready = readyNow + token.requests;
      }
    }
    let isChanged = cause !== this.cause || ready !== this.ready;
    if (this.#hasOutages && this.#outageChanged()) isChanged = true;
    this.cause = cause;
    this.ready = ready;
    this.takesAny = cause === NEXT_POLL && ready === Infinity && !this.#hasOutages;
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
    if (entry === undefined) return this.cause;
    return Math.min(this.process.tokenOfRunner(this.runner).executorOf(entry).cause(entry), this.cause);
  }

  /** Looks anew whether it is in an outage; true when that has changed. */
  #outageChanged(): boolean {
    const wasOut = this.isOut;
    this.isOut = this.#isInOutage();
    return this.isOut !== wasOut;
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
    return faults.instanceStatus(this.#instance) !== 200 || process.tokenOfRunner(this.runner).executorOf(entry).isInOutage(entry);
  }

  /** What stops the entry altogether; NEXT_POLL: nothing does. */
  #stop(): number {
    const { faults, registrations } = this.#world;
    const { process } = this;
    if (this.#hasOutages && (faults.instanceStatus(this.#instance) !== 200 || faults.isManagerDown(process.index))) return OUTAGE;
    return process.isStopping || registrations.isPaused(this.runner) ? PAUSED : NEXT_POLL;
  }

  #present(entry: EntrySpec, token: TokenState, executor: TokenExecutor, ready: number): number {
    if (!token.isAtEase && token.isOutOfFavour(entry, this.#world.sim.now)) return PAUSED;
    const asks = token.requests > 0;
    if (!this.process.hasFreeWorker && !asks) return CONCURRENT;
    if (entry.limit > 0 && token.builds - token.requests >= entry.limit) return LIMIT;
    if (!asks && ready === 0) {
      const cause = executor.cause(entry);
      if (cause !== NEXT_POLL) return cause;
    }
    return asks && token.requests >= token.allowedRequests(entry) ? REQUEST_SLOT : NEXT_POLL;
  }
}
