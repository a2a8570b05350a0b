/** Which changes of settings are worth a run: each a setting that bears on a cause of waiting or of cost, a direction and a step. */
import type { WaitCause } from '../../record/wait-causes.js';
import { standbyGroups } from '../../scenario/fleet-words.js';
import { pathText } from '../../scenario/text/path.js';
import type { Scenario } from '../../scenario/scenario.js';
import { figureLookup, type Lookup } from '../figures/figure-lookup.js';
import { changeWords } from '../setting-words.js';
import { idleCountFor } from '../plan/closed-form.js';
import type { StudyResult } from '../study-result.js';
import type { Threshold } from '../thresholds/threshold.js';
import { heldGroups } from './held.js';
import { entriesWith, leversOf, SETTING_NAMES } from './levers.js';
import { placesOf, type SettingPlace, type SteppedKey } from './places.js';

/** A change to be tried. */
export interface Candidate {
  readonly group: string;
  readonly label: string;
  readonly set: readonly string[];
  readonly aim: WaitCause | 'cost';
}

/** A step from one value to another; undefined where the value has none. */
type Step = (value: number) => number | undefined;

const ceilTimes =
  (factor: number): Step =>
  (value) =>
    Math.max(value + 1, Math.ceil(value * factor));
const floorTimes =
  (factor: number): Step =>
  (value) =>
    value >= 1 ? Math.floor(value * factor) : undefined;
/** None of what has an end today, and twice of what is used more than once: single use is a decision of its own. */
const twice: Step = (value) => (value >= 1 ? value * 2 : undefined);
const twiceUsed: Step = (value) => (value >= 2 ? value * 2 : undefined);
const more: Step = (value) => (value >= 1 ? Math.ceil(value * 1.25) : undefined);

/** How a setting is relaxed, the smaller step first. */
const RELAXING: Readonly<Record<Exclude<SteppedKey, 'idleTime'>, readonly Step[]>> = {
  idleCount: [ceilTimes(1.25), ceilTimes(2)],
  idleSlots: [ceilTimes(1.25), ceilTimes(2)],
  checkInterval: [(value) => (value > 1 ? 1 : undefined)],
  requestConcurrency: [twice],
  limit: [more],
  maxInstances: [more],
  concurrent: [more],
  maxGrowthRate: [twice],
  maxBuilds: [twiceUsed],
  maxUseCount: [twiceUsed],
};

/** Where fewer than this stand idle on average there is nothing to save on them. */
const IDLE = 0.5;

/** What candidates are taken from; nothing stands by where a failover and registrations are left out. */
type Advised = Pick<Scenario, 'managers'> & Partial<Pick<Scenario, 'runners' | 'failover'>>;

/**
 * Returns the changes: first where queueing theory would put an IdleCount for these thresholds, then those that bear on what held most jobs of the groups that
 * waited longest, then those that may save money. What stands by is paid for the outage that comes, which these runs may have little of or none: nothing of it is cut.
 */
export function candidatesOf(study: StudyResult, scenario: Advised, thresholds: readonly Threshold[] = []): Candidate[] {
  const lookup = figureLookup(study);
  const seen = new Set<string>();
  const standby = new Set(standbyGroups(scenario, () => undefined));
  return [...ofTheory(study, scenario, thresholds), ...ofWaits(study, scenario, lookup), ...ofCost(study, scenario, lookup)].filter(
    ({ set, group, aim }) => {
      const key = JSON.stringify(set);
      return !(aim === 'cost' && standby.has(group)) && !seen.has(key) && seen.add(key);
    },
  );
}

/** Returns the causes of waiting that no setting of the group relaxes, with their shares. */
export function beyondSettings(study: StudyResult): { group: string; cause: WaitCause; share: number }[] {
  return heldGroups(study, figureLookup(study)).flatMap(({ group, own, causes }) =>
    causes.flatMap(({ cause, share }) =>
      leversOf(cause, own).some((lever) => entriesWith(lever, own).length > 0) ? [] : [{ group, cause, share }],
    ),
  );
}

/**
 * One step to where the closed form puts the IdleCount of a pool of single-use machines (`idleCountFor`), which others approach in several. It is of one pool under one
 * load: none of a group with periods or several entries. The managers of a group share its load, that of the first replication: of its boots, or where it is the only
 * group of all jobs that came, for a pool that cannot keep up boots less than is asked of it.
 */
function ofTheory({ first }: StudyResult, scenario: Pick<Scenario, 'managers'>, thresholds: readonly Threshold[]): Candidate[] {
  const { from, to } = first.window;
  const { groups } = first.pools;
  return groups.flatMap(({ name, machines, machinesCreated, cost }): Candidate[] => {
    const [place, ...others] = placesOf(scenario, name, 'idleCount');
    const [own, ...entries] = (first.settings ?? []).filter(({ group }) => group === name);
    if (place === undefined || own === undefined || others.length + entries.length > 0 || own.maxBuilds?.[1] !== 1 || machinesCreated === 0)
      return [];
    const bootSeconds = (machines.creating.average * (to - from)) / machinesCreated;
    const asked = groups.length === 1 ? (first.jobs.all.jobs * bootSeconds) / (to - from) : 0;
    const pools = Math.max(1, scenario.managers[name]?.replicas.length ?? 1);
    const wanted = idleCountFor({ booting: Math.max(machines.creating.average, asked) / pools, bootSeconds }, thresholds);
    if (wanted === undefined) return [];
    const next = Math.min(wanted, own.limit[1] === 0 ? Infinity : own.limit[1]);
    if (next < place.value && cost.total === 0) return [];
    return steps(name, 'idleCount', [place], [() => next], next < place.value ? 'cost' : 'boot').map((found) => ({
      ...found,
      label: `${found.label} (closed form)`,
    }));
  });
}

function ofWaits(study: StudyResult, scenario: Pick<Scenario, 'managers'>, lookup: Lookup): Candidate[] {
  const weighed = heldGroups(study, lookup).flatMap(({ group, p95, own, causes }) =>
    causes.flatMap(({ cause, share }) =>
      leversOf(cause, own).flatMap((lever) => {
        const entries = entriesWith(lever, own);
        if (entries.length === 0) return [];
        const processes = lever.key === 'concurrent' ? managersOf(scenario, group, 1, cause) : [];
        const isTop = lever.key === 'concurrent' || lever.key === 'checkInterval';
        const places = isTop
          ? placesOf(scenario, group, lever.key)
          : entries.flatMap(({ entry }) => placesOf(scenario, group, lever.key, entry));
        return [...steps(group, lever.key, places, RELAXING[lever.key], cause), ...processes].map((candidate) => ({
          candidate,
          weight: share * p95.estimate!,
        }));
      }),
    ),
  );
  return weighed.sort((a, b) => b.weight - a.weight).map(({ candidate }) => candidate);
}

/** Idle machines that few jobs need, machines that wait long for a job, and machines that are thrown away early. */
function ofCost(study: StudyResult, scenario: Pick<Scenario, 'managers'>, lookup: Lookup): Candidate[] {
  if ((lookup('all', 'all', 'cost.perMonth')?.estimate ?? 0) <= 0) return [];
  const groups = study.first.jobs.groups
    .map(({ name }) => ({ name, idle: lookup('group', name, 'machines.idle.average')?.estimate ?? 0 }))
    .filter(({ idle }) => idle > IDLE)
    .sort((a, b) => b.idle - a.idle);
  return groups.flatMap(({ name }) => {
    const of = (key: SteppedKey, some: readonly Step[]): Candidate[] => steps(name, key, placesOf(scenario, name, key), some, 'cost');
    return [
      ...of('idleCount', [floorTimes(0.75), floorTimes(0.5)]),
      ...inTurn(name, scenario),
      ...of('idleSlots', [floorTimes(0.75), floorTimes(0.5)]),
      ...of('idleTime', [floorTimes(0.5)]),
      ...of('maxBuilds', [twiceUsed]),
      ...managersOf(scenario, name, -1, 'cost'),
    ];
  });
}

/** One manager more or less of a group, each with the pools of its config.toml; none where it would be the last, or its zone alone. */
function managersOf({ managers }: Pick<Scenario, 'managers'>, group: string, by: 1 | -1, aim: Candidate['aim']): Candidate[] {
  const replicas = managers[group]?.replicas ?? [];
  const count = replicas.length;
  if (count + by < 1 || count === 0) return [];
  const zones = replicas.map(({ zone }) => zone);
  const next = by > 0 ? [...zones, zones[count % 2 === 0 ? 0 : count - 1]] : zones.slice(0, -1);
  const isPlaced = zones.some((zone) => zone !== undefined);
  const value = isPlaced ? JSON.stringify(next.map((zone) => (zone === undefined ? {} : { zone }))) : String(next.length);
  const set = [`${pathText(['managers', group, 'replicas'])}=${value}`];
  return [{ group, label: changeWords('managers', [count], [next.length]), set, aim }];
}

/** Each period of an IdleCount that changes over the week on its own. */
function inTurn(group: string, scenario: Pick<Scenario, 'managers'>): Candidate[] {
  const places = placesOf(scenario, group, 'idleCount');
  return places.length < 2
    ? []
    : places.flatMap((place) => steps(group, 'idleCount', [place], [floorTimes(0.5)], 'cost', wherePlaced(place)));
}

/** Which of several places it is: `autoscaling[1]`, or outside of every period. */
function wherePlaced({ path }: SettingPlace): string {
  const at = path.indexOf('autoscaling');
  return at < 0 ? 'outside of periods' : `of ${pathText(path.slice(at, at + 2))}`;
}

function steps(
  group: string,
  key: SteppedKey,
  places: readonly SettingPlace[],
  some: readonly Step[],
  aim: Candidate['aim'],
  where = '',
): Candidate[] {
  const idleTime = places.some(({ unit }) => unit === 's') ? 'idle_time' : 'IdleTime';
  const name = key === 'idleTime' ? idleTime : SETTING_NAMES[key];
  return some.flatMap((step) => {
    const changed = places.flatMap(({ path, value, unit = '' }) => {
      const next = step(value);
      return next === undefined || next === value ? [] : [{ path, from: value, to: next, unit }];
    });
    if (changed.length === 0) return [];
    const [from, to] = [changed.map((own) => own.from), changed.map((own) => own.to)];
    const label = changeWords([name, where].join(' ').trimEnd(), from, to);
    return [{ group, label, set: changed.map((own) => `${pathText(own.path)}=${own.to}${own.unit}`), aim }];
  });
}
