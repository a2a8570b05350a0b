/** Completes zones: `like` resolved, boot times by driver. */
import { READY_TIME, usualBoot } from '../boot-times.js';
import type { Path } from '../text/path.js';
import type { ScenarioZone } from '../scenario-cloud.js';
import type { DurationDistribution } from '../scenario.js';
import type { ScenarioInput } from '../schema.js';
import { type NormaliseContext, sameDuration } from './context.js';
import { normaliseDistribution } from './distribution.js';
import { sameQuota } from './quota.js';

type CloudInput = NonNullable<ScenarioInput['clouds']>[string];
export type ZoneInput = CloudInput['zones'][string];

function bootDefault(driver: string): { by: DurationDistribution; note: string } {
  const { medianSeconds, sigma, note } = usualBoot(driver);
  return { by: { lognormal: { median: `${medianSeconds}s`, sigma } }, note };
}

/** Returns the zone with what it has from the zones it is like, or undefined after noting a cycle or an unknown name. */
export function unlike(context: NormaliseContext, path: Path, zones: CloudInput['zones'], name: string): ZoneInput | undefined {
  const chain = [name];
  let zone: ZoneInput = zones[name] ?? {};
  while (zone.like !== undefined) {
    const next = zone.like;
    const at: Path = [...path, chain.at(-1) ?? name, 'like'];
    if (chain.includes(next)) {
      // The cycle is one mistake: it is told once, at its first zone by name.
      const members = chain.slice(chain.indexOf(next));
      if (name === members.toSorted()[0]) {
        context.report.error(
          [...path, name, 'like'],
          `like goes in a circle: ${[...members, next].join(' -> ')}; one of these zones must say its own values`,
        );
      }
      return undefined;
    }
    const base = Object.hasOwn(zones, next) ? zones[next] : undefined;
    if (base === undefined) {
      if (chain.length === 1) context.known(at, 'zone', next, Object.keys(zones));
      return undefined;
    }
    const { like: _like, ...own } = zone;
    zone = { ...base, ...own, like: base.like };
    chain.push(next);
  }
  return zone;
}

/**
 * A call or two: drivers take the answer that there is no such machine for done (docker-machine's for Google, DigitalOcean and OpenStack), and wait for
 * nothing. That a call takes about a second with the start of the command is an assumption.
 */
const REMOVE_UNMADE = '2s';

function removeUnmade(context: NormaliseContext, path: Path, given: string | undefined): string {
  const text = context.fill(path, given, REMOVE_UNMADE);
  return text === 'as_made' ? text : sameDuration(text);
}

/** Returns the complete zone. */
export function normaliseZone(context: NormaliseContext, path: Path, driver: string, given: ZoneInput): ScenarioZone {
  const at = (...keys: string[]): Path => [...path, ...keys];
  const boot = bootDefault(driver);
  return {
    boot_time: normaliseDistribution(context, at('boot_time'), context.fill(at('boot_time'), given.boot_time, boot.by, boot.note), true),
    boot_failure: context.fill(at('boot_failure'), given.boot_failure, '0%'),
    failed_boot_is_billed: context.fill(at('failed_boot_is_billed'), given.failed_boot_is_billed, true),
    ready_time: normaliseDistribution(context, at('ready_time'), context.fill(at('ready_time'), given.ready_time, READY_TIME), true),
    ready_failure: context.fill(at('ready_failure'), given.ready_failure, '0%'),
    delete_time: normaliseDistribution(context, at('delete_time'), context.fill(at('delete_time'), given.delete_time, '20s'), true),
    delete_failure: context.fill(at('delete_failure'), given.delete_failure, '0%'),
    provision_time: context.duration(at('provision_time'), given.provision_time, '30s'),
    provision_failure: context.fill(at('provision_failure'), given.provision_failure, '100%'),
    force_delete_time: context.duration(at('force_delete_time'), given.force_delete_time, '0s'),
    stop_time: context.duration(at('stop_time'), given.stop_time, '3s'),
    remove_unmade: removeUnmade(context, at('remove_unmade'), given.remove_unmade),
    connect_latency: context.duration(at('connect_latency'), given.connect_latency, '500ms'),
    ...(given.orphans === undefined ? {} : { orphans: given.orphans }),
    ...(given.droplet_zero === undefined ? {} : { droplet_zero: given.droplet_zero }),
    quota: {
      machines: context.fill(at('quota', 'machines'), given.quota?.machines, 'none'),
      ...sameQuota(context, at('quota'), given.quota ?? {}),
      refusal: context.duration(at('quota', 'refusal'), given.quota?.refusal, '2s'),
    },
  };
}
