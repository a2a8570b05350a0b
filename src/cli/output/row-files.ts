/** `jobs.csv`, `machines.csv`, `timeline.csv`, `projects.csv` and, where there are any, `pipelines.csv` of one run. */
import {
  JOB_COLUMNS,
  MACHINE_COLUMNS,
  PIPELINE_COLUMNS,
  REPLICATION_COLUMN,
  rowFormat,
  TIMELINE_COLUMNS,
  timelineBins,
} from '../../report/run/csv.js';
import { PROJECT_COLUMNS, projectRows, type ProjectNames } from '../../report/run/project-rows.js';
import type { Timeline } from '../../results/run-result.js';
import { castOf } from '../../fleet/cast.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { Cast } from '../../record/cast.js';
import type { RowRecorder } from '../../study/runner.js';
import type { RowsOf } from '../../study/study-question.js';
import type { OutputFolder } from './output-folder.js';
import { RowFile } from './row-file.js';

/** The files while they grow. Where all replications have rows, a column says which. */
export class RowFiles {
  readonly #names: ProjectNames;
  readonly #cast: Cast;
  readonly #rows: RowsOf;
  readonly #jobs: RowFile;
  readonly #machines: RowFile;
  readonly #timeline: RowFile;
  readonly #projects: RowFile;
  readonly #makePipelines: () => RowFile;
  /** From the first pipeline on: a fleet whose jobs are of none has no file of them. */
  #pipelines: RowFile | undefined;

  constructor(folder: OutputFolder, fleet: FleetSpec, rows: RowsOf) {
    const head = rows === 'all' ? `${REPLICATION_COLUMN},` : '';
    this.#cast = castOf(fleet);
    this.#names = { ...this.#cast, teams: fleet.teams };
    this.#rows = rows;
    this.#jobs = new RowFile(folder.file('jobs.csv'), head + JOB_COLUMNS);
    this.#machines = new RowFile(folder.file('machines.csv'), head + MACHINE_COLUMNS);
    this.#timeline = new RowFile(folder.file('timeline.csv'), head + TIMELINE_COLUMNS);
    this.#projects = new RowFile(folder.file('projects.csv'), head + PROJECT_COLUMNS);
    this.#makePipelines = () => new RowFile(folder.file('pipelines.csv'), head + PIPELINE_COLUMNS);
  }

  /** Returns the recorder of a replication. */
  recorder(replication: number): RowRecorder {
    const format = rowFormat(this.#cast, this.#columnOf(replication));
    const [job, machine, pipeline] = [format.job.bind(format), format.machine.bind(format), format.pipeline.bind(format)];
    return {
      job: (record) => this.#jobs.addRecord(job, record),
      machine: (record) => this.#machines.addRecord(machine, record),
      pipeline: (record) => (this.#pipelines ??= this.#makePipelines()).addRecord(pipeline, record),
      projects: (table) => {
        const head = this.#rows === 'all' ? `${replication},` : '';
        for (const row of projectRows(table, this.#names)) this.#projects.add(head + row);
      },
    };
  }

  /** Writes the timeline of a replication. */
  addTimeline(replication: number, timeline: Timeline): void {
    const format = rowFormat(this.#cast, this.#columnOf(replication));
    const one = format.timeline.bind(format);
    for (const bin of timelineBins(timeline)) this.#timeline.addRecord(one, bin);
  }

  /** Writes what is left. */
  close(): void {
    for (const file of [this.#jobs, this.#machines, this.#timeline, this.#projects]) file.close();
    this.#pipelines?.close();
  }

  #columnOf(replication: number): number | undefined {
    return this.#rows === 'all' ? replication : undefined;
  }
}
