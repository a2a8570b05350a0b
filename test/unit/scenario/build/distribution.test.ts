/** The families of distributions in the scenario language: what each becomes, and what is refused. */
import { describe, expect, test } from 'vitest';
import {
  burrFromMedian,
  distribution,
  gammaFromMeanCv,
  gammaFromMeanShape,
  hyperexponentialFromMeanCv,
  lomaxFromMean,
  weibullFromMean,
  weibullFromMedian,
  weibullFromMedianP95,
  type DistributionSpec,
} from '../../../../src/sim/random/index.js';
import { MINUTE, SECOND } from '../../../../src/units/time.js';
import { errors, prepared, type Change } from '../../../support/scenario-files.js';

const BOOT = '{ lognormal: { median: 35s, sigma: 0.4 } }';
const JOBS = '{ lognormal: { median: 2, p95: 10 } }';
const boot = (written: string): Change => ({ swap: [[BOOT, written]] });

describe('durations', () => {
  test.each<readonly [string, DistributionSpec]>([
    ['{ erlang: { phases: 4, mean: 2m } }', gammaFromMeanShape(2 * MINUTE, 4)],
    ['{ gamma: { mean: 2m, shape: 0.5 } }', gammaFromMeanShape(2 * MINUTE, 0.5)],
    ['{ gamma: { cv: 0.5, mean: 2m } }', gammaFromMeanCv(2 * MINUTE, 0.5)],
    ['{ weibull: { shape: 0.7, scale: 1m } }', { kind: 'weibull', shape: 0.7, scale: MINUTE }],
    ['{ weibull: { shape: 0.7, median: 1m } }', weibullFromMedian(0.7, MINUTE)],
    ['{ weibull: { shape: 0.7, mean: 1m } }', weibullFromMean(0.7, MINUTE)],
    ['{ weibull: { median: 3m, p95: 18m } }', weibullFromMedianP95(3 * MINUTE, 18 * MINUTE)],
    ['{ hyperexponential: { mean: 2m, cv: 2 } }', hyperexponentialFromMeanCv(2 * MINUTE, 2)],
    [
      '{ hyperexponential: { parts: [{ weight: 3, mean: 1m }, { weight: 1, mean: 10m }] } }',
      {
        kind: 'mixture',
        parts: [
          { weight: 3, of: { kind: 'exponential', mean: MINUTE } },
          { weight: 1, of: { kind: 'exponential', mean: 10 * MINUTE } },
        ],
      },
    ],
    ['{ pareto: { min: 30s, tail: 2.5 } }', { kind: 'pareto', min: 30 * SECOND, tail: 2.5 }],
    ['{ lomax: { tail: 2.5, scale: 30s } }', { kind: 'burr', shape: 1, tail: 2.5, scale: 30 * SECOND }],
    ['{ lomax: { tail: 2.5, median: 30s } }', burrFromMedian(1, 2.5, 30 * SECOND)],
    ['{ lomax: { tail: 2.5, mean: 30s } }', lomaxFromMean(2.5, 30 * SECOND)],
    ['{ burr: { shape: 2, tail: 1.5, scale: 30s } }', { kind: 'burr', shape: 2, tail: 1.5, scale: 30 * SECOND }],
    ['{ burr: { shape: 2, tail: 1.5, median: 30s } }', burrFromMedian(2, 1.5, 30 * SECOND)],
    [
      '{ discrete: [{ value: 30s, weight: 3 }, { value: 2m, weight: 1 }] }',
      { kind: 'discrete', values: [30 * SECOND, 2 * MINUTE], weights: [3, 1] },
    ],
    [
      '{ truncated: { of: { pareto: { min: 30s, tail: 0.9 } }, max: 10m } }',
      { kind: 'truncated', of: { kind: 'pareto', min: 30 * SECOND, tail: 0.9 }, min: 0, max: 10 * MINUTE },
    ],
  ])('%s', (written, spec) => {
    const built = prepared(boot(written)).fleet.zones.find(({ name }) => name === 'us-east1-c')!.bootTime;
    expect(built).toEqual(spec);
    expect(distribution(built).mean).toBeGreaterThan(SECOND);
  });
});

test('counts', () => {
  const change: Change = { swap: [[JOBS, '{ discrete: [{ value: 1, weight: 3 }, { value: 12, weight: 1 }] }']] };
  const { arrivals } = prepared(change).fleet.workloads.find(({ name }) => name === 'public')!;
  expect(arrivals.kind === 'generated' && arrivals.batch).toEqual({ kind: 'discrete', values: [1, 12], weights: [3, 1] });
});

test('is normalised: durations in their one form, keys in one order', () => {
  const { scenario } = prepared(boot('{ weibull: { p95: 1080s, median: 180s } }'));
  const written = scenario.clouds['gce']!.zones['us-east1-c']!.boot_time;
  expect(JSON.stringify(written)).toBe('{"weibull":{"median":"3m","p95":"18m"}}');
});

describe('refused', () => {
  test.each([
    ['{ gamma: { mean: 2m } }', /expected mean with shape, or mean with cv/u],
    ['{ gamma: { mean: 2m, shape: 1, cv: 1 } }', /expected mean with shape, or mean with cv/u],
    ['{ gamma: { mean: 2m, cv: 9 } }', /from 0\.01 to 4\.4/u],
    ['{ erlang: { phases: 2.5, mean: 2m } }', /whole number from 1 to 10000/u],
    ['{ weibull: { shape: 1, p95: 3m } }', /expected shape with scale, median or mean, or median with p95/u],
    ['{ weibull: { median: 3m, p95: 2m } }', /its p95 \(2m\) is not above its median \(3m\)/u],
    ['{ hyperexponential: { mean: 2m, cv: 0.5 } }', /from 1 to 1000/u],
    ['{ hyperexponential: { mean: 2m } }', /expected mean with cv, or parts/u],
    ['{ hyperexponential: { parts: [{ weight: 0, mean: 1m }] } }', /weight above 0/u],
    ['{ pareto: { min: 30s, tail: 1 } }', /its mean is infinite.*truncated.*raise the tail/u],
    ['{ pareto: { min: 0s, tail: 2 } }', /longer than 0s/u],
    ['{ lomax: { tail: 0.9, scale: 30s } }', /its mean is infinite/u],
    ['{ lomax: { tail: 1, mean: 30s } }', /tail of a Lomax distribution with a mean must be above 1/u],
    ['{ burr: { shape: 2, tail: 0.5, scale: 30s } }', /its mean is infinite/u],
    ['{ burr: { shape: 2, tail: 3 } }', /expected shape and tail with scale or median/u],
    ['{ mixture: [{ weight: 1, of: { pareto: { min: 1s, tail: 1 } } }, { weight: 9, of: 1s }] }', /its mean is infinite/u],
    ['{ discrete: [] }', /at least one value with its weight/u],
    ['{ discrete: [{ value: 1s, weight: 0 }] }', /weight above 0/u],
    ['{ discrete: [{ value: 1, weight: 1 }] }', /duration with its unit/u],
    ['{ truncated: { of: { pareto: { min: 30s, tail: 2 } }, max: 10s } }', /leaves nothing/u],
    ['{ gama: { mean: 2m, cv: 1 } }', /did you mean gamma\?/u],
  ])('%s', (written, says) => {
    const found = errors(boot(written));
    expect(found.length).toBeGreaterThan(0);
    expect(found.join()).toMatch(says);
    expect(found.join()).toMatch(/s\.yaml:1\d:\d+ clouds\.gce\.zones\.us-east1-c\.boot_time/u);
  });
});
