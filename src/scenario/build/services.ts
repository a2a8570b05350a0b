/** Builds the helpers around the fleet, what is scraped, and what a job moves from and to them. */
import { NO_MONITORING, type MonitoringSpec } from '../../fleet/monitoring.js';
import type { ServiceSpec } from '../../fleet/service.js';
import { NO_TRANSFERS, type TransferSpec } from '../../fleet/transfers.js';
import { bandwidthOf, microsOf, pricePerByteOf, shareOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import type { Scenario, ScenarioWorkload } from '../scenario.js';
import type { ScenarioService } from '../scenario-services.js';
import type { BuiltClouds } from './clouds.js';
import type { ServiceIndex } from '../../units/indices.js';
import { NameIndex, type BuildContext } from './context.js';
import { buildDistribution } from './distribution.js';

/** Returns the order of the helpers, by name. */
export function serviceIndex(scenario: Scenario): NameIndex<ServiceIndex> {
  return new NameIndex(Object.keys(scenario.helpers ?? {}));
}

function buildService(clouds: BuiltClouds, name: string, given: ScenarioService): ServiceSpec {
  const { kind, hosts = 1, bandwidth, pulls, egress, targets = 0 } = given;
  // An index of -1 is no cloud: it serves all of them.
  const cloud = clouds.index.of(given.cloud ?? '');
  const type = given.machine_type === undefined ? undefined : clouds.machineTypes[clouds.typeIndex.of(cloud, given.machine_type)];
  return {
    name,
    kind,
    cloud,
    zone: cloud < 0 || given.zone === undefined ? -1 : clouds.zoneIndex.of(cloud, given.zone),
    pricePerHour: hosts * (type?.pricePerHour ?? 0),
    bandwidth: bandwidth === undefined ? 0 : bandwidthOf(bandwidth),
    latency: microsOf(given.latency ?? '0s'),
    pullsPerWindow: pulls?.limit ?? Infinity,
    window: pulls === undefined ? 0 : microsOf(pulls.per),
    egressPerByte: egress === undefined ? 0 : pricePerByteOf(egress),
    targets: targets * hosts,
    seriesPerTarget: given.series ?? 0,
  };
}

/** Returns the helpers in their final order. */
export function buildServices({ scenario }: BuildContext, clouds: BuiltClouds): ServiceSpec[] {
  return serviceIndex(scenario).names.map((name) => buildService(clouds, name, scenario.helpers![name]!));
}

/** Returns what is scraped. */
export function buildMonitoring({ monitoring }: Scenario): MonitoringSpec {
  if (monitoring === undefined) return NO_MONITORING;
  return {
    seriesPerMachine: monitoring.series_per_machine,
    seriesPerManager: monitoring.series_per_manager,
    scrapeInterval: microsOf(monitoring.scrape_interval),
    federatedShare: shareOf(monitoring.federated),
  };
}

/** Returns what the jobs of a workload move. */
export function buildTransfers({ report }: BuildContext, path: Path, { transfers }: ScenarioWorkload): TransferSpec {
  if (transfers === undefined) return NO_TRANSFERS;
  const { image, sources, cache, artifacts } = transfers;
  const bytes = (keys: string[], given: Parameters<typeof buildDistribution>[2]) =>
    buildDistribution(report, [...path, 'transfers', ...keys], given, true);
  return {
    image: image && { bytes: bytes(['image', 'size'], image.size), reusedShare: shareOf(image.reused) },
    sources: sources && {
      clone: bytes(['sources', 'clone'], sources.clone),
      fetch: bytes(['sources', 'fetch'], sources.fetch),
      bandwidth: bandwidthOf(sources.bandwidth),
    },
    cache: cache && {
      bytes: bytes(['cache', 'size'], cache.size),
      hit: shareOf(cache.hit),
      missPenalty: buildDistribution(report, [...path, 'transfers', 'cache', 'miss_penalty'], cache.miss_penalty),
    },
    artifacts: artifacts && {
      bytes: bytes(['artifacts', 'size'], artifacts.size),
      bandwidth: bandwidthOf(artifacts.bandwidth),
    },
  };
}
