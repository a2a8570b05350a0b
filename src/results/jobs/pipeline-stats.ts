/** What is kept of pipelines, by workload: how they ended and how long they took from their creation to the last end of a job. */
import { NOT_YET } from '../../record/not-yet.js';
import { PIPELINE_STATUSES, type PipelineRecord, type PipelineStatus } from '../../record/pipeline.js';
import type { WorkloadIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import { delayOf } from './job-counts.js';
import type { PipelineScope } from './job-scope-schema.js';
import { Sample } from '../samples/sample.js';

interface Cell {
  readonly duration: Sample;
  readonly statuses: Record<PipelineStatus, number>;
  jobs: number;
}

/** The pipelines created in the measurement period. A cancelled one is counted and has no duration: nobody waits for its end. */
export class PipelineStats {
  readonly #borders: readonly Micros[];
  readonly #cells = new Map<number, Cell>();

  constructor(borders: readonly Micros[]) {
    this.#borders = borders;
  }

  /** Whether there was any. */
  get isEmpty(): boolean {
    return this.#cells.size === 0;
  }

  /** Adds a pipeline; one that runs on has a duration of at least `now` less its creation. */
  add(record: Readonly<PipelineRecord>, now: Micros): void {
    let cell = this.#cells.get(record.workload);
    if (cell === undefined) this.#cells.set(record.workload, (cell = this.#emptyCell()));
    cell.statuses[record.status]++;
    cell.jobs += record.jobs;
    if (record.status === 'cancelled') return;
    const isOver = record.status !== 'running' && record.finishedAt !== NOT_YET;
    cell.duration.add(Math.max(0, (isOver ? record.finishedAt : now) - record.createdAt), isOver);
  }

  /** The durations of the workloads that pass. */
  durations(isWanted: (workload: WorkloadIndex) => boolean): Sample {
    return this.#merged(isWanted).duration;
  }

  /** The plain form of the workloads that pass, with the shares below `borders`. */
  scope(name: string, isWanted: (workload: WorkloadIndex) => boolean, borders: readonly Micros[]): PipelineScope {
    const { duration, statuses, jobs } = this.#merged(isWanted);
    const pipelines = PIPELINE_STATUSES.reduce((sum, status) => sum + statuses[status], 0);
    return {
      name,
      pipelines,
      statuses: { ...statuses },
      jobsMean: pipelines > 0 ? jobs / pipelines : null,
      duration: delayOf(duration, borders, false),
    };
  }

  #merged(isWanted: (workload: WorkloadIndex) => boolean): Cell {
    const sum = this.#emptyCell();
    for (const [workload, { duration, statuses, jobs }] of [...this.#cells].sort(([a], [b]) => a - b)) {
      if (!isWanted(workload)) continue;
      sum.duration.merge(duration);
      for (const status of PIPELINE_STATUSES) sum.statuses[status] += statuses[status];
      sum.jobs += jobs;
    }
    return sum;
  }

  #emptyCell(): Cell {
    return { duration: new Sample(this.#borders), statuses: { success: 0, failed: 0, cancelled: 0, running: 0 }, jobs: 0 };
  }
}
