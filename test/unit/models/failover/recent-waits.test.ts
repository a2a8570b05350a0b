/** The quantile of waits of late, against a plain list of all jobs that is filtered and sorted anew at each look. */
import { describe, expect, test } from 'vitest';
import type { RuleCondition } from '../../../../src/fleet/failover.js';
import { RecentWaits } from '../../../../src/models/failover/recent-waits.js';
import type { World } from '../../../../src/models/world.js';
import { NOT_YET } from '../../../../src/record/not-yet.js';
import { Streams } from '../../../../src/sim/random/index.js';
import { MINUTE, SECOND } from '../../../../src/units/time.js';

type Spec = Extract<RuleCondition, { kind: 'queue_time' }>;

/** A table of jobs and a clock that the test moves. */
function watched(spec: Omit<Spec, 'kind'>, rows: number) {
  const column = (value: number): Float64Array => new Float64Array(rows).fill(value);
  const jobs = {
    ordinal: column(0),
    workload: column(0),
    queuedAt: column(NOT_YET),
    startedAt: column(NOT_YET),
    pending: 0,
    capacity: rows,
  };
  const sim = { now: 0 };
  const world = { fleet: { workloads: [{}, {}, {}] }, jobs, sim } as unknown as World;
  const waits = new RecentWaits(world, { kind: 'queue_time', ...spec });
  return {
    sim,
    waits,
    queue(job: number, workload = 0): void {
      jobs.ordinal[job] = job + 1;
      jobs.workload[job] = workload;
      jobs.queuedAt[job] = sim.now;
      jobs.startedAt[job] = NOT_YET;
      jobs.pending++;
    },
    start(job: number): void {
      jobs.startedAt[job] = sim.now;
      jobs.pending--;
      waits.started(job);
    },
    /** It leaves without having been handed out. */
    drop(job: number): void {
      jobs.ordinal[job] = 0;
      jobs.pending--;
    },
  };
}

const spec = { workloads: [], level: 0.5, above: 30 * SECOND, over: 10 * MINUTE };

describe('edges, by hand', () => {
  test('no job is no trouble', () => {
    expect(watched(spec, 1).waits.isAbove()).toBe(false);
  });

  test('a wait of the bound itself lies within it, pending or handed out', () => {
    const { sim, waits, queue, start } = watched(spec, 1);
    queue(0);
    sim.now = 30 * SECOND;
    expect(waits.isAbove()).toBe(false);
    start(0);
    expect(waits.isAbove()).toBe(false);
  });

  test('a microsecond more lies above it', () => {
    const { sim, waits, queue, start } = watched(spec, 1);
    queue(0);
    sim.now = 30 * SECOND + 1;
    expect(waits.isAbove()).toBe(true);
    start(0);
    expect(waits.isAbove()).toBe(true);
  });

  test('who was handed out as long ago as is looked back is forgotten', () => {
    const { sim, waits, queue, start } = watched(spec, 1);
    queue(0);
    sim.now = MINUTE;
    start(0);
    sim.now = 11 * MINUTE - 1;
    expect(waits.isAbove()).toBe(true);
    sim.now = 11 * MINUTE;
    expect(waits.isAbove()).toBe(false);
  });

  test('of four the second decides at the median, the fourth at 76 %', () => {
    // Two of four are late: rank ceil(0.5 x 4) = 2 lies within, ceil(0.76 x 4) = 4 above.
    for (const [level, isAbove] of [
      [0.5, false],
      [0.51, true],
      [0.76, true],
    ] as const) {
      const { sim, waits, queue, start } = watched({ ...spec, level }, 4);
      queue(0);
      queue(1);
      sim.now = MINUTE;
      for (const job of [2, 3]) queue(job);
      for (const job of [0, 1, 2, 3]) start(job);
      expect(waits.isAbove(), String(level)).toBe(isAbove);
    }
  });

  test('a rank is computed in whole numbers: 7 % of 100 is the 7th, of which six within are too few and seven enough', () => {
    for (const within of [6, 7]) {
      const { sim, waits, queue, start } = watched({ ...spec, level: 0.07 }, 100);
      for (let job = within; job < 100; job++) queue(job);
      sim.now = MINUTE;
      for (let job = 0; job < within; job++) queue(job);
      for (let job = 0; job < 100; job++) start(job);
      expect(waits.isAbove()).toBe(within < 7);
    }
  });

  test('a level of 0 means the shortest wait', () => {
    const { sim, waits, queue } = watched({ ...spec, level: 0 }, 2);
    queue(0);
    sim.now = MINUTE;
    expect(waits.isAbove()).toBe(true);
    queue(1);
    expect(waits.isAbove()).toBe(false);
  });

  test('workloads that are not asked for do not count, waiting or not', () => {
    const { sim, waits, queue, start } = watched({ ...spec, workloads: [1] }, 4);
    queue(0, 0);
    queue(1, 2);
    sim.now = MINUTE;
    start(0);
    expect(waits.isAbove()).toBe(false);
    queue(2, 1);
    expect(waits.isAbove()).toBe(false);
    sim.now = 2 * MINUTE;
    expect(waits.isAbove()).toBe(true);
  });

  test('who leaves the queue by other ways is not counted any more', () => {
    const { sim, waits, queue, drop } = watched(spec, 2);
    queue(0);
    sim.now = MINUTE;
    queue(1);
    drop(0);
    expect(waits.isAbove()).toBe(false);
  });
});

test.each([
  ['with a look each minute', 60],
  ['with looks so far apart that what none can want any more has to go meanwhile', 5000],
  ['of which more and more are handed out in the time that is looked back at, after the first are forgotten', 30],
])('five thousand jobs %s', (name, between) => {
  const rows = 5000;
  const over = between === 30 ? 20 * MINUTE : 10 * MINUTE;
  const stream = new Streams('recent waits', 0).stream(name);
  const { sim, waits, queue, start } = watched({ workloads: [0, 2], level: 0.6, above: 40 * SECOND, over }, rows);
  const all: { queued: number; started: number; workload: number }[] = [];
  const pending: number[] = [];
  let [lookAt, looks, above] = [between * SECOND, 0, 0];
  const holds = (): boolean => {
    const own = all.filter(({ workload, started }) => workload !== 1 && (started === NOT_YET || started > sim.now - over));
    const sorted = own.map(({ queued, started }) => (started === NOT_YET ? sim.now : started) - queued).sort((a, b) => a - b);
    return sorted.length > 0 && sorted[Math.ceil(0.6 * sorted.length - 1e-9) - 1]! > 40 * SECOND;
  };
  for (let job = 0; job < rows; job++) {
    const u = (draw: number): number => stream.uniform(job, 0, draw);
    sim.now += Math.round(u(0) * (between === 30 && job < 400 ? 12 : 1.2) * SECOND);
    queue(job, Math.floor(3 * u(1)));
    all.push({ queued: sim.now, started: NOT_YET, workload: Math.floor(3 * u(1)) });
    pending.push(job);
    // Now and then the queue stands for a while, so that waits grow and shrink.
    const isStill = Math.floor(job / 800) % 2 === 0;
    while (pending.length > (isStill ? 100 : 12)) {
      const taken = pending.splice(Math.floor(u(2) * 10), 1)[0]!;
      all[taken]!.started = sim.now;
      start(taken);
    }
    if (sim.now < lookAt) continue;
    lookAt += between * SECOND;
    looks++;
    const is = waits.isAbove();
    if (is) above++;
    expect(is, `at ${sim.now}`).toBe(holds());
  }
  const last = waits.isAbove();
  expect(last).toBe(holds());
  if (between !== 60) return;
  expect(looks).toBeGreaterThan(45);
  expect(above).toBeGreaterThan(5);
  expect(above).toBeLessThan(looks - 5);
});
