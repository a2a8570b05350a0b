/** Completes outages: their names, what they hit, and what is so meanwhile. */
import type { Path } from '../text/path.js';
import type { ScenarioDegradation, ScenarioEvent, ScenarioOutage } from '../scenario-event.js';
import type { DurationDistribution } from '../scenario.js';
import type { ScenarioInput } from '../schema.js';
import { OUTAGE_TARGETS } from '../schema/outage.js';
import type { NormaliseContext } from './context.js';
import { normaliseDistribution } from './distribution.js';
import { Numbered } from './numbered.js';

type EventInput = NonNullable<ScenarioInput['events']>[number];
type OutageInput = NonNullable<EventInput['outage']>;
type TargetKind = (typeof OUTAGE_TARGETS)[number];

/** No list of incidents says how often one cloud fails; operators report some a quarter. */
const BETWEEN: DurationDistribution = { exponential: { mean: '90d' } };

/** 1 033 incidents that operators of clouds reported in 2018 to 2020. */
const DURATION: DurationDistribution = { lognormal: { median: '139m', sigma: 1.23 } };

/** Returns when an outage at drawn times begins and how long it lasts. */
export function drawnTimes(context: NormaliseContext, path: Path, given: EventInput): Pick<ScenarioEvent, 'between' | 'for'> {
  const between = context.fill([...path, 'between'], given.between, BETWEEN, 'weak evidence: state how often yours fails');
  const lasts = context.fill([...path, 'for'], given.for, DURATION, 'incidents of clouds, 2018 to 2020');
  return {
    between: normaliseDistribution(context, [...path, 'between'], between, true),
    for: normaliseDistribution(context, [...path, 'for'], lasts, true),
  };
}

/** What is known of an outage by its name: those of one name must be alike, and none of several may be drawn. */
export class OutageNames extends Numbered {
  readonly #known = new Map<string, { readonly what: string; readonly isDrawn: boolean; readonly place: string }>();

  /** Notes what does not fit another outage of the same name. */
  check(context: NormaliseContext, path: Path, outage: ScenarioOutage, isDrawn: boolean): void {
    const { name, ...of } = outage;
    const what = JSON.stringify(of);
    const other = this.#known.get(name);
    const place = context.report.place(path);
    if (other === undefined) this.#known.set(name, { what, isDrawn, place });
    else if (isDrawn || other.isDrawn) {
      const message = `there is another outage called '${name}' (${other.place}), and one at drawn times has a name of its own; rename one of them`;
      context.report.error([...path, 'name'], message);
    } else if (other.what !== what) {
      const message = `another outage called '${name}' (${other.place}) hits something else or in another way; rename one of them, or make them alike but for their times`;
      context.report.error([...path, 'name'], message);
    }
  }
}

/** What an outage needs to know of the rest of the scenario. */
export interface OutageSurroundings {
  readonly input: ScenarioInput;
  /** Group of each process. */
  readonly groupOf: ReadonlyMap<string, string>;
  readonly names: OutageNames;
}

function checkZone(context: NormaliseContext, path: Path, zone: string, clouds: NonNullable<ScenarioInput['clouds']>): void {
  const holders = Object.keys(clouds).filter((cloud) => Object.hasOwn(clouds[cloud]!.zones, zone));
  if (holders.length === 1) return;
  if (holders.length > 1) {
    const written = holders.map((cloud) => `${cloud}/${zone}`).join(' or ');
    context.report.error(path, `the zone '${zone}' is in several clouds (${holders.join(', ')}); write ${written}`);
    return;
  }
  const all = Object.entries(clouds).flatMap(([cloud, { zones }]) => Object.keys(zones).map((name) => ({ cloud, name })));
  if (all.some(({ cloud, name }) => `${cloud}/${name}` === zone)) return;
  context.known(
    path,
    'zone',
    zone,
    all.flatMap(({ cloud, name }) => (zone.includes('/') ? `${cloud}/${name}` : name)),
  );
}

function checkTarget(context: NormaliseContext, path: Path, kind: TargetKind, name: string, around: OutageSurroundings): void {
  const { input, groupOf } = around;
  if (kind === 'zone') checkZone(context, path, name, input.clouds ?? {});
  else if (kind === 'cloud') context.known(path, 'cloud', name, Object.keys(input.clouds ?? {}));
  else if (kind === 'instance') context.known(path, 'instance', name, Object.keys(input.instances));
  else if (kind === 'helper') context.known(path, 'helper', name, Object.keys(input.helpers ?? {}));
  else if (kind === 'group') context.known(path, 'group', name, Object.keys(input.managers));
  else if (Object.hasOwn(input.managers, name) && !groupOf.has(name)) {
    const message = `'${name}' is a group; write group: ${name} for all its hosts, or name one of its processes, such as ${name}-1`;
    context.report.error(path, message);
  } else context.known(path, 'manager', name, [...groupOf.keys()]);
}

/** Notes every key that means nothing for an outage of its kind. */
function checkKeys(context: NormaliseContext, path: Path, kind: TargetKind, given: OutageInput): void {
  const isPlace = kind === 'cloud' || kind === 'zone';
  const fits = {
    limits: kind === 'cloud',
    of: isPlace,
    api: isPlace,
    degraded: isPlace,
    answers: kind === 'instance',
    slower: kind === 'helper',
  };
  const whose = {
    limits: 'a cloud',
    of: 'a cloud or zone',
    api: 'a cloud or zone',
    degraded: 'a cloud or zone',
    answers: 'an instance',
    slower: 'a helper',
  };
  for (const key of ['of', 'api', 'degraded', 'limits', 'answers', 'slower'] as const) {
    if (given[key] === undefined || fits[key]) continue;
    context.report.error([...path, key], `only an outage of ${whose[key]} has ${key}, this one is of a ${kind}; leave it out`, 'key');
  }
  if (!isPlace) return;
  for (const key of ['of', 'api'] as const) {
    const instead = given.degraded !== undefined ? 'degraded' : given.limits !== undefined ? 'limits' : undefined;
    if (given[key] === undefined || instead === undefined) continue;
    context.report.error(
      [...path, key],
      `what is ${instead === 'degraded' ? 'degraded' : 'limited'} works on: expected either ${key} or ${instead}`,
      'key',
    );
  }
  if (given.degraded !== undefined && given.limits !== undefined) {
    context.report.error(
      [...path, 'limits'],
      'expected either degraded or limits; two outages of different names may lie side by side',
      'key',
    );
  }
  if ((given.of === 'machines' || given.of === 'sold_out') && given.api !== undefined) {
    context.report.error([...path, 'api'], `an outage of: ${given.of} leaves the API as it is; leave api out, or write of: both`, 'key');
  }
}

function normaliseDegraded(context: NormaliseContext, path: Path, given: NonNullable<OutageInput['degraded']>): ScenarioDegradation {
  if (Object.values(given).every((value) => value === undefined)) {
    context.report.error(path, 'expected at least one of boot_factor, boot_failure, api_latency', 'key');
  }
  return {
    boot_factor: context.fill([...path, 'boot_factor'], given.boot_factor, 1),
    boot_failure: context.fill([...path, 'boot_failure'], given.boot_failure, '0%'),
    api_latency: context.duration([...path, 'api_latency'], given.api_latency, '0s'),
  };
}

function effectOf(context: NormaliseContext, path: Path, kind: TargetKind, given: OutageInput): Omit<ScenarioOutage, 'name' | TargetKind> {
  if (kind === 'instance') return { answers: context.fill([...path, 'answers'], given.answers, 'connection_error' as const) };
  if (kind === 'helper') return given.slower === undefined ? {} : { slower: given.slower };
  if (kind === 'manager' || kind === 'group') return {};
  if (given.degraded !== undefined) return { degraded: normaliseDegraded(context, [...path, 'degraded'], given.degraded) };
  if (given.limits !== undefined)
    return { limits: { calls: given.limits.calls, per: context.duration([...path, 'limits', 'per'], given.limits.per, '1m') } };
  const of = context.fill([...path, 'of'], given.of, 'both' as const);
  return of === 'machines' || of === 'sold_out' ? { of } : { of, api: context.fill([...path, 'api'], given.api, 'fails' as const) };
}

/** Returns the complete outage; its name is the one stated, else made of what it hits. */
export function normaliseOutage(
  context: NormaliseContext,
  path: Path,
  given: OutageInput,
  around: OutageSurroundings,
  isDrawn: boolean,
): ScenarioOutage {
  const kind = OUTAGE_TARGETS.find((key) => given[key] !== undefined) ?? 'cloud';
  const target = given[kind] ?? '';
  checkTarget(context, [...path, kind], kind, target, around);
  checkKeys(context, path, kind, given);
  const effect = effectOf(context, path, kind, given);
  const part =
    effect.of ??
    (effect.degraded !== undefined
      ? 'degraded'
      : effect.limits !== undefined
        ? 'limited'
        : effect.slower !== undefined
          ? 'slow'
          : undefined);
  const name = given.name ?? around.names.next(`${kind} ${target}${part === undefined ? '' : ` ${part}`}`);
  const outage: ScenarioOutage = { name, [kind]: target, ...effect };
  around.names.check(context, path, outage, isDrawn);
  return outage;
}
