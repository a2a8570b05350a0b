/** Builds failovers: names become indices, values to be set become configurations of processes. */
import type { CloudIndex, RunnerIndex, WorkloadIndex } from '../../units/indices.js';
import type { FailoverSpec, FailoverTrigger, RuleCondition } from '../../fleet/failover.js';
import type { OutageSpec } from '../../fleet/outage.js';
import { microsOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import { entriesByName } from '../order.js';
import { changesOf } from '../normalise/events.js';
import { overridden } from '../normalise/managers.js';
import type { ScenarioFailover, ScenarioRule } from '../scenario-event.js';
import { NameIndex, type BuildContext } from './context.js';
import { buildDistribution } from './distribution.js';
import type { Processes } from './managers.js';

/** What a failover names. */
export interface FailoverNames {
  readonly processes: Processes;
  readonly runners: NameIndex<RunnerIndex>;
  readonly clouds: NameIndex<CloudIndex>;
  readonly outages: readonly OutageSpec[];
}

function conditionsOf(context: BuildContext, rule: ScenarioRule, { clouds }: FailoverNames): RuleCondition[] {
  const { queue_time: waits, api_failing: cloud } = rule;
  const workloads = new NameIndex<WorkloadIndex>(Object.keys(context.scenario.workloads));
  return [
    ...(waits === undefined
      ? []
      : [
          {
            kind: 'queue_time' as const,
            level: waits.p / 100,
            above: microsOf(waits.above),
            over: microsOf(waits.over),
            workloads: (waits.workloads ?? []).map((name) => workloads.of(name)).sort((a, b) => a - b),
          },
        ]),
    ...(cloud === undefined ? [] : [{ kind: 'api_failing' as const, cloud: clouds.of(cloud) }]),
  ];
}

function triggerOf(context: BuildContext, path: Path, { person, rule }: ScenarioFailover['notice'], names: FailoverNames): FailoverTrigger {
  if (rule !== undefined) return { kind: 'rule', anyOf: conditionsOf(context, rule, names), holdsFor: microsOf(rule.for) };
  return {
    kind: 'person',
    outages: (person?.of ?? []).map((name) => names.outages.findIndex((outage) => outage.name === name)).sort((a, b) => a - b),
    delay: buildDistribution(context.report, [...path, 'notice', 'person', 'after'], person?.after ?? '0s'),
  };
}

function reloadsOf(context: BuildContext, path: Path, set: ScenarioFailover['set'], processes: Processes): FailoverSpec['reload'] {
  return entriesByName(set ?? {}).flatMap(([group, values]) => {
    const before = context.scenario.managers[group]!.config;
    const config = overridden(context, before, changesOf(context, [...path, 'set', group], values));
    return processes.namesOf({ group }).map((name) => ({ manager: processes.order.of(name), config: processes.config(name, config) }));
  });
}

/** Returns the failovers by name. */
export function buildFailovers(context: BuildContext, names: FailoverNames): FailoverSpec[] {
  const { report, scenario } = context;
  const { processes } = names;
  return entriesByName(scenario.failover ?? {}).map(([name, given]): FailoverSpec => {
    const path: Path = ['failover', name];
    return {
      name,
      trigger: triggerOf(context, path, given.notice, names),
      reaction: buildDistribution(report, [...path, 'react'], given.react),
      unpause: (given.unpause ?? []).map((runner) => names.runners.of(runner)).sort((a, b) => a - b),
      start: (given.start ?? [])
        .flatMap((group) => processes.namesOf({ group }).map((process) => processes.order.of(process)))
        .sort((a, b) => a - b),
      reload: reloadsOf(context, path, given.set, processes),
      back: given.back && {
        after: buildDistribution(report, [...path, 'back', 'after'], given.back.after),
        whenPoolReady: given.back.when === 'pool_ready',
        removeMachines: given.back.remove_machines === true,
      },
    };
  });
}
