/** The interval of a paired difference holds the long-run one as often as it says: M/M/1 against a faster one under the same jobs. */
import { describe, expect, test } from 'vitest';
import { Sample } from '../../src/results/samples/sample.js';
import { PooledSample } from '../../src/results/samples/pooled-sample.js';
import { Streams } from '../../src/sim/random/index.js';
import { correlationOf, differenceOfLimits, pairedMean, type Limits } from '../../src/stats/difference.js';
import { waitingTimeMMc, waitsGGc } from '../../src/stats/oracles.js';
import { SECOND } from '../../src/units/time.js';

const TRIALS = 200;
const REPLICATIONS = 10;
const JOBS = 4000;
const WARMUP = 1000;
/** Jobs a second; the base serves one a second, the faster one 1.1. */
const RATE = 0.7;
const FASTER = 1.1;
const LEVEL = 0.95;

/** Waits of one run of both, in micros: the same arrivals, and the same work of each job. */
function waits(seed: number, replication: number): readonly [Sample, Sample] {
  const streams = new Streams(seed, replication);
  const [gaps, services] = [streams.stream('gaps'), streams.stream('services')];
  const exponential = (stream: typeof gaps, job: number): number => -Math.log(stream.uniform(job, 0, 0));
  const arrivals = new Float64Array(WARMUP + JOBS);
  for (let job = 0, at = 0; job < arrivals.length; job++) arrivals[job] = at += exponential(gaps, job) / RATE;
  const of = (speed: number): Sample => {
    const sample = new Sample([]);
    const all = waitsGGc(
      1,
      arrivals,
      arrivals.map((_, job) => exponential(services, job) / speed),
    );
    for (const wait of all.subarray(WARMUP)) sample.add(Math.round(wait * SECOND), true);
    return sample;
  };
  return [of(1), of(FASTER)];
}

function shareBelow(sample: Sample, x: number): number {
  return sample.inOrder()!.filter((wait) => wait < x).length / sample.count;
}

describe('coverage', () => {
  test(`of ${TRIALS} intervals of ${REPLICATIONS} pairs 91 to 98 % hold the difference of the means, and of the p95`, () => {
    const [slow, fast] = [1, FASTER].map((speed) => waitingTimeMMc(1, RATE, 1 / speed));
    const truth = { mean: (fast!.mean - slow!.mean) * SECOND, quantile: (fast!.quantile(LEVEL) - slow!.quantile(LEVEL)) * SECOND };
    const holding = { mean: 0, quantile: 0 };
    let gain = 0;
    let widths = 0;
    const holds = ({ low, high }: Limits, x: number): number => (low! <= x && x <= high! ? 1 : 0);
    for (let seed = 1; seed <= TRIALS; seed++) {
      const runs = Array.from({ length: REPLICATIONS }, (_, replication) => waits(seed, replication));
      const mean = pairedMean(
        runs.map(([base]) => base.mean().value),
        runs.map(([, own]) => own.mean().value),
      );
      holding.mean += holds(mean, truth.mean);
      gain += mean.gain! / TRIALS;
      const pooled = [new PooledSample([]), new PooledSample([])];
      for (const run of runs) run.forEach((sample, i) => pooled[i]!.add(sample));
      const limits = pooled.map((sample): Limits => {
        const { value, low, high } = sample.quantile(LEVEL);
        return { estimate: value, low, high };
      });
      const shares = [0, 1].map((i) => runs.map((run) => shareBelow(run[i]!, limits[i]!.estimate)));
      const paired = differenceOfLimits(limits[0]!, limits[1]!, correlationOf(shares[0]!, shares[1]!));
      const alone = differenceOfLimits(limits[0]!, limits[1]!, 0);
      holding.quantile += holds(paired, truth.quantile);
      widths += (paired.high! - paired.low!) / (alone.high! - alone.low!) / TRIALS;
    }
    console.log(`paired differences: ${holding.mean} (mean) and ${holding.quantile} (p95) of ${TRIALS}; gain ${gain}, width ${widths}`);
    for (const count of [holding.mean, holding.quantile]) {
      expect(count / TRIALS).toBeGreaterThanOrEqual(0.91);
      expect(count / TRIALS).toBeLessThanOrEqual(0.98);
    }
    // What pairs are for: independent runs would have to be several times as many, and intervals without their correlation are wider.
    expect(gain).toBeGreaterThan(5);
    expect(widths).toBeLessThan(0.6);
  }, 120_000);
});
