/** What is said of the pools of each part of the fleet. */
import { poolFilter } from '../answers.js';
import { poolScope, sourcesByManager, type PoolSources } from './pool-stats.js';
import type { Labels } from '../question.js';
import type { PoolScope } from './pool-scope-schema.js';
import type { RunResult } from '../run-result.js';

/** Returns the pools of all, and of each runner, group, manager, cloud and zone. */
export function poolScopes(sources: PoolSources): RunResult['pools'] {
  const { fleet } = sources;
  const scope = (name: string, labels: Labels, own = sources): PoolScope => poolScope(name, own, poolFilter(labels, fleet));
  const ofManagers = sourcesByManager(sources);
  return {
    all: scope('all', {}),
    runners: fleet.runners.map(({ name }, runner) => scope(name, { runner: [runner] })),
    groups: fleet.groups.map((name, group) => scope(name, { group: [group] })),
    managers: fleet.managers.map(({ name }, manager) => scope(name, { manager: [manager] }, ofManagers[manager])),
    clouds: fleet.clouds.map(({ name }, cloud) => scope(name, { cloud: [cloud] })),
    zones: fleet.zones.map(({ name, cloud }, zone) => scope(`${fleet.clouds[cloud]?.name ?? ''} ${name}`, { zone: [zone] })),
  };
}
