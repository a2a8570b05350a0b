/** The job requests of a run that are under way without a worker, and the input of the clock that ends them. */
import type { Simulation } from '../../../sim/simulation.js';
import { listOfObjects } from '../../../units/shapes.js';
import type { Micros } from '../../../units/time.js';
import type { Ender, QuietEnds } from '../../quiet-ends.js';
import { type PollKeeper, QuietPoll } from './quiet-poll.js';
import type { PollingProcess } from './polling-process.js';

export class QuietPolls implements Ender, PollKeeper {
  /** How many there were so far. */
  begun = 0;
  readonly #sim: Simulation;
  readonly #ends: QuietEnds;
  readonly #list = listOfObjects<QuietPoll>();
  readonly #spare = listOfObjects<QuietPoll>();

  constructor(sim: Simulation, ends: QuietEnds) {
    this.#sim = sim;
    this.#ends = ends;
    ends.tell(this);
  }

  /** Returns one that is to begin, in a skipped tick. */
  take(): QuietPoll {
    this.begun++;
    return this.#spare.pop() ?? this.#make();
  }

  over(poll: QuietPoll): void {
    this.#spare.push(poll);
  }

  /** Every request of this process gets a worker, as it stops. */
  employAll(process: PollingProcess): void {
    for (const poll of this.#list) if (poll.isOpen && poll.process === process) this.#employ(poll);
  }

  skipEnd(id: number, at: Micros): boolean {
    return this.#list[id]!.skipEnd(at);
  }

  end(id: number): void {
    const poll = this.#list[id]!;
    if (!poll.skipEnd(this.#sim.now)) poll.end();
  }

  #employ(poll: QuietPoll): void {
    this.#ends.takeBack(poll.id);
    const { instance } = poll.token;
    const worker = poll.employ();
    if (poll.isWaiting) instance.handOver(poll, worker, poll.answerAt, poll.order);
  }

  #make(): QuietPoll {
    const poll = new QuietPoll(this.#list.length, this.#sim, this.#ends, this);
    this.#list.push(poll);
    return poll;
  }
}
