/** Runs a fleet to its end and returns everything that can be seen of it. */
import type { FleetSpec } from '../../src/fleet/fleet.js';
import type { LabelledSignal, RunProgress } from '../../src/models/fleet-run.js';
import type { CallKind } from '../../src/models/job/signs-of-life.js';
import type { Given } from '../../src/models/given.js';
import type { JobView, PassView } from '../../src/models/probe.js';
import { startFleet } from '../../src/models/run.js';
import type { CloudCounters, EntryCounters, TrafficCounters } from '../../src/record/counters.js';
import type { JobRecord } from '../../src/record/job.js';
import type { MachineRecord } from '../../src/record/machine.js';
import type { NoteRecord } from '../../src/record/note.js';
import type { PipelineRecord } from '../../src/record/pipeline.js';
import type { Micros } from '../../src/units/time.js';

export interface RunFleetOptions {
  /** Default: 1. */
  readonly seed?: number | string;
  /** Default: 0. */
  readonly replication?: number;
  readonly given?: Given;
  /** False: passes and requests are not looked at (their lists stay empty), so that the engine may skip quiet ticks. Default: true. */
  readonly watch?: boolean;
  readonly skipQuietTicks?: boolean;
  /** Events a slice. Default: one million. */
  readonly slice?: number;
  /** Called after each slice with the time reached. */
  readonly between?: (now: Micros) => void;
}

/** A job request; `end` is NOT_YET while it is open, `job` the ordinal of the job it got, 0 = none. */
export interface RequestView {
  readonly manager: number;
  readonly runner: number;
  readonly at: Micros;
  readonly end: Micros;
  readonly job: number;
}

/** A call of a job to its GitLab; `end` is NOT_YET while it is open. */
export interface CallView {
  readonly job: number;
  readonly kind: CallKind;
  readonly at: Micros;
  readonly end: Micros;
}

export interface FleetOutcome {
  readonly progress: Exclude<RunProgress, 'more'>;
  /** In order of their ordinals. */
  readonly jobs: readonly Readonly<JobRecord>[];
  /** In order of their numbers. */
  readonly machines: readonly Readonly<MachineRecord>[];
  /** Jobs that were handed out, as their runner saw them, in order of their ordinals. */
  readonly views: readonly JobView[];
  readonly passes: readonly PassView[];
  /** In order of their begin. */
  readonly requests: readonly RequestView[];
  /** Job by job, as the jobs ended. */
  readonly calls: readonly CallView[];
  readonly exits: readonly { readonly manager: number; readonly at: Micros; readonly clean: boolean }[];
  /** As they ended. */
  readonly pipelines: readonly Readonly<PipelineRecord>[];
  readonly notes: readonly NoteRecord[];
  readonly signals: readonly LabelledSignal[];
  readonly counters: readonly EntryCounters[];
  readonly cloudCounters: readonly CloudCounters[];
  readonly trafficCounters: readonly TrafficCounters[];
  readonly fingerprint: string;
  readonly events: number;
  readonly now: Micros;
}

/** Runs the fleet until it is done or a limit is hit. */
export function runFleet(fleet: FleetSpec, options: RunFleetOptions = {}): FleetOutcome {
  const { seed = 1, replication = 0, watch = true, slice = 1e6, given, skipQuietTicks } = options;
  const jobs: JobRecord[] = [];
  const machines: MachineRecord[] = [];
  const views: JobView[] = [];
  const passes: PassView[] = [];
  const requests: RequestView[] = [];
  const pipelines: PipelineRecord[] = [];
  const notes: NoteRecord[] = [];
  const calls: CallView[] = [];
  const exits: { manager: number; at: Micros; clean: boolean }[] = [];
  const watched = {
    pass: (view: PassView): void => void passes.push({ ...view }),
    request: (manager: number, runner: number, at: Micros, end: Micros, job: number): void =>
      void requests.push({ manager, runner, at, end, job }),
  };
  const run = startFleet(fleet, {
    seed,
    replication,
    ...(given === undefined ? {} : { given }),
    ...(skipQuietTicks === undefined ? {} : { skipQuietTicks }),
    recorder: {
      job: (record) => void jobs.push({ ...record, waits: record.waits.slice(), preparation: record.preparation.slice() }),
      machine: (record) => void machines.push({ ...record, time: { ...record.time } }),
      pipeline: (record) => void pipelines.push({ ...record }),
      note: (note) => void notes.push(note),
    },
    probe: {
      ...(watch ? watched : {}),
      job: (view) => void views.push({ ...view }),
      call: (job, kind, at, end) => void calls.push({ job, kind, at, end }),
      exit: (manager, at, clean) => void exits.push({ manager, at, clean }),
    },
  });
  let progress = run.advance(slice);
  while (progress === 'more') {
    options.between?.(run.now);
    progress = run.advance(slice);
  }
  return {
    progress,
    jobs: jobs.sort((a, b) => a.job - b.job),
    machines: machines.sort((a, b) => a.machine - b.machine),
    views: views.sort((a, b) => a.ordinal - b.ordinal),
    passes,
    requests: requests.sort((a, b) => a.at - b.at),
    calls,
    exits,
    pipelines,
    notes,
    signals: run.signals,
    counters: run.counters,
    cloudCounters: run.cloudCounters,
    trafficCounters: run.trafficCounters,
    fingerprint: run.fingerprint(),
    events: run.events,
    now: run.now,
  };
}
