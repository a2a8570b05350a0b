/** The part of a starter scenario that follows from the config.toml: instances, runners, clouds, the manager. */
import { READY_TIME, usualBoot } from '../boot-times.js';
import { autoscalerPlace, machinePlace, type WantedPlace } from '../build/wanted-place.js';
import type { RunnerConfig, RunnerEntry } from '../config-toml/config.js';
import { usesAutoscaler, usesMachines, usesOwnHost } from '../config-toml/known-keys.js';
import { entryKey, isName } from '../entry-key.js';
import { compareNames } from '../order.js';
import { own } from '../own.js';
import { publicUrl } from '../secrets/secret-patterns.js';
import { startingDiskPrice, startingPrice } from './prices.js';
import { Slugs } from './slugs.js';
import { flow, scalar } from './yaml-text.js';

/** An entry of the config.toml with the names it gets in the scenario. */
export interface InitEntry {
  readonly entry: RunnerEntry;
  /** Key under `entries`: its name, or its index where the name is not enough. */
  readonly key: string;
  /** Undefined: the entry is left out. */
  readonly runner: string | undefined;
  readonly instance: string;
}

const CLOUD_NAMES: Readonly<Record<string, string>> = { google: 'gce', amazonec2: 'aws' };

function hostOf(url: string): string {
  const host = /^[a-z]+:\/\/([^/?#]+)/iu.exec(publicUrl(url))?.[1]?.replace(/^.*@/u, '').toLowerCase();
  return host !== undefined && isName(host) ? host : 'gitlab';
}

/** Returns true where the model knows the executor of an entry. */
export function isModelled(entry: RunnerEntry): boolean {
  return usesOwnHost(entry.executor) || wantedOf(entry) !== undefined;
}

/** Returns why what the options of an entry's driver name cannot stand in a scenario, or undefined where it can. */
export function placeProblem(entry: RunnerEntry): string | undefined {
  const wanted = wantedOf(entry);
  if (wanted === undefined) return undefined;
  const { driver, driverAt, zone, type, zoneAt } = wanted;
  const keys = zoneAt.path.slice(zoneAt.path.indexOf('.') + 1);
  if (!isName(driver))
    return `the ${driverAt.path.slice(driverAt.path.indexOf('.') + 1)} is no name; expected one such as ${usesMachines(entry.executor) ? '"google"' : '"googlecloud"'}`;
  const places = [zone, type].filter((place) => place !== undefined);
  if (places.includes('')) return `the ${keys} name a zone or machine type that is empty; write one behind the =`;
  return places.every(isName)
    ? undefined
    : `the ${keys} name a zone or machine type that cannot be one; expected 1 to 200 characters on one line, and not __proto__`;
}

/** Returns where an entry's machines are wanted; undefined where it has none, or lacks the section that says so. */
function wantedOf({ executor, machine, autoscaler }: RunnerEntry): WantedPlace | undefined {
  if (usesMachines(executor)) return machine === undefined ? undefined : machinePlace(machine);
  return autoscaler === undefined || !usesAutoscaler(executor) ? undefined : autoscalerPlace(autoscaler);
}

/** Zone and machine type that a cloud has where the config.toml does not say. */
const UNSAID = 'default';

/** Returns the entries with their names in the scenario; `runners` hands out those of registrations. */
export function initEntries(config: RunnerConfig, runners = new Slugs(['ignore'])): InitEntry[] {
  const names = config.entries.map(({ name }) => name);
  return config.entries.map((entry, i) => {
    const runner = isModelled(entry) ? runners.of(entry.name, `runner-${entry.index}`) : undefined;
    return { entry, key: entryKey(names, i), runner, instance: hostOf(entry.url) };
  });
}

function instanceLines(entries: readonly InitEntry[]): string[] {
  const urls = new Map<string, string>();
  for (const { instance, entry } of entries) if (!urls.has(instance)) urls.set(instance, publicUrl(entry.url));
  return [
    'instances:',
    ...[...urls].map(([name, url]) => `  ${scalar(name)}: ${/^[\x20-\x7e]+$/u.test(url) ? flow([['url', scalar(url)]]) : '{}'}`),
  ];
}

function runnerLines(entries: readonly InitEntry[], tags: readonly string[]): string[] {
  const line = ({ runner, instance }: InitEntry): string[] => {
    if (runner === undefined) return [];
    const tagged: (readonly [string, string])[] =
      tags.length === 0 ? [] : [['tags', `[${tags.map((tag) => JSON.stringify(tag)).join(', ')}]`]];
    return [`  ${scalar(runner)}: ${flow([['instance', scalar(instance)], ['type', 'instance'], ...tagged, ['run_untagged', 'true']])}`];
  };
  return [
    '# Registrations: what GitLab knows and config.toml does not. ASSUMED: instance runners that take',
    tags.length === 0
      ? '# every job. Put in their tags, projects and protection as GitLab shows them.'
      : '# every job; tags are all those of the history. Put in what GitLab shows.',
    'runners:',
    ...entries.flatMap(line),
  ];
}

interface CloudDraft {
  readonly zones: Set<string>;
  /** Those of the zones whose instances have a ready command. */
  readonly ready: Set<string>;
  readonly types: Set<string>;
  /** Those of the types that the cloud may take back. */
  readonly preemptible: Set<string>;
  /** Types of the disks; a size that is none is not priced, for then the scenario would not run as it stands. */
  readonly disks: Set<string>;
  areDisksOdd: boolean;
}

function emptyDraft(): CloudDraft {
  return { zones: new Set(), ready: new Set(), types: new Set(), preemptible: new Set(), disks: new Set(), areDisksOdd: false };
}

/** Returns the prices of the disks of a cloud, or that they have none. */
function diskLines(driver: string, { disks, areDisksOdd }: CloudDraft): string[] {
  if (disks.size === 0) return [];
  const prices = [...disks].sort(compareNames).map((type) => ({ type, starting: startingDiskPrice(driver, type) }));
  const lines = prices.flatMap(({ type, starting }) =>
    starting === undefined || areDisksOdd ? [] : [`      ${scalar(type)}: ${starting.price} # ${starting.note}`],
  );
  if (lines.length > 0) return ['    disk_types:', ...lines];
  return [
    '    # Disks of machines have NO PRICE here, so they cost nothing: put yours in, such as',
    '    # disk_types: { TYPE: 0.1 USD/month }, a GiB.',
  ];
}

function cloudLines(entries: readonly InitEntry[]): string[] {
  const drafts = new Map<string, CloudDraft>();
  for (const { entry, runner } of entries) {
    const wanted = wantedOf(entry);
    if (runner === undefined || wanted === undefined) continue;
    const draft = drafts.get(wanted.driver) ?? emptyDraft();
    drafts.set(wanted.driver, draft);
    const zone = wanted.zone ?? wanted.region ?? UNSAID;
    draft.zones.add(zone);
    if (usesAutoscaler(entry.executor) && (entry.autoscaler?.instance_ready_command ?? '') !== '') draft.ready.add(zone);
    const type = wanted.type ?? UNSAID;
    draft.types.add(type);
    if (wanted.preemptible !== undefined) draft.preemptible.add(type);
    if (wanted.disk === undefined) continue;
    draft.disks.add(wanted.disk.type);
    if (!isName(wanted.disk.type) || !/^0*[1-9]\d*$/u.test(wanted.disk.gib)) draft.areDisksOdd = true;
  }
  if (drafts.size === 0) return [];
  const lines = [
    '# Zones and machine types are those of MachineOptions (or the default of the driver) and of plugin_config.',
    '# ASSUMED: how long machines boot and are deleted. Measure yours: it decides the queue times.',
    'clouds:',
  ];
  for (const [driver, draft] of [...drafts].sort(([a], [b]) => compareNames(a, b))) {
    const { zones, ready, types, preemptible } = draft;
    lines.push(`  ${scalar(own(CLOUD_NAMES, driver) ?? driver)}:`, `    driver: ${scalar(driver)}`);
    if (driver === 'digitalocean') lines.push('    billing: { granularity: 1s, minimum: 1m } # since 2026; before, whole hours');
    const { medianSeconds, sigma } = usualBoot(driver);
    lines.push('    zones:');
    for (const zone of [...zones].sort(compareNames)) {
      const readyTime = ready.has(zone) ? `, ready_time: ${READY_TIME}` : '';
      lines.push(
        `      ${scalar(zone)}: { boot_time: { lognormal: { median: ${medianSeconds}s, sigma: ${sigma} } }, delete_time: 20s${readyTime} }`,
      );
    }
    lines.push('    machine_types:');
    for (const type of [...types].sort(compareNames)) {
      const { price, note } = startingPrice(driver, type);
      lines.push(
        preemptible.has(type)
          ? `      ${scalar(type)}: ${flow([
              ['price', price],
              ['preemptible', 'true'],
            ])} # ${note}; preemptible ones cost less`
          : `      ${scalar(type)}: ${price} # ${note}`,
      );
    }
    lines.push(...diskLines(driver, draft));
  }
  return lines;
}

/** What a starter says of docker-autoscaler and instance. */
const APPROXIMATE = "# Figures of docker-autoscaler are approximate: taskscaler's rule is a reconstruction.";

/** A config.toml as the scenario names it, with its entries. */
export interface InitManager {
  readonly name: string;
  readonly file: string;
  readonly entries: readonly InitEntry[];
}

function managerLines(managers: readonly InitManager[]): string[] {
  const line = ({ key, runner, entry }: InitEntry): string => {
    const why =
      runner === undefined
        ? ` # the executor ${entry.executor.replace(/[^\x21-\x7e]/gu, '?')} is not modelled${usesMachines(entry.executor) ? ' without [runners.machine]' : usesAutoscaler(entry.executor) ? ' without [runners.autoscaler]' : ''}`
        : '';
    return `      ${scalar(key)}: ${runner === undefined ? 'ignore' : scalar(runner)}${why}`;
  };
  return [
    '# One process with this config.toml; replicas: 2 makes two. Its host has no price yet: add',
    '# host: { cloud: NAME, machine_type: TYPE } to count it.',
    ...(managers.some(({ entries }) => entries.some(({ entry, runner }) => runner !== undefined && usesAutoscaler(entry.executor)))
      ? [APPROXIMATE]
      : []),
    'managers:',
    ...managers.flatMap(({ name, file, entries }) => [
      `  ${scalar(name)}:`,
      `    config: ${scalar(file)}`,
      '    entries: # joined by name or index, so that no token stands here',
      ...entries.map(line),
    ]),
  ];
}

/** Returns the lines of the scenario that describe the fleet, from `instances` to `managers`. */
export function fleetLines(managers: readonly InitManager[], tags: readonly string[]): string[] {
  const entries = managers.flatMap((own) => own.entries);
  return [instanceLines(entries), runnerLines(entries, tags), cloudLines(entries), managerLines(managers)]
    .filter((part) => part.length > 0)
    .flatMap((part) => [...part, '']);
}
