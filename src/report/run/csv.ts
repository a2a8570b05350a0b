/** Rows of `jobs.csv`, `machines.csv`, `pipelines.csv` and `timeline.csv`. Times are seconds since the start with six decimals; an instant that has not come is an empty cell. */
import type { Timeline } from '../../results/run-result.js';
import type { Cast } from '../../record/cast.js';
import type { JobRecord } from '../../record/job.js';
import type { MachineRecord } from '../../record/machine.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { PipelineRecord } from '../../record/pipeline.js';
import { PREPARATION_PARTS } from '../../record/preparation.js';
import { WAIT_CAUSES } from '../../record/wait-causes.js';
import { textCell } from '../../units/text-cell.js';
import { SECOND, type Micros } from '../../units/time.js';
import { encoded, type RowBytes } from './row-bytes.js';

export const JOB_COLUMNS = [
  'job,workload,instance,project,arrived_at,queued_at,started_at,script_at,finished_at,status,runner,group,manager,machine,machine_use',
  'failure_reason,pipeline,attempt,overtaken',
  'tags,trace_job,trace_line',
  ...WAIT_CAUSES.map((cause) => `wait_${cause}`),
  'wait_in_outage',
  ...PREPARATION_PARTS.map((part) => `prep_${part}`),
].join(',');
export const MACHINE_COLUMNS =
  'machine,runner,group,manager,cloud,zone,machine_type,requested_at,create_at,ready_at,removing_at,gone_at,uses,reason_created,reason_removed,billed_seconds,cost,died_at,death,orphaned_at';
export const PIPELINE_COLUMNS = 'pipeline,workload,instance,project,created_at,started_at,finished_at,status,jobs';
export const TIMELINE_COLUMNS = 'time,signal,workload,group,manager,runner,cause,cloud,average';
/** Put in front of the others where the rows of several replications share a file. */
export const REPLICATION_COLUMN = 'replication';

/** Puts rows of records, each with its line break, behind the rows that were gathered before. */
export interface RowFormat {
  job(record: Readonly<JobRecord>, rows: RowBytes): void;
  machine(record: Readonly<MachineRecord>, rows: RowBytes): void;
  pipeline(record: Readonly<PipelineRecord>, rows: RowBytes): void;
  timeline(bin: TimelineBin, rows: RowBytes): void;
}

/** Returns the format of rows for a cast; names are turned into cells once. With a replication each row begins with it. */
export function rowFormat(cast: Cast, replication?: number): RowFormat {
  return new Rows(cast, replication);
}

const NO_CELL = encoded('');
const TWO_EMPTY = encoded(',');
/** By their number: parts that are nought, one after the other. */
const NOUGHT_PARTS = Array.from({ length: 1 + Math.max(WAIT_CAUSES.length, PREPARATION_PARTS.length) }, (_, count) =>
  encoded(',0.000000'.repeat(count)),
);

class Rows implements RowFormat {
  readonly #head: Uint8Array;
  readonly #workloads: readonly Uint8Array[];
  readonly #projects: readonly Uint8Array[];
  readonly #runners: readonly Uint8Array[];
  readonly #managers: readonly Uint8Array[];
  readonly #zones: readonly Uint8Array[];
  readonly #types: readonly Uint8Array[];
  readonly #prices: readonly number[];
  /** Words of records that stand for themselves: statuses and reasons. */
  readonly #words = new Map<string, Uint8Array>([['none', NO_CELL]]);
  /** The jobs of a class share their list of tags. */
  readonly #tags = new Map<readonly string[], Uint8Array>();

  constructor(cast: Cast, replication: number | undefined) {
    const cells = (...texts: readonly string[]): Uint8Array => encoded(texts.map((text) => textCell(text)).join(','));
    this.#head = encoded(replication === undefined ? '' : `${replication},`);
    this.#workloads = cast.workloads.map(({ name, instance }) => cells(name, cast.instances[instance] ?? ''));
    this.#projects = cast.projects.map(({ name }) => cells(name));
    this.#runners = cast.runners.map(({ name }) => cells(name));
    this.#managers = cast.managers.map(({ name, group }) => cells(cast.groups[group] ?? '', name));
    this.#zones = cast.zones.map(({ name, cloud }) => cells(cast.clouds[cloud] ?? '', name));
    this.#types = cast.machineTypes.map(({ name }) => cells(name));
    this.#prices = cast.machineTypes.map(({ pricePerHour }) => pricePerHour);
  }

  job(r: Readonly<JobRecord>, rows: RowBytes): void {
    rows.bytes(this.#head);
    rows.integer(r.job);
    cell(rows, this.#workloads[r.workload]!);
    cell(rows, this.#projects[r.project]!);
    instant(rows, r.arrivedAt);
    instant(rows, r.queuedAt);
    instant(rows, r.startedAt);
    instant(rows, r.scriptAt);
    instant(rows, r.finishedAt);
    cell(rows, this.#word(r.status));
    cell(rows, this.#runners[r.runner] ?? NO_CELL);
    cell(rows, this.#managers[r.manager] ?? TWO_EMPTY);
    if (r.machine === 0) cell(rows, TWO_EMPTY);
    else {
      number(rows, r.machine);
      number(rows, r.machineUse);
    }
    cell(rows, this.#word(r.failureReason));
    numberUnlessNought(rows, r.pipeline);
    number(rows, r.attempt);
    number(rows, r.overtaken);
    cell(rows, this.#tagsCell(r.tags));
    rows.comma();
    if (r.traceJob !== '') rows.text(textCell(r.traceJob));
    numberUnlessNought(rows, r.traceLine);
    parts(rows, r.waits);
    instant(rows, r.inOutage);
    parts(rows, r.preparation);
    rows.endRow();
  }

  machine(r: Readonly<MachineRecord>, rows: RowBytes): void {
    rows.bytes(this.#head);
    rows.integer(r.machine);
    cell(rows, this.#runners[r.runner]!);
    cell(rows, this.#managers[r.manager]!);
    cell(rows, this.#zones[r.zone] ?? TWO_EMPTY);
    cell(rows, this.#types[r.machineType] ?? NO_CELL);
    instant(rows, r.requestedAt);
    instant(rows, r.createAt);
    instant(rows, r.readyAt);
    instant(rows, r.removingAt);
    instant(rows, r.goneAt);
    number(rows, r.uses);
    cell(rows, this.#word(r.reasonCreated));
    cell(rows, this.#word(r.reasonRemoved));
    instant(rows, r.billed);
    rows.comma();
    rows.text(String(((r.billed / SECOND) * (this.#prices[r.machineType] ?? 0)) / 3600));
    instant(rows, r.diedAt);
    cell(rows, this.#word(r.death));
    instant(rows, r.orphanedAt);
    rows.endRow();
  }

  pipeline(r: Readonly<PipelineRecord>, rows: RowBytes): void {
    rows.bytes(this.#head);
    rows.integer(r.pipeline);
    cell(rows, this.#workloads[r.workload]!);
    cell(rows, this.#projects[r.project]!);
    instant(rows, r.createdAt);
    instant(rows, r.startedAt);
    instant(rows, r.finishedAt);
    cell(rows, this.#word(r.status));
    number(rows, r.jobs);
    rows.endRow();
  }

  timeline({ from, signal, average }: TimelineBin, rows: RowBytes): void {
    rows.bytes(this.#head);
    rows.seconds(from);
    cell(rows, signal);
    rows.comma();
    rows.text(String(average));
    rows.endRow();
  }

  #word(word: string): Uint8Array {
    let bytes = this.#words.get(word);
    if (bytes === undefined) this.#words.set(word, (bytes = encoded(word)));
    return bytes;
  }

  #tagsCell(tags: readonly string[]): Uint8Array {
    let bytes = this.#tags.get(tags);
    if (bytes === undefined) this.#tags.set(tags, (bytes = encoded(textCell(tags.join(' ')))));
    return bytes;
  }
}

// --- cells behind the first, each with its comma ------------------------------------------------------------------------------------

function cell(rows: RowBytes, bytes: Uint8Array): void {
  rows.comma();
  rows.bytes(bytes);
}

function number(rows: RowBytes, value: number): void {
  rows.comma();
  rows.integer(value);
}

function numberUnlessNought(rows: RowBytes, value: number): void {
  rows.comma();
  if (value !== 0) rows.integer(value);
}

/** An instant or a time; empty where it has not come. */
function instant(rows: RowBytes, us: Micros): void {
  rows.comma();
  if (us !== NOT_YET) rows.seconds(us);
}

/** Most parts of most jobs are nought: they need not be divided, and are put as many at once as follow each other. */
function parts(rows: RowBytes, times: Readonly<Float64Array>): void {
  let noughts = 0;
  for (let i = 0; i < times.length; i++) {
    if (times[i] === 0) noughts++;
    else {
      rows.bytes(NOUGHT_PARTS[noughts]!);
      noughts = 0;
      instant(rows, times[i]!);
    }
  }
  rows.bytes(NOUGHT_PARTS[noughts]!);
}

/** One bin of a signal. */
export interface TimelineBin {
  /** When it begins. */
  readonly from: Micros;
  /** The cells of the signal's name and labels. */
  readonly signal: Uint8Array;
  readonly average: number;
}

/** Yields the bins of a timeline, signal by signal. */
export function* timelineBins(timeline: Timeline): Generator<TimelineBin> {
  const width = Math.round(timeline.binSeconds * SECOND);
  for (const { name, workload, group, manager, runner, cause, cloud, averages } of timeline.signals) {
    const labels = [workload, group, manager, runner, cause, cloud].map((label) => textCell(label ?? ''));
    const signal = encoded([name, ...labels].join(','));
    for (const [bin, average] of averages.entries()) yield { from: bin * width, signal, average };
  }
}
