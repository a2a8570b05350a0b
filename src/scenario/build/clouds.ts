/** Builds clouds, zones and machine types with their prices. */
import type { CloudSpec, MachineTypeSpec, ZoneSpec } from '../../models/fleet.js';
import { NO_QUOTA, UNLIMITED_API } from '../../models/cloud/spec.js';
import { parsePrice } from '../../units/money.js';
import { parseShare } from '../../units/share.js';
import type { Path } from '../document.js';
import { micros, NameIndex, OwnedIndex, type BuildContext } from './context.js';
import { buildDistribution } from './distribution.js';

/** The clouds of a fleet with the indices the other parts need. */
export interface BuiltClouds {
  readonly index: NameIndex;
  readonly zoneIndex: OwnedIndex;
  readonly typeIndex: OwnedIndex;
  readonly clouds: readonly CloudSpec[];
  readonly zones: readonly ZoneSpec[];
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
    return {
      name,
      cloud: owner,
      bootTime: buildDistribution(report, [...path, 'boot_time'], zone.boot_time),
      bootFailure: parseShare(zone.boot_failure) ?? NaN,
      failedBootIsBilled: zone.failed_boot_is_billed,
      deleteTime: buildDistribution(report, [...path, 'delete_time'], zone.delete_time),
      deleteFailure: parseShare(zone.delete_failure) ?? NaN,
      forceDeleteTime: micros(zone.force_delete_time),
      provisionTime: micros(zone.provision_time),
      provisionFailure: parseShare(zone.provision_failure) ?? NaN,
      stopTime: micros(zone.stop_time),
      connectLatency: micros(zone.connect_latency),
      quota: zone.quota.machines,
      cpuQuota: 0,
      diskQuotaGib: 0,
      orphans: 0,
      dropletZero: 0,
      quotaRefusal: micros(zone.quota.refusal),
    };
  });
  const machineTypes = typeIndex.list.map(({ name, owner }): MachineTypeSpec => {
    const price = parsePrice(of(owner).machine_types[name] ?? '');
    return {
      name,
      cloud: owner,
      pricePerHour: typeof price === 'number' ? price : NaN,
      cpus: 0,
      diskGib: 0,
      billing: undefined,
      preemption: undefined,
    };
  });
  const clouds = index.names.map((name, i): CloudSpec => {
    const { billing } = of(i);
    return {
      name,
      billing: { granularity: micros(billing.granularity), minimum: micros(billing.minimum) },
      api: UNLIMITED_API,
      quota: NO_QUOTA,
      hangingCleaner: undefined,
      zeroCleaner: undefined,
    };
  });
  const withDisk = (machineType: number, { gib, type }: Disk, pricePerHour: number): number => {
    const bare = machineTypes[machineType]!;
    const name = `${bare.name} + ${gib} GiB ${type}`;
    const known = machineTypes.findIndex((other) => other.cloud === bare.cloud && other.name === name);
    if (known >= 0) return known;
    return machineTypes.push({ ...bare, name, diskGib: gib, pricePerHour: bare.pricePerHour + gib * pricePerHour }) - 1;
  };
  return { index, zoneIndex, typeIndex, clouds, zones, machineTypes, withDisk };
}
