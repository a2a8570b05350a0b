/** Where more is never worse: IdleCount of a pool whose machines are used once. */
import type { RunnerEntry } from '../../../scenario/config-toml/read-entry.js';
import { readConfig } from '../../../scenario/config-toml/read-config.js';
import type { PreparedScenario } from '../../../scenario/prepare.js';
import type { SettingPlace } from '../../../scenario/settings/setting-place.js';
import type { VariedPool } from '../plan-question.js';

/** A pool of single-use machines. */
export interface SingleUse {
  /** As the engine has it; undefined where no process has it. */
  readonly pool: VariedPool | undefined;
}

/**
 * Returns the pool where the setting is the IdleCount of single-use machines: each job waits for a boot that was ordered when a machine left the pool, so a
 * larger pool is ahead of a smaller one by as many boots, and costs as many machines more. Where machines are used again, or made in step with those busy
 * (IdleScaleFactor), that is not so: undefined.
 */
export function singleUsePool(base: PreparedScenario, { key, group, path }: SettingPlace): SingleUse | undefined {
  if (key !== 'IdleCount' || group === undefined) return undefined;
  const entry = entryOf(base, group, path[path.indexOf('runners') + 1]);
  if (entry?.machine === undefined) return undefined;
  const { MaxBuilds, IdleScaleFactor, autoscaling } = entry.machine;
  if (MaxBuilds !== 1 || IdleScaleFactor !== 0 || autoscaling.some((section) => section.IdleScaleFactor !== 0)) return undefined;
  return { pool: poolOf(base, entry, group) };
}

/** Returns the pool of an entry, as the engine has it; undefined where no process of its group has it. */
function poolOf({ scenario, fleet }: PreparedScenario, entry: RunnerEntry, name: string): VariedPool | undefined {
  if (scenario.managers[name]?.running !== true) return undefined;
  const group = fleet.groups.indexOf(name);
  const processes = fleet.managers.filter((own) => own.group === group);
  const runner = processes[0]?.configs[0]?.entries.find((own) => own.name === entry.name && own.token === entry.token)?.runner;
  return runner === undefined ? undefined : { group, runner, processes: processes.length };
}

/** Returns the index from which on more idle machines are more: at 0 machines are made on demand and jobs taken at once, nothing that lies below 1. Undefined where there are none. */
export function firstOfOrder(idleCounts: readonly number[]): number | undefined {
  const first = idleCounts.findIndex((own) => own > 0);
  return first < 0 ? undefined : first;
}

/** Returns the `[[runners]]` entry of a group, by name or index. */
function entryOf(base: PreparedScenario, group: string, step: string | number | undefined): RunnerEntry | undefined {
  const manager = base.scenario.managers[group];
  const { config } = readConfig(manager?.config.text ?? '', manager?.config.file ?? '');
  const entries = config?.entries ?? [];
  return entries.find(({ name }) => name === step) ?? entries[Number(step)];
}
