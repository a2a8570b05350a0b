/**
 * A job request under way that was begun in a skipped tick: it has everything that its worker would have, a place among `concurrent` and
 * within `limit`, a request slot and what its executor has reserved, but its worker only stands by, and it has no event. The worker goes on
 * with it when a job comes, when anything else than an empty answer does, or when its process stops.
 */
import type { EntrySpec } from '../../../fleet/config.js';
import type { Simulation } from '../../../sim/simulation.js';
import type { JobIndex, ManagerIndex, RunnerIndex } from '../../../units/indices.js';
import { NOUGHT } from '../../../units/shapes.js';
import type { Micros } from '../../../units/time.js';
import * as Priority from '../../priority.js';
import type { Held, TokenExecutor } from '../../executor/executor.js';
import type { QuietEnds } from '../../quiet-ends.js';
import type { JobRequest } from '../../gitlab/waiting-line.js';
import type { TokenState } from '../token-state.js';
import type { Worker } from '../worker.js';
import type { OpenPoll } from './open-poll.js';
import type { PollingProcess } from './polling-process.js';

/** Who uses it again: an object and no function, of which V8 would take that of the first run for the only one. */
export interface PollKeeper {
  /** It needs no further attention. */
  over(poll: QuietPoll): void;
}

export class QuietPoll implements JobRequest, OpenPoll {
  /** Number among those of the run. */
  readonly id: number;
  process!: PollingProcess;
  entry!: EntrySpec;
  token!: TokenState;
  executor!: TokenExecutor;
  held: Held;
  requestedAt: Micros = NOUGHT;
  /** Its latency is over, or its time in the line. */
  answerAt: Micros = NOUGHT;
  number = 0;
  /** Set aside for it. */
  worker!: Worker;
  /** Place of the answer in the order of events. */
  order = NOUGHT;
  /** GitLab has looked at it, and it waits for a job. */
  isWaiting = false;
  /** It is under way, and its worker stands by. */
  isOpen = false;
  readonly endsItself = true;
  readonly #sim: Simulation;
  readonly #ends: QuietEnds;
  readonly #keeper: PollKeeper;

  constructor(id: number, sim: Simulation, ends: QuietEnds, keeper: PollKeeper) {
    this.id = id;
    this.#sim = sim;
    this.#ends = ends;
    this.#keeper = keeper;
  }

  get runner(): RunnerIndex {
    return this.entry.runner;
  }

  get manager(): ManagerIndex {
    return this.process.index;
  }

  get lastUpdate(): number {
    return this.token.lastUpdate;
  }

  set lastUpdate(value: number) {
    this.token.lastUpdate = value;
  }

  /** The request with this number over the run is made at `requestedAt`, and its latency is over at `answerAt`, in this place of the order of events. */
  begin(
    process: PollingProcess,
    entry: EntrySpec,
    token: TokenState,
    requestedAt: Micros,
    answerAt: Micros,
    number: number,
    order: number,
  ): void {
    this.process = process;
    this.entry = entry;
    this.token = token;
    this.executor = token.executorOf(entry);
    this.requestedAt = requestedAt;
    this.answerAt = answerAt;
    this.number = number;
    this.worker = process.staff.take();
    this.isWaiting = false;
    this.isOpen = true;
    token.builds++;
    token.requests++;
    token.quietPolls++;
    this.order = order;
    this.#ends.begin(answerAt, this.id, order);
    this.held = this.executor.hold(entry, requestedAt);
  }

  /** Its latency, or its time in the line, is over at `at`: applies what comes of it if it concerns nobody. Else returns false and does nothing. */
  skipEnd(at: Micros): boolean {
    const { instance } = this.token;
    if (!this.isWaiting) {
      if (instance.statusAt(at) !== 200) return false;
      if (instance.demand.waits(this)) {
        this.#wait(at);
        return true;
      }
    }
    return this.#endQuietly(at);
  }

  /** As `skipEnd`, played, now. */
  end(): void {
    const { instance } = this.token;
    this.process.settleFeeds();
    if (this.isWaiting) {
      instance.withdraw(this);
      this.answer(-1, 204);
    } else {
      this.isWaiting = true;
      instance.latencyOver(this);
    }
  }

  answer(job: JobIndex, status: number): void {
    this.#ends.takeBack(this.id);
    if (job < 0 && status === 204) this.#endEmpty();
    else this.employ().answer(job, status);
  }

  /** Returns its worker, which goes on with it. */
  employ(): Worker {
    const { worker } = this;
    this.process.staff.employ(worker);
    worker.takeOver(this);
    this.#close();
    return worker;
  }

  /** It waits for a job at GitLab from `at` on. */
  #wait(at: Micros): void {
    const { instance } = this.token;
    this.isWaiting = true;
    instance.join(this);
    this.answerAt = at + instance.spec.longPolling;
    this.order = this.#sim.reserveOrder(Priority.REQUEST);
    this.#ends.begin(this.answerAt, this.id, this.order);
  }

  /** It is answered empty at `at`, if that concerns nobody. */
  #endQuietly(at: Micros): boolean {
    const { process, token, entry } = this;
    const { instance } = token;
    if (!instance.demand.hasNothingFor(entry.runner) || !token.isAtEase || !process.freesQuietly || !this.executor.letsGoQuietly)
      return false;
    process.settleFeeds();
    if (this.isWaiting) instance.withdraw(this);
    else instance.demand.noteEmptyAnswer(token, entry.runner);
    token.answeredEmpty(entry, at);
    token.requests--;
    this.executor.letGo(this.held, at);
    token.builds--;
    process.staff.freeQuietly(this.worker);
    this.#close();
    return true;
  }

  /** It is answered empty now: what a worker would do, in its order. */
  #endEmpty(): void {
    const { process, token, entry } = this;
    token.markHealth(true, this.#sim.now);
    token.answeredEmpty(entry, this.#sim.now);
    token.requests--;
    token.changed();
    this.executor.giveBack(this.held, entry);
    token.builds--;
    token.changed();
    this.#close();
    process.putBack(this.worker);
  }

  #close(): void {
    this.isOpen = false;
    this.token.quietPolls--;
    this.held = undefined;
    this.#keeper.over(this);
  }
}
