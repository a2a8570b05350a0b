/**
 * Offers of an entry after a job in which nothing can change: a fixed host grants every reservation, no job is there for the request, and it is
 * answered before anything else happens. Their effect on counters is applied here without events, as that of quiet feeds.
 */
import type { EntrySpec } from '../../../fleet/config.js';
import { NEVER } from '../../../units/time.js';
import type { TickClock } from '../../tick-clock.js';
import type { World } from '../../world.js';
import type { TokenState } from '../token-state.js';
import { emptyAnswerAt } from './empty-answer.js';
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
    const { sim, jobs } = this.#world;
    // Jobs that wait for another entry are to see whether the last free worker is asking for this one.
    if (jobs.pending > 0 && this.#process.staff.free === 1) return false;
    if (token.quietPolls > 0) return false;
    const answerAt = emptyAnswerAt(this.#world, entry, token, sim.now);
    if (answerAt === NEVER || answerAt >= this.#ticks.quietUntil()) return false;
    this.#process.numberRequest();
    token.counters.requests++;
    token.answeredEmpty(entry, answerAt);
    token.instance.demand.noteEmptyAnswer(token, entry.runner);
    sim.creditEvents(1);
    return true;
  }
}
