import type { FleetSpec, ProcessConfig, ManagerSpec, EventSpec, TraceArrivals } from '../../src/models/fleet.js';
import type { Given } from '../../src/models/given.js';
import { parseRunnerVersion, runnerFlags } from '../../src/models/runner-version.js';
import { readConfig } from '../../src/scenario/config-toml/read-config.js';
import { offPeakTimeline, sectionTimeline } from '../../src/scenario/periods/section-timeline.js';
import type { Recording } from './recording.js';
import { ofManager } from './recording.js';

export function recordingFleet(r: Recording): { fleet: FleetSpec; given: Given; tokens: string[] } {
  const flags = runnerFlags(r.source.version);
  if (flags === undefined) throw new Error(`runner version ${r.source.version} is not filled`);
  const startEpochMs = 946684800000;
  const tokens = new Set<string>();
  const S = 1e6;
  const conf = (text: string): ProcessConfig => {
    const { config, issues } = readConfig(text, 'c', { runnerVersion: parseRunnerVersion(r.source.version)! });
    if (!config) throw new Error(JSON.stringify(issues));
    return {
      concurrent: config.concurrent,
      checkInterval: (config.check_interval || 3) * S,
      shutdownTimeout: config.shutdown_timeout,
      drain: { enabled: config.drain.enabled, concurrency: config.drain.concurrency, maxRetries: config.drain.max_retries, retryBackoff: config.drain.retry_backoff },
      entries: config.entries.map((e) => {
        tokens.add(e.token);
        const m = e.machine!;
        const plain = { idleCount: m.IdleCount, idleCountMin: m.IdleCountMin, idleScaleFactor: m.IdleScaleFactor, idleTime: m.IdleTime * S };
        const op = m.offPeak;
        const timeline = op !== undefined && m.autoscaling.length === 0 ? offPeakTimeline(op, startEpochMs, r.ends_at + S, 'UTC').map(({ at, section }) => ({ at, idle: section < 0 ? plain : { ...plain, idleCount: op.IdleCount, idleTime: op.IdleTime * S } })) : sectionTimeline(m.autoscaling, startEpochMs, r.ends_at + S, 'UTC').map(({ at, section }) => {
          const a = m.autoscaling[section];
          return { at, idle: a === undefined ? plain : { idleCount: a.IdleCount, idleCountMin: a.IdleCountMin, idleScaleFactor: a.IdleScaleFactor, idleTime: a.IdleTime * S } };
        });
        return {
          name: e.name, token: e.token, runner: -1, limit: e.limit, requestConcurrency: e.request_concurrency,
          adaptive: e.featureFlags['FF_USE_ADAPTIVE_REQUEST_CONCURRENCY'] ?? true, strictCheckInterval: e.strict_check_interval,
          unhealthyLimit: e.unhealthy_requests_limit, unhealthyInterval: e.unhealthy_interval,
          prepareTimeout: e.prepare_timeout ?? Infinity, getSourcesTimeout: e.get_sources_timeout ?? Infinity,
          machine: { zone: 0, machineType: 0, maxBuilds: m.MaxBuilds, maxGrowthRate: m.MaxGrowthRate, maxRemovalAttempts: m.MaxRemovalAttempts, skipsProvision: e.featureFlags['FF_SKIP_DOCKER_MACHINE_PROVISION_ON_CREATION_FAILURE'] ?? false, timeline },
        };
      }),
    };
  };
  const events: EventSpec[] = [];
  const raw = r.managers.map((m, manager) => {
    const configs = [conf(m.config_toml)];
    for (const a of m.actions) {
      if (a.do === 'reload') { configs.push(conf(a.config_toml!)); events.push({ at: a.at, kind: 'reload', manager, config: configs.length - 1 }); }
      else if (a.do === 'stop') events.push({ at: a.at, kind: 'stop', manager, signal: a.signal! });
      else events.push({ at: a.at, kind: a.do, manager });
    }
    return { m, configs };
  });
  const list = [...tokens];
  const fix = (c: ProcessConfig): ProcessConfig => ({ ...c, entries: c.entries.map((e) => ({ ...e, runner: list.indexOf(e.token) })) });
  const managers: ManagerSpec[] = raw.map(({ m, configs }) => ({
    name: m.name, group: 0, startOffset: 0, running: false, flags, configCheck: m.config_check, commandTimeout: 0, configs: configs.map(fix), hostPricePerHour: 0,
  }));
  events.sort((a, b) => a.at - b.at);
  const n = r.jobs.length;
  const tagSets: string[][] = [[], ...list.map((t) => [t])];
  const f = (g: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => g(i));
  const arrivals: TraceArrivals = {
    kind: 'trace', count: n, arrivedAt: f((i) => r.jobs[i]!.queued_at), queuedAt: f((i) => r.jobs[i]!.queued_at), script: f((i) => r.jobs[i]!.script),
    project: new Int32Array(n), tags: Int32Array.from({ length: n }, (_, i) => (r.jobs[i]!.runner === null ? 0 : list.indexOf(r.jobs[i]!.runner!) + 1)), tagSets,
    bits: Uint8Array.from({ length: n }, (_, i) => (r.jobs[i]!.result === 'failed' ? 2 : 0) | (r.jobs[i]!.cancel?.status === 'canceled' ? 4 : 0)),
    timeout: f((i) => r.jobs[i]!.timeout ?? 7200 * S), cancelAt: f((i) => r.jobs[i]!.cancel?.at ?? Infinity),
  };
  const g = r.gitlab;
  const st = r.cloud.stages;
  const names = r.managers.map((m) => m.name);
  const nth = (machine: number): { manager: number; machine: number } => ({ manager: 0, machine });
  return {
    tokens: list,
    fleet: {
      startEpochMs, horizon: r.ends_at, warmup: 0, binWidth: r.ends_at, limits: { maxEvents: 1e9, maxPending: 1e7 },
      instances: [{
        name: 'gitlab', requestLatency: g.request_latency, updateLatency: g.update_latency, finalUpdateLatency: g.final_update_latency, longPolling: g.long_poll,
        longPollWake: g.long_poll_wake ?? 'job', fairUsage: false,
        trace: g.trace ? { output: g.trace.output, patchLatency: g.trace.patch_latency, touchLatency: g.trace.touch_latency, updateInterval: g.trace.update_interval } : { output: 'off', patchLatency: 0, touchLatency: 0, updateInterval: 0 },
      }],
      runners: list.map((name) => ({ name, instance: 0, type: 'group', tags: [name], runUntagged: true, protected: false, paused: false, projects: undefined })),
      clouds: [{ name: 'fake', billing: { granularity: 1, minimum: 0 } }],
      zones: [{ name: 'z', cloud: 0, bootTime: { kind: 'constant', value: 1 }, bootFailure: 0, failedBootIsBilled: true, deleteTime: { kind: 'constant', value: 1 }, deleteFailure: 0, forceDeleteTime: 0, provisionTime: 0, provisionFailure: 1, stopTime: r.cloud.stop, connectLatency: r.cloud.connect_latency, quota: 0, quotaRefusal: 0 }],
      machineTypes: [{ name: 't', cloud: 0, pricePerHour: 0 }], groups: ['g'], managers, projects: [{ name: 'p', instance: 0 }],
      workloads: [{ name: 'w', instance: 0, arrivals, start: 0, stages: { prepare: st.prepare, prepareScript: st.prepare_script, getSources: st.get_sources, cleanup: st.cleanup_file_variables ?? 0 }, prepareWhenOver: st.prepare_when_over ?? 0, timeout: Infinity }],
      events,
    },
    given: {
      boots: names.map((m) => ofManager(r.cloud.boot, m).map(({ us, ok, dir }) => ({ us, ok, dir: dir ?? true }))),
      deletes: names.map((m) => ofManager(r.cloud.delete, m)), forceDeletes: names.map((m) => ofManager(r.cloud.force_delete, m)),
      failDeletes: r.cloud.fail_deletes.map(({ machine, times }) => ({ ...nth(machine), times })),
      failForceDeletes: (r.cloud.fail_force_deletes ?? []).map(({ machine, times }) => ({ ...nth(machine), times })),
      unreachable: r.cloud.unreachable.map(({ machine, from, to }) => ({ ...nth(machine), from, to: to ?? Infinity })),
      provisions: names.map((m) => {
        const p = r.cloud.provision;
        if (Array.isArray(p)) return (p as { us: number; ok_at: number }[]).map(({ us, ok_at }) => [1, 2, 3].map((k) => ({ us, ok: k === ok_at })));
        return ofManager(r.cloud.boot, m).map(({ provision }) => provision ?? []);
      }),
      provisionElse: Array.isArray(r.cloud.provision) || r.cloud.provision === undefined ? { us: 0, ok: false } : (r.cloud.provision as { us: number; ok: boolean }),
      directoryDelay: r.cloud.dir_delay ?? 0,
      backoff: g.backoff ?? [],
      failRequests: g.fail_requests, requestJitter: g.request_jitter as [number, number] | undefined, starts: r.jobs.map((j) => j.start),
    },
  };
}
