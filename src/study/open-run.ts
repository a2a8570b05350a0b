/** One replication under way: the engine, the collector that watches it, and whoever else wants its records. */
import type { FleetRun, FleetRunOptions, RunProgress } from '../models/fleet-run.js';
import { drawnDays } from '../models/workload/drawn-days.js';
import type { FleetSpec } from '../fleet/fleet.js';
import { Collector, type RunEnd } from '../results/collector.js';
import { PartCollector, partEnds } from '../results/parts.js';
import type { Question } from '../results/question.js';
import type { KeptSignal } from '../results/pools/pool-stats.js';
import type { ProjectTable } from '../results/owners/project-rows.js';
import type { RunResult } from '../results/run-result.js';
import type { StoryLine } from '../results/outages/story.js';
import { invariant } from '../sim/invariant.js';
import type { Recorder } from '../record/recorder.js';
import type { Micros } from '../units/time.js';
import type { Replication } from './study.js';

/** Starts an engine. */
export type StartFleet = (spec: FleetSpec, options: FleetRunOptions) => FleetRun;

/** What distinguishes one replication from another, and what is wanted of it. */
export interface ReplicationOptions extends Pick<FleetRunOptions, 'given' | 'probe' | 'skipQuietTicks'> {
  readonly seed: number | string;
  /** 0, 1, 2 ... */
  readonly replication: number;
  /** Answered in the result, in this order. */
  readonly questions?: readonly Question[];
  /** What stories of outages hold jobs against. */
  readonly line?: StoryLine | undefined;
  /** Sees every record after the collector. */
  readonly recorder?: Recorder;
  /** Whether the result holds the timeline. Default false. */
  readonly timeline?: boolean;
  /** Parts of equal length, by time, that the measurement period is looked at in; default: none. */
  readonly parts?: number;
}

/** A replication that is driven in slices. */
export interface OpenRun {
  /** Plays at most so many events; records come out meanwhile. */
  advance(maxEvents: number): RunProgress;
  /** Simulated time reached. */
  readonly now: Micros;
  readonly events: number;
  /** Quantities over time, with `timeline` also those of which no figure is made; closed once `advance` answered other than `more`. */
  readonly signals: readonly KeptSignal[];
  /** The result; only after `advance` answered other than `more`. */
  result(): RunResult;
  /** The result with the samples behind it, for a study of several. */
  replication(): Replication;
  /** Every project; only after `replication`. */
  projects(): ProjectTable;
}

/** Starts a replication on the given engine. */
export function openRun(start: StartFleet, fleet: FleetSpec, options: ReplicationOptions): OpenRun {
  const { seed, replication, questions, recorder, timeline, line, parts: count = 0, ...engineOptions } = options;
  let run: FleetRun | undefined;
  const collected = { fleet, questions: questions ?? [], ...(line === undefined ? {} : { line }), now: () => run?.now ?? 0 };
  const collector = new Collector(collected);
  const ends = partEnds(fleet, count);
  const parts = count < 2 ? undefined : new PartCollector(collected, ends);
  const engine = start(fleet, {
    ...engineOptions,
    seed,
    replication,
    isDrawn: timeline === true,
    recorder: toEach([collector, parts, recorder].filter((one) => one !== undefined)),
    ...(parts === undefined ? {} : { parts: { ends, ended: () => parts.ended(run!) } }),
  });
  run = engine;
  let progress: RunProgress = 'more';
  return {
    advance(maxEvents) {
      progress = engine.advance(maxEvents);
      return progress;
    },
    get now() {
      return engine.now;
    },
    get events() {
      return engine.events;
    },
    get signals() {
      return engine.signals;
    },
    result,
    replication: () => ({
      result: result(),
      samples: collector.samples(),
      ...(parts === undefined ? {} : { parts: parts.finish(engine, ended()) }),
    }),
    projects: () => collector.projects(),
  };

  function ended(): Pick<RunEnd, 'seed' | 'replication' | 'outcome' | 'fingerprint' | 'events' | 'draws'> {
    const outcome = progress;
    invariant(outcome !== 'more', 'a result is asked for when the run has ended');
    const { events, draws } = engine;
    return { seed, replication, outcome, fingerprint: engine.fingerprint(), events, draws };
  }

  function result(): RunResult {
    const { signals, counters, cloudCounters, trafficCounters } = engine;
    const binWidth = timeline === true ? { binWidth: fleet.binWidth } : {};
    return collector.finish({
      ...ended(),
      signals,
      counters,
      cloudCounters,
      trafficCounters,
      drawnDays: drawnDays(fleet, seed, replication),
      ...binWidth,
    });
  }
}

/** Returns a recorder that hands every record to each of these in turn. */
export function toEach(recorders: readonly Recorder[]): Recorder {
  const [only] = recorders;
  if (only !== undefined && recorders.length === 1) return only;
  return {
    job(record) {
      for (const one of recorders) one.job(record);
    },
    machine(record) {
      for (const one of recorders) one.machine(record);
    },
    pipeline(record) {
      for (const one of recorders) one.pipeline?.(record);
    },
    note(record) {
      for (const one of recorders) one.note?.(record);
    },
  };
}
