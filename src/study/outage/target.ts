/** Reads what an outage hits, as it is typed: `cloud=gce`, `zone=us-east1-c`, `zone=gce/us-east1-c`, `instance=gitlab.com`, `group=srm`, `manager=srm-1`, `helper=mirror`. */
import type { FaultEffect, FaultTarget } from '../../fleet/outage.js';
import { suggestion } from '../../scenario/text/issue.js';
import type { FleetSpec } from '../../fleet/fleet.js';

/** What each kind of target is called in the language. */
export const TARGET_WORDS: Readonly<Record<FaultTarget['kind'], string>> = {
  cloud: 'cloud',
  zone: 'zone',
  instance: 'instance',
  group: 'group',
  manager: 'manager',
  service: 'helper',
};

const KINDS = Object.keys(TARGET_WORDS) as FaultTarget['kind'][];

/** What of a cloud or zone is down. */
export const OUTAGE_PARTS = ['api', 'machines', 'both', 'sold_out'] as const;
export type OutagePart = (typeof OUTAGE_PARTS)[number];

/** How an API behaves that is down. */
export const API_STATES = ['fails', 'hangs'] as const;
export type ApiDown = (typeof API_STATES)[number];

/** A target with the name it was found by. */
export type NamedTarget = FaultTarget & { readonly name: string };

/** Returns the target, or a sentence that says why there is none. */
export function parseTarget(text: string, fleet: FleetSpec): NamedTarget | string {
  const at = text.indexOf('=');
  const word = (at < 0 ? text : text.slice(0, at)).trim();
  const kind = KINDS.find((known) => TARGET_WORDS[known] === word);
  if (at < 0 || kind === undefined) {
    const guess = at < 0 ? undefined : suggestion(word, Object.values(TARGET_WORDS));
    const form =
      'expected what the outage hits, such as cloud=gce, zone=us-east1-c, instance=gitlab.com, group=srm, manager=srm-1 or helper=mirror';
    return `${form}, got '${text}'${guess === undefined ? '' : `; did you mean ${guess}=?`}`;
  }
  const name = text.slice(at + 1).trim();
  const names = namesOf(kind, fleet);
  const found = names.flatMap((own, index) => (own.includes(name) ? [index] : []));
  if (found.length === 1) return { kind, index: found[0]!, name };
  const written = names.map((own) => own[0]!);
  if (found.length > 1)
    return `the zone '${name}' is in ${found.length} clouds; write ${found.map((i) => `zone=${names[i]![1]!}`).join(' or ')}`;
  if (written.length === 0) return `the scenario has no ${word}; expected a target that it has`;
  const guess = suggestion(name, written);
  const list = `${written.slice(0, 12).join(', ')}${written.length > 12 ? ', ...' : ''}`;
  return `there is no ${word} '${name}'; ${guess === undefined ? `known: ${list}` : `did you mean ${guess}?`}`;
}

/** Returns the names each of a kind may be called by, in the order of the fleet. */
function namesOf(kind: FaultTarget['kind'], fleet: FleetSpec): readonly (readonly string[])[] {
  switch (kind) {
    case 'cloud':
      return fleet.clouds.map(({ name }) => [name]);
    case 'zone':
      return fleet.zones.map(({ name, cloud }) => [name, `${fleet.clouds[cloud]?.name ?? ''}/${name}`]);
    case 'instance':
      return fleet.instances.map(({ name }) => [name]);
    case 'group':
      return fleet.groups.map((name) => [name]);
    case 'manager':
      return fleet.managers.map(({ name }) => [name]);
    case 'service':
      return fleet.services.map(({ name }) => [name]);
  }
}

/** Returns what happens to a target; `of` (default: both) and `api` (default: fails) say it for clouds and zones, the others are simply gone. */
export function effectOf(kind: FaultTarget['kind'], of: OutagePart = 'both', api: ApiDown = 'fails'): FaultEffect {
  switch (kind) {
    case 'cloud':
    case 'zone':
      if (of === 'sold_out') return { kind: 'sold_out' };
      return { kind: 'down', api: of === 'machines' ? 'up' : api, machines: of === 'api' ? 'up' : 'die' };
    case 'instance':
      return { kind: 'unavailable', status: 0 };
    case 'group':
    case 'manager':
      return { kind: 'host_down' };
    case 'service':
      return { kind: 'service_down' };
  }
}

/** Returns in words what happens. */
export function effectWords(effect: FaultEffect): string {
  if (effect.kind === 'unavailable') return 'it does not answer';
  if (effect.kind === 'host_down') return 'its host is gone';
  if (effect.kind === 'sold_out') return 'it makes no more machines';
  if (effect.kind !== 'down') return 'it serves nothing';
  const api = { up: undefined, fails: 'its API fails', hangs: 'its API hangs' }[effect.api];
  if (effect.machines !== 'die') return api ?? 'nothing happens';
  return api === undefined ? 'its machines die' : `${api}, its machines die and the hosts in it are gone`;
}
