/** The cases of fleeting and taskscaler by their ids: what is given, and what is seen here. F4 to F7 are those of the adaptation for Kubernetes. */
import { describe, expect, test } from 'vitest';
import { desiredIdle, requiredInstances } from '../../../src/models/executor/docker-autoscaler/decide.js';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { prepareScenario } from '../../../src/scenario/prepare.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { autoscaledEntry, playAutoscaled } from '../../support/autoscaled.js';
import { policyOf, ScalerBench, specOf } from '../../support/instance-group.js';

const NOTHING = { instances: 0, deleting: 0, acquired: 0, unavailable: 0, idle: 0 };

/** One job, five minutes after the start. */
const ONE_JOB = ['all: { tags: [fleet], burst: { at: 5m, jobs: 1 }, duration: 1m }'];

/** What comes of the one job, and how often GitLab was asked. */
function oneJob(policy: readonly string[]): { readonly requests: number; readonly status: string; readonly instances: number } {
  const { jobs, counters, machines } = playAutoscaled({ entries: { fleet: autoscaledEntry('fleet', [], policy) }, workloads: ONE_JOB });
  return { requests: counters['fleet']!.requests, status: jobs[0]!.status, instances: machines.length };
}

/** What becomes of the instances that stand when something happens, an hour after the start. */
function removedAt(event: string): string[] {
  const { machines } = playAutoscaled({
    entries: { fleet: autoscaledEntry('fleet', [], ['idle_count = 2', 'idle_time = "10m"']) },
    workloads: ONE_JOB,
    events: `[${event}]`,
  });
  return machines
    .filter(({ createAt, goneAt }) => createAt < HOUR && (goneAt < 0 || goneAt > HOUR))
    .map(({ reasonRemoved }) => reasonRemoved);
}

/** Idle slots wanted of an entry with two policies, at hours after a Monday's midnight. */
function idleAt(hours: readonly number[]): number[] {
  const config = `concurrent = 4
${autoscaledEntry('fleet', [], ['idle_count = 0', '[[runners.autoscaler.policy]]', 'periods = ["* 8-17 * * mon-fri"]', 'timezone = "UTC"', 'idle_count = 5'])}`;
  const scenario = `start: 2026-03-02T00:00:00Z
horizon: 1w
instances: { gitlab: {} }
runners: { fleet: { instance: gitlab, token: fleet-token } }
clouds: { gce: { driver: google, zones: { z: {} }, machine_types: { n1: 0.05 USD/h } } }
managers: { manager: { config: config.toml } }
workloads: { all: { every: { interval: 1h }, duration: 1m } }
`;
  const prepared = prepareScenario(scenario, 's.yaml', () => config, { hash: String });
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  const { executor } = prepared.fleet.managers[0]!.configs[0]!.entries[0]!;
  if (executor.kind !== 'docker-autoscaler') throw new Error(executor.kind);
  return hours.map((hour) => executor.policies.findLast(({ at }) => at <= hour * HOUR)!.policy.idleCount);
}

/** Instances inside and after idle_time while the policy goes from 5 idle slots to 10 and to 3. */
function upAndDown(): number[] {
  const idle = (idleCount: number) => specOf({}, { idleCount, idleTime: 60 * SECOND }).policies;
  const bench = new ScalerBench(specOf({}, { idleCount: 5, idleTime: 60 * SECOND }));
  bench.at(10, () => bench.scaler.reserve(idle(10)));
  bench.at(60, () => bench.scaler.reserve(idle(3)) && bench.scaler.reservations.unreserve());
  const counts: number[] = [];
  // Seen running at 31 (five) and 41 (five more): idle for longer than a minute at 92 and 102.
  for (const at of [9, 40, 90, 110]) bench.at(at + 0.5, () => counts.push(bench.scaler.roster.view.instances));
  bench.until(111);
  return counts;
}

const half = { idleCount: 2, scaleFactor: 0.5 };
const wanted = (policy: Parameters<typeof policyOf>[0], active: readonly number[]): number[] =>
  active.map((jobs) => desiredIdle(policyOf(policy), jobs));

describe('fleeting', () => {
  test.each<[id: string, given: string, seen: () => unknown, expected: unknown]>([
    [
      'F1',
      'a reservation that gets no capacity: no executor is free, no job is asked for',
      () => oneJob(['idle_count = 0', 'preemptive_mode = true']),
      { requests: 0, status: 'pending', instances: 0 },
    ],
    [
      'F2',
      'a reservation that gets it: the job is asked for and runs',
      () => oneJob(['idle_count = 1', 'idle_time = "1h"']),
      { requests: expect.any(Number) as number, status: 'success', instances: 2 },
    ],
    [
      'F3',
      'a token that is rotated, the runner stays: the same scaler goes on',
      () => removedAt('{ at: 1h, reload: { group: manager, set: { "runners[fleet].token": "rotated" } } }'),
      ['none', 'none'],
    ],
    [
      'F3',
      'a new process, to tell the difference: another scaler, which deletes what it finds',
      () => removedAt('{ at: 1h, kill: { manager: manager-1 } }, { at: 1h1m, start: { manager: manager-1 } }'),
      ['preexisting', 'preexisting'],
    ],
    ['F4', 'idle 2, factor 0.5 beside 0, 1, 3, 10 jobs', () => wanted(half, [0, 1, 3, 10]), [2, 2, 2, 5]],
    ['F5', 'the same with a factor limit of 4 beside 10 and 100 jobs', () => wanted({ ...half, scaleFactorLimit: 4 }, [10, 100]), [4, 4]],
    ['F6', 'idle 5, at most 3', () => requiredInstances(specOf({ maxInstances: 3 }), NOTHING, 5, 0), 3],
    ['F7', 'desired 5, then 10, then 3 inside idle_time and after it', upAndDown, [5, 10, 10, 3]],
    ['F8', 'policies always and office hours: Monday 10:00 and 20:00, Saturday 10:00', () => idleAt([10, 20, 5 * 24 + 10]), [5, 0, 0]],
    [
      'F9',
      'idle 8 of capacity 4, at most 5: with none and with two instances',
      () =>
        [0, 2].map((instances) => requiredInstances(specOf({ capacity: 4, maxInstances: 5 }), { ...NOTHING, instances }, 8, 0) - instances),
      [2, 0],
    ],
  ])('%s: %s', (_, __, seen, expected) => {
    expect(seen()).toEqual(expected);
  });
});
