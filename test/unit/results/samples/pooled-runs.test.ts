/** Scopes of several runs: those that are the same jobs are kept once, and say what they would say each for itself. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JobStats } from '../../../../src/results/jobs/job-stats.js';
import { JobTimes } from '../../../../src/results/jobs/job-times.js';
import { PooledRuns } from '../../../../src/results/samples/pooled-runs.js';
import type { RunSamples, ScopeSamples } from '../../../../src/results/samples/run-samples.js';
import { SECOND } from '../../../../src/units/time.js';
import { aJob } from '../../../support/records.js';

const NAMES = ['a', 'b', 'c', 'd'];

function columnsOf(waits: readonly number[]): Pick<ScopeSamples, 'times' | 'waits'> {
  const stats = new JobStats([SECOND]);
  const times = new JobTimes();
  for (const wait of waits) {
    const job = aJob(4000, wait);
    times.read(job, () => 0);
    stats.add(job, times);
  }
  return stats.columns();
}

/** A run: the waits of some sets of jobs, and by scope which of the sets it is. */
const aRun = fc.record({
  sets: fc.array(fc.array(fc.nat(100), { maxLength: 5 }), { minLength: 3, maxLength: 3 }),
  setOf: fc.array(fc.nat(2), { minLength: NAMES.length, maxLength: NAMES.length }),
});

test('scopes that part and meet again in the runs after say what they would say each for itself', () => {
  fc.assert(
    fc.property(fc.array(aRun, { minLength: 1, maxLength: 4 }), (runs) => {
      const [shared, apart] = [new PooledRuns(), new PooledRuns()];
      for (const { sets, setOf } of runs) {
        const columns = sets.map(columnsOf);
        const scopes = NAMES.map((name, i) => {
          return { scope: 'group' as const, name, instance: undefined, durations: undefined, ...columns[setOf[i]!]! };
        });
        shared.add({ scopes, questions: [] });
        apart.add({ scopes: scopes.map((scope) => structuredClone(scope)), questions: [] } satisfies RunSamples);
      }
      const said = (pooled: PooledRuns, name: string): unknown => {
        const scope = pooled.scope('group', name)!;
        const time = scope.time('queue_time');
        return [time.runs, time.all.count, time.all.mean(), [0.1, 0.5, 0.9].map((level) => time.quantile(level)), scope.waitsAt(0.5)];
      };
      for (const name of NAMES) expect(said(shared, name)).toEqual(said(apart, name));
    }),
  );
});
