/** Builds clouds, zones and machine types with their prices. */
import type { BillingRule, CloudSpec } from '../../fleet/cloud.js';
import type { MachineTypeSpec } from '../../fleet/machine-type.js';
import type { ZoneSpec } from '../../fleet/zone.js';
import { UNLIMITED_API, type ApiSpec, type HangingCleanerSpec, type QuotaSpec } from '../../fleet/cloud.js';
import type { PreemptionSpec } from '../../fleet/machine-type.js';
import { parsePrice } from '../../units/money.js';
import { parseShare } from '../../units/share.js';
import { GIB, parseSize } from '../../units/size.js';
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
import { micros, NameIndex, OwnedIndex, type BuildContext } from './context.js';
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

function gibOf(disk: string): number {
  return (parseSize(disk) ?? NaN) / GIB;
}

function billingOf({ granularity, minimum }: ScenarioBilling): BillingRule {
  return { granularity: micros(granularity), minimum: micros(minimum) };
}

function quotaOf({ machines, cpus, disk }: ScenarioQuota = {}): QuotaSpec {
  const most = (amount: number | 'none' | undefined): number => (amount === undefined || amount === 'none' ? Infinity : amount);
  return { machines: most(machines), cpus: most(cpus), diskGib: disk === undefined || disk === 'none' ? Infinity : gibOf(disk) };
}

function cleanerOf({ every, minimum_age: age }: ScenarioCleaner): HangingCleanerSpec {
  return { interval: micros(every), minimumAge: micros(age) };
}

function apiOf(api: ScenarioApi): ApiSpec {
  return {
    callsPerCreate: api.calls_per_create.fixed,
    callsPerPoll: api.calls_per_create.poll,
    pollInterval: micros(api.calls_per_create.every),
    callsPerDelete: api.calls_per_delete,
    callsPerPass: api.calls_per_pass,
    limits: api.limits.map(({ calls, per, of }) => ({ calls, window: micros(per), per: of })),
    refusal: micros(api.refusal),
  };
}

function preemptionOf(report: Report, path: Path, { life, cap }: NonNullable<ScenarioMachineType['preemptible']>): PreemptionSpec {
  return { life: buildDistribution(report, path, life), cap: micros(cap) };
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
      bootFailure: parseShare(zone.boot_failure) ?? NaN,
      failedBootIsBilled: zone.failed_boot_is_billed,
      deleteTime: buildDistribution(report, [...path, 'delete_time'], zone.delete_time),
      deleteFailure: parseShare(zone.delete_failure) ?? NaN,
      forceDeleteTime: micros(zone.force_delete_time),
      readyTime: buildDistribution(report, [...path, 'ready_time'], zone.ready_time),
      readyFailure: parseShare(zone.ready_failure) ?? NaN,
      provisionTime: micros(zone.provision_time),
      provisionFailure: parseShare(zone.provision_failure) ?? NaN,
      stopTime: micros(zone.stop_time),
      removeUnmade: zone.remove_unmade === 'as_made' ? undefined : micros(zone.remove_unmade),
      connectLatency: micros(zone.connect_latency),
      quota: quota.machines,
      cpuQuota: quota.cpus,
      diskQuotaGib: quota.diskGib,
      orphans: parseShare(zone.orphans ?? '0%') ?? NaN,
      dropletZero: parseShare(zone.droplet_zero ?? '0%') ?? NaN,
      quotaRefusal: micros(zone.quota.refusal),
    };
  });
  const machineTypes = typeIndex.list.map(({ name, owner }): MachineTypeSpec => {
    const given = of(owner).machine_types[name];
    const price = parsePrice(priceOf(given));
    const path: Path = ['clouds', index.names[owner] ?? '', 'machine_types', name, 'preemptible', 'life'];
    const type: Partial<ScenarioMachineType> = typeof given === 'object' ? given : {};
    return {
      name,
      cloud: owner,
      pricePerHour: typeof price === 'number' ? price : NaN,
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
