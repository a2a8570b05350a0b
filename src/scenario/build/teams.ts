/** Which team each project is of. */
import type { ProjectSpec } from '../../fleet/instance.js';
import type { TeamSpec } from '../../fleet/team.js';
import type { ProjectIndex } from '../../units/indices.js';
import { namePattern } from '../name-pattern.js';
import { entriesByName } from '../order.js';
import type { BuildContext } from './context.js';

interface Pattern {
  readonly text: string;
  readonly team: string;
  /** Its place in the list of its team. */
  readonly at: number;
}

/**
 * Returns the teams with their projects. A project is of the team whose pattern fits it most closely: the longest one, and of equally long ones that of
 * the first team by name. A pattern that fits no project is warned of.
 */
export function buildTeams({ scenario, report }: BuildContext, projects: readonly ProjectSpec[]): TeamSpec[] {
  const teams = entriesByName(scenario.teams ?? {});
  if (teams.length === 0) return [];
  const patterns = teams.flatMap(([team, { projects: own }]) => own.map((text, at): Pattern => ({ text, team, at })));
  // The sort is stable: equally long ones stay in the order of their teams.
  const ordered = [...patterns]
    .sort((a, b) => b.text.length - a.text.length)
    .map((pattern) => ({ pattern, test: namePattern(pattern.text) }));
  const fitting = new Set<Pattern>();
  const owned = new Map<string, ProjectIndex[]>(teams.map(([team]) => [team, []]));
  for (const [index, { name }] of projects.entries()) {
    const fits = ordered.filter(({ test }) => test(name));
    for (const { pattern } of fits) fitting.add(pattern);
    const [closest] = fits;
    if (closest !== undefined) owned.get(closest.pattern.team)!.push(index);
  }
  for (const pattern of patterns) {
    if (fitting.has(pattern)) continue;
    report.warn(['teams', pattern.team, 'projects', pattern.at], `no project is called '${pattern.text}'; check it`);
  }
  return teams.map(([name]) => ({ name, projects: owned.get(name)! }));
}
