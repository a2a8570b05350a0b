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
}

export class WaitingLine {
  #places = listOfObjects<Place>();
  readonly #timeouts: Lane;
  readonly #sim: Pick<Simulation, 'cancel'>;

  constructor(timeouts: Lane, sim: Pick<Simulation, 'cancel'>) {
    this.#timeouts = timeouts;
    this.#sim = sim;
  }

  get size(): number {
    return this.#places.length;
  }

  join(request: JobRequest): void {
    this.#places.push({
      request,
      timeout: request.endsItself ? NOUGHT : this.#timeouts.push(request.id),
    });
  }

  /** Another requester goes on with a request that waits: it keeps its place, and its time is over with `timeout`. */
  handOver(request: JobRequest, to: JobRequest, timeout: EventId): void {
    const place = this.#places.find((one) => one.request === request)!;
    place.request = to;
    place.timeout = timeout;
  }

  leave(request: JobRequest): void {
    const at = this.#places.findIndex((place) => place.request === request);
    if (at < 0) return;
    this.#sim.cancel(this.#places[at]!.timeout);
    this.#places.splice(at, 1);
  }

  /** Requests for which the test holds, in the order of the line. */
  matching(test: (request: JobRequest) => boolean): JobRequest[] {
    const found: JobRequest[] = [];
    for (const { request } of this.#places) if (test(request)) found.push(request);
    return found;
  }

  /** Takes out the requests for which the test holds; returns them in the order of the line. */
  take(test: (request: JobRequest) => boolean): JobRequest[] {
    const taken: JobRequest[] = [];
    const places = this.#places;
    let kept = 0;
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!;
      if (test(place.request)) {
        this.#sim.cancel(place.timeout);
        taken.push(place.request);
      } else {
        if (kept < i) places[kept] = place;
        kept++;
      }
    }
    places.length = kept;
    return taken;
  }

  /** Takes out the request whose wait is over: the first, for each waits as long as any. */
  timedOut(): JobRequest {
    return this.#places.shift()!.request;
  }
}
