/** Looks at how many jobs a scenario is expected to play: none, or more than anybody waits for. */
import type { WorkloadSpec } from '../../fleet/workload.js';
import { durationText } from '../../units/duration.js';
import { HOUR } from '../../units/time.js';
import type { BuildContext } from './context.js';
import { expectedJobs } from './expected-jobs.js';

/** Expected jobs of all replications above which a run has to be asked for: an hour of computing, gigabytes of rows. */
const MANY_JOBS = 1e8;

/** Warns of workloads without jobs; a load beyond all measure is noted as an error unless it was asked for. */
export function checkSize(context: BuildContext, workloads: readonly WorkloadSpec[]): void {
  const { report, horizon, scenario } = context;
  const expected = workloads.map(({ arrivals }) => expectedJobs(arrivals, horizon));
  workloads.forEach(({ name, arrivals }, i) => {
    if (expected[i] === 0 && arrivals.kind === 'generated' && arrivals.pattern.kind === 'poisson' && arrivals.schedules.length === 0)
      report.warn(
        ['workloads', name],
        'no job is expected of it: its rate is 0 up to the horizon; state one such as 4/h, or leave it out',
        'key',
      );
  });
  const jobs = expected.reduce((sum, one) => sum + one, 0);
  const all = jobs * scenario.replications;
  if (all <= MANY_JOBS || context.allowLong) return;
  const most = workloads[expected.indexOf(Math.max(...expected))]?.name ?? '';
  const times = scenario.replications === 1 ? '' : `${scenario.replications} replications of `;
  report.error(
    ['workloads', most],
    `about ${all.toExponential(1)} jobs are expected in ${times}${durationText(horizon)} (${((jobs * HOUR) / horizon).toPrecision(3)}/h); expected at most ${MANY_JOBS.toExponential(0)}; check the rate, the horizon and the replications, or say --yes if that is meant`,
    'key',
  );
}
