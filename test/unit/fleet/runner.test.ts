/** Which registrations may take a job. */
import { describe, expect, test } from 'vitest';
import { mayTake, type RunnerSpec } from '../../../src/fleet/runner.js';
import { aFleet } from '../../support/fleet-builder.js';

type Rules = Partial<Pick<RunnerSpec, 'tags' | 'runUntagged' | 'protected' | 'projects'>>;

describe('mayTake', () => {
  const job = { tags: [], protected: false, project: 0 };
  const may = (rules: Rules, different: Partial<Parameters<typeof mayTake>[1]> = {}): boolean =>
    mayTake(aFleet({ runner: rules }).runners[0]!, { ...job, ...different });

  test.each<[string, Rules, Partial<typeof job> | { tags: string[] }, boolean]>([
    ['an untagged job, run_untagged', {}, {}, true],
    ['an untagged job, run_untagged off', { runUntagged: false, tags: ['a'] }, {}, false],
    ['all tags of the job', { tags: ['a', 'b', 'c'] }, { tags: ['c', 'a'] }, true],
    ['one tag too many', { tags: ['a'] }, { tags: ['a', 'b'] }, false],
    ['a tagged job, no tags', {}, { tags: ['a'] }, false],
    ['a tagged job, run_untagged off', { runUntagged: false, tags: ['a'] }, { tags: ['a'] }, true],
    ['tags are told apart by case', { tags: ['A'] }, { tags: ['a'] }, false],
    ['a protected runner, an unprotected ref', { protected: true }, {}, false],
    ['a protected runner, a protected ref', { protected: true }, { protected: true }, true],
    ['an unprotected runner, a protected ref', {}, { protected: true }, true],
    ['a project of its own', { projects: [2, 5] }, { project: 5 }, true],
    ['a project of others', { projects: [2, 5] }, { project: 3 }, false],
    ['no projects at all', { projects: [] }, {}, false],
  ])('%s', (_, rules, different, expected) => expect(may(rules, different)).toBe(expected));
});
