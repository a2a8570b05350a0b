/** What a run says of clouds, helpers, traffic, GitLab and monitoring. A part that is not used is left out. */
import type { Cast } from '../record/cast.js';
import type { CloudCounters, EntryCounters, TrafficCounters } from '../record/counters.js';
import { HOUR, SECOND, type Micros } from '../units/time.js';
import { levelOf, type KeptSignal, type PoolSources } from './pool-stats.js';
import type { RunResult } from './run-result.js';
import type { MonitoringGap } from './monitoring-gaps.js';
import type { CloudTroubles, GitLabLoad, Monitoring, Settings, Traffic } from './surroundings-schema.js';

const GIB = 1_073_741_824;

/** What is known of one helper beside the cast. */
export interface HelperInfo {
  /** USD a byte that passes between its cloud and another. */
  readonly egressPerByte: number;
  /** Prometheus scrape targets that its hosts are, and series of each. */
  readonly targets: number;
  readonly seriesPerTarget: number;
}

/** What is known of the monitoring; 0 = not stated. */
export interface MonitoringInfo {
  readonly seriesPerMachine: number;
  readonly seriesPerManager: number;
  readonly scrapeInterval: Micros;
  readonly federatedShare: number;
}

/** All that the parts are made of. */
export interface SurroundingSources {
  readonly cast: Cast;
  readonly helpers: readonly HelperInfo[];
  readonly monitoring: MonitoringInfo | undefined;
  readonly clouds: readonly CloudCounters[];
  readonly traffic: readonly TrafficCounters[];
  readonly pools: PoolSources;
  readonly gaps: readonly MonitoringGap[];
  /** By cloud: machines its account may have; Infinity = no quota. */
  readonly machineQuotas: readonly number[];
}

/** Returns what egress cost, USD by cloud of the machines. Within a cloud, and with GitLab, traffic is free. */
export function egressByCloud(
  traffic: readonly TrafficCounters[],
  cast: Cast,
  helpers: readonly HelperInfo[],
): ReadonlyMap<number, number> {
  const usd = new Map<number, number>();
  for (const counter of traffic) usd.set(counter.cloud, (usd.get(counter.cloud) ?? 0) + egressOf(counter, cast, helpers));
  return usd;
}

/** Returns the parts that are used. */
export function surroundings(
  sources: SurroundingSources,
): Pick<RunResult, 'clouds' | 'helpers' | 'traffic' | 'gitlab' | 'monitoring' | 'settings'> {
  const { cast, pools } = sources;
  const clouds = cloudTroubles(sources);
  const traffic = sources.traffic.filter(({ transfers, refused }) => transfers + refused > 0).map((one) => trafficOf(one, sources));
  const helpers = cast.helpers.filter(({ pricePerHour }) => pricePerHour > 0);
  const gitlab = gitLabLoad(cast, pools.counters, pools.length);
  const monitoring = monitoringOf(sources);
  const settings = settingsOf(pools);
  return {
    ...(clouds.length === 0 ? {} : { clouds }),
    ...(helpers.length === 0
      ? {}
      : {
          helpers: helpers.map(({ name, kind, cloud, pricePerHour }) => ({
            helper: name,
            kind,
            cloud: cast.clouds[cloud] ?? '',
            cost: pricePerHour * (pools.length / HOUR),
          })),
        }),
    ...(traffic.length === 0 ? {} : { traffic }),
    ...(gitlab.length === 0 ? {} : { gitlab }),
    ...(monitoring === undefined ? {} : { monitoring }),
    ...(settings.length === 0 ? {} : { settings }),
  };
}

type Range = readonly [number, number];

/** Entries of one name in the managers of one group are one. */
function settingsOf({ cast, entries }: PoolSources): Settings[] {
  const known = new Map<string, Settings>();
  const wider = (a: Range, b: Range): [number, number] => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
  for (const { manager, settings } of entries) {
    if (settings === undefined) continue;
    const group = cast.groups[cast.managers[manager]?.group ?? -1] ?? '';
    const key = JSON.stringify([group, settings.entry]);
    const { entry, concurrent, checkInterval, limit, requestConcurrency, ...machine } = known.get(key) ?? { group, ...settings };
    const both = (name: 'idleCount' | 'maxGrowthRate' | 'maxBuilds'): Partial<Settings> => {
      const [a, b] = [machine[name], settings[name]];
      return a === undefined || b === undefined ? {} : { [name]: wider(a, b) };
    };
    known.set(key, {
      group,
      entry,
      concurrent: wider(concurrent, settings.concurrent),
      checkInterval: wider(checkInterval, settings.checkInterval),
      limit: wider(limit, settings.limit),
      requestConcurrency: wider(requestConcurrency, settings.requestConcurrency),
      ...both('idleCount'),
      ...both('maxGrowthRate'),
      ...both('maxBuilds'),
    });
  }
  return [...known.values()];
}

function cloudTroubles({ cast, clouds, pools, machineQuotas }: SurroundingSources): CloudTroubles[] {
  return clouds.flatMap(({ cloud, ...counts }) => {
    const strays = pools.signals.filter(({ name, labels }) => name === 'machines_orphaned' && labels.cloud === cloud);
    const orphans = levelOf(strays);
    if (orphans.peak <= 0 && Object.values(counts).every((n) => n === 0)) return [];
    const machines = levelOf(standing(pools, cloud));
    const quota = machineQuotas[cloud] ?? Infinity;
    return [
      {
        cloud: cast.clouds[cloud] ?? '',
        ...counts,
        ...(orphans.peak > 0 ? { orphans } : {}),
        machines,
        ...(quota < Infinity ? { machinesQuota: quota } : {}),
      },
    ];
  });
}

function egressOf({ helper, cloud, bytesOut, bytesIn }: TrafficCounters, cast: Cast, helpers: readonly HelperInfo[]): number {
  return helper < 0 || cast.helpers[helper]?.cloud === cloud ? 0 : (bytesOut + bytesIn) * (helpers[helper]?.egressPerByte ?? 0);
}

function trafficOf(counter: TrafficCounters, { cast, helpers }: SurroundingSources): Traffic {
  const { helper, cloud, transfers, refused, bytesOut, bytesIn } = counter;
  const known = cast.helpers[helper];
  return {
    helper: known?.name ?? 'GitLab',
    kind: known?.kind ?? 'gitlab',
    cloud: cast.clouds[cloud] ?? '',
    transfers,
    refused,
    gibOut: bytesOut / GIB,
    gibIn: bytesIn / GIB,
    cost: egressOf(counter, cast, helpers),
  };
}

function gitLabLoad(cast: Cast, counters: readonly EntryCounters[], length: Micros): GitLabLoad[] {
  if (length <= 0 || counters.every(({ statusUpdates, traceUpdates }) => statusUpdates + traceUpdates === 0)) return [];
  return cast.instances.map((instance, index) => {
    const own = counters.filter(({ runner }) => cast.runners[runner]?.instance === index);
    const perSecond = (key: 'requests' | 'statusUpdates' | 'traceUpdates'): number =>
      own.reduce((sum, counter) => sum + counter[key], 0) / (length / SECOND);
    return {
      instance,
      requestsPerSecond: perSecond('requests'),
      statusUpdatesPerSecond: perSecond('statusUpdates'),
      traceUpdatesPerSecond: perSecond('traceUpdates'),
    };
  });
}

type Targets = Monitoring['targets'][number];

/** Machines of each cloud, manager processes and helpers; a series is counted while its target stands. */
function monitoringOf({ cast, helpers, monitoring, pools, gaps }: SurroundingSources): Monitoring | undefined {
  const hasHelpers = helpers.some(({ targets }) => targets > 0);
  const isStated = monitoring !== undefined && monitoring.seriesPerMachine + monitoring.seriesPerManager > 0;
  if (!hasHelpers && !isStated && gaps.length === 0) return undefined;
  const counted: { readonly targets: Targets; readonly series: number }[] = [];
  for (const [cloud, name] of cast.clouds.entries()) {
    const level = levelOf(standing(pools, cloud));
    if (level.peak <= 0) continue;
    const consul = cast.helpers.find((helper) => helper.kind === 'consul' && helper.cloud === cloud);
    const foundBy = consul === undefined ? 'service discovery of the cloud' : `Consul (${consul.name})`;
    counted.push({ targets: { of: 'machines', cloud: name, foundBy, ...level }, series: monitoring?.seriesPerMachine ?? 0 });
  }
  const running = pools.managers.filter(({ runs }) => runs).length;
  counted.push({ targets: { of: 'managers', average: running, peak: running }, series: monitoring?.seriesPerManager ?? 0 });
  for (const [index, { targets, seriesPerTarget }] of helpers.entries()) {
    if (targets === 0) continue;
    counted.push({ targets: { of: cast.helpers[index]?.name ?? '', average: targets, peak: targets }, series: seriesPerTarget });
  }
  const sum = (key: 'average' | 'peak', share = 1): number =>
    counted.reduce((all, { targets, series }) => all + targets[key] * series * share, 0);
  const isBound =
    counted.some(({ targets }) => targets.peakAtMost === true) || counted.filter(({ targets }) => targets.of === 'machines').length > 1;
  const atMost = isBound ? { peakAtMost: true as const } : {};
  const share = monitoring?.federatedShare ?? 0;
  const interval = monitoring?.scrapeInterval ?? 0;
  return {
    targets: counted.map(({ targets }) => targets),
    series: { average: sum('average'), peak: sum('peak'), ...atMost },
    federatedSeries: { average: sum('average', share), peak: sum('peak', share), ...atMost },
    samplesPerSecond: interval > 0 ? sum('average') / (interval / SECOND) : null,
    ...(gaps.length === 0 ? {} : { gaps: [...gaps] }),
  };
}

/** What the account of a cloud holds: what its exporter counts and its service discovery finds. */
function standing({ signals }: PoolSources, cloud: number): KeptSignal[] {
  return signals.filter(({ name, labels }) => name === 'machines_standing' && labels.cloud === cloud);
}
