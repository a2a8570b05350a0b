/** Completes teams: each pattern is one team's, so that the order in which they stand decides nothing. */
import { NO_TEAM } from '../../fleet/team.js';
import { mapByName } from '../order.js';
import type { Scenario } from '../scenario.js';
import type { ScenarioInput } from '../schema.js';
import type { NormaliseContext } from './context.js';

/** Returns the teams, without patterns that are there twice; nothing where the scenario has none. */
export function normaliseTeams({ report }: NormaliseContext, { teams }: ScenarioInput): Pick<Scenario, 'teams'> {
  if (teams === undefined) return {};
  const holders = new Map<string, string>();
  const complete = mapByName(teams, ({ projects }, team) => {
    if (team === NO_TEAM)
      report.error(['teams', team], `a team cannot be called '${NO_TEAM}': that is what projects of none are told under`, 'key');
    projects.forEach((pattern, i) => {
      const holder = holders.get(pattern) ?? team;
      if (holder !== team) {
        report.error(['teams', team, 'projects', i], `teams ${holder} and ${team} both name '${pattern}'; leave it with one of them`);
      }
      holders.set(pattern, holder);
    });
    return { projects: [...new Set(projects)] };
  });
  return { teams: complete };
}
