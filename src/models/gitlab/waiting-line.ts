/** Job requests that wait for a job (long polling), first come first served. */
import type { Lane } from '../../sim/lane.js';
import type { EventId, Simulation } from '../../sim/simulation.js';
import type { JobIndex, ManagerIndex, RunnerIndex } from '../../units/indices.js';
import { NOUGHT } from '../../units/shapes.js';

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

/** A request that waits; used again when it has left. */
class Place {
  request: JobRequest;
  /** NOUGHT: its request sees to its end itself. */
  timeout: EventId = NOUGHT;
  /** The how-manieth it was to join. */
  turn = 0;
  /** The place behind it; among those that are free, the next of them. */
  next: Place | undefined;

  constructor(request: JobRequest) {
    this.request = request;
  }
}

/** The places of one registration. As a rule it is the first that leaves. */
class Places {
  first: Place | undefined;
  #last: Place | undefined;

  add(place: Place): void {
    if (this.#last === undefined) this.first = place;
    else this.#last.next = place;
    this.#last = place;
  }

  find(request: JobRequest): Place | undefined {
    let place = this.first;
    while (place !== undefined && place.request !== request) place = place.next;
    return place;
  }

  remove(place: Place): void {
    let before: Place | undefined;
    if (place === this.first) this.first = place.next;
    else {
      before = this.first!;
      while (before.next !== place) before = before.next!;
      before.next = place.next;
    }
    if (place === this.#last) this.#last = before;
    place.next = undefined;
  }
}

/** One line for all, kept by registration: a job finds the first of those that may take it without a look at the others, however many managers wait. */
export class WaitingLine {
  /** Requests in it. */
  size = 0;
  /** By registration; and the registrations that ever waited. */
  readonly #places: Places[] = [];
  readonly #runners: RunnerIndex[] = [];
  readonly #timeouts: Lane;
  readonly #sim: Pick<Simulation, 'cancel'>;
  #free: Place | undefined;
  #joined = 0;

  constructor(timeouts: Lane, sim: Pick<Simulation, 'cancel'>) {
    this.#timeouts = timeouts;
    this.#sim = sim;
  }

  join(request: JobRequest): void {
    const place = this.#take(request);
    place.timeout = request.endsItself ? NOUGHT : this.#timeouts.push(request.id);
    place.turn = this.#joined++;
    this.#of(request.runner).add(place);
    this.size++;
  }

  /** Another requester goes on with a request that waits: it keeps its place, and its time is over with `timeout`. */
  handOver(request: JobRequest, to: JobRequest, timeout: EventId): void {
    const place = this.#of(request.runner).find(request)!;
    place.request = to;
    place.timeout = timeout;
  }

  leave(request: JobRequest): void {
    const places = this.#of(request.runner);
    const place = places.find(request);
    if (place === undefined) return;
    this.#cancelTimeout(place);
    this.#remove(place, places);
  }

  /** The first request of any of these registrations. */
  first(runners: readonly RunnerIndex[]): JobRequest | undefined {
    return this.#first(runners)?.request;
  }

  /** Takes out the requests of these registrations, or all; returns them in the order of the line. */
  take(runners: readonly RunnerIndex[] = this.#runners): JobRequest[] {
    const taken: JobRequest[] = [];
    for (let place = this.#first(runners); place !== undefined; place = this.#first(runners)) {
      taken.push(place.request);
      this.#cancelTimeout(place);
      this.#remove(place);
    }
    return taken;
  }

  /** Takes out the request whose wait is over: the first, for each waits as long as any. */
  timedOut(): JobRequest {
    const place = this.#first(this.#runners)!;
    const { request } = place;
    this.#remove(place);
    return request;
  }

  #first(runners: readonly RunnerIndex[]): Place | undefined {
    let first: Place | undefined;
    for (const runner of runners) {
      const place = this.#places[runner]?.first;
      if (place !== undefined && (first === undefined || place.turn < first.turn)) first = place;
    }
    return first;
  }

  #cancelTimeout({ timeout }: Place): void {
    if (timeout !== 0) this.#sim.cancel(timeout);
  }

  #remove(place: Place, places = this.#of(place.request.runner)): void {
    places.remove(place);
    this.size--;
    place.next = this.#free;
    this.#free = place;
  }

  #take(request: JobRequest): Place {
    const place = this.#free;
    if (place === undefined) return new Place(request);
    this.#free = place.next;
    place.next = undefined;
    place.request = request;
    return place;
  }

  #of(runner: RunnerIndex): Places {
    let places = this.#places[runner];
    if (places === undefined) {
      this.#places[runner] = places = new Places();
      this.#runners.push(runner);
    }
    return places;
  }
}
