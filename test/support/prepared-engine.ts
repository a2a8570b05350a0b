/** A small fleet and an engine that plays prepared records, for the tests of what drives an engine. */
import type { FleetRun, FleetRunOptions, RunProgress } from '../../src/models/fleet-run.js';
import type { EntrySpec } from '../../src/fleet/config.js';
import type { FleetSpec } from '../../src/fleet/fleet.js';
import { NO_TRANSFERS } from '../../src/fleet/transfers.js';
import { NO_RETRY } from '../../src/fleet/pipeline.js';
import type { JobRecord } from '../../src/record/job.js';
import type { MachineRecord } from '../../src/record/machine.js';
import { HOUR, MINUTE, SECOND } from '../../src/units/time.js';
import { anEnd, fleet as small, signals } from './records.js';

const runner = { type: 'instance', tags: [], runUntagged: true, protected: false, paused: false, projects: undefined } as const;
const stages = { prepare: 0, prepareScript: 0, getSources: 0, cleanup: 0 };
const config = { checkInterval: 3 * SECOND, shutdownTimeout: 0, drain: { enabled: false, concurrency: 1, maxRetries: 0, retryBackoff: 0 } };

function entry(index: number, limit: number, zone: number | undefined): EntrySpec {
  const executor: EntrySpec['executor'] =
    zone === undefined
      ? { kind: 'host' }
      : {
          kind: 'docker-machine',
          zone,
          machineType: 0,
          maxBuilds: 1,
          maxGrowthRate: 0,
          maxRemovalAttempts: 10,
          skipsProvision: false,
          timeline: [],
        };
  const rest = { requestConcurrency: 1, adaptive: false, strictCheckInterval: false, unhealthyLimit: 3, unhealthyInterval: HOUR };
  return {
    name: `entry ${index}`,
    token: `t${index}`,
    runner: index,
    limit,
    ...rest,
    prepareTimeout: Infinity,
    getSourcesTimeout: Infinity,
    executor,
  };
}

function manager(name: string, group: number, concurrent: number, own: ReturnType<typeof entry>): FleetSpec['managers'][number] {
  const flags = {} as FleetSpec['managers'][number]['versions'][number];
  const rest = {
    startOffset: 0,
    running: true,
    versions: [flags],
    isWindows: false,
    configCheck: 3 * SECOND,
    commandTimeout: 0,
    hostCloud: -1,
    hostZone: -1,
    hostPricePerHour: 0,
  };
  return { name, group, ...rest, configs: [{ ...config, concurrent, entries: [own] }] };
}

function workload(name: string, instance: number, tags: readonly string[]): FleetSpec['workloads'][number] {
  const duration = { kind: 'constant', value: MINUTE } as const;
  const arrivals = {
    kind: 'generated',
    pattern: { kind: 'all_at_once', at: 0 },
    schedules: [],
    batch: { kind: 'constant', value: 1 },
    maxJobs: 1,
    classes: [{ name: 'any', weight: 1, duration, tags, protected: false, failure: 0 }],
    projects: [0],
    pipeline: undefined,
    projectShare: new Float64Array([1]),
  } as const;
  return {
    name,
    draws: name,
    instance,
    arrivals,
    start: 0,
    stages,
    prepareWhenOver: 0,
    timeout: HOUR,
    retry: NO_RETRY,
    transfers: NO_TRANSFERS,
  };
}

/** The fleet of the results tests, with jobs that are generated. */
export const fleet: FleetSpec = {
  ...small,
  runners: [
    { name: 'shared', instance: 0, ...runner },
    { name: 'inner', instance: 1, ...runner, tags: ['deploy'], runUntagged: false, projects: [2] },
  ],
  managers: [
    manager('linux-1', 0, 10, entry(0, 0, 0)),
    manager('linux-2', 0, 10, entry(0, 5, 1)),
    manager('vault-1', 1, 4, entry(1, 0, undefined)),
  ],
  workloads: [workload('public', 0, []), workload('secret', 1, ['deploy'])],
};

/** Returns an engine that plays one record an event, then ends. */
export function fakeEngine(jobs: readonly JobRecord[], machines: readonly MachineRecord[] = [], outcome: RunProgress = 'done') {
  return (_spec: FleetSpec, options: FleetRunOptions): FleetRun => {
    const end = anEnd({ signals: signals({ workers_busy: 2 }) });
    let played = 0;
    return {
      advance(maxEvents) {
        for (let i = 0; i < maxEvents; i++) {
          const job = jobs[played];
          const machine = machines[played - jobs.length];
          if (job !== undefined) options.recorder.job(job);
          else if (machine !== undefined) options.recorder.machine(machine);
          else return outcome;
          played++;
        }
        return 'more';
      },
      now: 3 * HOUR,
      get events() {
        return played;
      },
      signals: end.signals as FleetRun['signals'],
      counters: end.counters,
      cloudCounters: [],
      trafficCounters: [],
      draws: 1,
      standing: () => undefined,
      fingerprint: () => `${options.seed}/${options.replication}/${played}`,
    };
  };
}
