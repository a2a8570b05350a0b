/** What the time from the hand-out to the script is made of: tables worked out by hand, and the sum over fleets of any shape. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FaultEffect, FaultTarget, FaultTimes, OutageSpec } from '../../../../src/fleet/outage.js';
import type { FleetSpec } from '../../../../src/fleet/fleet.js';
import { NOT_YET } from '../../../../src/record/not-yet.js';
import { PREPARATION_PARTS } from '../../../../src/record/preparation.js';
import type { JobRecord } from '../../../../src/record/job.js';
import type { PreparationPart } from '../../../../src/record/preparation.js';
import { MILLISECOND, MINUTE, SECOND } from '../../../../src/units/time.js';
import { anyFleet } from '../../../support/arbitraries.js';
import type { FleetOptions } from '../../../support/fleet-builder.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { given } from '../../../support/given.js';
import type { RunFleetOptions } from '../../../support/run-fleet.js';
import { runFleet } from '../../../support/run-fleet.js';

type Parts = Partial<Record<PreparationPart, number>>;

/** Parts that are not 0, in seconds. */
function partsOf(job: Readonly<JobRecord>): Parts {
  return Object.fromEntries(
    PREPARATION_PARTS.map((part, i) => [part, job.preparation[i]! / SECOND] as const).filter(([, time]) => time !== 0),
  );
}

const sum = (job: Readonly<JobRecord>): number => job.preparation.reduce((a, b) => a + b, 0);

/** Checks take half a second, the update "running" a tenth, the pause before the preparation a twentieth, the stages 3.9 s. */
const TIMED: FleetOptions = {
  horizon: 20 * MINUTE,
  instance: { updateLatency: 100 * MILLISECOND },
  zone: { connectLatency: 500 * MILLISECOND },
};
const WORK = {
  start: 50 * MILLISECOND,
  stages: { prepare: 2 * SECOND, prepareScript: 400 * MILLISECOND, getSources: 1500 * MILLISECOND },
};

function play(fleet: FleetOptions, options: RunFleetOptions = {}): readonly Readonly<JobRecord>[] {
  return runFleet(aFleet({ ...TIMED, ...fleet }), options).jobs;
}

describe('parts, worked out by hand', () => {
  test('a warm machine: checked when the attempt begins, and again with its credentials', () => {
    const [job] = play({
      manager: { entry: { machine: { idleCount: 1, idleTime: MINUTE } } },
      workload: { ...WORK, jobs: [{ at: 2 * MINUTE }] },
    });
    expect(partsOf(job!)).toEqual({ update: 0.1, start: 0.05, check: 1, stages: 3.9 });
    expect(job!.scriptAt - job!.startedAt).toBe(5.05 * SECOND);
  });

  test('on demand: the boot, then its machine is checked as any that becomes free is, and again with its credentials', () => {
    const [job] = play({ workload: { ...WORK, jobs: [{}] } });
    expect(partsOf(job!)).toEqual({ update: 0.1, start: 0.05, boot: 30, check: 1, stages: 3.9 });
    // Before 13.6 it takes no other machine than its own.
    const [older] = play({ manager: { flags: { sharesMachines: false } }, workload: { ...WORK, jobs: [{}] } });
    expect(partsOf(older!)).toEqual({ update: 0.1, start: 0.05, boot: 30, check: 0.5, stages: 3.9 });
  });

  test('a fixed host needs no machine, a runner before 18.5 no update', () => {
    const entry = { machine: 'none' as const };
    const [host] = play({ manager: { entry }, workload: { ...WORK, jobs: [{}] } });
    expect(partsOf(host!)).toEqual({ update: 0.1, start: 0.05, stages: 3.9 });
    const [older] = play({ manager: { entry, flags: { runningUpdateInSlot: false } }, workload: { ...WORK, jobs: [{}] } });
    expect(partsOf(older!)).toEqual({ start: 0.05, stages: 3.9 });
  });

  test('MaxGrowthRate 1: the second creation waits until the first has ended', () => {
    // Both jobs are handed out at 0 by two workers; the machines are ready at 30 s and 60 s.
    const fleet: FleetOptions = {
      zone: {},
      instance: {},
      manager: { entry: { requestConcurrency: 2, adaptive: false, machine: { maxGrowthRate: 1 } } },
      jobs: [{ script: 5 * MINUTE }, { script: 5 * MINUTE }],
    };
    const [first, second] = play(fleet);
    expect(partsOf(first!)).toEqual({ boot: 30 });
    expect(second!.startedAt).toBe(0);
    expect(partsOf(second!)).toEqual({ growth_slot: 30, boot: 30 });
  });

  test('tries that fail take their boots, checks and pauses along', () => {
    // Two boots of 30 s fail and are followed by a second each; the third is ready.
    const failing = { us: 30 * SECOND, ok: false };
    const [job] = play({ workload: { ...WORK, jobs: [{}] } }, { given: given({ boots: [failing, failing, 40 * SECOND] }) });
    expect(partsOf(job!)).toEqual({ update: 0.1, start: 0.05, failed_tries: 62, boot: 40, check: 1, stages: 3.9 });
  });

  test('a job that never gets a machine has failed tries and nothing else', () => {
    // 3 x (3 x (30 s + 1 s) + 3 s) = 288 s.
    const [job] = play({ zone: { bootFailure: 1 }, instance: {}, jobs: [{}] });
    expect(job).toMatchObject({
      status: 'runner_system_failure',
      failureReason: 'no_machine',
      scriptAt: NOT_YET,
      finishedAt: 288 * SECOND,
    });
    expect(partsOf(job!)).toEqual({ failed_tries: 288 });
  });

  test('a machine that another job frees meanwhile: the wait for it is boot', () => {
    // The second machine takes 5 min; the first job is done 60 s after its script began at 30 s.
    const boots = [30 * SECOND, 300 * SECOND];
    const [first, second] = play(
      {
        zone: { connectLatency: 500 * MILLISECOND },
        instance: {},
        manager: { entry: { requestConcurrency: 2, adaptive: false } },
        jobs: [{}, {}],
      },
      { given: given({ boots }) },
    );
    expect(partsOf(first!)).toEqual({ boot: 30, check: 1 });
    expect(first!.finishedAt).toBe(91 * SECOND);
    expect(partsOf(second!)).toEqual({ boot: 91, check: 1 });
  });

  test('what is under way at the end of the run counts up to there', () => {
    const [job] = play({ horizon: 20 * SECOND, workload: { ...WORK, jobs: [{}] } });
    expect(job!.status).toBe('running');
    expect(partsOf(job!)).toEqual({ update: 0.1, start: 0.05, boot: 19.85 });
  });

  test('a job that is cancelled before it begins has spent it on the update', () => {
    const slow = { instance: { updateLatency: 3 * SECOND }, manager: { entry: { machine: 'none' as const } } };
    const [job] = play({ ...slow, workload: { ...WORK, jobs: [{ cancelAt: SECOND, cancelAtOnce: true }] } });
    expect(job).toMatchObject({ status: 'cancelled', scriptAt: NOT_YET });
    expect(partsOf(job!)).toEqual({ update: 3 });
  });

  test('a job that is lost with its process keeps what it got to', () => {
    const [job] = play({
      horizon: 3 * 60 * MINUTE,
      events: [{ at: 20 * SECOND, kind: 'kill', manager: 0 }],
      workload: { ...WORK, jobs: [{}] },
    });
    expect(job).toMatchObject({ status: 'runner_system_failure', failureReason: 'stuck' });
    expect(partsOf(job!)).toEqual({ update: 0.1, start: 0.05, boot: 19.85 });
  });
});

/** The same fleet with images, sources and caches, whose servers, zones and GitLab are down or slow for some of the time. */
const troubled = fc
  .tuple(anyFleet(), fc.array(fc.noBias(fc.nat(25)), { minLength: 14, maxLength: 14 }), fc.constantFrom(2, 1000))
  .map(([fleet, minutes, pullsPerWindow]): FleetSpec => {
    const plain = { cloud: -1, zone: -1, pricePerHour: 0, bandwidth: 10, latency: 20 * MILLISECOND, window: MINUTE, egressPerByte: 0 };
    const common = { ...plain, pullsPerWindow: Infinity, targets: 0, seriesPerTarget: 0 };
    const windows = (i: number): FaultTimes => ({
      kind: 'fixed',
      windows: [{ from: minutes[i]! * MINUTE, to: (minutes[i]! + 1 + minutes[i + 1]! / 6) * MINUTE }].map(({ from, to }) => ({
        from,
        to: Math.round(to),
      })),
    });
    const outage = (name: string, kind: FaultTarget['kind'], index: number, i: number, effect: FaultEffect): OutageSpec => {
      return { name, target: { kind, index }, times: windows(i), effect };
    };
    return {
      ...fleet,
      services: [
        { ...common, name: 'cache', kind: 'cache' },
        { ...common, name: 'mirror', kind: 'registry_mirror', cloud: 0 },
        { ...common, name: 'registry', kind: 'registry', pullsPerWindow },
      ],
      outages: [
        outage('cache', 'service', 0, 0, { kind: 'service_down' }),
        outage('gitlab', 'instance', 0, 2, { kind: 'unavailable', status: 502 }),
        outage('mirror', 'service', 1, 4, { kind: 'service_down' }),
        outage('registry', 'service', 2, 6, { kind: 'service_down' }),
        outage('slow', 'service', 2, 8, { kind: 'service_slow', factor: 3 }),
        outage('zone', 'zone', 0, 10, { kind: 'down', api: 'fails', machines: 'die' }),
        outage('other zone', 'zone', 1, 12, { kind: 'down', api: 'up', machines: 'die' }),
      ],
      workloads: fleet.workloads.map((workload) => ({
        ...workload,
        transfers: {
          image: { bytes: { kind: 'exponential', mean: 50e6 }, reusedShare: 0.2 },
          sources: { clone: { kind: 'exponential', mean: 20e6 }, fetch: { kind: 'constant', value: 1e6 }, bandwidth: 10 },
          cache: { bytes: { kind: 'exponential', mean: 20e6 }, hit: 0.7, missPenalty: { kind: 'constant', value: 10 * SECOND } },
          artifacts: { bytes: { kind: 'exponential', mean: 10e6 }, bandwidth: 10 },
        },
      })),
    };
  });

test.each([
  ['plain fleets', anyFleet()],
  ['fleets whose jobs move things, in trouble', troubled],
])('the parts are whole, and sum to the preparation exactly: %s', (_, fleets) => {
  const seen = new Float64Array(PREPARATION_PARTS.length);
  fc.assert(
    fc.property(fleets, (fleet) => {
      const { jobs, views } = runFleet(fleet, { watch: false });
      const viewOf = new Map(views.map((view) => [view.ordinal, view]));
      for (const job of jobs) {
        job.preparation.forEach((time, part) => {
          expect(Number.isSafeInteger(time) && time >= 0).toBe(true);
          seen[part]! += time;
        });
        if (job.startedAt === NOT_YET) expect(sum(job)).toBe(0);
        else if (job.scriptAt !== NOT_YET) expect(sum(job)).toBe(job.scriptAt - job.startedAt);
        else if (job.finishedAt !== NOT_YET) expect(sum(job)).toBeLessThanOrEqual(job.finishedAt - job.startedAt);
        else if (viewOf.get(job.job)!.result === 'none') expect(sum(job)).toBeLessThanOrEqual(fleet.horizon - job.startedAt);
      }
    }),
    { numRuns: 100 },
  );
  PREPARATION_PARTS.forEach((part, i) => expect(seen[i]!, part).toBeGreaterThan(0));
});

test('in trouble too, quiet ticks may be skipped, and slices may be of any size', () => {
  const reasons = new Set<string>();
  fc.assert(
    fc.property(troubled, (fleet) => {
      const one = runFleet(fleet, { watch: false });
      const other = runFleet(fleet, { watch: false, skipQuietTicks: false, slice: 97 });
      // Why a job waited for its hand-out has tests of its own.
      const handedOut = ({ waits: _, ...job }: Readonly<JobRecord>): unknown => job;
      expect(other.jobs.map(handedOut)).toEqual(one.jobs.map(handedOut));
      expect(other.machines).toEqual(one.machines);
      expect(other.counters).toEqual(one.counters);
      expect(other.trafficCounters).toEqual(one.trafficCounters);
      expect(other.fingerprint).toBe(one.fingerprint);
      for (const job of one.jobs) reasons.add(job.failureReason);
    }),
    { numRuns: 50 },
  );
  for (const reason of ['machine_died', 'image_pull']) expect([...reasons]).toContain(reason);
});
