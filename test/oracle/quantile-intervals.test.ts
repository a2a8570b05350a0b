/** The interval of a quantile holds the long-run one as often as it says, in short runs at a high load too. */
import { describe, expect, test } from 'vitest';
import { PooledSample } from '../../src/results/samples/pooled-sample.js';
import { Sample } from '../../src/results/samples/sample.js';
import { Streams } from '../../src/sim/random/index.js';
import { waitingTimeMMc, waitsGGc } from '../../src/stats/oracles.js';
import { estimateMean } from '../../src/stats/confidence.js';
import { SECOND } from '../../src/units/time.js';
import { unsaid } from '../support/pages.js';

const TRIALS = 200;
const REPLICATIONS = 10;
const SERVERS = 5;
const JOBS = 2000;
/** Jobs before the sample: at load 0.9 the queue forgets in 1 / (1 - sqrt(0.9))^2 / 5 = 76 services, in which 342 jobs come. */
const WARMUP = 4000;

/** Waits of a run of M/M/5 with mean service 1 s, in micros, by the recursion of Kiefer and Wolfowitz. */
function waits(load: number, seed: number, replication: number): Sample {
  const streams = new Streams(seed, replication);
  const [gaps, services] = [streams.stream('gaps'), streams.stream('services')];
  const exponential = (stream: typeof gaps, job: number): number => -Math.log(stream.uniform(job, 0, 0));
  const arrivals = new Float64Array(WARMUP + JOBS);
  for (let job = 0, at = 0; job < arrivals.length; job++) arrivals[job] = at += exponential(gaps, job) / (load * SERVERS);
  const all = waitsGGc(
    SERVERS,
    arrivals,
    arrivals.map((_, job) => exponential(services, job)),
  );
  const sample = new Sample([]);
  for (const wait of all.subarray(WARMUP)) sample.add(Math.round(wait * SECOND), true);
  return sample;
}

describe('coverage', () => {
  test.each([0.7, 0.9])(
    `at load %d, of ${TRIALS} intervals of ${REPLICATIONS} runs of ${JOBS} jobs 91 to 98 % hold the long-run p95 of M/M/5`,
    (load) => {
      const truth = waitingTimeMMc(SERVERS, load * SERVERS, 1).quantile(0.95) * SECOND;
      let holding = 0;
      let holdingOfMeans = 0;
      for (let seed = 1; seed <= TRIALS; seed++) {
        const pooled = new PooledSample([]);
        const runs = Array.from({ length: REPLICATIONS }, (_, replication) => waits(load, seed, replication));
        for (const run of runs) pooled.add(run);
        const { low, high } = pooled.quantile(0.95);
        if (low! <= truth && truth <= high!) holding++;
        const { mean, halfWidth } = estimateMean(runs.map((run) => run.quantile(0.95).value));
        if (Math.abs(mean - truth) <= halfWidth!) holdingOfMeans++;
      }
      console.log(
        `coverage at load ${load}: ${holding} of ${TRIALS} intervals hold ${truth / SECOND} s, ${holdingOfMeans} by means of p95s`,
      );
      expect(holding / TRIALS).toBeGreaterThanOrEqual(0.91);
      expect(holding / TRIALS).toBeLessThanOrEqual(0.98);
      expect(unsaid('explanation/results.md', `${holding} at load ${load} (${holdingOfMeans} by the mean of ten p95s)`)).toEqual([]);
    },
    120_000,
  );
});
