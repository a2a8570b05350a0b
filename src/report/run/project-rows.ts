/** Rows of `projects.csv`. */
import type { Cast } from '../../record/cast.js';
import type { ProjectTable } from '../../results/owners/project-rows.js';
import type { ProjectIndex } from '../../units/indices.js';
import { textCell } from '../../units/text-cell.js';

export const PROJECT_COLUMNS =
  'project,instance,team,jobs,not_started,late,waited_seconds,queue_mean,queue_p95,held_seconds,cost_own,cost_shared,cost';

/** The names behind a table: the cast of the run, and which projects are of which team. */
export interface ProjectNames extends Pick<Cast, 'projects' | 'instances'> {
  readonly teams: readonly { readonly name: string; readonly projects: readonly ProjectIndex[] }[];
}

/** Digits behind the point of seconds: microseconds. Dollars have all that there are, for parts that are rounded apart do not sum to their whole. */
const DIGITS = 6;

/** Yields a row a project, each with its line break; the last, which names none, is what no job used. */
export function* projectRows({ rows, nobodysCost }: ProjectTable, { projects, instances, teams }: ProjectNames): Generator<string> {
  const number = (x: number): string => x.toFixed(DIGITS);
  const teamOf = new Map(teams.flatMap(({ name, projects: own }) => own.map((project) => [project, name] as const)));
  for (const { project, jobs, notStarted, late, waitedSeconds, p95Seconds, cost } of rows) {
    const { name, instance } = projects[project]!;
    const cells = [
      textCell(name),
      textCell(instances[instance] ?? ''),
      textCell(teamOf.get(project) ?? ''),
      ...[jobs, notStarted, late].map(String),
      number(waitedSeconds),
      jobs === 0 ? '' : number(waitedSeconds / jobs),
      p95Seconds === null ? '' : number(p95Seconds),
      number(cost.heldSeconds),
      ...[cost.own, cost.shared, cost.total].map(String),
    ];
    yield `${cells.join(',')}\n`;
  }
  if (nobodysCost > 0) yield `${','.repeat(PROJECT_COLUMNS.split(',').length - 1)}${nobodysCost}\n`;
}
