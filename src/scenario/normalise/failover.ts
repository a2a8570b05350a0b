/** Completes failovers: who notices, what is done, how it is undone; every name known. */
import type { Path } from '../text/path.js';
import { mapByName } from '../order.js';
import { own } from '../own.js';
import type { ScenarioEvent, ScenarioFailover, ScenarioRule, ScenarioTarget } from '../scenario-event.js';
import type { DurationDistribution, ScenarioManager, ScenarioRunner } from '../scenario.js';
import type { ScenarioInput } from '../schema.js';
import { sameDuration, type NormaliseContext } from './context.js';
import { normaliseDistribution } from './distribution.js';
import { processNames } from './events.js';

type FailoverInput = NonNullable<ScenarioInput['failover']>[string];
type PersonInput = NonNullable<FailoverInput['notice']['person']>;
type RuleInput = NonNullable<FailoverInput['notice']['rule']>;

/** How soon somebody sees that a cloud is gone. */
const NOTICED_AFTER: DurationDistribution = { lognormal: { median: '10m', sigma: 0.6 } };

/** What a failover needs to know of the rest of the scenario. */
export interface FailoverSurroundings {
  readonly input: ScenarioInput;
  readonly runners: Readonly<Record<string, ScenarioRunner>>;
  readonly managers: Readonly<Record<string, ScenarioManager>>;
  readonly events: readonly ScenarioEvent[];
}

function normalisePerson(
  context: NormaliseContext,
  path: Path,
  given: PersonInput,
  events: readonly ScenarioEvent[],
): NonNullable<ScenarioFailover['notice']['person']> {
  const outages = events.flatMap(({ outage }) => outage ?? []);
  const names = [...new Set(outages.map(({ name }) => name))];
  const places = [...new Set(outages.filter(({ cloud, zone }) => (cloud ?? zone) !== undefined).map(({ name }) => name))];
  given.of?.forEach((name, i) => context.known([...path, 'of', i], 'outage', name, names));
  const of = [...new Set(context.fill([...path, 'of'], given.of, places, 'all outages of clouds and zones'))];
  if (of.length === 0) context.report.warn(path, 'there is no outage to be noticed, so this failover never happens', 'key');
  const note = 'a guess: state how soon yours is noticed';
  return {
    after: normaliseDistribution(context, [...path, 'after'], context.fill([...path, 'after'], given.after, NOTICED_AFTER, note), true),
    of,
  };
}

function normaliseRule(context: NormaliseContext, path: Path, given: RuleInput, input: ScenarioInput): ScenarioRule {
  const { queue_time: waits, api_failing: cloud } = given;
  const at = (...keys: (string | number)[]): Path => [...path, ...keys];
  if (cloud !== undefined) context.known(at('api_failing'), 'cloud', cloud, Object.keys(input.clouds ?? {}));
  waits?.workloads?.forEach((name, i) => context.known(at('queue_time', 'workloads', i), 'workload', name, Object.keys(input.workloads)));
  return {
    ...(waits === undefined
      ? {}
      : {
          queue_time: {
            p: context.fill(at('queue_time', 'p'), waits.p, 90),
            above: sameDuration(waits.above),
            over: context.duration(at('queue_time', 'over'), waits.over, '5m'),
            ...(waits.workloads === undefined ? {} : { workloads: [...new Set(waits.workloads)] }),
          },
        }),
    ...(cloud === undefined ? {} : { api_failing: cloud }),
    for: context.duration(at('for'), given.for, '5m'),
  };
}

/** True where an event is of a group or of one of its processes. */
function isOf(managers: FailoverSurroundings['managers'], group: string, event: ScenarioTarget | undefined): boolean {
  const manager = own(managers, group);
  return event?.group === group || (manager !== undefined && processNames(group, manager).includes(event?.manager ?? ''));
}

function checkActions(context: NormaliseContext, path: Path, given: FailoverInput, around: FailoverSurroundings): void {
  const { runners, managers } = around;
  given.unpause?.forEach((name, i) => {
    const at = [...path, 'unpause', i];
    if (!context.known(at, 'runner', name, Object.keys(runners))) return;
    if (own(runners, name)?.paused === false && !around.events.some(({ pause }) => pause?.runner === name)) {
      context.report.warn(at, `the runner '${name}' is not paused, so unpausing it changes nothing; set paused: true on it`);
    }
  });
  given.start?.forEach((name, i) => {
    const at = [...path, 'start', i];
    if (!context.known(at, 'group', name, Object.keys(managers))) return;
    const isStopped = around.events.some(({ stop, kill }) => isOf(managers, name, stop) || isOf(managers, name, kill));
    if (own(managers, name)?.running === true && !isStopped) {
      context.report.warn(at, `the processes of '${name}' run already, so starting them changes nothing; set running: false on the group`);
    }
  });
  for (const [group, values] of Object.entries(given.set ?? {})) {
    if (!context.known([...path, 'set', group], 'group', group, Object.keys(managers))) continue;
    if (Object.keys(values).length === 0)
      context.report.error([...path, 'set', group], 'expected at least one value, such as concurrent: 200', 'key');
    if (around.events.some(({ reload, change }) => isOf(managers, group, reload) || isOf(managers, group, change))) {
      const message = `events change the config.toml of ${group} too; at this failover it is that of the start with the values set here`;
      context.report.warn([...path, 'set', group], message, 'key');
    }
  }
}

function normaliseBack(
  context: NormaliseContext,
  path: Path,
  given: NonNullable<FailoverInput['back']>,
  starts: boolean,
): NonNullable<ScenarioFailover['back']> {
  const after = normaliseDistribution(context, [...path, 'after'], context.fill([...path, 'after'], given.after, '30m'), true);
  const when = context.fill([...path, 'when'], given.when, 'trouble_over' as const);
  const at = [...path, 'remove_machines'];
  if (starts) return { after, when, remove_machines: context.fill(at, given.remove_machines, false) };
  if (given.remove_machines !== undefined) {
    context.report.error(at, 'it starts no processes whose machines could be removed; add start, or leave remove_machines out', 'key');
  }
  return { after, when };
}

/** Returns the complete failovers, or undefined where there are none. */
export function normaliseFailovers(context: NormaliseContext, around: FailoverSurroundings): Record<string, ScenarioFailover> | undefined {
  const { input } = around;
  if (input.failover === undefined) return undefined;
  return mapByName(input.failover, (given, name) => {
    const path: Path = ['failover', name];
    const at = (...keys: string[]): Path => [...path, ...keys];
    const { person, rule } = given.notice;
    checkActions(context, path, given, around);
    return {
      notice: {
        ...(person === undefined ? {} : { person: normalisePerson(context, at('notice', 'person'), person, around.events) }),
        ...(rule === undefined ? {} : { rule: normaliseRule(context, at('notice', 'rule'), rule, input) }),
      },
      react: normaliseDistribution(context, at('react'), context.fill(at('react'), given.react, '0s'), true),
      ...(given.unpause === undefined ? {} : { unpause: [...new Set(given.unpause)] }),
      ...(given.start === undefined ? {} : { start: [...new Set(given.start)] }),
      ...(given.set === undefined ? {} : { set: mapByName(given.set, (values) => values) }),
      ...(given.back === undefined ? {} : { back: normaliseBack(context, at('back'), given.back, given.start !== undefined) }),
    };
  });
}
