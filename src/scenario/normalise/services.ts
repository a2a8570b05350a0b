/** Completes the helpers around the fleet, and says where a helper has what its kind does not, or a workload looks for one that is not there. */
import type { ServiceKind } from '../../fleet/service.js';
import { entriesByName, mapByName } from '../order.js';
import type { Path } from '../text/path.js';
import type { ScenarioService } from '../scenario-services.js';
import type { ScenarioInput } from '../schema.js';
import { sameDuration, type NormaliseContext } from './context.js';
import { sameBandwidth } from './transfers.js';

type ServiceInput = NonNullable<ScenarioInput['helpers']>[string];

/** Kinds that jobs move something from or to. */
const SERVING: readonly ServiceKind[] = ['registry_mirror', 'cache', 'registry'];

/** Says where a helper is placed or priced by what is not there. */
function checkPlace(context: NormaliseContext, input: ScenarioInput, path: Path, given: ServiceInput): void {
  const { cloud, machine_type: type, hosts } = given;
  const clouds = input.clouds ?? {};
  const isKnown = cloud !== undefined && context.known([...path, 'cloud'], 'cloud', cloud, Object.keys(clouds));
  if (given.zone !== undefined) {
    if (cloud === undefined)
      context.report.error([...path, 'zone'], 'a zone is one of a cloud, and none is named; add cloud or leave zone out', 'key');
    else if (isKnown) context.known([...path, 'zone'], 'zone', given.zone, Object.keys(clouds[cloud]?.zones ?? {}));
  }
  if (type === undefined) {
    if (hosts !== undefined) {
      const advice = 'hosts are counted for their cost, which needs their machine_type; add it or leave hosts out';
      context.report.error([...path, 'hosts'], advice, 'key');
    }
  } else if (cloud === undefined) {
    context.report.error(
      [...path, 'machine_type'],
      `the machine type '${type}' is priced by a cloud, and none is named; add cloud or leave machine_type out`,
      'key',
    );
  } else if (isKnown && !Object.hasOwn(clouds[cloud]?.machine_types ?? {}, type)) {
    const at = context.report.place(['clouds', cloud, 'machine_types']);
    context.report.error(
      [...path, 'machine_type'],
      `the machine type '${type}' has no price in cloud ${cloud} (${at}); add it there, such as ${type}: 0.05 USD/h`,
    );
  }
}

/** Returns the zone stated, or the only one of the cloud of a helper with hosts. */
function zoneOf(
  context: NormaliseContext,
  input: ScenarioInput,
  path: Path,
  { cloud, zone, machine_type: type }: ServiceInput,
): string | undefined {
  if (zone !== undefined || cloud === undefined || type === undefined) return zone;
  const zones = Object.keys(input.clouds?.[cloud]?.zones ?? {});
  return zones.length === 1 ? context.fill([...path, 'zone'], undefined, zones[0]!, `the only zone of ${cloud}`) : undefined;
}

/** Says where a helper has a key that its kind has no use for: it would be without effect. */
function checkKind(context: NormaliseContext, path: Path, given: ServiceInput): void {
  const refuse = (key: keyof ServiceInput, kinds: string): void => {
    if (given[key] === undefined) return;
    context.report.error([...path, key], `${key} is for ${kinds}, not for a helper of kind ${given.kind}; leave it out`, 'key');
  };
  if (!SERVING.includes(given.kind)) {
    for (const key of ['bandwidth', 'latency', 'egress'] as const) refuse(key, 'a registry_mirror, cache or registry');
  }
  if (given.kind !== 'registry') refuse('pulls', 'a registry');
  if (given.series !== undefined && given.targets === undefined) {
    context.report.error([...path, 'series'], 'series are those of each target, and there are no targets; add targets: 1', 'key');
  }
}

/** Says which registry is never asked: each cloud pulls from one, its own before one of all clouds, the first by name. */
function checkRegistries(context: NormaliseContext, helpers: Readonly<Record<string, ServiceInput>>): void {
  const first = new Map<string, string>();
  for (const [name, { kind, cloud }] of entriesByName(helpers)) {
    if (kind !== 'registry') continue;
    const other = first.get(cloud ?? '');
    if (other === undefined) first.set(cloud ?? '', name);
    else {
      const whose = cloud === undefined ? 'all clouds' : `cloud ${cloud}`;
      context.report.warn(
        ['helpers', name],
        `no image is pulled from here: ${other} is the registry of ${whose} already; leave one out`,
        'key',
      );
    }
  }
}

/** Warns of transfers that nobody serves. */
function checkUse(context: NormaliseContext, input: ScenarioInput): void {
  const kinds = new Set(Object.values(input.helpers ?? {}).map(({ kind }) => kind));
  for (const [name, { transfers, trace }] of entriesByName(input.workloads)) {
    const warn = (part: string, message: string): void =>
      context.report.warn(['workloads', name, 'transfers', ...(part === '' ? [] : [part])], message, 'key');
    if (transfers?.cache !== undefined && !kinds.has('cache')) {
      warn('cache', 'there is no helper of kind cache, so every job misses its cache; add one to helpers, or leave this out');
    }
    if (transfers?.image !== undefined && !kinds.has('registry') && !kinds.has('registry_mirror')) {
      warn(
        'image',
        'there is no helper of kind registry or registry_mirror, so images are pulled in no time; add one to helpers, or leave this out',
      );
    }
    const { duration_includes: includes, history_boot: boot } =
      typeof trace === 'object' ? trace : { duration_includes: undefined, history_boot: '0s' };
    if (transfers !== undefined && trace !== undefined && includes !== 'none' && (boot ?? '0s') === '0s') {
      warn(
        '',
        'durations of a history contain what its jobs moved, which is added to them here; state its mean time as history_boot, or leave transfers out',
      );
    }
  }
}

/** Returns the complete helpers, or undefined where the scenario has none. */
export function normaliseServices(context: NormaliseContext, input: ScenarioInput): Record<string, ScenarioService> | undefined {
  checkUse(context, input);
  if (input.helpers === undefined) return undefined;
  checkRegistries(context, input.helpers);
  return mapByName(input.helpers, (given, name) => {
    const path: Path = ['helpers', name];
    checkPlace(context, input, path, given);
    checkKind(context, path, given);
    const { kind, cloud, machine_type: type, bandwidth, pulls, egress, targets } = given;
    const zone = zoneOf(context, input, path, given);
    const isServing = SERVING.includes(kind);
    return {
      kind,
      ...(cloud === undefined ? {} : { cloud }),
      ...(zone === undefined ? {} : { zone }),
      ...(type === undefined ? {} : { machine_type: type, hosts: context.fill([...path, 'hosts'], given.hosts, 1) }),
      ...(bandwidth === undefined ? {} : { bandwidth: sameBandwidth(bandwidth) }),
      ...(isServing ? { latency: context.duration([...path, 'latency'], given.latency, '0s') } : {}),
      ...(pulls === undefined ? {} : { pulls: { limit: pulls.limit, per: sameDuration(pulls.per) } }),
      ...(egress === undefined ? {} : { egress: egress.trim() }),
      ...(targets === undefined ? {} : { targets, series: context.fill([...path, 'series'], given.series, 0) }),
    };
  });
}
