/** What is said of the jobs of projects and teams, and what falls to them. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { Micros } from '../../units/time.js';
import type { JobCounts } from './job-counts.js';
import type { CostShare, JobScope } from './job-scope-schema.js';
import type { LiveScope } from './job-scopes.js';
import type { Owned } from '../owners/owners.js';
import { NO_COST, sumOfShares } from '../owners/payers.js';
import type { RunResult } from '../run-result.js';

/** Returns what is said of the jobs of one who pays. */
export function withCost(scope: JobScope, cost: CostShare): JobScope {
  const { count, mean } = scope.queueTime;
  return { ...scope, waitedSeconds: count * (mean.value ?? 0), cost };
}

/** Returns projects, those beyond the top together, and teams, over a period of `length`, and the samples behind them. */
export function ownedScopes(
  { projects: { top, rest }, teams, paid }: Owned,
  fleet: FleetSpec,
  length: Micros,
  borders: readonly Micros[],
): { readonly scopes: Pick<RunResult['jobs'], 'projects' | 'otherProjects' | 'teams'>; readonly live: readonly LiveScope[] } {
  const live: LiveScope[] = [];
  const form = (name: string, stats: JobCounts, cost: CostShare, instance?: string): JobScope =>
    withCost({ ...stats.scope(name, length, { borders, cells: false }), ...(instance === undefined ? {} : { instance }) }, cost);
  const costOf = (has: (project: number) => boolean): CostShare => sumOfShares(sharesOf(paid, has));
  const isTop = new Set(top.map(({ project }) => project));
  return {
    scopes: {
      projects: top.map(({ project, stats }) => {
        const { name, instance: index } = fleet.projects[project]!;
        const instance = fleet.instances[index]?.name;
        if (instance !== undefined) live.push({ scope: 'project', name, instance, stats, durations: undefined });
        return form(name, stats, paid.projects.get(project) ?? NO_COST, instance);
      }),
      ...(rest === undefined
        ? {}
        : {
            otherProjects: form(
              'other projects',
              rest,
              costOf((project) => !isTop.has(project)),
            ),
          }),
      ...(teams.length === 0
        ? {}
        : {
            teams: teams.map(({ name, has, stats }) => {
              live.push({ scope: 'team', name, instance: undefined, stats, durations: undefined });
              return form(name, stats, costOf(has));
            }),
          }),
    },
    live,
  };
}

function* sharesOf({ projects }: Owned['paid'], has: (project: number) => boolean): Generator<CostShare> {
  for (const [project, cost] of projects) if (has(project)) yield cost;
}
