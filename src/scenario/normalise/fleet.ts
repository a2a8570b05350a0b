/** Completes instances, registrations and clouds. */
import type { Path } from '../document.js';
import { mapByName } from '../order.js';
import type { ScenarioInput } from '../schema.js';
import type { DurationDistribution, ScenarioCloud, ScenarioInstance, ScenarioRunner, ScenarioZone } from '../scenario.js';
import type { NormaliseContext } from './context.js';
import { normaliseDistribution } from './distribution.js';

type CloudInput = NonNullable<ScenarioInput['clouds']>[string];
type ZoneInput = CloudInput['zones'][string];

/** Returns the complete instances. */
export function normaliseInstances(context: NormaliseContext, input: ScenarioInput): Record<string, ScenarioInstance> {
  return mapByName(input.instances, (given, name) => {
    const at = (...keys: string[]): Path => ['instances', name, ...keys];
    const { url, trace } = given;
    return {
      ...(url === undefined ? {} : { url }),
      request_latency: context.duration(at('request_latency'), given.request_latency, '200ms'),
      update_latency: context.duration(at('update_latency'), given.update_latency, '100ms'),
      final_update_latency: context.duration(at('final_update_latency'), given.final_update_latency, '100ms'),
      long_polling: context.duration(at('long_polling'), given.long_polling, '50s'),
      long_poll_wake: context.fill(at('long_poll_wake'), given.long_poll_wake, 'rails'),
      fair_usage: context.fill(at('fair_usage'), given.fair_usage, true),
      cancel_pending: context.fill(at('cancel_pending'), given.cancel_pending, true),
      trace: {
        output: context.fill(at('trace', 'output'), trace?.output, 'chatty'),
        patch_latency: context.duration(at('trace', 'patch_latency'), trace?.patch_latency, '0s'),
        touch_latency: context.duration(at('trace', 'touch_latency'), trace?.touch_latency, '0s'),
        update_interval: context.duration(at('trace', 'update_interval'), trace?.update_interval, '60s'),
      },
    };
  });
}

/** Returns the instance that `given` names, the only one where it is absent, or an empty name after noting an error. */
export function instanceOf(context: NormaliseContext, input: ScenarioInput, path: Path, given: string | undefined): string {
  const names = Object.keys(input.instances);
  if (given !== undefined) {
    context.known([...path, 'instance'], 'instance', given, names);
    return given;
  }
  if (names.length > 1) {
    context.report.error(
      [...path, 'instance'],
      `required key 'instance' is missing: there are several (${names.join(', ')}); name one`,
      'key',
    );
  }
  return context.fill([...path, 'instance'], undefined, names[0] ?? '');
}

/** Returns the complete registrations. */
export function normaliseRunners(context: NormaliseContext, input: ScenarioInput): Record<string, ScenarioRunner> {
  const holders = new Map<string, string>();
  return mapByName(input.runners, (given, name) => {
    const at = (...keys: string[]): Path => ['runners', name, ...keys];
    const { token, projects } = given;
    const other = token === undefined ? undefined : holders.get(token);
    if (other !== undefined)
      context.report.error(at('token'), `runners ${other} and ${name} have the same token; every registration has its own`);
    if (token !== undefined) holders.set(token, name);
    if (name === 'ignore')
      context.report.error(at(), "a runner cannot be called 'ignore': in entries this word means that an entry is left out", 'key');
    const type = context.fill(at('type'), given.type, 'instance');
    const tags = [...new Set(context.fill(at('tags'), given.tags, []))];
    if (type === 'instance' && projects !== undefined) {
      context.report.error(at('projects'), 'an instance runner serves all projects; leave projects out or make its type project', 'key');
    }
    if (type === 'project' && (projects ?? []).length === 0) {
      context.report.error(
        at('projects'),
        `required key 'projects' is missing: a project runner serves the projects it names; add projects: [name]`,
        'key',
      );
    }
    return {
      instance: instanceOf(context, input, at(), given.instance),
      ...(token === undefined ? {} : { token }),
      type,
      tags,
      run_untagged: context.fill(at('run_untagged'), given.run_untagged, tags.length === 0),
      protected: context.fill(at('protected'), given.protected, false),
      ...(projects === undefined ? {} : { projects: [...new Set(projects)] }),
      paused: context.fill(at('paused'), given.paused, false),
    };
  });
}

/** Boot times by driver: medians of measurements of GCE and DigitalOcean machines up to SSH; for other drivers a guess between published figures. */
function bootDefault(driver: string): { by: DurationDistribution; note: string } {
  if (driver === 'google') return { by: { lognormal: { median: '35s', sigma: 0.4 } }, note: 'a usual figure for GCE; measure yours' };
  if (driver === 'digitalocean')
    return { by: { lognormal: { median: '45s', sigma: 0.3 } }, note: 'a usual figure for DigitalOcean; measure yours' };
  return { by: { lognormal: { median: '60s', sigma: 0.4 } }, note: `weak evidence: no figures for the driver ${driver}; measure yours` };
}

/** Returns the zone with what it has from the zones it is like, or undefined after noting a cycle or an unknown name. */
function unlike(context: NormaliseContext, path: Path, zones: CloudInput['zones'], name: string): ZoneInput | undefined {
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

function normaliseZone(context: NormaliseContext, path: Path, driver: string, given: ZoneInput): ScenarioZone {
  const at = (...keys: string[]): Path => [...path, ...keys];
  const boot = bootDefault(driver);
  return {
    boot_time: normaliseDistribution(context, at('boot_time'), context.fill(at('boot_time'), given.boot_time, boot.by, boot.note), true),
    boot_failure: context.fill(at('boot_failure'), given.boot_failure, '0%'),
    failed_boot_is_billed: context.fill(at('failed_boot_is_billed'), given.failed_boot_is_billed, true),
    delete_time: normaliseDistribution(context, at('delete_time'), context.fill(at('delete_time'), given.delete_time, '20s'), true),
    delete_failure: context.fill(at('delete_failure'), given.delete_failure, '0%'),
    provision_time: context.duration(at('provision_time'), given.provision_time, '30s'),
    provision_failure: context.fill(at('provision_failure'), given.provision_failure, '100%'),
    force_delete_time: context.duration(at('force_delete_time'), given.force_delete_time, '0s'),
    stop_time: context.duration(at('stop_time'), given.stop_time, '3s'),
    connect_latency: context.duration(at('connect_latency'), given.connect_latency, '500ms'),
    quota: {
      machines: context.fill(at('quota', 'machines'), given.quota?.machines, 0, 'no quota'),
      refusal: context.duration(at('quota', 'refusal'), given.quota?.refusal, '2s'),
    },
  };
}

/** Returns the complete clouds, every `like` resolved. */
export function normaliseClouds(context: NormaliseContext, input: ScenarioInput): Record<string, ScenarioCloud> {
  return mapByName(input.clouds ?? {}, (given, name) => {
    const path: Path = ['clouds', name];
    const { driver } = given;
    const [granularity, minimum] = driver === 'digitalocean' ? ['1h', '1h'] : ['1s', '1m'];
    const note = driver === 'digitalocean' ? 'the rule until the end of 2025; since then 1s and 1m' : undefined;
    if (Object.keys(given.zones).length === 0) context.report.error([...path, 'zones'], 'a cloud needs at least one zone', 'key');
    return {
      driver,
      billing: {
        granularity: context.duration([...path, 'billing', 'granularity'], given.billing?.granularity, granularity, note),
        minimum: context.duration([...path, 'billing', 'minimum'], given.billing?.minimum, minimum, note),
      },
      zones: mapByName(given.zones, (_, zone) => {
        const whole = unlike(context, [...path, 'zones'], given.zones, zone) ?? {};
        return normaliseZone(context, [...path, 'zones', zone], driver, whole);
      }),
      machine_types: mapByName(given.machine_types, (price) => price.trim()),
      disk_types: mapByName(context.fill([...path, 'disk_types'], given.disk_types, {}, 'disks cost nothing'), (price) => price.trim()),
    };
  });
}
