/** Builds clouds, zones and machine types with their prices. */
import type { BillingRule, CloudSpec } from '../../fleet/cloud.js';
import type { MachineTypeSpec } from '../../fleet/machine-type.js';
import type { ZoneSpec } from '../../fleet/zone.js';
import { UNLIMITED_API, type ApiSpec, type HangingCleanerSpec, type QuotaSpec } from '../../fleet/cloud.js';
import type { PreemptionSpec } from '../../fleet/machine-type.js';
import { GIB } from '../../units/size.js';
import { bytesOf, microsOf, pricePerHourOf, shareOf } from '../accepted.js';
import type { Path } from '../document.js';
import { cpusOfName } from '../machine-cpus.js';
import {
  priceOf,
  type ScenarioApi,
  type ScenarioBilling,
  type ScenarioCleaner,
  type ScenarioMachineType,
  type ScenarioQuota,
} from '../scenario-cloud.js';
import type { Report } from '../report.js';
import { NameIndex, OwnedIndex, type BuildContext } from './context.js';
import { buildDistribution } from './distribution.js';

/** The clouds of a fleet with the indices the other parts need. */
export interface BuiltClouds {
  readonly index: NameIndex;
  readonly zoneIndex: OwnedIndex;
  readonly typeIndex: OwnedIndex;
  readonly clouds: readonly CloudSpec[];
  readonly zones: readonly ZoneSpec[];
  /** True where the cloud or one of its zones has a quota of disks. */
  countsDisks(cloud: number): boolean;
  /** The types of the scenario, then those with a priced disk, as they are met. */
  readonly machineTypes: readonly MachineTypeSpec[];
  /** Index of a machine type with a disk of so many GiB at a price per hour and GiB. */
  withDisk(machineType: number, disk: Disk, pricePerHour: number): number;
}

/** What a machine has besides its type. */
export interface Disk {
  readonly gib: number;
  readonly type: string;
}

function billingOf({ granularity, minimum }: ScenarioBilling): BillingRule {
  return { granularity: microsOf(granularity), minimum: microsOf(minimum) };
}

function quotaOf({ machines, cpus, disk }: ScenarioQuota = {}): QuotaSpec {
  const most = (amount: number | 'none' | undefined): number => (amount === undefined || amount === 'none' ? Infinity : amount);
  return { machines: most(machines), cpus: most(cpus), diskGib: disk === undefined || disk === 'none' ? Infinity : bytesOf(disk) / GIB };
}

function cleanerOf({ every, minimum_age: age }: ScenarioCleaner): HangingCleanerSpec {
  return { interval: microsOf(every), minimumAge: microsOf(age) };
}

function apiOf(api: ScenarioApi): ApiSpec {
  return {
    callsPerCreate: api.calls_per_create.fixed,
    callsPerPoll: api.calls_per_create.poll,
    pollInterval: microsOf(api.calls_per_create.every),
    callsPerDelete: api.calls_per_delete,
    callsPerPass: api.calls_per_pass,
    limits: api.limits.map(({ calls, per, of }) => ({ calls, window: microsOf(per), per: of })),
    refusal: microsOf(api.refusal),
  };
}

function preemptionOf(report: Report, path: Path, { life, cap }: NonNullable<ScenarioMachineType['preemptible']>): PreemptionSpec {
  return { life: buildDistribution(report, path, life), cap: microsOf(cap) };
}

/** Returns the clouds of the scenario in their final order. */
export function buildClouds({ scenario, report }: BuildContext): BuiltClouds {
  const index = new NameIndex(Object.keys(scenario.clouds));
  const of = (owner: number) => scenario.clouds[index.names[owner] ?? '']!;
  const owned = (key: 'zones' | 'machine_types'): OwnedIndex =>
    new OwnedIndex(index.names.flatMap((_, owner) => Object.keys(of(owner)[key]).map((name) => ({ name, owner }))));
  const [zoneIndex, typeIndex] = [owned('zones'), owned('machine_types')];
  const zones = zoneIndex.list.map(({ name, owner }): ZoneSpec => {
    const zone = of(owner).zones[name]!;
    const path: Path = ['clouds', index.names[owner] ?? '', 'zones', name];
    const quota = quotaOf(zone.quota);
    return {
      name,
      cloud: owner,
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
  });
  const machineTypes = typeIndex.list.map(({ name, owner }): MachineTypeSpec => {
    const given = of(owner).machine_types[name];
    const path: Path = ['clouds', index.names[owner] ?? '', 'machine_types', name, 'preemptible', 'life'];
    const type: Partial<ScenarioMachineType> = typeof given === 'object' ? given : {};
    return {
      name,
      cloud: owner,
      pricePerHour: pricePerHourOf(priceOf(given)),
      cpus: type.cpus ?? cpusOfName(of(owner).driver, name),
      diskGib: 0,
      billing: type.billing && billingOf(type.billing),
      preemption: type.preemptible && preemptionOf(report, path, type.preemptible),
    };
  });
  const clouds = index.names.map((name, i): CloudSpec => {
    const { billing, api, quota, cleaners } = of(i);
    return {
      name,
      billing: billingOf(billing),
      api: api === undefined ? UNLIMITED_API : apiOf(api),
      quota: quotaOf(quota),
      hangingCleaner: cleaners?.hanging && cleanerOf(cleaners.hanging),
      zeroCleaner: cleaners?.droplet_zero && cleanerOf(cleaners.droplet_zero),
    };
  });
  const withDisk = (machineType: number, { gib, type }: Disk, pricePerHour: number): number => {
    const bare = machineTypes[machineType]!;
    const name = `${bare.name} + ${gib} GiB ${type}`;
    const known = machineTypes.findIndex((other) => other.cloud === bare.cloud && other.name === name);
    if (known >= 0) return known;
    return machineTypes.push({ ...bare, name, diskGib: gib, pricePerHour: bare.pricePerHour + gib * pricePerHour }) - 1;
  };
  const countsDisks = (cloud: number): boolean =>
    [clouds[cloud]?.quota.diskGib, ...zones.map((zone) => (zone.cloud === cloud ? zone.diskQuotaGib : Infinity))].some(
      (most = Infinity) => most < Infinity,
    );
  return { index, zoneIndex, typeIndex, countsDisks, clouds, zones, machineTypes, withDisk };
}
