/** Whoever wants the records of a study as they come: functions of the caller, each told of one kind. */
import type { Cast } from '../../record/cast.js';
import type { JobRecord } from '../../record/job.js';
import type { MachineRecord } from '../../record/machine.js';
import type { NoteRecord } from '../../record/note.js';
import type { PipelineRecord } from '../../record/pipeline.js';
import type { Recorder } from '../../record/recorder.js';

/** Where a record comes from. */
export interface RecordSource {
  /** 0, 1, 2 ... */
  readonly replication: number;
  /** Names behind the indices of the record. */
  readonly cast: Cast;
}

/**
 * Listeners of every replication, of runs with the outages of the scenario in them. Times are microseconds since the start of the run. The records of jobs,
 * machines and pipelines are reused by the engine: take from them what is wanted at once, and keep none.
 */
export interface Listeners {
  /** Every job as it leaves, and those still there at the end. */
  readonly onJob?: (job: Readonly<JobRecord>, source: RecordSource) => void;
  /** Every machine as it goes, and those that still stand at the end. */
  readonly onMachine?: (machine: Readonly<MachineRecord>, source: RecordSource) => void;
  /** Every pipeline with stages as it ends, and those that have not. */
  readonly onPipeline?: (pipeline: Readonly<PipelineRecord>, source: RecordSource) => void;
  /** What happens to the fleet, in order of time. */
  readonly onNote?: (note: NoteRecord, source: RecordSource) => void;
}

const nobody = (): void => undefined;

/** Returns what gives the recorder of a replication; undefined where nobody listens. */
export function recorderOf(
  { onJob, onMachine, onPipeline, onNote }: Listeners,
  cast: Cast,
): ((replication: number) => Recorder) | undefined {
  if ([onJob, onMachine, onPipeline, onNote].every((one) => one === undefined)) return undefined;
  return (replication) => {
    const source = { replication, cast };
    return {
      job: onJob === undefined ? nobody : (record) => onJob(record, source),
      machine: onMachine === undefined ? nobody : (record) => onMachine(record, source),
      pipeline: onPipeline === undefined ? nobody : (record) => onPipeline(record, source),
      note: onNote === undefined ? nobody : (record) => onNote(record, source),
    };
  };
}
