/** Keeps the jobs of each team apart, and those of none. */
import type { FleetSpec } from '../../fleet/fleet.js';
import { NO_TEAM } from '../../fleet/team.js';
import type { ProjectIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import { JobCounts } from '../jobs/job-counts.js';
import type { JobTimes } from '../jobs/job-times.js';

/** The jobs of a team. */
export interface TeamJobs {
  readonly name: string;
  /** Whether a project is its. */
  readonly has: (project: ProjectIndex) => boolean;
  readonly stats: JobCounts;
}

/** Statistics by team of a fleet that has some. */
export class TeamStats {
  readonly #names: readonly string[];
  /** By project; that of no team is the last. */
  readonly #teamOf: Int32Array;
  readonly #stats: readonly JobCounts[];

  constructor({ teams, projects }: Pick<FleetSpec, 'teams' | 'projects'>, borders: readonly Micros[]) {
    this.#names = [...teams.map(({ name }) => name), NO_TEAM];
    this.#stats = this.#names.map(() => new JobCounts(borders));
    this.#teamOf = new Int32Array(projects.length).fill(teams.length);
    for (const [team, { projects: own }] of teams.entries()) for (const project of own) this.#teamOf[project] = team;
  }

  /** Adds a job of the measurement period. */
  add(project: ProjectIndex, times: JobTimes): void {
    this.#stats[this.#teamOf[project]!]!.add(times);
  }

  /** Counts a job that ended in the period. */
  addEnd(project: ProjectIndex): void {
    this.#stats[this.#teamOf[project]!]!.ended++;
  }

  /** The teams by name, then none where a project is of none. */
  list(): TeamJobs[] {
    const all = this.#names.map((name, team): TeamJobs => ({
      name,
      has: (project) => this.#teamOf[project] === team,
      stats: this.#stats[team]!,
    }));
    return this.#teamOf.includes(this.#names.length - 1) ? all : all.slice(0, -1);
  }
}
