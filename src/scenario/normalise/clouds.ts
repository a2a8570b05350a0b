/** Completes clouds: billing, API, quotas, cleaners, machine types. */
import type { Micros } from '../../units/time.js';
import { epochOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import { cpusOfName } from '../machine-cpus.js';
import { mapByName } from '../order.js';
import type { ScenarioApi, ScenarioBilling, ScenarioCleaner, ScenarioCloud, ScenarioMachineType } from '../scenario-cloud.js';
import type { DurationDistribution } from '../scenario.js';
import type { ScenarioInput } from '../schema.js';
import { sameDuration, type NormaliseContext } from './context.js';
import { normaliseDistribution } from './distribution.js';
import { sameQuota } from './quota.js';
import { normaliseZone, unlike } from './zones.js';

type CloudInput = NonNullable<ScenarioInput['clouds']>[string];
type TypeInput = Exclude<CloudInput['machine_types'][string], string>;

/** A cap that the cloud itself sets: machines of this kind are ended after a day. */
const PREEMPTIBLE_CAP = '24h';

/**
 * Life of a preemptible machine of GCE, from the survival of 1 442 of them in 2019: 0.93 at 15 minutes, 0.85 at 1 h, 0.77 at 3 h, 0.61 at 24 h, when
 * those left are ended. Evenly spread in between.
 */
export const PREEMPTIBLE_LIFE: DurationDistribution = {
  mixture: [
    { weight: 7, of: { uniform: { min: '0s', max: '15m' } } },
    { weight: 8, of: { uniform: { min: '15m', max: '1h' } } },
    { weight: 8, of: { uniform: { min: '1h', max: '3h' } } },
    { weight: 16, of: { uniform: { min: '3h', max: '1d' } } },
    { weight: 61, of: '1d' },
  ],
};

function normaliseApi(context: NormaliseContext, path: Path, given: NonNullable<CloudInput['api']>): ScenarioApi {
  const at = (...keys: (string | number)[]): Path => [...path, ...keys];
  const calls = given.calls_per_create;
  const create = typeof calls === 'number' ? { fixed: calls, poll: 0, every: '1s' } : calls;
  return {
    calls_per_create: {
      fixed: context.fill(at('calls_per_create', 'fixed'), create?.fixed, 0),
      poll: context.fill(at('calls_per_create', 'poll'), create?.poll, 0),
      every: context.duration(at('calls_per_create', 'every'), create?.every, '1s'),
    },
    calls_per_delete: context.fill(at('calls_per_delete'), given.calls_per_delete, 0),
    calls_per_pass: context.fill(at('calls_per_pass'), given.calls_per_pass, 0),
    limits: (given.limits ?? []).map((limit, i) => ({
      calls: limit.calls,
      per: sameDuration(limit.per),
      of: context.fill(at('limits', i, 'of'), limit.of, 'cloud' as const),
    })),
    refusal: context.duration(at('refusal'), given.refusal, '1s'),
  };
}

function normaliseCleaner(
  context: NormaliseContext,
  path: Path,
  given: NonNullable<NonNullable<CloudInput['cleaners']>['hanging']>,
  note: string,
): ScenarioCleaner {
  return {
    every: context.duration([...path, 'every'], given.every, '15m'),
    minimum_age: context.duration([...path, 'minimum_age'], given.minimum_age, '1h', note),
  };
}

function normaliseCleaners(context: NormaliseContext, path: Path, given: CloudInput['cleaners']): Pick<ScenarioCloud, 'cleaners'> {
  if (given === undefined) return {};
  const note = 'a guess: no default of the cleaner is known';
  const { hanging, droplet_zero: zero } = given;
  return {
    cleaners: {
      ...(hanging === undefined ? {} : { hanging: normaliseCleaner(context, [...path, 'cleaners', 'hanging'], hanging, note) }),
      ...(zero === undefined ? {} : { droplet_zero: normaliseCleaner(context, [...path, 'cleaners', 'droplet_zero'], zero, note) }),
    },
  };
}

function normalisePreemptible(
  context: NormaliseContext,
  path: Path,
  given: TypeInput['preemptible'],
): Pick<ScenarioMachineType, 'preemptible'> {
  if (given === undefined || given === false) return {};
  const { life, cap } = given === true ? {} : given;
  const note = 'survival of 1 442 machines of GCE in 2019; larger machines are taken earlier';
  const filled = context.fill([...path, 'life'], life, PREEMPTIBLE_LIFE, note);
  return {
    preemptible: {
      life: normaliseDistribution(context, [...path, 'life'], filled, true),
      cap: context.duration([...path, 'cap'], cap, PREEMPTIBLE_CAP),
    },
  };
}

/** Returns a machine type in its shortest form: the price alone where nothing else is said and no quota counts CPUs. */
function normaliseType(
  context: NormaliseContext,
  path: Path,
  given: CloudInput['machine_types'][string],
  of: { readonly driver: string; readonly name: string; readonly billing: ScenarioBilling; readonly countsCpus: boolean },
): string | ScenarioMachineType {
  const type: TypeInput = typeof given === 'string' ? { price: given } : given;
  const price = type.price.trim();
  const cpus = of.countsCpus
    ? context.fill([...path, 'cpus'], type.cpus, cpusOfName(of.driver, of.name), 'read from its name; 1 where it does not say')
    : type.cpus;
  const whole: ScenarioMachineType = {
    price,
    ...(cpus === undefined ? {} : { cpus }),
    ...normalisePreemptible(context, [...path, 'preemptible'], type.preemptible),
    ...(type.billing === undefined
      ? {}
      : {
          billing: {
            granularity: context.duration(
              [...path, 'billing', 'granularity'],
              type.billing.granularity,
              of.billing.granularity,
              'as its cloud',
            ),
            minimum: context.duration([...path, 'billing', 'minimum'], type.billing.minimum, of.billing.minimum, 'as its cloud'),
          },
        }),
  };
  return Object.keys(whole).length === 1 ? price : whole;
}

/** From here on DigitalOcean charges by the second; before, each hour that was begun. */
const DIGITALOCEAN_BY_SECOND = epochOf('2026-01-01T00:00:00Z');

/** Returns how a cloud charges where the scenario does not say it, and why; a run that begins under the old rule is charged by it to its end. */
function usualBilling(driver: string, start: Micros): ScenarioBilling & { readonly note?: string } {
  if (driver !== 'digitalocean') return { granularity: '1s', minimum: '1m' };
  if (start >= DIGITALOCEAN_BY_SECOND) return { granularity: '1s', minimum: '1m', note: 'the rule since 2026; before, 1h and 1h' };
  return { granularity: '1h', minimum: '1h', note: 'the rule until the end of 2025, when the scenario starts; since then 1s and 1m' };
}

/** Returns the complete clouds, every `like` resolved. `start` is that of the scenario, micros since 1970. */
export function normaliseClouds(context: NormaliseContext, input: ScenarioInput, start: Micros): Record<string, ScenarioCloud> {
  return mapByName(input.clouds ?? {}, (given, name) => {
    const path: Path = ['clouds', name];
    const { driver } = given;
    const { granularity, minimum, note } = usualBilling(driver, start);
    if (Object.keys(given.zones).length === 0) context.report.error([...path, 'zones'], 'a cloud needs at least one zone', 'key');
    const billing = {
      granularity: context.duration([...path, 'billing', 'granularity'], given.billing?.granularity, granularity, note),
      minimum: context.duration([...path, 'billing', 'minimum'], given.billing?.minimum, minimum, note),
    };
    const zones = mapByName(given.zones, (_, zone) => {
      const whole = unlike(context, [...path, 'zones'], given.zones, zone) ?? {};
      return normaliseZone(context, [...path, 'zones', zone], driver, whole);
    });
    const countsCpus = [given, ...Object.values(zones)].some(({ quota }) => (quota?.cpus ?? 'none') !== 'none');
    return {
      driver,
      billing,
      ...(given.api === undefined ? {} : { api: normaliseApi(context, [...path, 'api'], given.api) }),
      ...(given.quota === undefined ? {} : { quota: sameQuota(context, [...path, 'quota'], given.quota) }),
      ...normaliseCleaners(context, path, given.cleaners),
      zones,
      machine_types: mapByName(given.machine_types, (type, key) =>
        normaliseType(context, [...path, 'machine_types', key], type, { driver, name: key, billing, countsCpus }),
      ),
      disk_types: mapByName(context.fill([...path, 'disk_types'], given.disk_types, {}, 'disks cost nothing'), (price) => price.trim()),
    };
  });
}
