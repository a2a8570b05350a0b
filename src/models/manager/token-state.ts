/** What a manager process keeps per runner token: builds, request slots, the adaptive request concurrency, health. Forgotten with the process. */
import type { Signal } from '../../sim/signal.js';
import type { EntryCounters } from '../../record/counters.js';
import type { Micros } from '../../units/time.js';
import type { EntrySpec } from '../../fleet/config.js';
import type { RunnerFlags } from '../../fleet/runner-flags.js';
import type { TokenExecutor } from '../executor/executor.js';
import type { GitLabInstance } from '../gitlab/instance.js';

/** Statuses after which the HTTP layer retries, beside all from 512 on; the adaptive request concurrency halves on them. */
const RETRIED_STATUSES: readonly number[] = [408, 429, 500, 502, 503, 504];
const RETRIED_FROM = 512;

/** How a request slot is given back: with a job or without, at once or after the HTTP layer has repeated the request. */
export type SlotUse = 'job' | 'empty' | 'retried_job' | 'retried';

/** Returns how an answer without a job counts for the adaptive request concurrency. */
export function slotUse(status: number): 'empty' | 'retried' {
  return status >= RETRIED_FROM || RETRIED_STATUSES.includes(status) ? 'retried' : 'empty';
}

/** What a token is tied to, for as long as its process lives. */
export interface TokenTies {
  readonly counters: EntryCounters;
  /** Workers that run a job of it. */
  readonly busyWorkers: Signal;
  /** The GitLab it asks. */
  readonly instance: GitLabInstance;
  /** Told when it may take more or less jobs than before. */
  readonly changed: () => void;
  readonly executors: { of(entry: EntrySpec): TokenExecutor };
}

export class TokenState implements TokenTies {
  readonly counters: EntryCounters;
  readonly busyWorkers: Signal;
  readonly instance: GitLabInstance;
  readonly changed: () => void;
  /** Workers past the limit test, those that poll included. */
  builds = 0;
  /** Request slots taken. */
  requests = 0;
  /** Those of them that are under way without a worker. */
  quietPolls = 0;
  /** Queue value of the last empty answer from Rails; -1 = none yet. */
  lastUpdate = -1;
  readonly executors: TokenTies['executors'];
  readonly #flags: RunnerFlags;
  /** That of the entry that was asked for last: the same most of the time. */
  #entry: EntrySpec | undefined;
  #executor!: TokenExecutor;
  #adaptive = 0;
  #unhealthy = 0;
  #healthyAt: Micros | undefined;
  /** Answers of 400 and above since the last one below. */
  #failuresInRow = 0;

  constructor(flags: RunnerFlags, ties: TokenTies) {
    this.#flags = flags;
    this.counters = ties.counters;
    this.busyWorkers = ties.busyWorkers;
    this.instance = ties.instance;
    this.changed = ties.changed;
    this.executors = ties.executors;
  }

  /** What it has of the entry's executor; a reload may have given it another kind. */
  executorOf(entry: EntrySpec): TokenExecutor {
    if (entry !== this.#entry) {
      this.#entry = entry;
      this.#executor = this.executors.of(entry);
    }
    return this.#executor;
  }

  /** Neither `limit` nor the request slots keep the entry from one request more. */
  hasSlots(entry: EntrySpec): boolean {
    return (entry.limit === 0 || this.builds < entry.limit) && this.requests < this.allowedRequests(entry);
  }

  /** Steps 1 and 2 of a worker: takes a place within `limit` and a request slot, or returns false. */
  takeSlots(entry: EntrySpec): boolean {
    if (!this.hasSlots(entry)) return false;
    this.builds++;
    this.requests++;
    this.changed();
    return true;
  }

  /** Requests allowed at a time now (docs/explanation/manager-loop.md, "Request concurrency"). */
  allowedRequests(entry: EntrySpec): number {
    const hard = Math.max(1, entry.requestConcurrency);
    if (!entry.adaptive || !this.#flags.adaptiveRequestConcurrency) return hard;
    return Math.min(Math.max(Math.ceil(this.#adaptive), 1), hard);
  }

  giveSlotBack(entry: EntrySpec, use: SlotUse): void {
    this.requests--;
    this.adapt(entry, use);
    this.changed();
  }

  /**
   * The adaptive value after a request: x 0.5 if it had to be retried, else x 1.1 with a job, x 0.95 without; within [1, request_concurrency]. It stays as it is
   * while the entry's flag is off, as upstream.
   */
  adapt(entry: EntrySpec, use: SlotUse): void {
    if (!entry.adaptive || !this.#flags.adaptiveRequestConcurrency) return;
    let factor = use === 'job' || use === 'retried_job' ? 1.1 : 0.95;
    if (this.#flags.adaptiveHalvesOnRetry && (use === 'retried' || use === 'retried_job')) factor = 0.5;
    this.#adaptive = Math.min(Math.max(this.#adaptive * factor, 1), Math.max(1, entry.requestConcurrency));
  }

  /** The adaptive value as it stands (0 at the start). */
  get adaptiveValue(): number {
    return this.#adaptive;
  }

  /** Asked at each feed: an unhealthy entry is skipped until its interval is over, then forgiven. */
  isHealthy(entry: EntrySpec, now: Micros): boolean {
    this.#healthyAt ??= now;
    if (this.#unhealthy < entry.unhealthyLimit) return true;
    if (now - this.#healthyAt <= entry.unhealthyInterval) return false;
    this.#unhealthy = 0;
    this.#healthyAt = now;
    this.changed();
    return true;
  }

  /** It is unhealthy at `now`: it is not fed until its interval is over. */
  isOutOfFavour(entry: EntrySpec, now: Micros): boolean {
    return this.#unhealthy >= entry.unhealthyLimit && now - (this.#healthyAt ?? now) <= entry.unhealthyInterval;
  }

  /** Books the answers to so many requests, one after the other, that came to nothing, the last at `at`; of a token at ease. */
  answeredEmpty(entry: EntrySpec, at: Micros, count = 1): void {
    this.counters.emptyRequests += count;
    this.#failuresInRow = 0;
    this.#healthyAt = at;
    for (let i = 0; i < count; i++) {
      const before = this.#adaptive;
      this.adapt(entry, 'empty');
      // At its least it stays.
      if (this.#adaptive === before) return;
    }
  }

  markHealth(isHealthy: boolean, now: Micros): void {
    if (isHealthy) {
      const wasUnhealthy = this.#unhealthy > 0;
      this.#unhealthy = 0;
      this.#healthyAt = now;
      if (wasUnhealthy) this.changed();
    } else {
      this.#unhealthy++;
      this.changed();
    }
  }

  /**
   * Returns how many failures in a row, after 4xx and 5xx, came before a request that was answered `status` and failed so; undefined: it did not, which ends the
   * row, or its connection failed, which does not.
   */
  failuresBefore(status: number): number | undefined {
    if (status >= 400) return this.#failuresInRow++;
    if (status !== 0) this.#failuresInRow = 0;
    return undefined;
  }

  /** It has been fed before and its latest answer was good: a feed need not ask for its health. */
  get isAtEase(): boolean {
    return this.#unhealthy === 0 && this.#healthyAt !== undefined;
  }

  /** A reload forgives. */
  forgetHealth(): void {
    this.#unhealthy = 0;
    this.#healthyAt = undefined;
    this.changed();
  }
}
