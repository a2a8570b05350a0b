/** Builds clouds, zones and machine types with their prices. */
import { UNLIMITED_API, type ApiSpec, type CloudSpec, type HangingCleanerSpec } from '../../fleet/cloud.js';
import type { MachineTypeSpec } from '../../fleet/machine-type.js';
import type { ZoneSpec } from '../../fleet/zone.js';
import { microsOf } from '../accepted.js';
import type { ScenarioApi, ScenarioCleaner, ScenarioCloud } from '../scenario-cloud.js';
import { NameIndex, OwnedIndex, type BuildContext, type Owned } from './context.js';
import { billingOf, quotaOf } from './limits.js';
import { machineTypeOf } from './machine-type.js';
import { zoneOf } from './zone.js';
import type { CloudIndex, MachineTypeIndex, ZoneIndex } from '../../units/indices.js';

/** The clouds of a fleet with the indices the other parts need. */
export interface BuiltClouds {
  readonly index: NameIndex<CloudIndex>;
  readonly zoneIndex: OwnedIndex<CloudIndex, ZoneIndex>;
  readonly typeIndex: OwnedIndex<CloudIndex, MachineTypeIndex>;
  readonly clouds: readonly CloudSpec[];
  readonly zones: readonly ZoneSpec[];
  /** True where the cloud or one of its zones has a quota of disks. */
  countsDisks(cloud: CloudIndex): boolean;
  /** The types of the scenario, then those with a priced disk, as they are met. */
  readonly machineTypes: readonly MachineTypeSpec[];
  /** Index of a machine type with a disk of so many GiB at a price per hour and GiB. */
  withDisk(machineType: MachineTypeIndex, disk: Disk, pricePerHour: number): MachineTypeIndex;
}

/** What a machine has besides its type. */
export interface Disk {
  readonly gib: number;
  readonly type: string;
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

function cloudOf(name: string, { billing, api, quota, cleaners }: ScenarioCloud): CloudSpec {
  return {
    name,
    billing: billingOf(billing),
    api: api === undefined ? UNLIMITED_API : apiOf(api),
    quota: quotaOf(quota),
    hangingCleaner: cleaners?.hanging && cleanerOf(cleaners.hanging),
    zeroCleaner: cleaners?.droplet_zero && cleanerOf(cleaners.droplet_zero),
  };
}

/** Returns the clouds of the scenario in their final order. */
export function buildClouds({ scenario, report }: BuildContext): BuiltClouds {
  const index = new NameIndex<CloudIndex>(Object.keys(scenario.clouds));
  const of = (owner: CloudIndex) => scenario.clouds[index.names[owner] ?? '']!;
  const owned = (key: 'zones' | 'machine_types'): Owned<CloudIndex>[] =>
    index.names.flatMap((_, owner) => Object.keys(of(owner)[key]).map((name) => ({ name, owner })));
  const zoneIndex = new OwnedIndex<CloudIndex, ZoneIndex>(owned('zones'));
  const typeIndex = new OwnedIndex<CloudIndex, MachineTypeIndex>(owned('machine_types'));
  const zones = zoneIndex.list.map(({ name, owner }) => zoneOf(report, index.names[owner]!, owner, name, of(owner).zones[name]!));
  const machineTypes = typeIndex.list.map(({ name, owner }) => machineTypeOf(report, index.names[owner]!, owner, name, of(owner)));
  const clouds = index.names.map((name, i) => cloudOf(name, of(i)));
  const withDisk = (machineType: MachineTypeIndex, { gib, type }: Disk, pricePerHour: number): MachineTypeIndex => {
    const bare = machineTypes[machineType]!;
    const name = `${bare.name} + ${gib} GiB ${type}`;
    const known = machineTypes.findIndex((other) => other.cloud === bare.cloud && other.name === name);
    if (known >= 0) return known;
    return machineTypes.push({ ...bare, name, diskGib: gib, pricePerHour: bare.pricePerHour + gib * pricePerHour }) - 1;
  };
  const countsDisks = (cloud: CloudIndex): boolean =>
    [clouds[cloud]?.quota.diskGib, ...zones.map((zone) => (zone.cloud === cloud ? zone.diskQuotaGib : Infinity))].some(
      (most = Infinity) => most < Infinity,
    );
  return { index, zoneIndex, typeIndex, countsDisks, clouds, zones, machineTypes, withDisk };
}
