/** An interval said to hold the true value in 95 % of all cases does so. */
import { describe, expect, test } from 'vitest';
import { estimateMean } from '../../src/stats/confidence.js';
import { waitingTimeMMc } from '../../src/stats/oracles.js';
import { simulate } from '../../src/study/simulate.js';
import { unsaid } from '../support/pages.js';
import { perHour, textbook } from './textbook.js';

const INTERVALS = 200;
const REPLICATIONS = 10;
/**
 * Seconds: a feed each second is a thousandth of it. By the upper estimate W(s + 2d) - W(s) + d polling lengthens the mean wait of 1000 s by at
 * most 7 s.
 */
const SERVICE = 1000;
const LOAD = 0.5;

describe('coverage', () => {
  test(`of ${INTERVALS} intervals of ${REPLICATIONS} replications each, 91 to 98 % hold the mean wait of M/M/1`, () => {
    // The warm-up is 60 services long; the relaxation time of the queue is 1 / (1 - sqrt(0.5))^2 = 12 services.
    const { fleet } = textbook({
      concurrent: 1,
      duration: { exponential: { mean: `${SERVICE}s` } },
      arrivals: { jobs: { rate: perHour(LOAD / SERVICE) } },
      horizon: `${860 * SERVICE}s`,
      warmup: `${60 * SERVICE}s`,
    });
    const truth = waitingTimeMMc(1, LOAD / SERVICE, SERVICE).mean;
    let holding = 0;
    for (let seed = 1; seed <= INTERVALS; seed++) {
      const results = Array.from({ length: REPLICATIONS }, (_, replication) => simulate(fleet, { seed, replication }));
      const means = results.map(({ jobs }) => jobs.all.queueTime.mean.value!);
      const { mean, halfWidth } = estimateMean(means);
      if (Math.abs(mean - truth) <= halfWidth!) holding++;
    }
    console.log(`coverage: ${holding} of ${INTERVALS} intervals hold ${truth} s`);
    expect(holding / INTERVALS).toBeGreaterThanOrEqual(0.91);
    expect(holding / INTERVALS).toBeLessThanOrEqual(0.98);
    expect(unsaid('explanation/results.md', `${holding} held the true mean (${(100 * holding) / INTERVALS} %)`)).toEqual([]);
    expect(unsaid('explanation/truth.md', `(${holding} of ${INTERVALS})`)).toEqual([]);
  }, 600_000);
});
