/** Where the records of a run go, each of them once: into the fingerprint and to the recorder. */
import type { Fingerprint } from '../record/fingerprint.js';
import type { FailureReason, JobRecord, JobStatus } from '../record/job.js';
import type { MachineRecord } from '../record/machine.js';
import type { NoteRecord } from '../record/note.js';
import type { PipelineRecord } from '../record/pipeline.js';
import type { Recorder } from '../record/recorder.js';
import { statusIndex } from '../record/job.js';
import { PREPARATION_PARTS } from '../record/preparation.js';
import { WAIT_CAUSES } from '../record/wait-causes.js';
import type { Mutable } from '../units/mutable.js';
import type { JobIndex, MachineNumber } from '../units/indices.js';
import { NOUGHT } from '../units/shapes.js';
import type { Micros } from '../units/time.js';
import type { HistoryRows } from '../fleet/arrivals.js';
import type { JobTable } from './gitlab/job-table.js';

const CAUSES = WAIT_CAUSES.length;
const NOT_PREPARED = new Float64Array(PREPARATION_PARTS.length);

/** How a job left, as far as the job table does not know it. */
export interface JobEnd {
  readonly status: JobStatus;
  readonly failureReason: FailureReason;
  readonly scriptAt: Micros;
  readonly finishedAt: Micros;
  readonly machine: MachineNumber;
  readonly machineUse: number;
  readonly unmatched: boolean;
  /** By PREPARATION_PARTS; absent: it was not prepared. */
  readonly preparation?: Float64Array | undefined;
}

/** What the journal writes into, and what it knows jobs by. */
export interface JournalTies {
  readonly jobs: JobTable;
  readonly recorder: Recorder;
  readonly fingerprint: Fingerprint;
  /** By workload: the rows of the history that its jobs are of, if any. */
  readonly histories: readonly (HistoryRows | undefined)[];
  /** Told of every job that has ended (not of those that run or wait at the end), before its slot is given back. */
  readonly jobEnded: (job: JobIndex, status: JobStatus, reason: FailureReason) => void;
}

export class Journal {
  readonly #jobs: JobTable;
  readonly #recorder: Recorder;
  readonly #histories: readonly (HistoryRows | undefined)[];
  readonly #jobEnded: JournalTies['jobEnded'];
  readonly #fingerprint: Fingerprint;
  /** The numbers of a record that the fingerprint is made of. */
  readonly #print = new Float64Array(8);
  readonly #job: Mutable<JobRecord> = {
    job: NOUGHT,
    workload: 0,
    project: 0,
    arrivedAt: NOUGHT,
    queuedAt: NOUGHT,
    startedAt: NOUGHT,
    scriptAt: NOUGHT,
    finishedAt: NOUGHT,
    status: 'pending',
    failureReason: 'none',
    unmatched: false,
    takers: [],
    tags: [],
    traceJob: '',
    traceLine: 0,
    runner: -1,
    manager: -1,
    machine: 0,
    machineUse: 0,
    pipeline: 0,
    attempt: 0,
    waits: new Float64Array(WAIT_CAUSES.length),
    inOutage: NOUGHT,
    overtaken: NOUGHT,
    preparation: NOT_PREPARED,
  };

  constructor({ jobs, recorder, fingerprint, histories, jobEnded }: JournalTies) {
    this.#jobs = jobs;
    this.#histories = histories;
    this.#recorder = recorder;
    this.#fingerprint = fingerprint;
    this.#jobEnded = jobEnded;
  }

  job(slot: JobIndex, end: JobEnd): void {
    const jobs = this.#jobs;
    const record = this.#job;
    record.job = jobs.ordinal[slot]!;
    record.workload = jobs.workload[slot]!;
    record.project = jobs.project[slot]!;
    record.arrivedAt = jobs.arrivedAt[slot]!;
    record.queuedAt = jobs.queuedAt[slot]!;
    record.startedAt = jobs.startedAt[slot]!;
    record.scriptAt = end.scriptAt;
    record.finishedAt = end.finishedAt;
    record.status = end.status;
    record.failureReason = end.failureReason;
    record.unmatched = end.unmatched;
    record.takers = jobs.takers[slot] ?? [];
    record.tags = jobs.tags[slot] ?? [];
    const history = this.#histories[record.workload];
    // A row that comes on several days has an index on each.
    const row = history === undefined ? 0 : jobs.index[slot]! % history.count;
    record.traceJob = history?.job?.[row] ?? '';
    record.traceLine = history?.line?.[row] ?? 0;
    record.runner = jobs.runner[slot]!;
    record.manager = jobs.manager[slot]!;
    record.machine = end.machine;
    record.machineUse = end.machineUse;
    record.pipeline = jobs.pipeline[slot]!;
    record.attempt = jobs.attempt[slot]!;
    record.overtaken = jobs.overtaken[slot]!;
    record.inOutage = jobs.inOutage[slot]!;
    this.#copyWaits(slot);
    record.preparation = end.preparation ?? NOT_PREPARED;
    const print = this.#print;
    print[0] = record.job;
    print[1] = record.queuedAt;
    print[2] = record.startedAt;
    print[3] = record.scriptAt;
    print[4] = record.finishedAt;
    print[5] = statusIndex(record.status);
    print[6] = record.manager;
    print[7] = record.machine;
    this.#fingerprint.addInts(print);
    this.#recorder.job(record);
    if (end.status !== 'running' && end.status !== 'pending') this.#jobEnded(slot, end.status, end.failureReason);
  }

  /** Number by number: for so few the array's own `set` takes longer. */
  #copyWaits(slot: JobIndex): void {
    const { waits } = this.#job;
    const from = this.#jobs.waits;
    for (let cause = 0, at = slot * CAUSES; cause < CAUSES; cause++, at++) waits[cause] = from[at]!;
  }

  pipeline(record: Readonly<PipelineRecord>): void {
    this.#recorder.pipeline?.(record);
  }

  note(note: NoteRecord): void {
    this.#recorder.note?.(note);
  }

  machine(record: Readonly<MachineRecord>): void {
    const print = this.#print;
    print[0] = record.machine;
    print[1] = record.manager;
    print[2] = record.requestedAt;
    print[3] = record.readyAt;
    print[4] = record.removingAt;
    print[5] = record.goneAt;
    print[6] = record.uses;
    print[7] = record.billed;
    this.#fingerprint.addInts(print);
    this.#recorder.machine(record);
  }
}
