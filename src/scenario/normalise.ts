/** Fills in every default, in this one place: a scenario as written becomes a complete one. */
import { durationText, parseDuration } from '../units/duration.js';
import { instantText, parseInstant } from '../units/instant.js';
import { DAY, HOUR, MINUTE, SECOND, WEEK, type Micros } from '../units/time.js';
import type { LoadedScenario } from './load.js';
import { entriesByName } from './order.js';
import { NormaliseContext, type ReadFile } from './normalise/context.js';
import { normaliseEvents, processNames } from './normalise/events.js';
import { normaliseClouds, normaliseInstances, normaliseRunners } from './normalise/fleet.js';
import { checkZone, normaliseManagers } from './normalise/managers.js';
import { normaliseWorkloads } from './normalise/workloads.js';
import type { Report } from './report.js';
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

/**
 * Returns the complete scenario and every default that was used. What is wrong (a missing file, a name that leads nowhere, a circle of `like`) is
 * noted in `report`; the scenario is of use only where that has not failed. Normalising a normalised scenario changes nothing.
 */
export function normalise(loaded: LoadedScenario, read: ReadFile, report: Report): { scenario: Scenario; defaults: DefaultUsed[] } {
  const { input, document } = loaded;
  const context = new NormaliseContext(report, read);
  checkNames(context, input);
  const horizon = parseDuration(input.horizon) ?? 0;
  const start = parseInstant(context.fill(['start'], input.start, '2024-01-01T00:00:00Z', 'a Monday')) ?? 0;
  const timezone = context.fill(['timezone'], input.timezone, 'UTC');
  checkZone(context, ['timezone'], timezone);
  const warmup = context.duration(['warmup'], input.warmup, '0s');
  if ((parseDuration(warmup) ?? 0) >= horizon) {
    report.error(['warmup'], `the warm-up (${warmup}) leaves nothing of the horizon (${input.horizon}); expected a shorter one`);
  }
  const bin = ROUND_BINS.find((width) => width >= horizon / DEFAULT_BINS) ?? horizon;
  const managers = normaliseManagers(context, input, timezone, loaded.config);
  checkProcessNames(context, managers);
  const scenario: Scenario = {
    name: context.fill(['name'], input.name, document.file.replace(/^.*[\\/]/u, '').replace(/\.ya?ml$/iu, '') || 'scenario'),
    start: instantText(start),
    timezone,
    horizon: durationText(horizon),
    warmup,
    replications: context.fill(['replications'], input.replications, 1),
    instances: normaliseInstances(context, input),
    runners: normaliseRunners(context, input),
    clouds: normaliseClouds(context, input),
    managers,
    workloads: normaliseWorkloads(context, input, timezone),
    events: normaliseEvents(context, input.events ?? [], { managers, start, horizon }),
    thresholds: Object.fromEntries(entriesByName(input.thresholds ?? {})),
    limits: {
      events: context.fill(['limits', 'events'], input.limits?.events, 2e9),
      pending: context.fill(['limits', 'pending'], input.limits?.pending, 5e6),
    },
    timeline: { bin: context.duration(['timeline', 'bin'], input.timeline?.bin, durationText(bin)) },
    allow_unmatched_jobs: context.fill(['allow_unmatched_jobs'], input.allow_unmatched_jobs, false),
  };
  return { scenario, defaults: context.defaults };
}
