/** Job requests that wait for a job (long polling), first come first served. */
import type { Lane } from '../../sim/lane.js';
import type { EventId, Simulation } from '../../sim/simulation.js';
import type { JobIndex, ManagerIndex, RunnerIndex } from '../../units/indices.js';
import { listOfObjects, NOUGHT } from '../../units/shapes.js';

/** A job request of a manager; the manager's worker implements it. */
export interface JobRequest {
  /** Number of the requester among those of its kind. */
  readonly id: number;
  /** Index of the registration that asks. */
  readonly runner: RunnerIndex;
  readonly manager: ManagerIndex;
  /** Queue value of the last empty answer from Rails, kept per process and token. */
  lastUpdate: number;
  /** It sees to the end of its time in the line itself (`WaitingLine.leave`). */
  readonly endsItself?: true;
  /** `job` is a slot of the job table or -1; `status` an HTTP status, 0 = connection error. */
  answer(job: JobIndex, status: number): void;
}

interface Place {
  request: JobRequest;
  timeout: EventId;
  /** The how-manieth it was to join. */
  readonly turn: number;
}

/** One line for all, kept by registration: a job finds the first of those that may take it without a look at the others, however many managers wait. */
export class WaitingLine {
  /** Requests in it. */
  size = 0;
  /** By registration, first come first; and the registrations that ever waited. */
  readonly #places: Place[][] = [];
  readonly #runners: RunnerIndex[] = [];
  readonly #timeouts: Lane;
  readonly #sim: Pick<Simulation, 'cancel'>;
  #joined = 0;

  constructor(timeouts: Lane, sim: Pick<Simulation, 'cancel'>) {
    this.#timeouts = timeouts;
    this.#sim = sim;
  }

  join(request: JobRequest): void {
    const timeout = request.endsItself ? NOUGHT : this.#timeouts.push(request.id);
    this.#of(request.runner).push({ request, timeout, turn: this.#joined++ });
    this.size++;
  }

  /** Another requester goes on with a request that waits: it keeps its place, and its time is over with `timeout`. */
  handOver(request: JobRequest, to: JobRequest, timeout: EventId): void {
    const place = this.#of(request.runner).find((one) => one.request === request)!;
    place.request = to;
    place.timeout = timeout;
  }

  leave(request: JobRequest): void {
    const places = this.#of(request.runner);
    const at = places.findIndex((place) => place.request === request);
    if (at < 0) return;
    this.#sim.cancel(places[at]!.timeout);
    places.splice(at, 1);
    this.size--;
  }

  /** The first request of any of these registrations. */
  first(runners: readonly RunnerIndex[]): JobRequest | undefined {
    return this.#first(runners)?.request;
  }

  /** Takes out the requests of these registrations, or all; returns them in the order of the line. */
  take(runners: readonly RunnerIndex[] = this.#runners): JobRequest[] {
    const taken: JobRequest[] = [];
    for (let place = this.#first(runners); place !== undefined; place = this.#first(runners)) {
      this.#sim.cancel(place.timeout);
      this.#shift(place);
      taken.push(place.request);
    }
    return taken;
  }

  /** Takes out the request whose wait is over: the first, for each waits as long as any. */
  timedOut(): JobRequest {
    const place = this.#first(this.#runners)!;
    this.#shift(place);
    return place.request;
  }

  #first(runners: readonly RunnerIndex[]): Place | undefined {
    let first: Place | undefined;
    for (const runner of runners) {
      const place = this.#places[runner]?.[0];
      if (place !== undefined && (first === undefined || place.turn < first.turn)) first = place;
    }
    return first;
  }

  #shift({ request }: Place): void {
    this.#of(request.runner).shift();
    this.size--;
  }

  #of(runner: RunnerIndex): Place[] {
    let places = this.#places[runner];
    if (places === undefined) {
      this.#places[runner] = places = listOfObjects();
      this.#runners.push(runner);
    }
    return places;
  }
}
