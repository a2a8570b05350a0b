/** Builds a zone of a cloud: how machines come up, fail and go there. */
import type { ZoneSpec } from '../../fleet/zone.js';
import { microsOf, shareOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import type { Report } from '../text/report.js';
import type { ScenarioZone } from '../scenario-cloud.js';
import { buildDistribution } from './distribution.js';
import { quotaOf } from './limits.js';
import type { CloudIndex } from '../../units/indices.js';

/** Returns the zone `name` of cloud number `cloud`, whose name is `cloudName`. */
export function zoneOf(report: Report, cloudName: string, cloud: CloudIndex, name: string, zone: ScenarioZone): ZoneSpec {
  const path: Path = ['clouds', cloudName, 'zones', name];
  const quota = quotaOf(zone.quota);
  return {
    name,
    cloud,
    bootTime: buildDistribution(report, [...path, 'boot_time'], zone.boot_time),
    bootFailure: shareOf(zone.boot_failure),
    failedBootIsBilled: zone.failed_boot_is_billed,
    deleteTime: buildDistribution(report, [...path, 'delete_time'], zone.delete_time),
    deleteFailure: shareOf(zone.delete_failure),
    forceDeleteTime: microsOf(zone.force_delete_time),
    readyTime: buildDistribution(report, [...path, 'ready_time'], zone.ready_time),
    readyFailure: shareOf(zone.ready_failure),
    provisionTime: microsOf(zone.provision_time),
    provisionFailure: shareOf(zone.provision_failure),
    stopTime: microsOf(zone.stop_time),
    removeUnmade: zone.remove_unmade === 'as_made' ? undefined : microsOf(zone.remove_unmade),
    connectLatency: microsOf(zone.connect_latency),
    quota: quota.machines,
    cpuQuota: quota.cpus,
    diskQuotaGib: quota.diskGib,
    orphans: shareOf(zone.orphans ?? '0%'),
    dropletZero: shareOf(zone.droplet_zero ?? '0%'),
    quotaRefusal: microsOf(zone.quota.refusal),
  };
}
