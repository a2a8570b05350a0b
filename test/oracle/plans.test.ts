/**
 * Plans against problems whose optimum is known exactly. Most are searched over the recursion of the queue, which is what the simulation does job by job
 * (pool.test.ts), so that there can be many; some are planned by simulation.
 */
import { describe, expect, test } from 'vitest';
import {
  drawnHostProblems,
  drawnProblems,
  exactMargin,
  exactOptimum,
  patient,
  planned,
  scoreOf,
  scoreOfHosts,
  searched,
  SCORES,
  type Score,
} from '../support/known-optima.js';
import { cheapestFleet, drawnFleets, erlangStart, fleetCost, fleetMeets, searchedFleet } from '../support/pool-fleets.js';
import { MOST_RUNS } from '../../src/study/plan/plan-question.js';

/** Of all answers, undecided ones among them, this share is the optimum or within the indifference zone of it, where runs are long for their load. */
const FOUND = 0.95;
/** Of answers that are not said to be undecided, this share is. */
const RIGHT = 0.95;
/** Of all answers, this share is wrong about what meets. */
const INFEASIBLE = 0.01;
/** Of all answers, this share is said to be undecided. */
const NEAR = 0.15;
/** What fleets of several pools cost more than the cheapest setting, on average and at most: a pool near its line has a machine more. */
const [GAP, MOST_GAP] = [0.05, 0.1] as const;

interface Shares {
  readonly found: number;
  readonly right: number;
  readonly near: number;
  readonly infeasible: number;
}

function counted(what: string, scores: readonly Score[]): Shares {
  const of = (...wanted: readonly Score[]): number => scores.filter((score) => wanted.includes(score)).length;
  console.log(`${what}: of ${scores.length}, ${SCORES.map((score) => `${score} ${of(score)}`).join(', ')}`);
  return {
    found: of('optimum', 'within the zone') / scores.length,
    right: of('optimum', 'within the zone') / (scores.length - of('near')),
    near: of('near') / scores.length,
    infeasible: of('infeasible setting', 'wrong verdict') / scores.length,
  };
}

function expectGood(what: string, scores: readonly Score[]): void {
  const { right, near, infeasible } = counted(what, scores);
  expect(right).toBeGreaterThanOrEqual(RIGHT);
  expect(near).toBeLessThanOrEqual(NEAR);
  expect(infeasible).toBeLessThanOrEqual(INFEASIBLE);
}

describe('known optima', () => {
  test('of single-use pools, by a share, a mean and a price, are found: IdleCount', () => {
    const scores = drawnProblems(120).map((problem) => scoreOf(problem, searched(problem, { jobs: 12_000, mostRuns: 160 })));
    const { found, infeasible } = counted('single-use pools, long runs', scores);
    expect(found).toBeGreaterThanOrEqual(FOUND);
    expect(infeasible).toBeLessThanOrEqual(INFEASIBLE);
  }, 240_000);

  test('of single-use pools in short runs are found, or said to be undecided', () => {
    const effort = { jobs: 3000, mostRuns: 120 };
    expectGood(
      'single-use pools',
      drawnProblems(100).map((problem) => scoreOf(problem, searched(problem, effort))),
    );
  }, 120_000);

  test('of pools that may not be large enough: nothing meets', () => {
    const problems = drawnProblems(100).flatMap((problem) => {
      const optimum = exactOptimum(problem)!;
      return problem.aim.kind === 'price' ? [] : [{ ...problem, most: optimum - 1 }];
    });
    expect(problems.every((problem) => exactOptimum(problem) === undefined)).toBe(true);
    expectGood(
      'infeasible pools',
      problems.map((problem) => scoreOf(problem, searched(problem, { jobs: 3000, mostRuns: 120 }))),
    );
  }, 120_000);

  test('of pools whose line a boot before each job keeps: none idle, though one misses', () => {
    const problems = drawnProblems(60).flatMap((problem) => patient(problem) ?? []);
    expect(problems.every((problem) => exactOptimum(problem) === 0 && exactMargin(problem, 1) < 0)).toBe(true);
    const scores = problems.map((problem) => scoreOf(problem, searched(problem, { jobs: 3000, mostRuns: 120 })));
    counted('pools on demand', scores);
    expect(new Set(scores)).toEqual(new Set(['optimum']));
  }, 120_000);

  test('of hosts and their slots, two variables whose product counts', () => {
    expectGood(
      'hosts and slots',
      drawnHostProblems(60).map((problem) => scoreOfHosts(problem, { jobs: 3000, mostRuns: 300 })),
    );
  }, 120_000);

  test.each([
    [5, 'own', 'today'],
    [5, 'all', 'today'],
    [6, 'own', 'today'],
    [6, 'all', 'today'],
    [6, 'own', 'what each needs by Erlang'],
  ] as const)(
    'of fleets of %i pools with lines of their %s jobs are come near to from %s, within the runs that a plan has by itself',
    (pools, lines, from) => {
      const gaps = drawnFleets(3, pools, lines).map((fleet) => {
        const { setting, used } = searchedFleet(fleet, { jobs: 12_000, ...(from === 'today' ? {} : { start: erlangStart(fleet) }) });
        expect(used).toBeLessThanOrEqual(MOST_RUNS);
        expect(fleetMeets(fleet, setting!)).toBe(true);
        return fleetCost(fleet, setting!) / fleetCost(fleet, cheapestFleet(fleet)) - 1;
      });
      console.log(`${pools} pools, lines of ${lines}: ${gaps.map((gap) => `+${(100 * gap).toFixed(1)} %`).join(', ')}`);
      expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(GAP);
      expect(Math.max(...gaps)).toBeLessThan(MOST_GAP);
    },
    120_000,
  );

  test('of single-use pools that are simulated, one of each kind and one on demand', () => {
    const kinds = new Map(drawnProblems(10).map((problem) => [problem.aim.kind, problem]));
    expect(kinds.size).toBe(3);
    const onDemand = patient(kinds.get('share')!)!;
    const scores = [...kinds.values(), onDemand].map((problem) => scoreOf(problem, planned(problem, { jobs: 1000, mostRuns: 30 })));
    counted('simulated pools', scores);
    for (const score of scores) expect(['optimum', 'within the zone', 'near']).toContain(score);
  }, 120_000);
});
