/** Who hears what a run says. The models write the records, the results read them; neither knows the other. */
import type { JobRecord } from './job.js';
import type { MachineRecord } from './machine.js';
import type { NoteRecord } from './note.js';
import type { PipelineRecord } from './pipeline.js';

/** Receives the records of one run, each once: jobs and machines as they leave, those still there at the end of the run last. */
export interface Recorder {
  job(record: Readonly<JobRecord>): void;
  machine(record: Readonly<MachineRecord>): void;
  /** As they end; those that have not at the end of the run. */
  pipeline?(record: Readonly<PipelineRecord>): void;
  /** In order of time. */
  note?(record: NoteRecord): void;
}
