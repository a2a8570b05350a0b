/** Whose jobs they are: those of each project and team, and what falls to them of the cost. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobRecord } from '../../record/job.js';
import type { ProjectIndex } from '../../units/indices.js';
import { SECOND, type Micros } from '../../units/time.js';
import type { JobCells } from '../jobs/job-cells.js';
import type { JobCounts } from '../jobs/job-counts.js';
import type { JobTimes } from '../jobs/job-times.js';
import { Payers, type Paid } from './payers.js';
import type { PoolSources } from '../pools/pool-stats.js';
import { ProjectTotals, type ProjectTable } from './project-rows.js';
import { onlyProject, ProjectStats, type TopProjects } from './project-stats.js';
import { TeamStats, type TeamJobs } from './team-stats.js';

/** What is told of owners. */
export interface Owned {
  readonly projects: TopProjects;
  /** Empty for a fleet without teams. */
  readonly teams: readonly TeamJobs[];
  readonly paid: Paid;
}

/** The level of the quantile that a table of projects has. */
const P95 = 0.95;

export class Owners {
  /** Undefined: there is one, and all jobs are its. */
  readonly #projects: ProjectStats | undefined;
  /** Undefined: there are none. */
  readonly #teams: TeamStats | undefined;
  readonly #payers: Payers;
  readonly #totals: ProjectTotals;

  /** `borders` as in `Sample`. */
  constructor(fleet: FleetSpec, borders: readonly Micros[]) {
    this.#projects = fleet.projects.length > 1 ? new ProjectStats(fleet, borders) : undefined;
    this.#teams = fleet.teams.length > 0 ? new TeamStats(fleet, borders) : undefined;
    this.#payers = new Payers(fleet);
    this.#totals = new ProjectTotals(fleet);
  }

  /** Adds what any job held; `now` says the simulated time reached. */
  held(record: Readonly<JobRecord>, now: () => Micros): void {
    this.#payers.job(record, now);
  }

  /** Counts a job that ended in the measurement period. */
  addEnd(project: ProjectIndex): void {
    this.#projects?.addEnd(project);
    this.#teams?.addEnd(project);
  }

  /** Adds a job of the measurement period. */
  add(project: ProjectIndex, times: JobTimes): void {
    this.#projects?.add(project, times);
    this.#totals.add(project, times);
    this.#teams?.add(project, times);
  }

  /** Call when all jobs are in; `cells` are all of them. */
  finish(cells: JobCells, sources: PoolSources): Owned {
    const paid = this.#payers.paid(sources);
    const projects = this.#projects?.top(paid.costliest) ?? onlyProject(cells);
    return { projects, teams: this.#teams?.list() ?? [], paid };
  }

  /** Returns every project; call as `finish`. */
  table(cells: JobCells, { paid }: Owned): ProjectTable {
    const statsOf = (project: ProjectIndex): JobCounts | undefined =>
      this.#projects === undefined ? cells.merged(() => true).counts : this.#projects.of(project);
    return this.#totals.table(paid, (project) => {
      const times = statsOf(project)?.sample('queue_time');
      return times === undefined || times.count === 0 ? null : times.quantile(P95).value / SECOND;
    });
  }
}
