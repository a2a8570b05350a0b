/** The executors of fixed hosts (docker, shell ...): a slot a job on the manager's own host, and no machines. */
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import { NEXT_POLL } from '../wait/causes.js';
import type { Acquisition, ExecutorModel, ExecutorProvider, Foreseen, Seeker, Taker, TokenExecutor } from './executor.js';

class HostAcquisition implements Acquisition {
  readonly keepsOrder = false;
  readonly #taker: Taker;

  constructor(taker: Taker) {
    this.#taker = taker;
  }

  reserve(): void {
    this.#taker.reserved(true);
  }

  seek(seeker: Seeker): void {
    seeker.got(undefined);
  }

  // The slot is the worker: nothing is held beside it.
  takeOver(): void {}
  giveBack(): void {}
  limitChanged(): void {}
  settle(): void {}
  workOver(): void {}
  release(): void {}
  lose(): void {}
}

/** All four levels in one: it keeps no state but the acquisitions. */
export class Host implements ExecutorModel, ExecutorProvider, TokenExecutor {
  /** By number of the taker. */
  readonly #acquisitions: HostAcquisition[] = [];
  readonly grantsAlways = true;
  readonly letsGoQuietly = true;

  enter(): void {}

  provider(): ExecutorProvider {
    return this;
  }

  sweep(_manager: number, _reason: string, over: () => void): void {
    over();
  }

  unwritten(): readonly [] {
    return [];
  }

  of(): TokenExecutor {
    return this;
  }

  shutdown(_config: unknown, done: () => void): void {
    done();
  }

  close(): void {}

  finish(): void {}

  acquisition(taker: Taker): Acquisition {
    return (this.#acquisitions[taker.id] ??= new HostAcquisition(taker));
  }

  ready(): number {
    return Infinity;
  }

  cause(): number {
    return NEXT_POLL;
  }

  isInOutage(): boolean {
    return false;
  }

  isWhole(): boolean {
    return true;
  }

  foresee(): Foreseen {
    return 'granted';
  }

  restsUntil(): Micros {
    return NEVER;
  }

  // Nothing is held.
  passQuietly(): void {}
  hold(): undefined {}
  letGo(): void {}
  giveBack(): void {}
}
