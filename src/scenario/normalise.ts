/** Fills in every default, in this one place: a scenario as written becomes a complete one. */
import { durationText } from '../units/duration.js';
import { instantText } from '../units/instant.js';
import { DAY, HOUR, MINUTE, SECOND, WEEK, type Micros } from '../units/time.js';
import { epochOf, microsOf } from './accepted.js';
import type { LoadedScenario } from './load.js';
import { entriesByName } from './order.js';
import { normaliseClouds } from './normalise/clouds.js';
import { NormaliseContext, type ReadFile } from './normalise/context.js';
import { normaliseEvents, processNames } from './normalise/events.js';
import { normaliseFailovers } from './normalise/failover.js';
import { normaliseInstances, normaliseRunners } from './normalise/fleet.js';
import { normaliseServices } from './normalise/services.js';
import { checkZone, normaliseManagers } from './normalise/managers.js';
import { normaliseMonitoring } from './normalise/monitoring.js';
import { normaliseLoadScale } from './normalise/changes.js';
import { normaliseTeams } from './normalise/teams.js';
import { normaliseWorkloads } from './normalise/workloads.js';
import type { Report } from './text/report.js';
import type { ScenarioInput } from './schema.js';
import type { DefaultUsed, Scenario } from './scenario.js';

/** Widths of a bin that people like to read, ascending. */
const ROUND_BINS: readonly Micros[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2].map((n) => n * DAY),
  ...[1, 2, 4, 8].map((n) => n * WEEK),
];

/** Each bin costs memory and rows, whatever happens in it. */
const MOST_BINS = 100_000;

/** Bins a timeline has at most unless the scenario states their width. */
const DEFAULT_BINS = 240;

function checkNames(context: NormaliseContext, input: ScenarioInput): void {
  for (const key of ['instances', 'runners', 'managers', 'workloads'] as const) {
    if (Object.keys(input[key]).length === 0) context.report.error([key], `expected at least one of ${key}`, 'key');
  }
}

function checkProcessNames(context: NormaliseContext, managers: Scenario['managers']): void {
  const groups = new Map<string, string>();
  for (const [group, manager] of entriesByName(managers)) {
    for (const name of processNames(group, manager)) {
      const other = groups.get(name);
      if (other !== undefined)
        context.report.error(
          ['managers', group],
          `groups ${other} and ${group} both have a process called ${name}; rename one of them`,
          'key',
        );
      groups.set(name, group);
    }
  }
}

/** Returns when chef-client runs, where chef changes something or the scenario says it. */
function normaliseChef(context: NormaliseContext, input: ScenarioInput, events: Scenario['events']): Pick<Scenario, 'chef'> {
  if (input.chef === undefined && !events.some(({ change }) => change?.by === 'chef')) return {};
  return { chef: { interval: context.duration(['chef', 'interval'], input.chef?.interval, '30m') } };
}

/**
 * Returns the complete scenario and every default that was used. What is wrong (a missing file, a name that leads nowhere, a circle of `like`) is
 * noted in `report`; the scenario is of use only where that has not failed. Normalising a normalised scenario changes nothing.
 */
export function normalise(loaded: LoadedScenario, read: ReadFile, report: Report): { scenario: Scenario; defaults: DefaultUsed[] } {
  const { input, document } = loaded;
  const context = new NormaliseContext(report, read);
  checkNames(context, input);
  const horizon = microsOf(input.horizon);
  const start = epochOf(context.fill(['start'], input.start, '2024-01-01T00:00:00Z', 'a Monday'));
  const timezone = context.fill(['timezone'], input.timezone, 'UTC');
  checkZone(context, ['timezone'], timezone);
  // Nothing is left out until somebody has detected it.
  const warmup = input.warmup === 'auto' ? '0s' : context.duration(['warmup'], input.warmup, '0s');
  if (microsOf(warmup) >= horizon) {
    report.error(['warmup'], `the warm-up (${warmup}) leaves nothing of the horizon (${input.horizon}); expected a shorter one`);
  }
  const bin = ROUND_BINS.find((width) => width >= horizon / DEFAULT_BINS) ?? horizon;
  const managers = normaliseManagers(context, input, timezone, loaded.config);
  checkProcessNames(context, managers);
  const helpers = normaliseServices(context, input);
  const monitoring = normaliseMonitoring(context, input);
  const name = context.fill(['name'], input.name, document.file.replace(/^.*[\\/]/u, '').replace(/\.ya?ml$/iu, '') || 'scenario');
  const replications = context.fill(['replications'], input.replications, 1);
  const instances = normaliseInstances(context, input);
  const runners = normaliseRunners(context, input);
  const clouds = normaliseClouds(context, input, start);
  const workloads = normaliseWorkloads(context, input, timezone);
  const bins = input.timeline?.bin === undefined ? 1 : horizon / microsOf(input.timeline.bin);
  if (bins > MOST_BINS) {
    const message = `a timeline of ${Math.ceil(bins)} bins; expected at most ${MOST_BINS}: make bin longer, at least horizon / ${MOST_BINS}`;
    report.error(['timeline', 'bin'], message);
  }
  const events = normaliseEvents(context, input.events ?? [], { input, managers, start, horizon });
  const failover = normaliseFailovers(context, { input, runners, managers, events });
  const scenario: Scenario = {
    name,
    start: instantText(start),
    timezone,
    horizon: durationText(horizon),
    warmup,
    replications,
    instances,
    runners,
    clouds,
    ...(helpers === undefined ? {} : { helpers }),
    ...(monitoring === undefined ? {} : { monitoring }),
    managers,
    workloads,
    ...normaliseLoadScale(context, input),
    ...normaliseTeams(context, input),
    events,
    ...(failover === undefined ? {} : { failover }),
    ...normaliseChef(context, input, events),
    thresholds: Object.fromEntries(entriesByName(input.thresholds ?? {})),
    ...(input.plan === undefined ? {} : { plan: input.plan }),
    limits: {
      events: context.fill(['limits', 'events'], input.limits?.events, 2e9),
      pending: context.fill(['limits', 'pending'], input.limits?.pending, 5e6),
    },
    timeline: { bin: context.duration(['timeline', 'bin'], input.timeline?.bin, durationText(bin)) },
    allow_unmatched_jobs: context.fill(['allow_unmatched_jobs'], input.allow_unmatched_jobs, false),
  };
  return { scenario, defaults: context.defaults };
}
