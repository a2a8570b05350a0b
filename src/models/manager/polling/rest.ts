/**
 * A process at rest: each feed of an entry is as the one before it, for nobody has a job for it and no machine is due. None is looked at: what they come to is
 * booked when something changes that they could see, or when the next feed may be another (docs/explanation/manager-loop.md, "Quiet ticks").
 */
import type { EntrySpec } from '../../../fleet/config.js';
import { NOUGHT } from '../../../units/shapes.js';
import { NEVER } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { TickClock } from '../../tick-clock.js';
import type { World } from '../../world.js';
import type { TokenState } from '../token-state.js';
import type { PollingProcess } from './polling-process.js';
import type { QuietFeeds } from './quiet-feeds.js';
import type { Rests } from './rests.js';

/** With both of its events each, far fewer than those that are played one by one before the run's limit of events. */
const MOST_AT_ONCE = 10_000;
/** A rest of fewer feeds costs more than looking at them. */
const WORTH_IT = 8;
/** So many feeds are looked at, at most, before a process whose rests were short rests again. */
const LONGEST_WATCH = 31;

/** What the rests of a process have to do with. */
interface RestTies {
  readonly ticks: TickClock;
  readonly quietFeeds: QuietFeeds;
  readonly rests: Rests;
}

export class Rest {
  /** Feeds that are not looked at; 0: it is not at rest. */
  feeds = 0;
  readonly #world: World;
  readonly #process: PollingProcess;
  readonly #ticks: TickClock;
  readonly #quietFeeds: QuietFeeds;
  readonly #rests: Rests;
  readonly #isAllowed: boolean;
  /** Feeds that are looked at before it rests again, and how many those were after its latest rest. */
  #watches = 0;
  #watched = 0;
  #round: readonly EntrySpec[] = [];
  #tokens: readonly TokenState[] = [];
  /** By place in the round: a job is asked for, in vain; else a request slot, or a place within `limit`, is missing. */
  #asks: boolean[] = [];
  #asksARound = 0;
  /** Place in the round of the first of them, and when it is; the others follow every `#gap`. */
  #first = 0;
  #from: Micros = NOUGHT;
  #gap: Micros = NOUGHT;

  constructor(world: World, process: PollingProcess, { ticks, quietFeeds, rests }: RestTies) {
    this.#world = world;
    this.#process = process;
    this.#ticks = ticks;
    this.#quietFeeds = quietFeeds;
    this.#rests = rests;
    this.#isAllowed = world.draws.requestsAreAlike;
  }

  /** Begins with the feed at `at`, of the entry at `first`, if it can. Returns the number of feeds, 0 or more, that need no look from now on. */
  begin(round: readonly EntrySpec[], tokens: readonly TokenState[], first: number, at: Micros, gap: Micros): number {
    if (this.#watches > 0) {
      this.#watches--;
      return 0;
    }
    if (!this.#isAllowed || !this.#process.hasSpareWorker || !this.#haveNothingToSee(round, tokens, at, gap)) return 0;
    const feeds = Math.min(MOST_AT_ONCE, Math.ceil((this.#restUntil(round, tokens, at) - at) / gap));
    if (!(feeds > 1)) return 0;
    this.#round = round;
    this.#tokens = tokens;
    this.#first = first;
    this.#from = at;
    this.#gap = gap;
    this.feeds = feeds;
    this.#rests.begun(this.#process.index, round);
    // Counted ahead: the run's limit of events is met one by one.
    this.#world.sim.creditEvents(feeds + this.#askedIn(feeds));
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

  /** Something changes now, when so many feeds have been made: the answer of the last may be outstanding, and is then a quiet poll. */
  cut(made: number): void {
    this.#watched = made < WORTH_IT ? Math.min(2 * this.#watched + 1, LONGEST_WATCH) : this.#watched >> 1;
    this.#watches = this.#watched;
    this.end(made, made > 0 && this.#isOutstanding(made - 1) ? made - 1 : made);
  }

  /** Ends when so many feeds have been made and, but for the last, so many answered. */
  end(made: number, answered: number): void {
    const counted = this.feeds + this.#askedIn(this.feeds);
    const { length } = this.#round;
    // Nobody is to find it at rest while its feeds are booked.
    this.feeds = 0;
    this.#rests.ended(this.#process.index, this.#round);
    for (let i = 0; i < Math.min(length, answered); i++) this.#book(i, Math.ceil((answered - i) / length));
    if (answered < made) {
      const place = this.#indexOf(answered);
      this.#quietFeeds.open(this.#round[place]!, this.#tokens[place]!, this.timeOf(answered));
    }
    this.#world.sim.creditEvents(made + this.#askedIn(answered) - counted);
  }

  /** Books so many feeds of one entry, the first of which has this number. */
  #book(feed: number, count: number): void {
    const place = this.#indexOf(feed);
    const every = this.#round.length * this.#gap;
    if (this.#asks[place]!) this.#quietFeeds.skipAlike(this.#round[place]!, this.#tokens[place]!, this.timeOf(feed), every, count);
    else this.#quietFeeds.passAlike(this.#round[place]!, this.#tokens[place]!, this.timeOf(feed), every, count);
  }

  /** The place in the round of the feed with this number. */
  #indexOf(feed: number): number {
    return (this.#first + feed) % this.#round.length;
  }

  /** How many of the first so many feeds ask for a job. */
  #askedIn(feeds: number): number {
    const { length } = this.#round;
    const left = feeds % length;
    let asked = ((feeds - left) / length) * this.#asksARound;
    for (let feed = 0; feed < left; feed++) if (this.#asks[this.#indexOf(feed)]!) asked++;
    return asked;
  }

  #isOutstanding(feed: number): boolean {
    const place = this.#indexOf(feed);
    if (!this.#asks[place]!) return false;
    const { index } = this.#tokens[place]!.instance;
    const answerAt = this.timeOf(feed) + this.#world.draws.requestLatency(index, 0);
    return !this.#ticks.hasPassed(answerAt, this.#quietFeeds.orderOf(index));
  }

  /**
   * No entry of the round is asked for: no job waits for it, and a request would be answered empty before the next feed, or none is made for want of a
   * slot. Notes which of them ask.
   */
  #haveNothingToSee(round: readonly EntrySpec[], tokens: readonly TokenState[], at: Micros, gap: Micros): boolean {
    this.#asksARound = 0;
    for (let i = 0; i < round.length; i++) {
      const entry = round[i]!;
      const token = tokens[i];
      if (token === undefined || !token.isAtEase) return false;
      const { demand, index } = token.instance;
      if (!demand.hasNothingFor(entry.runner)) return false;
      const asks = token.hasSlots(entry);
      if (asks) {
        // One that is under way already ends at an instant of its own.
        if (token.requests > 0 || !demand.answersAtOnce(entry.runner)) return false;
        if (this.#world.draws.requestLatency(index, 0) >= gap || token.instance.statusAt(at) !== 200) return false;
        this.#asksARound++;
      }
      if (i > 0 && tokens.indexOf(token) < i) return false;
      this.#asks[i] = asks;
    }
    return true;
  }

  /** Until when each reservation of the round, from `at` on, would be as the one before; not later than `at`: that cannot be said. */
  #restUntil(round: readonly EntrySpec[], tokens: readonly TokenState[], at: Micros): Micros {
    let until = NEVER;
    for (let i = 0; i < round.length && until > at; i++) {
      // Without a request slot some runners reserve nothing.
      if (!this.#asks[i]! && this.#process.flags.passAfterRequestSlot) continue;
      until = Math.min(until, tokens[i]!.executorOf(round[i]!).restsUntil(round[i]!, at));
    }
    return until;
  }
}
