/** The check of load: each factor has the same draws, and gives what replications of the grown fleet give. */
import { describe, expect, test } from 'vitest';
import { withLoad } from '../../../../src/study/fleet-patch.js';
import { loadCheck } from '../../../../src/study/method/load-check.js';
import { replicate } from '../../../../src/study/method/replicate.js';
import { runStudySync } from '../../../../src/study/runner.js';
import type { StudyQuestion } from '../../../../src/study/study-question.js';
import type { StudyResult } from '../../../../src/study/study-result.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { poisson } from '../../../support/arrivals.js';
import { aFleet } from '../../../support/fleet-builder.js';

const QUESTION: StudyQuestion = {
  fleet: aFleet({
    horizon: 4 * HOUR,
    manager: { concurrent: 3, checkInterval: SECOND, entry: { machine: 'none' } },
    workloads: [
      { name: 'a', arrivals: poisson(60 / HOUR) },
      { name: 'b', arrivals: poisson(30 / HOUR, { script: 2 * MINUTE }) },
    ],
  }),
  seed: 7,
  replications: 2,
  pair: false,
  rows: 'all',
  facts: {
    runcast: '1',
    scenario: { name: 't', file: 't.yaml', hash: 'f'.repeat(64) },
    seed: 7,
    rerun: '',
    defaults: [],
    warnings: ['w'],
    thresholds: [],
    allowUnmatchedJobs: false,
  },
};
const FACTORS = [0.5, 1, 1.5];
const WAITS = { hasBoots: false, leftOut: [] };

describe('a check of load', () => {
  const method = loadCheck(QUESTION, FACTORS, WAITS);

  test('plays each factor on each workload, with the draws of the replications, and keeps no rows', () => {
    expect(method.runs).toBe(6);
    expect(method.points!.map(({ patch, draws }) => [patch, draws.replication])).toEqual(
      FACTORS.flatMap((factor) => [0, 1].map((replication) => [{ kind: 'grown', factors: [factor, factor] }, replication])),
    );
    expect(method.points!.map(({ rows, figures }) => [rows, figures?.timeline])).toEqual(Array.from({ length: 6 }, () => [false, false]));
  });

  test('gives a study for each factor, in their order: that of the grown fleet', () => {
    const loads = runStudySync(method);
    const studies = loads.map(({ study }) => study);
    const means = ({ figures }: StudyResult): unknown =>
      figures.filter(({ name }) => name.endsWith('.mean')).map(({ name, scope, estimate }) => [name, scope, estimate]);
    expect(studies).toHaveLength(3);
    for (const [index, factor] of FACTORS.entries()) {
      const { study } = runStudySync(replicate({ ...QUESTION, rows: undefined, fleet: withLoad(QUESTION.fleet, [factor, factor]) }));
      expect(means(studies[index]!)).toEqual(means(study));
      expect(studies[index]!.runs.map(({ fingerprint }) => fingerprint)).toEqual(study.runs.map(({ fingerprint }) => fingerprint));
      expect(studies[index]!.warnings).toContain('w');
    }
    // Every job is compared here: its figures are those of the study, whose quantiles come from histograms.
    for (const { study, compared } of loads) {
      const { estimate, high } = study.figures.find(({ scope, figure }) => scope === 'all' && figure === 'queueTime.p95')!;
      expect(compared.p95.estimate! / estimate!).toBeCloseTo(1, 2);
      expect(compared.p95.high === null).toBe(high === null);
    }
    const jobs = studies.map(({ runs }) => runs.reduce((sum, own) => sum + own.jobs, 0));
    expect(jobs[1]!).toBeGreaterThan(1.5 * jobs[0]!);
    expect(jobs[2]!).toBeGreaterThan(1.2 * jobs[1]!);
  });
});
