/** A scenario with outages against the same runs without them. */
import { expect, test } from 'vitest';
import { JobBook } from '../../../../src/results/outages/harm.js';
import { compareSides, pairedSchema, sideOf } from '../../../../src/study/figures/paired.js';
import { NOT_YET } from '../../../../src/record/not-yet.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { aJob } from '../../../support/records.js';

test('jobs of the measured period are counted', () => {
  const jobs = new JobBook({ below: MINUTE, share: 0.95 });
  const lost = { status: 'runner_system_failure', failureReason: 'no_machine' } as const;
  jobs.add(aJob(0, 500, { job: 1 }));
  jobs.add(aJob(3600, 60, { job: 2 }));
  jobs.add(aJob(3600, 30, { job: 3, ...lost }));
  jobs.add(aJob(7110, 0, { job: 4, startedAt: NOT_YET, scriptAt: NOT_YET, finishedAt: NOT_YET, status: 'pending' }));
  // Handed out in time, but its script begins only after 100 s.
  jobs.add(aJob(3720, 10, { job: 5, scriptAt: 3820 * SECOND }));
  // Queued before the period and lost in it, long after the horizon, and before it.
  jobs.add(aJob(3500, 10, { job: 6, ...lost, finishedAt: 3600 * SECOND }));
  jobs.add(aJob(7190, 10, { job: 7, ...lost, finishedAt: 9999 * SECOND }));
  jobs.add(aJob(3500, 10, { job: 8, ...lost, finishedAt: 3600 * SECOND - 1 }));
  const run = { jobs, cost: 7, endedAt: 2 * HOUR };
  expect(sideOf({ warmup: HOUR, horizon: 2 * HOUR }, run, [{ from: 0, until: Infinity }])).toEqual({
    cost: 7,
    lateJobs: 2,
    heldJobs: 1,
    queueTimeMean: (60 + 30 + 90 + 10 + 10) / 5,
    lostJobs: 3,
    // Of the two jobs of minute 60 one is late; of the one of minute 118 all.
    minutesMissed: 2,
  });
});

test('differences are taken replication by replication', () => {
  const side = (cost: number, lateJobs: number) => ({ cost, lateJobs, heldJobs: 0, queueTimeMean: 1, lostJobs: 0, minutesMissed: 0 });
  const paired = compareSides({ bound: MINUTE, share: 0.95 }, [
    { with: side(12, 5), without: side(10, 1) },
    { with: side(25, 9), without: side(23, 3) },
  ]);
  expect(pairedSchema.parse(paired)).toEqual(paired);
  const by = Object.fromEntries(paired.figures.map((figure) => [figure.figure, figure]));
  // The costs of the two replications differ widely, their differences not at all.
  expect(by['cost']).toMatchObject({ with: 18.5, without: 16.5, extra: 2, halfWidth: 0 });
  expect(by['lateJobs']).toMatchObject({ extra: 5, unit: 'count' });
  expect(by['lateJobs']!.halfWidth).toBeCloseTo(12.706, 2);
});
