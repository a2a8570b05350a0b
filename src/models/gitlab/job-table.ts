/**
 * The jobs in the system, in typed columns: a slot a job, reused when the job has left, so that memory follows what is in the system and
 * not the length of the run. Columns and no objects, because a backlog may hold a million of them.
 */
import { NOT_YET } from '../../record/not-yet.js';
import { WAIT_CAUSES } from '../../record/wait-causes.js';
import type { JobIndex, RunnerIndex } from '../../units/indices.js';

/** Bits of `bits`. */
export const SCRIPT_FAILS = 1;
/** The cancel ends the job at once (`canceled`); without it the job may end in order (`canceling`). */
export const CANCELLED_AT_ONCE = 2;

export class JobTable {
  capacity = 1024;
  /** Jobs in the system. */
  size = 0;
  /** Those of them that are pending. */
  pending = 0;
  /** Arrival ordinal over all workloads, from 1. */
  ordinal = new Float64Array(this.capacity);
  /** Arrival ordinal in its workload, from 1. */
  nth = new Float64Array(this.capacity);
  /** Ordinal of its creation over all workloads, from 1: the jobs of a pipeline are created together, whenever they become pending. */
  created = new Float64Array(this.capacity);
  workload = new Int32Array(this.capacity);
  project = new Int32Array(this.capacity);
  /** Index of its `JobClass` at its instance. */
  jobClass = new Int32Array(this.capacity);
  /** Its tags, and the registrations that may take it: lists that many jobs share. */
  readonly tags: (readonly string[])[] = [];
  readonly takers: (readonly RunnerIndex[])[] = [];
  arrivedAt = new Float64Array(this.capacity);
  queuedAt = new Float64Array(this.capacity);
  startedAt = new Float64Array(this.capacity);
  /** Run time of the user's script. */
  script = new Float64Array(this.capacity);
  timeout = new Float64Array(this.capacity);
  cancelAt = new Float64Array(this.capacity);
  bits = new Uint8Array(this.capacity);
  /** Ordinal of its pipeline in its workload, from 1; 0 = none. */
  pipeline = new Int32Array(this.capacity);
  /** What its draws are keyed by in its pipeline, or its row of a trace. */
  index = new Int32Array(this.capacity);
  /** 0 the first try, above 0 a retry. */
  attempt = new Int32Array(this.capacity);
  /** Registration and manager that got it, -1 before. */
  runner = new Int32Array(this.capacity);
  manager = new Int32Array(this.capacity);
  /** Id of the worker that runs it, -1 = none, or its process is gone. */
  worker = new Int32Array(this.capacity);
  /** Number of its place among the jobs of its class, in order of queueing. */
  place = new Float64Array(this.capacity);
  /** While it is pending its class's time by cause (WAIT_CAUSES) at its queueing, afterwards its own wait by cause; a row a slot. */
  waits = new Float64Array(this.capacity * WAIT_CAUSES.length);
  /** Causes that any of its rows has ever been written for: all others are nought. */
  readonly causes: number[] = [];
  overtaken = new Float64Array(this.capacity);
  /** As `waits`: time in which an outage kept one of its class's entries from working. */
  inOutage = new Float64Array(this.capacity);
  /** Next job of its project's line, or of the free list. */
  next = new Int32Array(this.capacity);
  #free = -1;
  #used = 0;

  /** Returns a slot for a new job; every column is to be filled by the caller but those of the start and what belongs to lines and holds. */
  add(): JobIndex {
    let slot = this.#free;
    if (slot >= 0) this.#free = this.next[slot]!;
    else {
      if (this.#used === this.capacity) this.#grow();
      slot = this.#used++;
    }
    this.size++;
    this.startedAt[slot] = NOT_YET;
    this.runner[slot] = -1;
    this.manager[slot] = -1;
    this.worker[slot] = -1;
    return slot;
  }

  remove(slot: JobIndex): void {
    this.ordinal[slot] = 0;
    this.next[slot] = this.#free;
    this.#free = slot;
    this.size--;
  }

  /** Slots of the jobs in the system, in order of arrival. */
  slots(): JobIndex[] {
    const slots: JobIndex[] = [];
    for (let slot = 0; slot < this.#used; slot++) if (this.ordinal[slot]! > 0) slots.push(slot);
    return slots.sort((a, b) => this.ordinal[a]! - this.ordinal[b]!);
  }

  /** True when job `a` has the smaller build id: created earlier, order of creation among those of one instant. */
  isOlder(a: JobIndex, b: JobIndex): boolean {
    let difference = this.arrivedAt[a]! - this.arrivedAt[b]!;
    if (difference === 0) difference = this.created[a]! - this.created[b]!;
    return difference < 0 || (difference === 0 && this.ordinal[a]! < this.ordinal[b]!);
  }

  #grow(): void {
    this.capacity *= 2;
    const float = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const column = new Float64Array(this.capacity);
      column.set(old);
      return column;
    };
    const int = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const column = new Int32Array(this.capacity);
      column.set(old);
      return column;
    };
    this.ordinal = float(this.ordinal);
    this.nth = float(this.nth);
    this.created = float(this.created);
    this.arrivedAt = float(this.arrivedAt);
    this.queuedAt = float(this.queuedAt);
    this.startedAt = float(this.startedAt);
    this.script = float(this.script);
    this.timeout = float(this.timeout);
    this.cancelAt = float(this.cancelAt);
    this.place = float(this.place);
    this.overtaken = float(this.overtaken);
    this.inOutage = float(this.inOutage);
    const waits = new Float64Array(this.capacity * WAIT_CAUSES.length);
    waits.set(this.waits);
    this.waits = waits;
    this.workload = int(this.workload);
    this.pipeline = int(this.pipeline);
    this.index = int(this.index);
    this.attempt = int(this.attempt);
    this.project = int(this.project);
    this.jobClass = int(this.jobClass);
    this.runner = int(this.runner);
    this.manager = int(this.manager);
    this.worker = int(this.worker);
    this.next = int(this.next);
    const bits = new Uint8Array(this.capacity);
    bits.set(this.bits);
    this.bits = bits;
  }
}
