/**
 * The next tick of every feeder and every scaler of the run, merged into the clock as one sorted input. Ticks in which nothing can change are skipped here:
 * their effect on counters and signals is applied as if they had been played, without events, and so is the end of the requests that they begin
 * (docs/explanation/manager-loop.md, "Quiet ticks"). Both ways give the same bytes.
 */
import { orderOfPriority, type Simulation, type SourceId, type SourceInput } from '../sim/simulation.js';
import { NEVER } from '../units/time.js';
import type { Micros } from '../units/time.js';
import * as Priority from './priority.js';
import { QuietEnds, type Skipper } from './quiet-ends.js';
import { TickOrder } from './tick-order.js';

/**
 * So many events before the run's limit of events nothing is skipped any more: the last ones have to be played one by one, so that the run
 * stops at the right one, and past all that was skipped.
 */
const PLAYED_AT_LIMIT = 100_000;

/** Ranks: a scale pass sees no request of a feed of the same instant. */
export const PASSES = 0;
export const FEEDS = 1;

export interface Ticker {
  tick(): void;
  /**
   * Applies the tick at `at` without playing it, if nothing in it can change: then returns the time of the following tick. Returns NEVER
   * and does nothing otherwise. Nothing else happens in the run before `until` but what is skipped, and nothing at all before `alone`: the
   * ticks before that may be applied with it.
   */
  skipTick(at: Micros, until: Micros, alone: Micros): Micros;
  /** Books what it has not looked at so far, for whoever looks at the books now. */
  settle?(): void;
}

export class TickClock implements SourceInput, Skipper {
  nextAt: Micros = NEVER;
  /** What skipped ticks have begun, and have to end. */
  readonly ends: QuietEnds;
  readonly #sim: Simulation;
  readonly #source: SourceId;
  readonly #horizon: Micros;
  readonly #skips: boolean;
  readonly #maxEvents: number;
  readonly #tickers: Ticker[] = [];
  readonly #order = new TickOrder();
  #isFiring = false;
  /** The ticker whose tick was played last, and whether it has planned another since. Most do, and take their turn in the order anew but once. */
  #played = 0;
  #hasPlanned = false;

  /** `maxEvents` is the run's limit of events. */
  constructor(sim: Simulation, horizon: Micros, maxEvents: number, skips: boolean) {
    this.#sim = sim;
    this.#horizon = horizon;
    this.#maxEvents = maxEvents;
    this.#skips = skips;
    this.ends = new QuietEnds(sim, this);
    this.#source = sim.addSource(this, Priority.FEED);
  }

  /** Returns the number under which the ticker plans its ticks. Of equal times those of a lower rank come first, then those of a lower number. */
  add(ticker: Ticker, rank: number): number {
    this.#tickers.push(ticker);
    return this.#order.add(rank);
  }

  plan(ticker: number, at: Micros): void {
    if (ticker === this.#played) this.#hasPlanned = true;
    this.#set(ticker, at);
    // The clock asks for its next input when this one has fired, and is told of it when ticks were skipped.
    if (!this.#isFiring && !this.ends.isSkipping) this.#sim.sourceChanged(this.#source);
  }

  cancel(ticker: number): void {
    this.plan(ticker, NEVER);
  }

  fire(): void {
    const now = this.nextAt;
    this.#isFiring = true;
    if (this.#skips) this.skipAhead();
    // The event that fired is one of those the skipped ticks have counted.
    if (this.nextAt > now) this.#sim.creditEvents(-1);
    else this.#play();
    this.#isFiring = false;
  }

  #play(): void {
    const ticker = this.#order.first;
    this.#played = ticker;
    this.#hasPlanned = false;
    this.#tickers[ticker]!.tick();
    if (!this.#hasPlanned) this.#set(ticker, NEVER);
  }

  /** What comes of the present event before this may be applied at once: nothing else happens before it. 0: all has to be played. */
  quietUntil(): Micros {
    const sim = this.#sim;
    if (!this.#skips || sim.eventCount + PLAYED_AT_LIMIT >= this.#maxEvents) return 0;
    return Math.min(sim.peekTime(), this.#horizon);
  }

  /** The instant of what happens now; of an end that is skipped before its time that of the end. */
  get instant(): Micros {
    const { skippedAt } = this.ends;
    return skippedAt === NEVER ? this.#sim.now : skippedAt;
  }

  /** What has this place in the order of events, at `at`, comes before what happens now, or is it. */
  hasPassed(at: Micros, order: number): boolean {
    const { instant, ends } = this;
    if (at !== instant) return at < instant;
    return order <= (ends.skippedAt === NEVER ? this.#sim.lastOrder : ends.skippedOrder);
  }

  /** The turn of a tick of this ticker at `at` is over. */
  isPast(ticker: number, at: Micros): boolean {
    const { instant, ends } = this;
    if (at !== instant) return at < instant;
    // Ends go before the ticks of their instant.
    if (ends.skippedAt !== NEVER) return false;
    const since = this.#sim.lastOrder - orderOfPriority(Priority.FEED);
    return since > 0 || (since === 0 && this.#order.precedes(ticker, this.#played));
  }

  /** Brings the books up to now. */
  settle(): void {
    for (const ticker of this.#tickers) ticker.settle?.();
  }

  /** Applies what can be skipped, as far as that goes. */
  skipAhead(): void {
    const { nextAt, ends } = this;
    const { nextAt: endsAt, nextOrder: endsOrder } = ends;
    ends.isSkipping = true;
    this.#skipQuiet();
    ends.isSkipping = false;
    if (!this.#isFiring && this.nextAt !== nextAt) this.#sim.sourceChanged(this.#source);
    if (ends.nextAt !== endsAt || ends.nextOrder !== endsOrder) this.#sim.sourceChanged(ends.source);
  }

  /** Skips what comes before the next event of the run, up to the first that has to be played. */
  #skipQuiet(): void {
    const sim = this.#sim;
    const { ends } = this;
    const until = Math.min(sim.peekTimeBeside(this.#source, ends.source), this.#horizon);
    while (sim.eventCount + PLAYED_AT_LIMIT < this.#maxEvents) {
      // Ends go before ticks of their instant, by their priority.
      if (ends.nextAt <= this.nextAt) {
        if (ends.nextAt >= until || !ends.skipFirst()) return;
      } else {
        if (this.nextAt >= until) return;
        const ticker = this.#order.first;
        const alone = this.#tickers.length === 1 ? Math.min(until, ends.nextAt) : 0;
        const following = this.#tickers[ticker]!.skipTick(this.nextAt, until, alone);
        if (following === NEVER) return;
        this.#set(ticker, following);
      }
    }
  }

  #set(ticker: number, at: Micros): void {
    this.#order.set(ticker, at);
    this.nextAt = this.#order.at;
  }
}
