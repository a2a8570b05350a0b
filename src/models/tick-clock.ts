/**
 * The next tick of every feeder and every scaler of the run, merged into the clock as one sorted input. Ticks in which nothing can change are skipped here:
 * their effect on counters and signals is applied as if they had been played, without events. Both ways give the same bytes.
 */
import type { Simulation, SourceInput } from '../sim/simulation.js';
import { NEVER } from '../units/time.js';
import type { Micros } from '../units/time.js';

/**
 * So many events before the run's limit of events nothing is skipped any more: the last ones have to be played one by one, so that the run
 * stops at the right one, and past the answer of every request that was skipped.
 */
const PLAYED_AT_LIMIT = 100_000;

/** Ranks: a scale pass sees no request of a feed of the same instant. */
export const PASSES = 0;
export const FEEDS = 1;

export interface Ticker {
  tick(): void;
  /**
   * Applies the tick at `at` without playing it, if nothing in it can change: then returns the time of the following tick. Returns NEVER
   * and does nothing otherwise. Nothing else happens in the run before `until`.
   */
  skipTick(at: Micros, until: Micros): Micros;
}

export class TickClock implements SourceInput {
  nextAt: Micros = NEVER;
  readonly #sim: Simulation;
  readonly #horizon: Micros;
  readonly #skips: boolean;
  readonly #maxEvents: number;
  readonly #tickers: Ticker[] = [];
  readonly #ranks: number[] = [];
  readonly #at: Micros[] = [];
  #next = 0;

  /** `maxEvents` is the run's limit of events. */
  constructor(sim: Simulation, horizon: Micros, maxEvents: number, skips: boolean) {
    this.#sim = sim;
    this.#horizon = horizon;
    this.#maxEvents = maxEvents;
    this.#skips = skips;
  }

  /** Returns the number under which the ticker plans its ticks. Of equal times those of a lower rank come first, then those of a lower number. */
  add(ticker: Ticker, rank: number): number {
    this.#tickers.push(ticker);
    this.#ranks.push(rank);
    return this.#at.push(NEVER) - 1;
  }

  plan(ticker: number, at: Micros): void {
    this.#at[ticker] = at;
    this.#update();
    this.#sim.sourceChanged();
  }

  cancel(ticker: number): void {
    this.plan(ticker, NEVER);
  }

  fire(): void {
    if (this.#skips && this.#skipQuiet()) {
      // The event that fired is one of those the skipped ticks have counted.
      this.#sim.creditEvents(-1);
      return;
    }
    const ticker = this.#next;
    this.#at[ticker] = NEVER;
    this.#update();
    this.#tickers[ticker]!.tick();
  }

  /** Skips what can be skipped; true when the tick that was due now is among it. */
  #skipQuiet(): boolean {
    const now = this.nextAt;
    this.nextAt = NEVER;
    this.#sim.sourceChanged();
    const until = Math.min(this.#sim.peekTime(), this.#horizon);
    this.#update();
    while (this.nextAt < until && this.#sim.eventCount + PLAYED_AT_LIMIT < this.#maxEvents) {
      const ticker = this.#next;
      const following = this.#tickers[ticker]!.skipTick(this.nextAt, until);
      if (following === NEVER) break;
      this.#at[ticker] = following;
      this.#update();
    }
    return this.nextAt > now;
  }

  #update(): void {
    let next = 0;
    for (let i = 1; i < this.#at.length; i++) if (this.#isBefore(i, next)) next = i;
    this.#next = next;
    this.nextAt = this.#at[next] ?? NEVER;
  }

  #isBefore(a: number, b: number): boolean {
    const later = this.#at[a]! - this.#at[b]!;
    return later < 0 || (later === 0 && this.#ranks[a]! < this.#ranks[b]!);
  }
}
