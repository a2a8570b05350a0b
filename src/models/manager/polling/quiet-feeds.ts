/**
 * The feeds of a process in which nothing can change: the executor foresees that it would only count the reservation, and no job is there for
 * the request. Their effect on counters and signals is applied here without events.
 */
import { orderOfPlace } from '../../../sim/simulation.js';
import type { InstanceIndex } from '../../../units/indices.js';
import type { Micros } from '../../../units/time.js';
import type { TokenExecutor } from '../../executor/executor.js';
import type { EntrySpec } from '../../../fleet/config.js';
import * as Priority from '../../priority.js';
import type { World } from '../../world.js';
import type { TokenState } from '../token-state.js';
import type { QuietPolls } from './quiet-polls.js';
import { emptyAnswerAt } from './empty-answer.js';
import type { PollingProcess } from './polling-process.js';

/** Far fewer events than those that are played one by one before the run's limit of events. */
const MOST_AT_ONCE = 10_000;

export class QuietFeeds {
  readonly #world: World;
  readonly #process: PollingProcess;
  readonly #polls: QuietPolls;
  /** Of the ends of its requests to the first GitLab; those to the others follow. */
  readonly #firstOrder: number;

  /** `feeder`: the number of the feeder whose feeds these are. */
  constructor(world: World, process: PollingProcess, { polls, feeder }: { readonly polls: QuietPolls; readonly feeder: number }) {
    this.#world = world;
    this.#process = process;
    this.#polls = polls;
    this.#firstOrder = orderOfPlace(Priority.REQUEST, feeder * world.fleet.instances.length);
  }

  /**
   * Returns the place in the order of events of the end of a request that a feed begins now. Where all requests to a GitLab take the same time it is
   * one and the same: of one instant they come as their feeds came, and a request can be opened when others have begun since.
   */
  orderOf(instance: InstanceIndex): number {
    const { draws, sim } = this.#world;
    return draws.requestsAreAlike ? this.#firstOrder + instance : sim.reserveOrder(Priority.REQUEST);
  }

  /**
   * Applies the feed of `entry` at `at`, for which no job is there and whose token is at ease, if it is quiet; nothing but what is skipped happens in the run
   * before `until`. Returns false, having done nothing, where it must be played.
   */
  skip(entry: EntrySpec, token: TokenState, at: Micros, until: Micros): boolean {
    const { passAfterRequestSlot } = this.#process.flags;
    const hasSlots = token.hasSlots(entry);
    const executor = token.executorOf(entry);
    const reserves = hasSlots || !passAfterRequestSlot;
    const foreseen = reserves ? executor.foresee(entry, at) : 'refused';
    if (foreseen === 'play') return false;
    if (hasSlots && foreseen === 'granted') {
      this.#request(entry, token, executor, at, until);
      return true;
    }
    // Without a request slot (runners before 17.9), what was reserved is given back at the same instant.
    if (reserves) executor.passQuietly(entry, at, 0, 0, 1);
    if (hasSlots && passAfterRequestSlot) token.adapt(entry, 'empty');
    this.#world.sim.creditEvents(1);
    return true;
  }

  /**
   * Applies the feeds of `entry` at `at` and every `gap` after it, as many as are over before `until`, at once: none of them can be told from another.
   * Nothing else happens before `until`, also nothing that is skipped. Returns how many there were; 0: they have to be looked at one by one.
   */
  skipMany(entry: EntrySpec, token: TokenState, at: Micros, gap: Micros, until: Micros): number {
    if (token.requests > 0) return 0;
    const answerAt = emptyAnswerAt(this.#world, entry, token, at);
    const feeds = Math.min(MOST_AT_ONCE, Math.ceil((until - answerAt) / gap));
    if (answerAt >= at + gap || feeds < 1) return 0;
    this.skipAlike(entry, token, at, gap, feeds);
    this.#world.sim.creditEvents(2 * feeds);
    return feeds;
  }

  /** Applies so many requests, made at `at` and every `every` after it, none of which can be told from another; their events are not counted. */
  skipAlike(entry: EntrySpec, token: TokenState, at: Micros, every: Micros, count: number): void {
    const { instance } = token;
    const executor = token.executorOf(entry);
    const latency = this.#world.draws.requestLatency(instance.index, 0);
    executor.foresee(entry, at);
    executor.passQuietly(entry, at, latency, every, count);
    this.#process.numberRequest(count);
    token.counters.requests += count;
    token.answeredEmpty(entry, at + (count - 1) * every + latency, count);
    instance.demand.noteEmptyAnswer(token, entry.runner);
  }

  /** Applies so many feeds that end at once for want of a slot, made at `at` and every `every` after it; their events are not counted. */
  passAlike(entry: EntrySpec, token: TokenState, at: Micros, every: Micros, count: number): void {
    if (this.#process.flags.passAfterRequestSlot) return;
    // What was reserved is given back at the same instant.
    const executor = token.executorOf(entry);
    executor.foresee(entry, at);
    executor.passQuietly(entry, at, 0, every, count);
  }

  /** Begins the request of the feed at `at`, which is under way; its event is not counted. */
  open(entry: EntrySpec, token: TokenState, at: Micros): void {
    const number = this.#process.numberRequest();
    token.counters.requests++;
    token.executorOf(entry).foresee(entry, at);
    const answerAt = at + this.#world.draws.requestLatency(token.instance.index, number);
    this.#polls.take().begin(this.#process, entry, token, at, answerAt, number, this.orderOf(token.instance.index));
  }

  /** The feed asks for a job. */
  #request(entry: EntrySpec, token: TokenState, executor: TokenExecutor, at: Micros, until: Micros): void {
    const { sim, draws } = this.#world;
    const { instance } = token;
    const number = this.#process.numberRequest();
    const answerAt = at + draws.requestLatency(instance.index, number);
    token.counters.requests++;
    const isOverFirst = answerAt < until && token.quietPolls === 0;
    if (!isOverFirst || !instance.demand.answersAtOnce(entry.runner) || instance.statusAt(answerAt) !== 200) {
      this.#polls.take().begin(this.#process, entry, token, at, answerAt, number, this.orderOf(token.instance.index));
      sim.creditEvents(1);
      return;
    }
    // It is over before anything else, and nobody can have seen it.
    token.answeredEmpty(entry, answerAt);
    instance.demand.noteEmptyAnswer(token, entry.runner);
    executor.passQuietly(entry, at, answerAt - at, 0, 1);
    sim.creditEvents(2);
  }
}
