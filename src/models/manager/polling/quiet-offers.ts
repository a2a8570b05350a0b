/**
 * Offers of an entry after a job in which nothing can change: a fixed host grants every reservation, no job is there for the request, and it is
 * answered before anything else happens. Their effect on counters is applied here without events, as that of quiet feeds.
 */
import type { EntrySpec } from '../../../fleet/config.js';
import type { TickClock } from '../../tick-clock.js';
import type { World } from '../../world.js';
import type { TokenState } from '../token-state.js';
import type { PollingProcess } from './polling-process.js';

export class QuietOffers {
  readonly #world: World;
  readonly #process: PollingProcess;
  readonly #ticks: TickClock;

  constructor(world: World, process: PollingProcess, ticks: TickClock) {
    this.#world = world;
    this.#process = process;
    this.#ticks = ticks;
  }

  /** Applies the offer of `entry` now, to a free worker, if it is quiet. Returns false, having done nothing, where it must be played. */
  skip(entry: EntrySpec, token: TokenState): boolean {
    const { sim, draws, jobs } = this.#world;
    // Jobs that wait for another entry are to see whether the last free worker is asking for this one.
    if (jobs.pending > 0 && this.#process.staff.free === 1) return false;
    const { instance } = token;
    const { demand } = instance;
    if (!token.isAtEase || !demand.hasNothingFor(entry.runner) || !demand.answersAtOnce(entry.runner)) return false;
    if (!draws.requestsAreAlike || !token.executorOf(entry).grantsAlways) return false;
    if (token.quietPolls > 0 || !token.hasSlots(entry) || instance.statusAt(sim.now) !== 200) return false;
    const answerAt = sim.now + draws.requestLatency(instance.index, 0);
    if (answerAt >= this.#ticks.quietUntil()) return false;
    this.#process.numberRequest();
    token.counters.requests++;
    token.answeredEmpty(entry, answerAt);
    demand.noteEmptyAnswer(token, entry.runner);
    sim.creditEvents(1);
    return true;
  }
}
