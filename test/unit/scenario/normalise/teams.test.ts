/** What is refused of teams, and what stays of them. */
import { expect, test } from 'vitest';
import { scenarioYaml } from '../../../../src/scenario/canonical.js';
import { errors, prepared, SCENARIO, warnings, type Change } from '../../../support/scenario-files.js';

const withTeams = (teams: string): Change => ({ swap: [['events:\n', `teams:\n${teams}events:\n`]] });

test.each([
  [
    '  no team: { projects: [a] }\n',
    's.yaml:32:3 teams["no team"]: a team cannot be called \'no team\': that is what projects of none are told under',
  ],
  [
    '  b: { projects: [x, "1*"] }\n  a: { projects: ["1*"] }\n',
    "teams.b.projects[1]: teams a and b both name '1*'; leave it with one of them",
  ],
  ['  a: { project: [x] }\n', "teams.a.project: unknown key 'project'"],
])('%s', (teams, words) => {
  expect(errors(withTeams(teams)).join('\n')).toContain(words);
});

test('a pattern without a project is warned of, with its place', () => {
  expect(warnings(withTeams('  a: { projects: ["*", zz] }\n'))).toContainEqual(
    expect.stringMatching(/^s\.yaml:32:\d+ teams\.a\.projects\[1\]: .*no project is called 'zz'; check it/u),
  );
});

test('the order of teams and a pattern that is there twice change nothing; without teams nothing is there', () => {
  const one = prepared(withTeams('  a: { projects: ["*1"] }\n  b: { projects: ["*2", "*2"] }\n'));
  const other = prepared(withTeams('  b: { projects: ["*2"] }\n  a: { projects: ["*1"] }\n'));
  expect(scenarioYaml(one.scenario)).toBe(scenarioYaml(other.scenario));
  expect([one.hash, one.fleet.teams]).toEqual([other.hash, other.fleet.teams]);
  expect(one.fleet.teams.map(({ projects }) => projects.length)).toEqual([2, 2]);
  const none = prepared({}, SCENARIO);
  expect([none.fleet.teams, none.scenario.teams]).toEqual([[], undefined]);
});
