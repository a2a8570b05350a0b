/** The inputs of a run that are sorted already, merged into its clock: a column of their next times, and the first of them. */
import { refuse } from './invariant.js';

/** An input that is sorted already and is therefore merged instead of pushed. */
export interface SourceInput {
  /** Time of the next input, Infinity when exhausted. Never decreases. */
  readonly nextAt: number;
  /** Place of the next input in the order of events, if it has reserved one (`reserveOrder`); else before all scheduled events of its priority. */
  readonly nextOrder?: number;
  /** Consumes the next input (called with sim.now === nextAt). Must advance nextAt. */
  fire(): void;
}

/** A source as `addSource` numbered it. */
export type SourceId = number;

/**
 * Sources are of many classes, so that each look at the `nextAt` of one is a search by name that makes a new number: it is copied into a column when the source has
 * fired or told of a change, and the first is found there.
 */
export class Sources {
  /** Time and place in the order of the first input; Infinity where there is none. */
  firstAt = Infinity;
  firstOrder = Infinity;
  private first: SourceId = -1;
  private readonly inputs: SourceInput[] = [];
  /** Orders of inputs that have reserved none. */
  private readonly ownOrders: number[] = [];
  private times = new Float64Array(0);
  private orders = new Float64Array(0);

  add(input: SourceInput, order: number, now: number): SourceId {
    const source = this.inputs.push(input) - 1;
    this.ownOrders.push(order);
    this.times = Float64Array.of(...this.times, Infinity);
    this.orders = Float64Array.of(...this.orders, order);
    this.changed(source, now);
    return source;
  }

  /** Takes over what is next of a source. */
  changed(source: SourceId, now: number): void {
    const input = this.inputs[source]!;
    const at = input.nextAt;
    if (!(at >= now)) refuse('the next input of a source is not past', at);
    const order = input.nextOrder ?? this.ownOrders[source]!;
    this.times[source] = at;
    this.orders[source] = order;
    if (this.times.length === 1) this.setFirst(0, at, order);
    else this.findFirst();
  }

  /** Time of the first input but for those of two sources; Infinity if there is none. */
  firstAtBeside(one: SourceId, other: SourceId): number {
    const { times } = this;
    let first = Infinity;
    for (let source = 0; source < times.length; source++) {
      if (source !== one && source !== other && times[source]! < first) first = times[source]!;
    }
    return first;
  }

  /** Consumes the first input, which is due now. */
  fireFirst(now: number): void {
    const { first } = this;
    this.inputs[first]!.fire();
    this.changed(first, now);
  }

  /** Of equal times and orders the first added comes first. */
  private findFirst(): void {
    const { times, orders } = this;
    let first = -1;
    let firstAt = Infinity;
    let firstOrder = 0;
    for (let source = 0; source < times.length; source++) {
      const at = times[source]!;
      if (at > firstAt || at === Infinity) continue;
      const order = orders[source]!;
      if (at === firstAt && order >= firstOrder) continue;
      first = source;
      firstAt = at;
      firstOrder = order;
    }
    this.setFirst(first, firstAt, firstOrder);
  }

  private setFirst(source: SourceId, at: number, order: number): void {
    this.first = source;
    this.firstAt = at;
    this.firstOrder = order;
  }
}
