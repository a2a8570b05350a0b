/** Jobs that the same registrations may take share one class. */
import { Hold } from '../../../../src/models/wait/hold.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunnerSpec } from '../../../../src/fleet/runner.js';
import { JobClass, JobClasses } from '../../../../src/models/gitlab/job-class.js';
import { mayTake } from '../../../../src/fleet/runner.js';
import { JobTable } from '../../../../src/models/gitlab/job-table.js';
import { aFleet } from '../../../support/fleet-builder.js';

type Rules = Partial<Pick<RunnerSpec, 'tags' | 'runUntagged' | 'protected' | 'projects'>>;

function runners(rules: readonly Rules[]): { readonly index: number; readonly spec: RunnerSpec }[] {
  return aFleet({ runners: rules }).runners.map((spec, index) => ({ index, spec }));
}

function classesOf(list: readonly { readonly index: number; readonly spec: RunnerSpec }[]): JobClasses {
  const jobs = new JobTable();
  return new JobClasses(
    list,
    (index, matching) => new JobClass(index, matching, jobs, () => new Int32Array(8), true, new Hold({ now: 0 }, jobs, [], [], false)),
  );
}

describe('classes', () => {
  test('are shared by all kinds of jobs that the same registrations may take', () => {
    const classes = classesOf(runners([{ tags: ['a', 'b'] }, { tags: ['c'] }]));
    const untagged = classes.find(0, [], false, 0);
    const a = classes.find(1, ['a'], false, 0);
    expect(untagged.runners).toEqual([0, 1]);
    expect(a.runners).toEqual([0]);
    expect(classes.find(2, ['b'], false, 1)).toBe(a);
    expect(classes.find(0, [], true, 3)).toBe(untagged);
    expect(classes.list).toEqual([untagged, a]);
    expect(classes.list.map(({ index }) => index)).toEqual([0, 1]);
  });

  test('keep projects apart only where a registration is bound to some', () => {
    const bound = classesOf(runners([{}, { projects: [1] }]));
    expect(bound.find(0, [], false, 0).runners).toEqual([0]);
    expect(bound.find(0, [], false, 1).runners).toEqual([0, 1]);
    expect(bound.find(0, [], false, 2)).toBe(bound.find(0, [], false, 0));
  });

  test('have one for jobs that nobody may take', () => {
    const classes = classesOf(runners([{ protected: true }]));
    const none = classes.find(0, ['x'], false, 0);
    expect(none.runners).toEqual([]);
    expect(classes.find(1, [], false, 0)).toBe(none);
    expect(classes.find(1, [], true, 0).runners).toEqual([0]);
  });

  test('answer as the matching rules do, each set of registrations once, in any order of asking', () => {
    const tags = fc.subarray(['a', 'b', 'c']);
    const rules = fc.record({
      tags,
      runUntagged: fc.boolean(),
      protected: fc.boolean(),
      projects: fc.option(fc.subarray([0, 1, 2]), { nil: undefined }),
    });
    const job = fc.record({ tags, protected: fc.boolean(), project: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(rules, { maxLength: 4 }), fc.array(job, { maxLength: 40 }), (given, jobs) => {
        const list = runners(given);
        const classes = classesOf(list);
        const tagSets = new Map<string, number>();
        for (const one of jobs) {
          const key = one.tags.join();
          const tagSet = tagSets.get(key) ?? tagSets.size;
          tagSets.set(key, tagSet);
          const found = classes.find(tagSet, one.tags, one.protected, one.project);
          expect(found.runners).toEqual(list.filter(({ spec }) => mayTake(spec, one)).map(({ index }) => index));
          expect(classes.list[found.index]).toBe(found);
        }
        expect(new Set(classes.list.map((one) => one.runners.join())).size).toBe(classes.list.length);
      }),
    );
  });
});
