/**
 * The feeder of a manager process (docs/explanation/manager-loop.md, "Feeder"): hands each entry to a free worker in turn, waiting until one is
 * free, then pauses.
 */
import type { InstanceIndex } from '../../units/indices.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { EntrySpec, ProcessConfig } from '../../fleet/config.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { TickClock, Ticker } from '../tick-clock.js';
import { FEEDS } from '../tick-clock.js';
import type { ProcessSurroundings } from './process-surroundings.js';
import type { ManagerProcess } from './process.js';
import { QuietFeeds } from './polling/quiet-feeds.js';
import { Rest } from './polling/rest.js';
import type { TokenState } from './token-state.js';

export class Feeder implements Ticker {
  readonly #world: World;
  readonly #process: ManagerProcess;
  readonly #clock: TickClock;
  readonly #quietFeeds: QuietFeeds;
  readonly #rest: Rest;
  readonly #number: number;
  /** It hands an entry over, now. */
  #isFeeding = false;
  /** The configuration of the round under way; a reload is seen by the next round. */
  #config: ProcessConfig | undefined;
  #round: readonly EntrySpec[] = [];
  /** What the process keeps of each entry of the round, once it was needed. */
  #tokens: TokenState[] = [];
  #next = 0;
  #gap: Micros = 0;
  #blockedOn: EntrySpec | undefined;

  constructor(world: World, process: ManagerProcess, { ticks, polls, rests }: Pick<ProcessSurroundings, 'ticks' | 'polls' | 'rests'>) {
    this.#world = world;
    this.#process = process;
    this.#clock = ticks;
    this.#number = ticks.add(this, FEEDS);
    this.#quietFeeds = new QuietFeeds(world, process, { polls, feeder: this.#number });
    this.#rest = new Rest(world, process, { ticks, quietFeeds: this.#quietFeeds, rests });
    rests.enter(process.index, this);
  }

  /** The first hand-over is at the instant of the start. */
  start(): void {
    this.#startRound();
    this.#clock.plan(this.#number, this.#world.sim.now);
  }

  stop(): void {
    this.settle();
    this.#clock.cancel(this.#number);
    this.#blockedOn = undefined;
  }

  /** It waits for a free worker, with an entry. */
  get isWaiting(): boolean {
    return this.#blockedOn !== undefined;
  }

  /** A worker is free: gives it the entry the feeder waits with, if any. The feeder's pause starts now. */
  takeWaiting(): EntrySpec | undefined {
    const entry = this.#blockedOn;
    if (entry === undefined) return undefined;
    this.#blockedOn = undefined;
    this.#pause();
    return entry;
  }

  /** Ends a rest of the process: something that its feeds could see changes now, or somebody looks at the books. */
  settle(): void {
    if (this.#rest.feeds > 0) this.#cutRest();
  }

  #cutRest(): void {
    const rest = this.#rest;
    const past = Math.ceil((this.#clock.instant - rest.timeOf(0)) / this.#gap);
    let made = Math.min(rest.feeds, Math.max(0, past));
    if (made < rest.feeds && this.#clock.isPast(this.#number, rest.timeOf(made))) made++;
    this.#next = rest.placeOf(made);
    rest.cut(made);
    this.#clock.plan(this.#number, rest.timeOf(made));
  }

  tick(): void {
    this.#leaveRest();
    if (this.#next >= this.#round.length) this.#startRound();
    const entry = this.#round[this.#next];
    if (entry === undefined) {
      this.#pause();
      return;
    }
    const token = (this.#tokens[this.#next] ??= this.#process.tokenOf(entry));
    if (!token.isHealthy(entry, this.#world.sim.now)) this.#pause();
    else if (this.#process.hasFreeWorker) {
      this.#pause();
      this.#isFeeding = true;
      this.#process.handOver(entry, token);
      this.#isFeeding = false;
    } else this.#blockedOn = entry;
  }

  /** The place in the order of events of the end of a request that begins now: that of the feed under way, else that of an event scheduled now. */
  orderRequest(instance: InstanceIndex): number {
    if (!this.#isFeeding) return this.#world.sim.reserveOrder(Priority.REQUEST);
    this.#isFeeding = false;
    return this.#quietFeeds.orderOf(instance);
  }

  skipTick(at: Micros, until: Micros, alone: Micros): Micros {
    this.#leaveRest();
    if (this.#next >= this.#round.length) this.#startRound();
    const entry = this.#round[this.#next];
    if (entry === undefined || !this.#process.hasFreeWorker) return NEVER;
    // While the last free worker asks for jobs of this entry, those that wait for another are held by `concurrent`.
    if (this.#world.jobs.pending > 0 && !this.#process.hasSpareWorker) return NEVER;
    const token = (this.#tokens[this.#next] ??= this.#process.tokenOf(entry));
    // Jobs that wait for it are to see every change of the entry, at its instant.
    if (!token.isAtEase || !token.instance.demand.hasNothingFor(entry.runner)) return NEVER;
    if (this.#round.length === 1 && at + this.#gap < alone) {
      const feeds = this.#quietFeeds.skipMany(entry, token, at, this.#gap, alone);
      if (feeds > 0) {
        this.#next++;
        return at + feeds * this.#gap;
      }
    }
    const feeds = this.#rest.begin(this.#round, this.#tokens, this.#next, at, this.#gap);
    if (feeds > 0) return this.#rest.timeOf(feeds);
    if (!this.#quietFeeds.skip(entry, token, at, Math.min(until, at + this.#gap))) return NEVER;
    this.#next++;
    return at + this.#gap;
  }

  /** All feeds that needed no look have been made: it is time for the next. */
  #leaveRest(): void {
    const { feeds } = this.#rest;
    if (feeds === 0) return;
    this.#next = this.#rest.placeOf(feeds);
    this.#rest.end(feeds, feeds);
  }

  #startRound(): void {
    const { config } = this.#process;
    this.#next = 0;
    // Each load of a file, and so each process, has a configuration of its own.
    if (config === this.#config) return;
    this.#config = config;
    this.#round = config.entries;
    this.#tokens = [];
    this.#gap = Math.trunc(config.checkInterval / Math.max(this.#round.length, 1));
  }

  #pause(): void {
    this.#next++;
    this.#clock.plan(this.#number, this.#world.sim.now + this.#gap);
  }
}
