/** The figures of the check of a fit, over its runs. */
import { expect, test } from 'vitest';
import { ComparedRuns } from '../../../../src/study/fit/compared-figures.js';
import { SECOND } from '../../../../src/units/time.js';

/** Waits in seconds, and those of jobs that were not handed out. */
function runsOf(...runs: readonly (readonly [whole: readonly number[], atLeast?: readonly number[]])[]): ComparedRuns {
  const all = new ComparedRuns();
  const micros = (seconds: readonly number[]): Float64Array => Float64Array.from(seconds, (own) => own * SECOND);
  for (const [whole, atLeast = []] of runs) all.add({ whole: micros(whole), atLeast: micros(atLeast) });
  return all;
}

test('means are those over the runs, quantiles those of all jobs together', () => {
  const { jobs, mean, p50, p95, share10s } = runsOf([[1, 2, 30]], [[4, 50, 60, 70, 80]]).figures(true);
  expect(jobs).toBe(4);
  // Student's 97.5 % quantile with one degree of freedom is 12.706; the means are 11 and 52.8, the shares 2/3 and 1/5.
  expect(mean.estimate).toBeCloseTo(31.9, 9);
  expect(mean.high! - mean.estimate!).toBeCloseTo(12.706 * 20.9, 1);
  expect(share10s.estimate).toBeCloseTo((2 / 3 + 1 / 5) / 2, 9);
  expect([p50.estimate, p95.estimate]).toEqual([30, 80]);
  expect([p50.low, p50.high]).toEqual([1, 80]);
});

test('jobs that were not handed out count as far as they got, and leave the end of a quantile open', () => {
  const { jobs, mean, p95, share10s } = runsOf([[1, 2, 3], [5]], [[1, 2, 3], [5]]).figures(true);
  expect(jobs).toBe(4);
  expect(mean.estimate).toBe(2.75);
  expect(p95).toMatchObject({ estimate: 5, high: null });
  // Nobody knows that they wait less than ten seconds.
  expect(share10s.estimate).toBe(0.75);
});

test('where nothing is drawn there are no intervals, and where no job is compared no figures', () => {
  expect(runsOf([[1, 2]], [[1, 2]]).figures(false)).toMatchObject({ mean: { estimate: 1.5, low: null }, p50: { estimate: 1, high: null } });
  const none = { estimate: null, low: null, high: null };
  expect(runsOf([[]], [[]]).figures(true)).toEqual({ jobs: 0, mean: none, p50: none, p95: none, share10s: none });
});
