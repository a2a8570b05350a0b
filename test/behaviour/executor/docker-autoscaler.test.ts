/** Whole runs of fleets on docker-autoscaler: ticks that are skipped change nothing, and what a cloud does to instances is told to their jobs. */
import { describe, expect, test } from 'vitest';
import type { JobRecord } from '../../../src/record/job.js';
import type { MachineRecord } from '../../../src/record/machine.js';
import { startFleet } from '../../../src/models/run.js';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { prepareScenario } from '../../../src/scenario/prepare.js';
import { HOUR, MINUTE } from '../../../src/units/time.js';

interface Variant {
  readonly autoscaler?: string;
  readonly policy?: string;
  readonly zone?: string;
  readonly cloud?: string;
  readonly type?: string;
  readonly polling?: string;
  readonly events?: string;
  readonly rate?: string;
  readonly replicas?: number;
}

function fleetOf(variant: Variant) {
  const config = `concurrent = 20
[[runners]]
  name = "fleet"
  url = "https://gitlab.com/"
  token = "t"
  executor = "docker-autoscaler"
  request_concurrency = 4
  [runners.autoscaler]
    plugin = "googlecloud"
    capacity_per_instance = 2
    max_instances = 8
${variant.autoscaler ?? ''}
    [[runners.autoscaler.policy]]
${variant.policy ?? '      idle_count = 3\n      idle_time = "10m"'}
`;
  const scenario = `name: autoscaled
start: 2026-03-02T00:00:00Z
horizon: 8h
warmup: 1h
instances: { gitlab.com: { long_polling: ${variant.polling ?? 'off'} } }
runners: { fleet: { instance: gitlab.com, token: t } }
clouds:
  gce:
    driver: google
${variant.cloud ?? ''}
    zones: { z: { boot_time: { lognormal: { median: 40s, sigma: 0.3 } }, delete_time: 20s${variant.zone ?? ''} } }
    machine_types: { n1: ${variant.type ?? '0.05 USD/h'} }
managers: { fleet: { config: fleet.toml, replicas: ${variant.replicas ?? 1} } }
workloads:
  all: { projects: [a], pipelines: { rate: ${variant.rate ?? '60/h'} }, duration: { lognormal: { median: 3m, p95: 15m } } }
${variant.events ?? ''}
`;
  const prepared = prepareScenario(scenario, 's.yaml', (file) => (file === 'fleet.toml' ? config : undefined), { hash: () => '' });
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  return prepared.fleet;
}

function play(variant: Variant, skipQuietTicks = true) {
  const jobs: JobRecord[] = [];
  const machines: MachineRecord[] = [];
  const run = startFleet(fleetOf(variant), {
    seed: 7,
    replication: 0,
    skipQuietTicks,
    recorder: {
      job: (record) => jobs.push({ ...record, waits: record.waits.slice() }),
      machine: (record) => machines.push({ ...record, time: { ...record.time } }),
    },
  });
  while (run.advance(1e6) === 'more');
  return { run, jobs, machines };
}

const OUTAGE = 'events: [{ at: 3h, for: 30m, outage: { zone: z, of: machines } }]';

const VARIANTS: readonly (readonly [string, Variant])[] = [
  ['a pool with idle slots', {}],
  ['on demand', { policy: '      idle_time = "3m"', rate: '12/h' }],
  ['long polling', { polling: '50s', rate: '20/h' }],
  ['single use', { autoscaler: '    max_use_count = 1' }],
  ['a throttle', { autoscaler: '    [runners.autoscaler.scale_throttle]\n      limit = 1\n      burst = 1', rate: '120/h' }],
  ['ready commands that fail', { autoscaler: '    instance_ready_command = "true"', zone: ', ready_time: 20s, ready_failure: 40%' }],
  ['a quota', { cloud: '    quota: { machines: 3 }', rate: '120/h' }],
  ['creates and deletes that fail', { zone: ', boot_failure: 30%, delete_failure: 30%' }],
  ['preemption', { type: '{ price: 0.02 USD/h, preemptible: { life: { exponential: { mean: 30m } } } }' }],
  [
    'two processes, one killed',
    { replicas: 2, events: 'events: [{ at: 2h, kill: { manager: fleet-1 } }, { at: 2h5m, start: { manager: fleet-1 } }]' },
  ],
  ['periods', { policy: '      periods = ["*/20 * * * *"]\n      idle_count = 5\n      idle_time = "2m"', rate: '10/h' }],
  ['an outage of the zone', { events: OUTAGE }],
];

describe.each(VARIANTS)('%s', (_, variant) => {
  const skipped = play(variant);

  test('skipping the ticks in which nothing changes changes nothing', () => {
    const played = play(variant, false);
    expect(skipped.run.fingerprint()).toBe(played.run.fingerprint());
    expect(skipped.run.events).toBe(played.run.events);
    expect(skipped.run.counters).toEqual(played.run.counters);
    expect(skipped.jobs).toEqual(played.jobs);
    const [a, b] = [skipped, played].map(({ run }) => run.signals.map(({ name, labels, signal }) => [name, labels, signal.timeAverage()]));
    expect(a).toEqual(b);
  });

  test('jobs are run, waits add up, and no more instances stand than there may be', () => {
    const { jobs, machines, run } = skipped;
    expect(jobs.filter(({ status }) => status === 'success').length).toBeGreaterThan(50);
    for (const { startedAt, queuedAt, waits } of jobs)
      if (startedAt >= 0) expect(waits.reduce((sum, part) => sum + part, 0)).toBe(startedAt - queuedAt);
    const steps = machines.flatMap(({ manager, requestedAt, goneAt }) => [
      { manager, at: requestedAt, by: 1 },
      { manager, at: goneAt < 0 ? 9 * HOUR : goneAt, by: -1 },
    ]);
    let [standing, most] = [0, 0];
    for (const step of steps.filter(({ manager }) => manager === 0).sort((x, y) => x.at - y.at || x.by - y.by)) {
      standing += step.by;
      most = Math.max(most, standing);
    }
    expect(most).toBeLessThanOrEqual(8);
    expect(new Set(machines.map(({ machine }) => machine)).size).toBe(machines.length);
    // Ticks of one second for nearly eight hours are counted, skipped or not.
    expect(run.counters[0]!.passes).toBeGreaterThan(6 * 3600);
  });
});

test('a job whose instance is preempted is a system failure', () => {
  const { jobs, machines } = play(VARIANTS.find(([name]) => name === 'preemption')![1]);
  const lost = jobs.filter(({ failureReason }) => failureReason === 'machine_died');
  expect(lost.length).toBeGreaterThan(3);
  const byNumber = new Map(machines.map((machine) => [machine.machine, machine]));
  for (const { machine } of lost) expect(byNumber.get(machine)).toMatchObject({ death: 'preempted' });
  // Known as gone by the next look, a minute later at most, and charged for only as long as it lived.
  for (const { death, diedAt, removingAt, billed, createAt } of machines) {
    if (death !== 'preempted' || removingAt >= 0) continue;
    expect(billed).toBeLessThanOrEqual(Math.max(MINUTE, diedAt - createAt + MINUTE));
  }
});

test('an outage is why jobs wait, and instances of its zone are gone', () => {
  const { machines, run } = play({ events: OUTAGE });
  expect(machines.some(({ death }) => death === 'outage')).toBe(true);
  expect(run.cloudCounters[0]!.died).toBeGreaterThan(0);
});

test.each([
  [true, 'is charged for'],
  [false, 'costs nothing'],
])('an instance that never came up, failed_boot_is_billed %s: %s', (isBilled) => {
  const { machines, run } = play({ zone: `, boot_failure: 50%, failed_boot_is_billed: ${String(isBilled)}` });
  const failed = machines.filter(({ readyAt, goneAt }) => readyAt < 0 && goneAt >= 0);
  expect(failed.length).toBeGreaterThan(10);
  expect(run.counters[0]!.creationsFailed).toBeGreaterThan(10);
  for (const { billed, createAt, goneAt } of failed) {
    // google: by the second, a minute at least.
    expect(billed).toBe(isBilled ? Math.max(MINUTE, Math.ceil((goneAt - createAt) / 1e6) * 1e6) : 0);
  }
});
