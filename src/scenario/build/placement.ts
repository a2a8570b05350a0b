/** Decides where the machines of an entry come from: cloud, zone and machine type that its settings want, or the scenario states. */
import type { RunnerEntry } from '../config-toml/config.js';
import { parsePrice } from '../../units/money.js';
import { suggestion } from '../text/issue.js';
import { own } from '../own.js';
import type { ScenarioEntry, ScenarioReplica } from '../scenario.js';
import type { BuiltClouds } from './clouds.js';
import type { BuildContext } from './context.js';
import type { TomlPlace, WantedPlace } from './wanted-place.js';
import type { CloudIndex, MachineTypeIndex, ZoneIndex } from '../../units/indices.js';

/** Indices into the fleet's lists. */
export interface Placement {
  readonly zone: ZoneIndex;
  readonly machineType: MachineTypeIndex;
}

/** Notes an error at a place of an entry in the config.toml. */
export type TomlError = (at: TomlPlace, message: string) => void;

/** An entry to be placed, with what the scenario says of it. */
export interface Placing {
  readonly group: string;
  readonly entry: RunnerEntry;
  readonly wanted: WantedPlace;
  readonly mapped: ScenarioEntry | undefined;
  readonly replica: ScenarioReplica;
  readonly replicaIndex: number;
  readonly error: TomlError;
}

function only(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** Returns the indices of the clouds of the entry's driver, or none after noting that there is no such cloud. */
function cloudsOf(context: BuildContext, clouds: BuiltClouds, { wanted, error }: Placing): CloudIndex[] {
  const found = clouds.index.names.flatMap((name, i) => (context.scenario.clouds[name]?.driver === wanted.driver ? [i] : []));
  if (found.length === 0) {
    const drivers = Object.values(context.scenario.clouds).map(({ driver }) => driver);
    const meant = suggestion(wanted.driver, drivers);
    const have = drivers.length === 0 ? 'the scenario has no clouds' : `those of the scenario have ${[...new Set(drivers)].join(', ')}`;
    const advice = meant === undefined ? '; add' : `; did you mean ${meant}? Else add`;
    const why = wanted.saidBy === `the driver '${wanted.driver}'` ? '' : `, which ${wanted.saidBy} is for,`;
    error(
      wanted.driverAt,
      `no cloud has the driver '${wanted.driver}'${why} (${have})${advice} a cloud with driver: ${wanted.driver} under clouds in ${context.report.document.file}`,
    );
  }
  return found;
}

function zoneName(
  { replica, mapped, wanted }: Placing,
  candidates: readonly string[],
): { name: string; from: 'replica' | 'entry' | 'toml' | 'only' } | undefined {
  if (replica.zone !== undefined) return { name: replica.zone, from: 'replica' };
  if (mapped?.zone !== undefined) return { name: mapped.zone, from: 'entry' };
  if (wanted.zone !== undefined) return { name: wanted.zone, from: 'toml' };
  const zone = only(candidates);
  return zone === undefined ? undefined : { name: zone, from: 'only' };
}

/** Returns the zone and machine type an entry's machines are made in, or undefined after noting why there are none. */
export function placeEntry(context: BuildContext, clouds: BuiltClouds, placing: Placing): Placement | undefined {
  const { entry, wanted, mapped, group, error } = placing;
  const possible = cloudsOf(context, clouds, placing);
  if (possible.length === 0) return undefined;
  const cloudName = (i: number): string => clouds.index.names[i] ?? '';
  const zonesOf = (i: number): string[] => Object.keys(context.scenario.clouds[cloudName(i)]?.zones ?? {});
  const all = possible.flatMap(zonesOf);
  const inRegion = wanted.region === undefined ? all : all.filter((name) => name.startsWith(wanted.region ?? ''));
  const zone = zoneName(placing, inRegion);
  if (zone === undefined) {
    const where = wanted.region === undefined ? 'its cloud has' : `in the region '${wanted.region}' its cloud has`;
    error(
      wanted.region === undefined ? wanted.table : wanted.zoneAt,
      `the zone of its machines is unknown: ${wanted.whySilent} and ${where} ${inRegion.length} zones; state it: entries: { ${JSON.stringify(entry.name)}: { runner: NAME, zone: ZONE } } in managers.${group}`,
    );
    return undefined;
  }
  const holders = possible.filter((i) => zonesOf(i).includes(zone.name));
  const [cloud] = holders;
  if (cloud === undefined || holders.length > 1) {
    const names = possible.map(cloudName);
    const where = context.report.place(['clouds', names[0] ?? '', 'zones']);
    const message =
      cloud === undefined
        ? `the zone '${zone.name}' is not in cloud ${names.join(' or ')} (${where}); ${hint(zone.name, all)}; take one of them, or add it there`
        : `the zone '${zone.name}' is in several clouds of the driver ${wanted.driver} (${names.join(', ')}); expected one`;
    if (zone.from === 'replica') context.report.error(['managers', group, 'replicas', placing.replicaIndex, 'zone'], message);
    else if (zone.from === 'entry') context.report.error(['managers', group, 'entries', entry.name, 'zone'], message);
    else error(wanted.zoneAt, message);
    return undefined;
  }
  const types = Object.keys(context.scenario.clouds[cloudName(cloud)]?.machine_types ?? {});
  const type = mapped?.machine_type ?? wanted.type ?? only(types);
  const machineType = type === undefined ? -1 : clouds.typeIndex.of(cloud, type);
  if (machineType === -1) {
    const where = context.report.place(['clouds', cloudName(cloud), 'machine_types']);
    const message =
      type === undefined
        ? `the machine type is unknown: cloud ${cloudName(cloud)} has ${types.length} types; state it: entries: { ${JSON.stringify(entry.name)}: { runner: NAME, machine_type: TYPE } } in managers.${group}`
        : `the machine type '${type}' has no price in cloud ${cloudName(cloud)} (${where}); add it there, such as ${type}: 0.05 USD/h${types.length === 0 ? '' : `, or take one that it has: ${told(types)}`}`;
    error(wanted.typeAt, message);
    return undefined;
  }
  if (wanted.preemptible !== undefined && clouds.machineTypes[machineType]?.preemption === undefined) {
    const { option, at } = wanted.preemptible;
    const where = context.report.place(['clouds', cloudName(cloud), 'machine_types', type ?? '']);
    const advice = `say so there, such as ${type ?? ''}: { price: 0.01 USD/h, preemptible: true }, or, where others use this type, add a further one and name it: entries: { ${JSON.stringify(entry.name)}: { runner: NAME, machine_type: TYPE } } in managers.${group}`;
    const message = `${option} asks for machines that the cloud may take back, but the machine type '${type ?? ''}' is not preemptible (${where}); ${advice}`;
    error(at, message);
    return undefined;
  }
  const withDisk = diskOf(context, clouds, placing, cloud, machineType);
  return withDisk === undefined ? undefined : { zone: clouds.zoneIndex.of(cloud, zone.name), machineType: withDisk };
}

/** Returns the machine type with its disk, where the cloud prices disks or has a quota of them, or undefined after noting what is wrong with it. */
function diskOf(
  context: BuildContext,
  clouds: BuiltClouds,
  { wanted, error }: Placing,
  cloudIndex: CloudIndex,
  machineType: MachineTypeIndex,
): MachineTypeIndex | undefined {
  const cloud = clouds.index.names[cloudIndex] ?? '';
  const prices = context.scenario.clouds[cloud]?.disk_types ?? {};
  const arePriced = Object.keys(prices).length > 0;
  const areCounted = clouds.countsDisks(cloudIndex);
  const { disk, diskAt } = wanted;
  if (disk === undefined && areCounted) {
    const message = `the disks of machines of ${wanted.saidBy} are not known, so they take nothing of the quota of disks`;
    context.report.warn(['clouds', cloud], message, 'key');
  }
  if (disk === undefined || !(arePriced || areCounted)) return machineType;
  const gib = Number(disk.gib);
  if (!Number.isInteger(gib) || gib <= 0) {
    error(diskAt, `the size of the disk '${disk.gib}' is no whole number of GiB above 0; write it as a number, such as 25`);
    return undefined;
  }
  if (!arePriced) return clouds.withDisk(machineType, { gib, type: disk.type }, 0);
  const price = parsePrice(own(prices, disk.type) ?? '');
  if (typeof price !== 'number') {
    const where = context.report.place(['clouds', cloud, 'disk_types']);
    error(
      diskAt,
      `the disk type '${disk.type}' has no price in cloud ${cloud} (${where}); add it there, such as ${disk.type}: 0.04 USD/month`,
    );
    return undefined;
  }
  return clouds.withDisk(machineType, { gib, type: disk.type }, price);
}

/** Names that are told of those that there are. */
const TOLD = 12;

function told(names: readonly string[]): string {
  return `${names.slice(0, TOLD).join(', ')}${names.length > TOLD ? ` and ${names.length - TOLD} more` : ''}`;
}

function hint(name: string, names: readonly string[]): string {
  const meant = suggestion(name, names);
  return `it has ${told(names)}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}
