/** What of a limit is being removed. */
import { describe, expect, test } from 'vitest';
import { removingShare } from '../../../../src/study/advise/removing-share.js';
import type { StudyResult } from '../../../../src/study/study-result.js';
import { lookupOf } from '../../../support/figures.js';

describe('what is being removed', () => {
  const signal = (name: string, averages: readonly number[], labels: object): object => ({ name, averages, ...labels });
  const study = (signals: readonly object[]): StudyResult => ({ first: { timeline: { signals } } }) as unknown as StudyResult;
  const averages = { 'group g machines.all.average': 40, 'group g machines.removing.average': 10 };

  test('without a timeline it is what the averages say', () => {
    expect(removingShare({ first: {} } as StudyResult, lookupOf(averages), 'g')).toBe(0.25);
    expect(removingShare({ first: {} } as StudyResult, lookupOf({}), 'g')).toBe(0);
  });

  test('with one it is weighed by the jobs that a limit holds, of all workloads', () => {
    const signals = [
      signal('jobs_waiting', [0, 3, 0], { workload: 'a', cause: 'limit' }),
      signal('jobs_waiting', [1, 0], { workload: 'b', cause: 'limit' }),
      signal('jobs_waiting', [0, 0, 1000], { workload: 'b', cause: 'boot' }),
      signal('machines_all', [10, 10, 10], { group: 'g' }),
      signal('machines_removing', [0, 4, 10], { group: 'g' }),
      signal('machines_removing', [10, 10, 10], { group: 'other' }),
    ];
    // One job while none of ten is removed, three while four are: 12 of 40.
    expect(removingShare(study(signals), lookupOf(averages), 'g')).toBe(0.3);
  });
});
