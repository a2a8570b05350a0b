/** Where a run ends: at its horizon, or at a limit, and at which instant. */
import { describe, expect, test } from 'vitest';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { start } from '../../../src/study/simulate.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';

const jobs = [1, 2, 3, 4].map((at) => ({ at: at * SECOND }));

describe('a limit', () => {
  const of = (limits: { maxEvents: number; maxPending: number }): ReturnType<typeof runFleet> =>
    runFleet(aFleet({ managers: [], jobs, limits, horizon: MINUTE }));

  test('on pending jobs ends the run at the instant of the first job too many', () => {
    const over = of({ maxEvents: 1e6, maxPending: 2 });
    expect([over.progress, over.now, over.jobs.length]).toEqual(['max_pending', 3 * SECOND, 3]);
    // What is pending then is written with its wait so far.
    expect(over.jobs.map(({ status, waits }) => [status, waits.reduce((sum, wait) => sum + wait, 0) / SECOND])).toEqual([
      ['pending', 2],
      ['pending', 1],
      ['pending', 0],
    ]);
    const full = of({ maxEvents: 1e6, maxPending: 4 });
    expect([full.progress, full.now, full.jobs.length]).toEqual(['done', MINUTE, 4]);
  });

  test('on events ends it after as many', () => {
    const cut = of({ maxEvents: 2, maxPending: 100 });
    expect([cut.progress, cut.events]).toEqual(['max_events', 2]);
  });

  test('that ends it within its warm-up leaves nothing counted, and levels as they stand', () => {
    const fleet = (maxEvents: number): FleetSpec => ({
      ...aFleet({ managers: [{ entries: [{ machine: { idleCount: 2 } }] }], jobs, limits: { maxEvents, maxPending: 100 }, horizon: HOUR }),
      warmup: 30 * MINUTE,
    });
    const cut = runFleet(fleet(200));
    expect([cut.progress, cut.now > 2 * MINUTE, cut.now < 30 * MINUTE]).toEqual(['max_events', true, true]);
    expect(cut.requests.length).toBeGreaterThan(10);
    const nothing = { requests: 0, emptyRequests: 0, passes: 0, machinesRequested: 0, machinesCreated: 0 };
    expect(cut.counters[0]).toMatchObject(nothing);
    const all = cut.signals.find(({ name }) => name === 'machines_all')!.signal;
    expect([all.value, all.timeAverage(), all.peak]).toEqual([2, 2, 2]);
    const whole = runFleet(fleet(1e6));
    expect(whole.counters[0]!.requests).toBe(whole.requests.filter(({ at }) => at >= 30 * MINUTE).length);
  });
});

test('a run that nobody draws says the same, and keeps only the signals that figures are made of', () => {
  const fleet = aFleet({ jobs, horizon: HOUR });
  const play = (timeline: boolean): ReturnType<typeof start> => {
    const run = start(fleet, { seed: 1, replication: 0, timeline });
    while (run.advance(1e6) === 'more');
    return run;
  };
  const [drawn, plain] = [play(true), play(false)];
  const { timeline, ...figures } = drawn.result();
  expect(plain.result()).toEqual(figures);
  expect(timeline!.signals.map(({ name }) => name)).toEqual(expect.arrayContaining(['jobs_pending', 'jobs_running', 'workers_busy']));
  const isDrawnOnly = (name: string): boolean => ['jobs_pending', 'jobs_running', 'jobs_waiting'].includes(name);
  const labelled = ({ signals }: typeof drawn): unknown => signals.map(({ name, labels }) => ({ name, labels }));
  expect(labelled(plain)).toEqual(labelled({ ...drawn, signals: drawn.signals.filter(({ name }) => !isDrawnOnly(name)) }));
});
