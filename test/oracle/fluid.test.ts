/**
 * The fluid picture of an outage. Jobs come at a fixed rate a and take a fixed time s, machines are c = limit of one entry, used again without end.
 * A cloud is gone for D: what ran (a s jobs) dies and comes again, and nothing is handed out until the first machine is there again, a delay d
 * after the end (what stands dead must be removed, one after another, and others must boot). Then
 *
 *     backlog at its peak   B = a (D + d) + a s          recovery after that   T = (B + M - c / 2) / (c / s - a)
 *
 * where M is the work missed because machine i comes back l_i later than the first, M = sum l_i / s, and c / 2 the jobs that have begun but not
 * ended, which a fluid does not know. d and l_i are read off the run. Machines come back 5 s apart (a removal), so the phases of their jobs lie 5 s
 * apart, and the jobs begun differ from the fluid's by at most c 5 s / s: the tolerance. The entry is fed every 50 ms, so that a machine stands
 * idle for a thousandth of a service at most.
 */
import { expect, test } from 'vitest';
import { NOT_YET } from '../../src/record/not-yet.js';
import { HOUR, MINUTE, SECOND } from '../../src/units/time.js';
import { generated } from '../support/arrivals.js';
import { aFleet } from '../support/fleet-builder.js';
import { runFleet } from '../support/run-fleet.js';

const DELETE = 5 * SECOND;

test.each([
  { every: 2 * SECOND, slots: 60, down: 30 * MINUTE },
  { every: 3 * SECOND, slots: 30, down: 20 * MINUTE },
  { every: 2 * SECOND, slots: 40, down: 10 * MINUTE },
])('backlog and recovery after an outage: a job each $every us, $slots machines, $down us', ({ every, slots, down }) => {
  const service = MINUTE;
  const from = HOUR;
  const end = from + down;
  const fleet = aFleet({
    horizon: 6 * HOUR,
    manager: {
      concurrent: 10 * slots,
      checkInterval: SECOND / 20,
      entry: { limit: slots, requestConcurrency: slots, adaptive: false, machine: { idleCount: slots, idleTime: 10 * HOUR } },
    },
    zone: { bootTime: { kind: 'constant', value: 30 * SECOND }, deleteTime: { kind: 'constant', value: DELETE } },
    workload: {
      arrivals: generated({ kind: 'deterministic', first: 0, every, count: (4 * HOUR) / every }, { script: service }),
      retry: { max: 5, when: ['runner_system_failure'] },
    },
    outages: [
      {
        name: 'gone',
        target: { kind: 'cloud', index: 0 },
        times: { kind: 'fixed', windows: [{ from, to: end }] },
        effect: { kind: 'down', api: 'fails', machines: 'die' },
      },
    ],
  });
  const { jobs, machines } = runFleet(fleet, { watch: false });
  const killed = jobs.filter(({ failureReason }) => failureReason === 'machine_died').length;
  const starts = jobs.map(({ startedAt }) => startedAt).filter((at) => at !== NOT_YET);
  const back = Math.min(...starts.filter((at) => at >= end));
  const backlogAt = (at: number): number =>
    jobs.filter(({ queuedAt, startedAt }) => queuedAt <= at && (startedAt === NOT_YET || startedAt > at)).length;
  expect(killed).toBe(service / every);

  const rate = 1 / every;
  const peak = rate * (back - from) + killed;
  expect(Math.abs(backlogAt(back - 1) - peak)).toBeLessThanOrEqual(1);

  // Machines come back one after another: what each was late is work that was not done.
  const late = machines
    .filter(({ readyAt }) => readyAt >= end)
    .slice(0, slots)
    .map(({ readyAt }) => Math.max(0, readyAt - back));
  expect(late).toHaveLength(slots);
  const missed = late.reduce((sum, one) => sum + one, 0) / service;
  const net = slots / service - rate;
  const recovery = (peak + missed - slots / 2) / net;
  let recovered = back;
  while (backlogAt(recovered) > 1) recovered += SECOND;
  expect(Math.abs(recovered - back - recovery)).toBeLessThanOrEqual((slots * (DELETE / service)) / net);
});
