/** Answers of the world that are given instead of drawn: what a recording played. */
import type { InstanceIndex, MachineNumber, WorkloadIndex } from '../units/indices.js';
import { NEVER } from '../units/time.js';
import type { Micros } from '../units/time.js';
import type { BootDraw, Draws, MachineKey, RequestPause } from './draws.js';
import type { FleetSpec } from '../fleet/fleet.js';

/** By manager index; the n-th entry belongs to the manager's n-th machine (over all entries and restarts), used cyclically. */
export interface Given {
  readonly boots: readonly (readonly { readonly us: Micros; readonly ok: boolean; readonly dir: boolean }[])[];
  readonly deletes: readonly (readonly Micros[])[];
  /** What ready commands do; empty or absent: at once, and well. */
  readonly readies?: readonly (readonly { readonly us: Micros; readonly ok: boolean }[])[];
  /** Empty = 0. */
  readonly forceDeletes: readonly (readonly Micros[])[];
  /** `machine` is the number over the whole run. */
  readonly failDeletes: readonly { readonly machine: MachineNumber; readonly times: number }[];
  readonly failForceDeletes: readonly { readonly machine: MachineNumber; readonly times: number }[];
  readonly unreachable: readonly { readonly machine: MachineNumber; readonly from: Micros; readonly to: Micros }[];
  readonly failRequests: readonly { readonly from: Micros; readonly to: Micros; readonly status: number }[];
  /** Added to the latency of the n-th request: n x a mod b. */
  readonly requestJitter: readonly [number, number] | undefined;
  /** Provision commands after a failed create of the manager's n-th machine, in order; those not listed behave as the last of `provisionElse`. */
  readonly provisions: readonly (readonly (readonly { readonly us: Micros; readonly ok: boolean }[])[])[];
  readonly provisionElse: { readonly us: Micros; readonly ok: boolean };
  readonly directoryDelay: Micros;
  /** Pauses after failed requests and between their calls, in the order of the failures; 0 where none is given. */
  readonly backoff: readonly Micros[];
  /** Pause before the preparation of the n-th job (from 0) of the only workload. */
  readonly starts: readonly Micros[];
}

/** What was given of clouds and of requests. */
export class GivenDraws implements Draws {
  readonly requestsAreAlike = false;
  readonly #fleet: FleetSpec;
  readonly #given: Given;

  constructor(fleet: FleetSpec, given: Given) {
    this.#fleet = fleet;
    this.#given = given;
  }

  boot(machine: MachineKey, out: BootDraw): void {
    const boot = cyclic(this.#given.boots[machine.manager], machine.nth, { us: 0, ok: true, dir: true });
    out.time = boot.us;
    out.ok = boot.ok;
    out.leavesRemains = boot.dir;
  }

  deleteTime(machine: MachineKey): Micros {
    return cyclic(this.#given.deletes[machine.manager], machine.nth, 0);
  }

  deleteFails(machine: MachineKey, attempt: number): boolean {
    return this.#given.failDeletes.some((f) => f.machine === machine.number && attempt <= f.times);
  }

  preemptionAfter(): Micros {
    return NEVER;
  }

  isOrphaned(): boolean {
    return false;
  }

  requestLatency(instance: InstanceIndex, nth: number): Micros {
    const jitter = this.#given.requestJitter;
    return this.#fleet.instances[instance]!.requestLatency + (jitter === undefined ? 0 : (nth * jitter[0]) % jitter[1]);
  }

  requestStatus(_instance: InstanceIndex, at: Micros): number {
    return this.#given.failRequests.find((f) => f.from <= at && at < f.to)?.status ?? 200;
  }

  requestPause({ number }: RequestPause): Micros {
    return this.#given.backoff[number - 1] ?? 0;
  }

  start(workload: WorkloadIndex, ordinal: number): Micros {
    return this.#given.starts[ordinal - 1] ?? this.#fleet.workloads[workload]!.start;
  }
}

/** Returns what is given to the `nth` (from 1): the list is used again and again; `none` where it is empty. */
export function cyclic<T>(list: readonly T[] | undefined, nth: number, none: T): T {
  return list === undefined || list.length === 0 ? none : list[(nth - 1) % list.length]!;
}
