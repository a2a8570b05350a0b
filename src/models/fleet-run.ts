/** The engine's public face: what a run is started with and what it answers. `run.ts` implements it. */
import type { Signal } from '../sim/signal.js';
import type { CloudCounters, EntryCounters, TrafficCounters } from '../record/counters.js';
import type { MachineRecord } from '../record/machine.js';
import type { Recorder } from '../record/recorder.js';
import type { SignalLabels, SignalName } from '../record/signals.js';
import type { Micros } from '../units/time.js';
import type { Given } from './given.js';
import type { Probe } from './probe.js';

export interface FleetRunOptions {
  readonly seed: number | string;
  /** 0, 1, 2 ... */
  readonly replication: number;
  readonly recorder: Recorder;
  /** What stands in for draws (recordings); default: draws keyed by seed and replication. */
  readonly given?: Given;
  /** Sees every pass, request and exit (conformance). */
  readonly probe?: Probe;
  /** False plays every tick of a feeder, also those in which nothing can change. Default true; both give the same bytes. */
  readonly skipQuietTicks?: boolean;
  /** False: nobody draws the run, and signals of which no figure is made (jobs pending, running, waiting) are not kept. Default true. */
  readonly isDrawn?: boolean;
  /** Where the measurement period is looked at in parts; default: nowhere. */
  readonly parts?: PartsAsked;
}

/** Parts of the measurement period. They change nothing of what happens, nor of what is recorded. */
export interface PartsAsked {
  /** Instants at which one ends and the next begins, ascending, between the warm-up and the horizon. */
  readonly ends: readonly Micros[];
  /** Told at each of them, when signals, counters and the books of machines are up to it. */
  readonly ended: () => void;
}

/** `more`: call again; `done`: the horizon was reached and every record written; the rest are named limits that were hit. */
export type RunProgress = 'more' | 'done' | 'max_events' | 'max_pending';

export interface LabelledSignal {
  readonly name: SignalName;
  readonly labels: SignalLabels;
  readonly signal: Signal;
}

export interface FleetRun {
  /** Moves on by at most `maxEvents` events. Rows come out through the recorder meanwhile. After a limit was hit, records of what is in the system are written as at a horizon. */
  advance(maxEvents: number): RunProgress;
  /** Simulated time reached, micros. */
  readonly now: number;
  readonly events: number;
  /** All signals that are kept, in a fixed order; closed once `advance` has answered other than `more`. Their window opens at the end of the warm-up. */
  readonly signals: readonly LabelledSignal[];
  /** In order of manager, then entry; counts inside the measurement period. */
  readonly counters: readonly EntryCounters[];
  /** By cloud; counts inside the measurement period. */
  readonly cloudCounters: readonly CloudCounters[];
  /** In order of service (GitLab, -1, first), then cloud; counts inside the measurement period. Empty where no workload moves anything. */
  readonly trafficCounters: readonly TrafficCounters[];
  /** The version of chance and a hash of everything that was recorded (integers only), as in `2-8abe213a024f3333`; final when done. */
  fingerprint(): string;
  /** Draws of chance made so far. */
  readonly draws: number;
  /** Hands over the record so far of each machine that stands now, in order of their numbers; the object is reused. Only where a part ends. */
  standing(each: (record: Readonly<MachineRecord>) => void): void;
}
