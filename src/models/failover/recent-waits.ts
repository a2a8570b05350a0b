/** The waits of the jobs that were handed out of late, and whether a quantile of them and of the waits so far lies above a bound. */
import type { Micros } from '../../units/time.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { World } from '../world.js';
import type { RuleCondition } from '../../fleet/failover.js';

/** Levels are taken to six decimals, so that ranks are computed in whole numbers: 0.07 x 100 must be 7. */
const PER_UNIT = 1_000_000;

export class RecentWaits {
  readonly #world: World;
  readonly #spec: Extract<RuleCondition, { kind: 'queue_time' }>;
  /** By workload: 1 = its jobs count. */
  readonly #counts: Uint8Array;
  /** A ring: when a job was handed out, and whether it had waited too long. In order of time. */
  #at = new Float64Array(1024);
  #isLong = new Uint8Array(1024);
  #first = 0;
  #size = 0;
  #long = 0;

  constructor(world: World, spec: Extract<RuleCondition, { kind: 'queue_time' }>) {
    this.#world = world;
    this.#spec = spec;
    this.#counts = Uint8Array.from(world.fleet.workloads, (_, index) =>
      spec.workloads.length === 0 || spec.workloads.includes(index) ? 1 : 0,
    );
  }

  /** A job is handed out now. */
  started(job: number): void {
    const { jobs, sim } = this.#world;
    if (this.#counts[jobs.workload[job]!] === 0) return;
    // Looks may be far apart (Prometheus is down): what no look can want any more goes here too.
    if (this.#size === this.#at.length) this.#forget();
    if (this.#size === this.#at.length) this.#grow();
    const place = (this.#first + this.#size) % this.#at.length;
    const isLong = sim.now - jobs.queuedAt[job]! > this.#spec.above ? 1 : 0;
    this.#at[place] = sim.now;
    this.#isLong[place] = isLong;
    this.#size++;
    this.#long += isLong;
  }

  /**
   * True when the quantile at `level` (the order statistic of rank ceil(level x n)) of the waits of jobs handed out in (now - over, now] and of
   * the waits so far of those pending lies above the bound: fewer than so many lie within it. False when there are none.
   */
  isAbove(): boolean {
    this.#forget();
    const { jobs, sim } = this.#world;
    const { level, above } = this.#spec;
    let count = this.#size;
    let long = this.#long;
    if (jobs.pending > 0) {
      const { ordinal, startedAt, queuedAt, workload, capacity } = jobs;
      for (let job = 0; job < capacity; job++) {
        const isPending = ordinal[job]! > 0 && startedAt[job] === NOT_YET && queuedAt[job]! >= 0 && queuedAt[job]! <= sim.now;
        if (!isPending || this.#counts[workload[job]!] === 0) continue;
        count++;
        if (sim.now - queuedAt[job]! > above) long++;
      }
    }
    const rank = Math.max(1, Math.ceil((Math.round(level * PER_UNIT) * count) / PER_UNIT));
    return count > 0 && count - long < rank;
  }

  /** Hand-outs before the window. */
  #forget(): void {
    const from: Micros = this.#world.sim.now - this.#spec.over;
    while (this.#size > 0 && this.#at[this.#first]! <= from) {
      this.#long -= this.#isLong[this.#first]!;
      this.#first = (this.#first + 1) % this.#at.length;
      this.#size--;
    }
  }

  #grow(): void {
    const { length } = this.#at;
    const at = new Float64Array(2 * length);
    const isLong = new Uint8Array(2 * length);
    for (let i = 0; i < this.#size; i++) {
      at[i] = this.#at[(this.#first + i) % length]!;
      isLong[i] = this.#isLong[(this.#first + i) % length]!;
    }
    this.#at = at;
    this.#isLong = isLong;
    this.#first = 0;
  }
}
