/** Studies of headroom as their reports are given them. */
import type { HeadroomResult, HeadroomRow, PlayedLoad } from '../../src/study/headroom/headroom-result.js';

/** A load with a queue time at p95 of so many seconds and costs in the same proportion. */
export function playedLoad(factor: number, seconds: number, over: Partial<PlayedLoad> = {}): PlayedLoad {
  return {
    factor,
    verdict: 'pass',
    holds: true,
    outcome: 'done',
    jobs: 1000,
    thresholds: [],
    queueTimeP95: { estimate: seconds, low: seconds * 0.9, high: seconds * 1.1 },
    costPerMonth: { estimate: 1000 * factor, low: 990 * factor, high: 1010 * factor },
    ...over,
  };
}

/** A part of the load that may grow by a third, with three months. */
export function headroomRow(over: Partial<HeadroomRow> = {}): HeadroomRow {
  return {
    of: 'all',
    name: 'all',
    workloads: ['load'],
    failure: null,
    factor: 1.34,
    isEndless: false,
    sure: 1.2,
    missed: 1.4,
    breaks: ['queue_time p95 < 10s'],
    when: { factor: { months: 1 }, sure: { months: 0.5 }, missed: { months: 2 } },
    tried: [playedLoad(1, 2), playedLoad(1.34, 9)],
    months: [
      { when: { months: 0 }, load: playedLoad(1, 2), breaks: [] },
      { when: { months: 1 }, load: playedLoad(1.34, 9), breaks: [] },
      { when: { months: 2 }, load: playedLoad(1.8, 15, { verdict: 'fail', holds: false }), breaks: ['queue_time p95 < 10s'] },
    ],
    ...over,
  };
}

/** A study of these rows. */
export function headroomResult(rows: HeadroomRow[]): HeadroomResult {
  return {
    headroomVersion: 1,
    runcast: '0.0.0',
    scenario: { name: 'pool', file: 's.yaml', hash: '0'.repeat(64) },
    seed: 1,
    replications: 5,
    isRandom: true,
    window: { from: 0, to: 3600 },
    growth: { share: 0.34, per: 'month' },
    rows,
    runs: 25,
    jobs: 25_000,
    warnings: [],
    rerun: 'runcast headroom s.yaml --growth 34%/month',
  };
}
