/** Alarms, at their borders. */
import { describe, expect, test } from 'vitest';
import { alarms } from '../../../../src/report/run/alarms.js';
import type { StudyResult } from '../../../../src/study/study-result.js';

describe('alarms', () => {
  const run = (over: object): object => ({ outcome: 'done', jobs: 1, window: { from: 0, to: 3600 }, atEnd: { unmatched: 0 }, ...over });
  const of = (runs: readonly object[], over: object = {}): string[] =>
    alarms({ runs, unmatchedFails: true, ...over } as unknown as StudyResult);

  test('none where all is well, or where one run of several has jobs', () => {
    expect(of([run({})])).toEqual([]);
    expect(of([run({ jobs: 0 }), run({})])).toEqual([]);
    expect(of([run({ jobs: 0 }), run({ jobs: 0 })])).toHaveLength(1);
  });

  test('groups whose figures rest on a reconstruction are named', () => {
    expect(of([run({})], { approximate: ['a'] })).toEqual([
      "Approximate: a rests on a reconstruction of docker-autoscaler's scaling rule, not on its source.",
    ]);
    expect(of([run({})], { approximate: ['a', 'b'] })[0]).toContain('Approximate: a, b rest on a reconstruction');
  });

  test('a limit that ended a run: within the measured period, or before it began', () => {
    const cut = (to: number): string => of([run({}), run({ outcome: 'max_events', window: { from: 3600, to } })])[0]!;
    expect(cut(7200)).toBe(
      'Stopped at 2h by the limit on events: the fleet cannot keep up with the load, or the run is too long. Figures cover the part that was run.',
    );
    expect(cut(3600)).toContain('Stopped within the warm-up, before anything was measured, by the limit on events');
  });

  test('jobs without a taker are listed five at most, with what it means for the verdict', () => {
    const unmatched = (n: number, unmatchedFails: boolean): string => {
      const unmatchedBy = Array.from({ length: n }, (_, i) => ({ workload: 'w', project: `p${i}`, jobs: 1 }));
      return of([run({}), run({ atEnd: { unmatched: n, unmatchedBy } })], { unmatchedFails })[0]!;
    };
    const fails = 'This fails the run; change tags or runners, or set allow_unmatched_jobs: true.';
    expect(unmatched(1, true)).toBe(`1 job can be taken by no runner: 1 of workload w, project p0. ${fails}`);
    expect(unmatched(1, false)).toMatch(/project p0\. The scenario allows this\.$/u);
    expect(unmatched(5, true)).not.toContain('others');
    expect(unmatched(6, true)).toContain('project p4; and others. This');
    expect(unmatched(6, true)).not.toContain('p5');
  });
});
