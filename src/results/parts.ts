/** One run in parts: what each of several windows of its measurement period says of itself, by the rules of the whole (batch means). */
import type { FleetSpec } from '../fleet/fleet.js';
import type { CloudCounters, EntryCounters, TrafficCounters } from '../record/counters.js';
import type { JobRecord } from '../record/job.js';
import type { MachineRecord, MachineTime } from '../record/machine.js';
import { NOT_YET } from '../record/not-yet.js';
import type { NoteRecord } from '../record/note.js';
import type { PipelineRecord } from '../record/pipeline.js';
import type { Recorder } from '../record/recorder.js';
import type { MachineNumber } from '../units/indices.js';
import type { Signal } from '../sim/signal.js';
import type { Micros } from '../units/time.js';
import { Collector, type CollectorOptions, type RunEnd } from './collector.js';
import type { KeptSignal } from './pools/pool-stats.js';
import type { RunResult } from './run-result.js';
import type { RunSamples } from './samples/run-samples.js';

/** A run whose books can be looked at where a part ends. */
export interface PartedRun {
  readonly signals: readonly (Pick<KeptSignal, 'name' | 'labels'> & { readonly signal: Pick<Signal, 'endPart'> })[];
  readonly counters: readonly EntryCounters[];
  readonly cloudCounters: readonly CloudCounters[];
  readonly trafficCounters: readonly TrafficCounters[];
  /** Hands over the record so far of each machine that stands. */
  standing(each: (record: Readonly<MachineRecord>) => void): void;
}

/** What was booked to a machine so far. */
interface Booked {
  readonly time: MachineTime;
  readonly rounding: Micros;
}

/** What is known of a part when it ends. */
type PartEnd = Pick<RunEnd, 'signals' | 'counters' | 'cloudCounters' | 'trafficCounters'>;

/** What one part says. */
export interface Part {
  readonly result: RunResult;
  readonly samples: RunSamples;
}

/** Returns the instants at which all but the last of `count` parts of equal length end, whole micros. */
export function partEnds({ warmup, horizon }: Pick<FleetSpec, 'warmup' | 'horizon'>, count: number): Micros[] {
  return Array.from({ length: count - 1 }, (_, i) => warmup + Math.floor(((horizon - warmup) * (i + 1)) / count));
}

/**
 * A recorder of parts. A job is of the part in which it was queued (and its end of the part of its end), levels are averages over the part, and a machine costs in
 * each part what was booked to it there: what is charged beside its time, by rounding, is booked as if each part ended its life, so that the parts sum to the whole.
 */
export class PartCollector implements Recorder {
  readonly #collectors: readonly Collector[];
  /** By part: where it ends. */
  readonly #ends: readonly Micros[];
  readonly #over: PartEnd[] = [];
  readonly #booked = new Map<MachineNumber, Booked>();
  #before: Pick<PartEnd, 'counters' | 'cloudCounters' | 'trafficCounters'> = { counters: [] };

  /** The parts lie between the warm-up of the fleet, these instants, and its horizon. */
  constructor(options: CollectorOptions, ends: readonly Micros[]) {
    const { fleet } = options;
    this.#ends = [...ends, fleet.horizon];
    // Stories of outages are of the whole run.
    this.#collectors = this.#ends.map(
      (horizon, part) =>
        new Collector({ ...options, fleet: { ...fleet, outages: [], warmup: this.#ends[part - 1] ?? fleet.warmup, horizon } }),
    );
  }

  job(record: Readonly<JobRecord>): void {
    const queued = this.#partAt(record.queuedAt);
    const ended = record.finishedAt === NOT_YET ? queued : this.#partAt(record.finishedAt);
    this.#collectors[queued]?.job(record);
    if (ended !== queued) this.#collectors[ended]?.job(record);
    // In the parts between it held its place, and pays for it; one that has not ended in all up to the one under way.
    const last = record.finishedAt === NOT_YET ? this.#over.length : ended - 1;
    for (let part = queued + 1; part <= last; part++) this.#collectors[part]?.held(record);
  }

  machine(record: Readonly<MachineRecord>): void {
    this.#book(record);
    this.#booked.delete(record.machine);
  }

  pipeline(record: Readonly<PipelineRecord>): void {
    this.#collectors[this.#partAt(record.createdAt)]?.pipeline(record);
  }

  note(record: NoteRecord): void {
    for (const collector of this.#collectors) collector.note(record);
  }

  /** A part ends now. */
  ended(run: PartedRun): void {
    run.standing((record) => {
      this.#book(record);
      this.#booked.set(record.machine, { time: { ...record.time }, rounding: record.rounding });
    });
    this.#close(run);
  }

  /** Returns the parts of the run that has ended, as far as it came; call once. */
  finish(run: PartedRun, end: Omit<RunEnd, keyof PartEnd | 'binWidth'>): Part[] {
    this.#close(run);
    return this.#over.map((own, part) => {
      const collector = this.#collectors[part]!;
      return { result: collector.finish({ ...end, ...own, replication: part }), samples: collector.samples() };
    });
  }

  /** Books to the part under way what a machine was booked since the last one ended. */
  #book(record: Readonly<MachineRecord>): void {
    const { time, rounding } = record;
    const before = this.#booked.get(record.machine);
    const own = before === undefined ? record : { ...record, time: difference(time, before.time), rounding: rounding - before.rounding };
    this.#collectors[this.#over.length]?.machine(own);
  }

  #close({ signals, counters, cloudCounters, trafficCounters }: PartedRun): void {
    const now = { counters: copies(counters), cloudCounters: copies(cloudCounters), trafficCounters: copies(trafficCounters) };
    const before = this.#before;
    this.#over.push({
      signals: signals.map(({ name, labels, signal }) => ({ name, labels, signal: kept(signal) })),
      counters: since(now.counters, before.counters, ['manager', 'runner']),
      cloudCounters: since(now.cloudCounters, before.cloudCounters, ['cloud']),
      trafficCounters: since(now.trafficCounters, before.trafficCounters, ['service', 'cloud']),
    });
    this.#before = now;
  }

  /** Index of the part of an instant; -1 before the first. One after the last is in the last, which leaves it out by its horizon. */
  #partAt(at: Micros): number {
    const ends = this.#ends;
    // Most records are of the part under way, or of the one before.
    let part = Math.min(this.#over.length, ends.length - 1);
    while (part > 0 && at < ends[part - 1]!) part--;
    return part;
  }
}

function kept(signal: Pick<Signal, 'endPart'>): KeptSignal['signal'] {
  const { average, peak } = signal.endPart();
  return { timeAverage: () => average, peak, binAverage: () => NaN, binsReached: 0 };
}

function copies<T extends object>(all: readonly T[]): T[] {
  return all.map((one) => ({ ...one }));
}

/** Returns what was counted since `before`; those of `names` are no counts. */
function since<T extends object>(now: readonly T[], before: readonly T[] | undefined, names: readonly (keyof T)[]): T[] {
  return now.map((one, index) => {
    const own = before?.[index];
    return own === undefined ? one : { ...difference(one, own), ...Object.fromEntries(names.map((name) => [name, one[name]])) };
  });
}

/** Returns the numbers of one less those of the other. */
function difference<T extends object>(one: T, other: T): T {
  return Object.fromEntries(
    Object.entries(one).map(([key, value]) => [key, (value as number) - (other as Record<string, number>)[key]!]),
  ) as T;
}
