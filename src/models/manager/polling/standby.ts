/**
 * A process on standby: all its registrations are paused, no worker has an entry, and its executors rest. Each feed is then as the one before it,
 * and none is looked at: what they come to is booked when the standby ends, because somebody comes from outside or because the next feed may be
 * another (docs/explanation/manager-loop.md, "Quiet ticks").
 */
import type { EntrySpec } from '../../../fleet/config.js';
import { NEVER } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { World } from '../../world.js';
import type { TokenState } from '../token-state.js';
import type { PollingProcess } from './polling-process.js';
import type { QuietFeeds } from './quiet-feeds.js';

/** With both of its events each, far fewer than those that are played one by one before the run's limit of events. */
const MOST_AT_ONCE = 10_000;

export class Standby {
  /** Feeds that are not looked at; 0: it is not on standby. */
  feeds = 0;
  readonly #world: World;
  readonly #process: PollingProcess;
  readonly #quietFeeds: QuietFeeds;
  readonly #isAllowed: boolean;
  #round: readonly EntrySpec[] = [];
  #tokens: readonly TokenState[] = [];
  /** Place in the round of the first of them, and when it is; the others follow every `#gap`. */
  #first = 0;
  #from: Micros = 0;
  #gap: Micros = 0;

  constructor(world: World, process: PollingProcess, quietFeeds: QuietFeeds) {
    this.#world = world;
    this.#process = process;
    this.#quietFeeds = quietFeeds;
    this.#isAllowed = world.draws.requestsAreAlike;
  }

  /** Begins with the feed at `at`, of the entry at `first`, if it can. Returns the number of feeds, 0 or more, that need no look from now on. */
  begin(round: readonly EntrySpec[], tokens: readonly TokenState[], first: number, at: Micros, gap: Micros): number {
    if (!this.#isAllowed || !this.#process.isUnoccupied) return 0;
    const feeds = Math.min(MOST_AT_ONCE, Math.ceil((restsUntil(this.#world, round, tokens, at, gap) - at) / gap));
    if (!(feeds > 1)) return 0;
    this.#round = round;
    this.#tokens = tokens;
    this.#first = first;
    this.#from = at;
    this.#gap = gap;
    this.feeds = feeds;
    // Counted ahead: the run's limit of events is met one by one.
    this.#world.sim.creditEvents(2 * feeds);
    return feeds;
  }

  /** When the feed with this number is, from 0. */
  timeOf(feed: number): Micros {
    return this.#from + feed * this.#gap;
  }

  /** The place in the round of the feed with this number; that of the first after a round is the length of the round, as it is about to begin anew. */
  placeOf(feed: number): number {
    const place = (this.#first + feed) % this.#round.length;
    return place === 0 && feed > 0 ? this.#round.length : place;
  }

  /** Somebody comes from outside, now, when so many feeds have been made: the answer of the last may be outstanding, and is then a quiet poll. */
  cut(made: number): void {
    this.end(made, made > 0 && !this.#isAnswered(made - 1) ? made - 1 : made);
  }

  /** Ends when so many feeds have been made and, but for the last, so many answered. */
  end(made: number, answered: number): void {
    const { length } = this.#round;
    for (let i = 0; i < Math.min(length, answered); i++) {
      const place = (this.#first + i) % length;
      const count = Math.ceil((answered - i) / length);
      this.#quietFeeds.skipAlike(this.#round[place]!, this.#tokens[place]!, this.timeOf(i), length * this.#gap, count);
    }
    if (answered < made) {
      const place = (this.#first + answered) % length;
      this.#quietFeeds.open(this.#round[place]!, this.#tokens[place]!, this.timeOf(answered));
    }
    this.#world.sim.creditEvents(answered + made - 2 * this.feeds);
    this.feeds = 0;
  }

  #isAnswered(feed: number): boolean {
    const { sim, draws } = this.#world;
    const { index } = this.#tokens[(this.#first + feed) % this.#round.length]!.instance;
    const answerAt = this.timeOf(feed) + draws.requestLatency(index, 0);
    return answerAt < sim.now || (answerAt === sim.now && sim.lastOrder >= this.#quietFeeds.orderOf(index));
  }
}

/** Until when each feed of the round, from `at` on, would be as the one before; not later than `at`: that cannot be said. */
function restsUntil(
  { registrations, draws }: World,
  round: readonly EntrySpec[],
  tokens: readonly TokenState[],
  at: Micros,
  gap: Micros,
): Micros {
  let until = NEVER;
  for (let i = 0; i < round.length; i++) {
    const entry = round[i]!;
    const token = tokens[i];
    if (token === undefined || !registrations.isPaused(entry.runner) || !token.isAtEase || !token.hasSlots(entry)) return at;
    const { instance } = token;
    if (tokens.indexOf(token) < i || draws.requestLatency(instance.index, 0) >= gap || instance.statusAt(at) !== 200) return at;
    until = Math.min(until, token.executorOf(entry).restsUntil(entry, at));
  }
  return until;
}
