/** Every project of a run in one row, however many there are: how long its jobs waited, and what they cost. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { ProjectIndex } from '../../units/indices.js';
import { MINUTE, SECOND } from '../../units/time.js';
import type { CostShare } from '../jobs/job-scope-schema.js';
import type { JobTimes } from '../jobs/job-times.js';
import { NO_COST, type Paid } from './payers.js';

/** A job that is not handed out within it is late. */
const LATE = MINUTE;

/** What is told of one project. */
export interface ProjectRow {
  readonly project: ProjectIndex;
  /** Jobs of the measurement period; those of them that were never handed out, and those not within a minute. */
  readonly jobs: number;
  readonly notStarted: number;
  readonly late: number;
  /** All their queue times together; those of jobs that still wait count as far as they have got. */
  readonly waitedSeconds: number;
  /** Null where it is not kept (ProjectStats). */
  readonly p95Seconds: number | null;
  readonly cost: CostShare;
}

/** The projects of a run, and what no job used. */
export interface ProjectTable {
  readonly rows: readonly ProjectRow[];
  /** USD. */
  readonly nobodysCost: number;
}

/** Counts by project: some numbers each. */
export class ProjectTotals {
  readonly #jobs: Float64Array;
  readonly #notStarted: Float64Array;
  readonly #late: Float64Array;
  readonly #waited: Float64Array;

  constructor({ projects: { length } }: Pick<FleetSpec, 'projects'>) {
    this.#jobs = new Float64Array(length);
    this.#notStarted = new Float64Array(length);
    this.#late = new Float64Array(length);
    this.#waited = new Float64Array(length);
  }

  /** Adds a job of the measurement period. */
  add(project: ProjectIndex, { queueTime, preparation }: JobTimes): void {
    this.#jobs[project]!++;
    this.#waited[project]! += queueTime;
    const isNotStarted = preparation < 0;
    if (isNotStarted) this.#notStarted[project]!++;
    if (isNotStarted || queueTime >= LATE) this.#late[project]!++;
  }

  /** Returns a row a project that had a job or costs something, in their order. */
  table({ projects, nobodys }: Paid, p95Of: (project: ProjectIndex) => number | null): ProjectTable {
    const rows: ProjectRow[] = [];
    for (const [project, jobs] of this.#jobs.entries()) {
      const cost = projects.get(project);
      if (jobs === 0 && cost === undefined) continue;
      rows.push({
        project,
        jobs,
        notStarted: this.#notStarted[project]!,
        late: this.#late[project]!,
        waitedSeconds: this.#waited[project]! / SECOND,
        p95Seconds: p95Of(project),
        cost: cost ?? NO_COST,
      });
    }
    return { rows, nobodysCost: nobodys };
  }
}
