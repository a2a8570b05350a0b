/** Replays a job history: rows in order of `queuedAt`, merged into the run. */
import type { SourceInput } from '../../sim/simulation.js';
import { NEVER } from '../../units/time.js';
import type { TraceArrivals } from '../fleet.js';
import type { JobIntake, TagSet } from './job-intake.js';

const PROTECTED = 1;

export class TraceSource implements SourceInput {
  nextAt: number;
  readonly #workload: number;
  readonly #trace: TraceArrivals;
  readonly #timeout: number;
  readonly #intake: JobIntake;
  readonly #tagSets: readonly TagSet[];
  #row = 0;

  /** `timeout` is the workload's own, for rows that have none. */
  constructor(workload: number, trace: TraceArrivals, timeout: number, intake: JobIntake) {
    this.#workload = workload;
    this.#trace = trace;
    this.#timeout = timeout;
    this.#intake = intake;
    this.#tagSets = trace.tagSets.map((tags) => intake.tagSet(tags));
    this.nextAt = trace.count > 0 ? trace.queuedAt[0]! : NEVER;
  }

  fire(): void {
    const trace = this.#trace;
    const row = this.#row++;
    this.nextAt = this.#row < trace.count ? trace.queuedAt[this.#row]! : NEVER;
    const bits = trace.bits[row]!;
    this.#intake.queue(
      this.#workload,
      trace.project[row]!,
      trace.arrivedAt[row]!,
      this.#tagSets[trace.tags[row]!]!,
      (bits & PROTECTED) !== 0,
      trace.script[row]!,
      Math.min(trace.timeout[row]!, this.#timeout),
      trace.cancelAt[row]!,
      bits >> 1,
    );
  }
}
