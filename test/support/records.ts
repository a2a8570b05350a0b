/** Builders of records and of a small fleet for the tests of what is made of them. */
import type { CollectorOptions, RunEnd } from '../../src/results/collector.js';
import type { KeptSignal } from '../../src/results/pools/pool-stats.js';
import { Signal } from '../../src/sim/signal.js';
import type { FleetSpec } from '../../src/fleet/fleet.js';
import type { EntryCounters } from '../../src/record/counters.js';
import type { JobRecord } from '../../src/record/job.js';
import type { MachineRecord } from '../../src/record/machine.js';
import { NOT_YET } from '../../src/record/not-yet.js';
import { PREPARATION_PARTS } from '../../src/record/preparation.js';
import { SIGNAL_NAMES } from '../../src/record/signals.js';
import { WAIT_CAUSES } from '../../src/record/wait-causes.js';
import { HOUR, SECOND } from '../../src/units/time.js';
import { aFleet } from './fleet-builder.js';

/** One cloud with two zones, two groups on two instances; one hour of warm-up, two of measurement. */
export const fleet: FleetSpec = aFleet({
  warmup: HOUR,
  horizon: 3 * HOUR,
  binWidth: HOUR,
  instances: [{ name: 'git.example' }, { name: 'other.example' }],
  runners: [
    { name: 'shared', instance: 0 },
    { name: 'inner', instance: 1 },
  ],
  clouds: [{ name: 'gce' }],
  zones: [{ name: 'east' }, { name: 'west' }],
  machineTypes: [{ name: 'small', pricePerHour: 0.36 }],
  groups: ['linux', 'vault'],
  managers: [
    { name: 'linux-1', group: 0, concurrent: 10, hostPricePerHour: 0.1, entry: { runner: 0, machine: { zone: 0 } } },
    { name: 'linux-2', group: 0, concurrent: 10, hostPricePerHour: 0.1, entry: { runner: 0, limit: 5, machine: { zone: 1 } } },
    { name: 'vault-1', group: 1, concurrent: 4, entry: { runner: 1, machine: 'none' } },
  ],
  projects: [
    { name: 'alpha', instance: 0 },
    { name: 'beta', instance: 0 },
    { name: 'alpha', instance: 1 },
  ],
  workloads: [
    { name: 'public', instance: 0 },
    { name: 'secret', instance: 1 },
  ],
});

/** Manager and runner of each of its entries. */
const entries = [
  [0, 0],
  [1, 0],
  [2, 1],
] as const;

/** Collector options of this fleet, or of one that differs from it. */
export function options(over: Partial<CollectorOptions> = {}): CollectorOptions {
  return { fleet, questions: [], now: () => 3 * HOUR, ...over };
}

/** A job that was queued at `queued` seconds and waited `wait`, then prepared 5 s and ran 100 s. */
export function aJob(queued: number, wait: number, over: Partial<JobRecord> = {}): JobRecord {
  const at = queued * SECOND;
  return {
    job: 1,
    workload: 0,
    project: 0,
    arrivedAt: at,
    queuedAt: at,
    startedAt: at + wait * SECOND,
    scriptAt: at + (wait + 5) * SECOND,
    finishedAt: at + (wait + 105) * SECOND,
    status: 'success',
    failureReason: 'none',
    unmatched: false,
    takers: [0],
    tags: [],
    traceJob: '',
    traceLine: 0,
    runner: 0,
    manager: 0,
    machine: 0,
    machineUse: 0,
    pipeline: 0,
    attempt: 0,
    waits: new Float64Array(WAIT_CAUSES.length),
    inOutage: 0,
    overtaken: 0,
    preparation: new Float64Array(PREPARATION_PARTS.length),
    ...over,
  };
}

/** A job that nobody took. */
export function aPendingJob(queued: number, over: Partial<JobRecord> = {}): JobRecord {
  const never = { startedAt: NOT_YET, scriptAt: NOT_YET, finishedAt: NOT_YET };
  return aJob(queued, 0, { ...never, status: 'pending', runner: -1, manager: -1, ...over });
}

/** A machine that booted 40 s, idled 60 s, worked 200 s, took 20 s to go, and was charged 40 s more than that. */
export function aMachine(over: Partial<MachineRecord> = {}): MachineRecord {
  return {
    machine: 1,
    manager: 0,
    runner: 0,
    zone: 0,
    machineType: 0,
    requestedAt: 4000 * SECOND,
    createAt: 4000 * SECOND,
    readyAt: 4040 * SECOND,
    removingAt: 4300 * SECOND,
    goneAt: 4320 * SECOND,
    uses: 2,
    reasonCreated: 'idle',
    reasonRemoved: 'used_up',
    failed: false,
    failedAt: NOT_YET,
    gaveUp: false,
    diedAt: NOT_YET,
    death: 'none',
    orphanedAt: NOT_YET,
    isZero: false,
    billed: 360 * SECOND,
    time: { boot: 40 * SECOND, idle: 60 * SECOND, busy: 200 * SECOND, teardown: 20 * SECOND, orphan: 0 },
    rounding: 40 * SECOND,
    ...over,
  };
}

/** Signals of every name for every entry, held at `values` over the whole run. */
export function signals(values: Partial<Record<(typeof SIGNAL_NAMES)[number], number>>): KeptSignal[] {
  return entries.flatMap(([manager, runner]) =>
    SIGNAL_NAMES.filter((name) => !name.startsWith('jobs_')).map((name) => {
      const clock = { now: 0 };
      const signal = new Signal(clock, { name, binWidth: HOUR, bins: 3 });
      signal.set(values[name] ?? 0);
      clock.now = HOUR;
      signal.openWindow();
      signal.close(3 * HOUR);
      return { name, labels: { manager, runner }, signal };
    }),
  );
}

/** The end of a run in which the entries counted nothing but one. */
export function anEnd(over: Partial<RunEnd> = {}): RunEnd {
  const counters: EntryCounters[] = entries.map(([manager, runner]) => ({
    manager,
    runner,
    requests: 7,
    emptyRequests: 3,
    passes: 2,
    statusUpdates: 0,
    traceUpdates: 0,
    machinesRequested: 5,
    machinesCreated: 4,
    creationsFailed: 1,
    machinesRemoved: 3,
  }));
  return { seed: 1, replication: 0, outcome: 'done', fingerprint: 'abc', events: 10, draws: 1, signals: signals({}), counters, ...over };
}
